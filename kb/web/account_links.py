"""Ways for those who are signed in: one's account, writing, reviewing, keeping the site.

Only what one may do is shown, and only addresses that some view answers.
"""

from collections.abc import Iterable
from functools import cache
from typing import cast
from urllib.parse import quote

from flask import Flask, current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from kb.accounts import Action, Actor
from kb.errors import KbError
from kb.i18n import LANGUAGES, N_
from kb.web.addresses import sign_in_address
from kb.web.context import services
from kb.web.guards import action_of
from kb.web.language import current_translator, locale
from kb.web.pages.reading import NavigationLink
from kb.web.visitor import current_actor, may

# By the address after the language.
_LABELS = {
    "account/": N_("My account"),
    "account/notices": N_("Notices"),
    "write": N_("Write"),
    "review": N_("Review"),
    "admin": N_("Keeping the site"),
    "admin/index": N_("Reindex"),
    "admin/doctor": N_("Index doctor"),
    "admin/searches": N_("Searches"),
    "admin/users": N_("Users"),
    "admin/audit": N_("Audit log"),
}

# Pages that are files of the library, by endpoint, with the folder they stand in.
_PAGES = {
    "cases.show": "cases", "businesses.show": "businesses", "people.show": "specialists", "events.show": "events",
    "books.show": "books", "questions.show": "questions", "wanted.show": "wanted",
}


def install(app: Flask) -> None:
    """Give every template who is asking and the ways that are theirs."""
    app.context_processor(_context)
    app.jinja_env.globals.update(own_counts=own_counts, editing_url=editing_url)


def _context() -> dict[str, object]:
    try:
        actor = current_actor()
    except KbError:  # the page that tells of it must not fail by it too
        actor = Actor.ANONYMOUS
    if not actor.is_signed_in:
        here = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") and request.endpoint else ""
        is_entry = request.path.startswith(f"/{locale()}/account/")
        return {"actor": actor, "own_links": [], "sign_in_url": sign_in_address(locale(), "" if is_entry else here)}
    return {"actor": actor, "own_links": _links(), "sign_in_url": ""}


def own_counts() -> dict[str, int]:
    """How much waits behind a way, by its address; what waits for nobody is left out."""
    try:
        waiting = services().waiting(current_actor())
    except KbError:  # a page must not fail by a number in its menu
        return {}
    counts = {"account/notices": waiting.notices, "review": waiting.review}
    return {f"/{locale()}/{path}": count for path, count in counts.items() if count}


def editing_url() -> str:
    """Where an editor changes the page that is shown, or takes it out; empty for others and elsewhere."""
    kind, slug = _PAGES.get(request.endpoint or "", ""), (request.view_args or {}).get("slug", "")
    return f"/{locale()}/review/pages/{kind}/{quote(slug)}" if kind and slug and may(Action.UNPUBLISH) else ""


def _links() -> list[NavigationLink]:
    say, start = current_translator().gettext, f"/{locale()}/"
    app = cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]
    own = {start + path: label for path, label in _LABELS.items() if (action := _needed(app, path)) and may(action)}
    nearest = _nearest(request.path.replace("/admin/invitations", "/admin/users"), own)
    return [NavigationLink(say(label), address, address == nearest) for address, label in own.items()]


def _nearest(here: str, addresses: Iterable[str]) -> str:
    """The way that one is on, "" for none: parts of the account and of keeping the site are ways of their own."""
    above = (each for each in addresses if f"{here}/".startswith(f"{each.rstrip('/')}/"))
    return max(above, key=len, default="")


@cache
def _needed(app: Flask, path: str) -> Action | None:
    """What one must be allowed to do to open an address; None when no view answers it."""
    try:
        endpoint, _ = app.url_map.bind("localhost").match(f"/{LANGUAGES[0]}/{path}", method="GET")
    except RequestRedirect:
        return None
    except HTTPException:
        return None
    return action_of(app.view_functions[endpoint])
