"""The three languages of the interface, and which of them a reader gets. No translation happens here."""

import re

LANGUAGES = ("ro", "ru", "en")
DEFAULT = "ro"
OWN_NAMES = {"ro": "Română", "ru": "Русский", "en": "English"}

# Browsers set up years ago still ask for Moldovan by its withdrawn code; it is Romanian.
_ALIASES = {"mo": "ro"}
_PREFERENCE = re.compile(
    r"\s*(?P<lang>[a-z]{2,8})(?:-[a-z0-9-]*)?\s*(?:;\s*q\s*=\s*(?P<quality>[01](?:\.[0-9]{0,3})?)\s*)?\Z",
    re.IGNORECASE,
)
_MAX_HEADER = 1_000


def negotiate(cookie: str | None, accept_language: str | None) -> str:
    """The reader's language: the cookie's, else the best of Accept-Language, else Romanian; never raises."""
    if cookie in LANGUAGES:
        return str(cookie)
    wanted = sorted(_preferences(accept_language or ""), key=lambda preference: -preference[1])
    return next((lang for lang, quality in wanted if lang in LANGUAGES and quality > 0), DEFAULT)


def _preferences(header: str) -> list[tuple[str, float]]:
    """Languages with their quality, in the order of the header; what cannot be read is left out."""
    matches = (_PREFERENCE.match(part) for part in header[:_MAX_HEADER].split(","))
    return [(_language(match["lang"]), float(match["quality"] or 1)) for match in matches if match]


def _language(code: str) -> str:
    return _ALIASES.get(code.lower(), code.lower())
