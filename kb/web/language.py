"""The language of an answer: the first part of its address, else what the reader's browser asks for."""

from flask import Flask, Response, g, request
from werkzeug.routing import BaseConverter

from kb.i18n import LANGUAGES, Translator, negotiate, translator

LANGUAGE_COOKIE = "lang"
_A_YEAR = 31_536_000


class LanguageConverter(BaseConverter):
    """The first part of an address: one of the languages of the interface."""

    regex = "|".join(LANGUAGES)


def install(app: Flask) -> None:
    """Take the language out of the address, so that views need not pass it around, and remember it."""
    app.url_map.converters["language"] = LanguageConverter

    @app.url_value_preprocessor
    def take_language(_: str | None, values: dict[str, object] | None) -> None:
        if values:
            values.pop("lang", None)

    app.after_request(_remember)


def locale() -> str:
    """The language of the current page."""
    if "locale" not in g:
        g.locale = language_of_address() or preferred_language()
    return str(g.locale)


def language_of_address() -> str | None:
    """The language that the address names."""
    first = request.path.split("/", 2)[1]
    return first if first in LANGUAGES else None


def preferred_language() -> str:
    """The language the reader's browser asks for."""
    return negotiate(request.cookies.get(LANGUAGE_COOKIE), request.headers.get("Accept-Language"))


def current_translator() -> Translator:
    """The texts in the language of the current page."""
    return translator(locale())


def _remember(response: Response) -> Response:
    """Keep the language of a page that a reader opened; a cookie is set only when it says something new."""
    chosen = language_of_address()
    is_page = response.status_code == 200 and response.mimetype == "text/html"
    if is_page and chosen and chosen != preferred_language():
        response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=_A_YEAR, samesite="Lax",
                            secure=request.is_secure, httponly=True)
    return response
