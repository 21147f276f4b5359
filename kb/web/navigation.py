"""The ways through the site: which parts there are, in which order, and where the reader is.

Only addresses that some view answers are shown, and of the handbook the pages that this library has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from kb.errors import KbError
from kb.i18n import LANGUAGES, N_
from kb.services import Services
from kb.web.addresses import handbook_address
from kb.web.language import current_translator, locale
from kb.web.pages.reading import NavigationLink

# By the address after the language: the label, and what else belongs to the same part of the site.
_LABELS = {
    "search": N_("Cases"),
    "businesses": N_("Businesses"),
    "people": N_("People"),
    "industries": N_("Industries"),
    "platforms": N_("Platforms"),
    "questions": N_("Questions"),
    "events": N_("Events"),
    "books": N_("Books"),
    "wanted": N_("Cases wanted"),
    "insights": N_("Insights"),
    "market": N_("Market"),
    "compare": N_("Compare"),
    "feed.atom": N_("Feed of new cases"),
}
_HANDBOOK = {
    "about": N_("About"),
    "searching": N_("How to search"),
    "figures": N_("Figures and evidence"),
    "writing": N_("How to write a case"),
    "review": N_("How a case is reviewed"),
    "privacy": N_("Privacy"),
}
_ALSO = {"search": "cases"}
_MAIN = ("search", "businesses", "people", "questions", "insights", "events")
_GROUPS = (
    (N_("Library"), ("search", "businesses", "people", "industries", "platforms")),
    (N_("Practice"), ("questions", "events", "books", "wanted")),
    (N_("Figures"), ("insights", "market", "compare")),
)
_SITE = N_("The site")


@dataclass(frozen=True, slots=True)
class NavigationGroup:
    """Links that belong together, under a heading."""

    label: str
    links: Sequence[NavigationLink]


def main_links() -> list[NavigationLink]:
    """What stands at the top of every page on a wide screen."""
    return _links(_MAIN)


def all_groups() -> list[NavigationGroup]:
    """Every part of the site, for the menu of a phone and the foot of every page; a group without links is none."""
    say = current_translator().gettext
    groups = [NavigationGroup(say(label), _links(paths)) for label, paths in _GROUPS]
    groups.append(NavigationGroup(say(_SITE), [*_handbook_links(), *_links(("feed.atom",))]))
    return [group for group in groups if group.links]


def help_address(page: str) -> str:
    """The address of a page of the handbook, empty when this library has none."""
    return handbook_address(locale(), page) if page in _handbook() else ""


def _handbook_links() -> list[NavigationLink]:
    addresses = {page: help_address(page) for page in _HANDBOOK}
    return [
        NavigationLink(current_translator().gettext(_HANDBOOK[page]), address, request.path == address)
        for page, address in addresses.items() if address
    ]


def _handbook() -> frozenset[str]:
    """The slugs of the handbook's pages, asked for once a page; none where the library cannot be read."""
    if "handbook" not in g:
        try:
            pages = cast(Services, current_app.extensions["kb.services"]).pages("help")
        except KbError:
            pages = ()
        g.handbook = frozenset(page.slug for page in pages)
    return cast(frozenset[str], g.handbook)


def _links(paths: Sequence[str]) -> list[NavigationLink]:
    say, lang, here = current_translator().gettext, locale(), request.path
    return [
        NavigationLink(say(_LABELS[path]), f"/{lang}/{path}", _is_here(here, f"/{lang}/", path))
        for path in paths if path in _parts()
    ]


def _is_here(address: str, start: str, path: str) -> bool:
    roots = [f"{start}{name}" for name in (path, _ALSO.get(path)) if name]
    return any(address == root or address.startswith(f"{root}/") for root in roots)


def _parts() -> frozenset[str]:
    """The parts that some view answers, looked up once an app."""
    known: frozenset[str] | None = current_app.extensions.get("kb.parts")
    if known is None:
        known = current_app.extensions["kb.parts"] = frozenset(
            path for path in _LABELS if _is_answered(current_app, f"/{LANGUAGES[0]}/{path}"))
    return known


def _is_answered(app: Flask, address: str) -> bool:
    try:
        app.url_map.bind("localhost").match(address, method="GET")
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True
