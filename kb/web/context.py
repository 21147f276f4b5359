"""What every page knows besides its own objects: languages, theme, navigation, texts, and filters."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import cast
from urllib.parse import quote

from flask import Flask, current_app, g, request
from jinja2 import StrictUndefined
from markupsafe import Markup
from werkzeug.exceptions import SecurityError

from kb.i18n import DEFAULT, LANGUAGES, N_, OWN_NAMES, number, translator
from kb.model import CaseStudy
from kb.search import Hit, SearchRequest
from kb.services import Services
from kb.settings import Settings
from kb.web.addresses import report_address, with_query
from kb.web.assets import Assets
from kb.web.guards import request_id
from kb.web.language import current_translator, language_of_address, locale
from kb.web.navigation import all_groups, help_address, main_links
from kb.web.pages.reading import Alternate, LanguageLink
from kb.web.reader import Reader

SITE_NAME = "Culise"
THEME_COOKIE = "theme"
THEMES = ("light", "dark")
# Views whose pages only those who are signed in, or about to be, see; each name begins a blueprint's.
_AT_THE_DESK = frozenset({"account", "admin", "review", "write"})

_LANGUAGE_NAMES = {
    "ro": N_("in Romanian"), "ru": N_("in Russian"), "en": N_("in English"),
    # Sources are written in other languages too; one that is not named here is told by its code.
    "bg": N_("in Bulgarian"), "de": N_("in German"), "es": N_("in Spanish"), "fr": N_("in French"),
    "hi": N_("in Hindi"), "it": N_("in Italian"), "ka": N_("in Georgian"), "pl": N_("in Polish"),
    "tr": N_("in Turkish"), "uk": N_("in Ukrainian"),
}


def services() -> Services:
    """The services this app was made with."""
    return cast(Services, current_app.extensions["kb.services"])


def settings() -> Settings:
    """The settings this app was made with."""
    return cast(Settings, current_app.extensions["kb.settings"])


def now() -> datetime:
    """The time by the clock this app was made with."""
    return cast(datetime, current_app.extensions["kb.clock"]())


def current_reader() -> Reader:
    """Who the current page is written for."""
    return reader_of(locale())


def reader_of(lang: str) -> Reader:
    """A reader of a language, with the vocabularies of the library, each asked for once."""
    return Reader(translator(lang), cache(services().vocabulary))


def count(asked: SearchRequest) -> int:
    """How many cases a search finds."""
    return services().search(asked).total


def install(app: Flask, static: Path) -> None:
    """Give every template of the app its globals, filters and texts."""
    assets = app.extensions["kb.assets"] = Assets(static)
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.policies["ext.i18n.trimmed"] = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: current_translator().gettext(text),
        lambda one, many, count: current_translator().form(one, many, count),
        newstyle=True,
    )
    environment.globals.update(asset=assets.address, absolute=absolute, help_address=help_address)
    environment.filters.update(_filters())
    app.context_processor(_page_context)


def _filters() -> Mapping[str, Callable[..., str]]:
    return {
        "number": _number,
        "date": lambda text: current_reader().date(text),
        "period": period_of,
        "lang_name": _language_name,
        "own_lang_name": lambda code: OWN_NAMES[code],
        "with_images": _with_images,
    }


def _with_images(html: Markup) -> Markup:
    """Sanitised HTML whose images say how large they are; most pages have none."""
    return Markup(services().with_images(str(html))) if "<img " in html else html  # noqa: S704 (numbers of ours)


def _language_name(code: str) -> str:
    name = _LANGUAGE_NAMES.get(code)
    return current_translator().gettext(name) if name else code.upper()


def _number(value: float) -> str:
    """Most numbers on a page are small counts, which every language writes alike."""
    return str(value) if isinstance(value, int) and 0 <= value < 1000 else number(value, locale())


def period_of(shown: Hit | CaseStudy) -> str:
    """When a case happened, written out."""
    if isinstance(shown, CaseStudy):
        times = (shown.period.start, shown.period.end) if shown.period else None
        return current_reader().period(times, shown.years)
    return current_reader().period(shown.period, shown.years)


def _page_context() -> dict[str, object]:
    theme = request.cookies.get(THEME_COOKIE)
    return {
        "locale": locale(),
        "languages": language_links(),
        "theme": theme if theme in THEMES else "",
        "at_desk": (request.blueprint or "").partition("_")[0] in _AT_THE_DESK,
        "nav": main_links(),
        "parts": all_groups(),
        "report_url": report_address(locale(), quote(request.path) if language_of_address() else ""),
        "request_id": request_id(),
        "canonical": canonical_address(),
        "alternates": alternate_links(),
        "site_name": SITE_NAME,
    }


def language_links() -> list[LanguageLink]:
    """The same page, query and filters in every language; from elsewhere, the first page."""
    address = g.get("canonical_path") or with_query(quote(request.path), list(request.args.items(multi=True)))
    return [LanguageLink(code, OWN_NAMES[code], url, code == locale()) for code, url in _in_languages(address)]


def _in_languages(address: str) -> Iterator[tuple[str, str]]:
    """An address of a page, `/<lang>/...`, in every language; the first page from where there are no languages."""
    tail = address.split("/", 2)[2] if language_of_address() else ""
    return ((code, f"/{code}/{tail}") for code in LANGUAGES)


def alternate_links() -> list[Alternate]:
    """The same page for search engines, in each language in which it says something of its own, and for all others."""
    langs = g.get("own_languages", LANGUAGES)
    if len(langs) < 2:
        return []
    links = {code: absolute(url) for code, url in _in_languages(_canonical_path()) if code in langs}
    main = DEFAULT if DEFAULT in links else langs[0]
    return [*(Alternate(code, url) for code, url in links.items()), Alternate("x-default", links[main])]


def canonical_address() -> str:
    """The one address of this page for those who link to it, without parameters unless a view sets it.

    A page that only repeats a text, in another language's frame, names the page where that text is at home.
    """
    return absolute(_canonical_path())


def _canonical_path() -> str:
    return str(g.get("home_of_text") or g.get("canonical_path", quote(request.path)))


def absolute(path: str) -> str:
    """A path with the host in front, for those who are elsewhere."""
    try:
        return request.host_url.rstrip("/") + path
    except SecurityError:
        return path
