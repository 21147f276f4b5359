"""Which web addresses and which places inside the library a text may point to. Pure functions on strings."""

import re
from urllib.parse import urlsplit

_WEB = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_ANCHOR = re.compile(r"#(?:s-[\w-]+|fn(?:ref)?\d*:[\w-]+)")
_MEDIA = re.compile(r"(?:\.\./)?(media/[a-z0-9-]+/[a-z0-9][a-z0-9._-]*)")
_SERVED_MEDIA = re.compile(r"/media/[a-z0-9-]+/[a-z0-9][a-z0-9._-]*")
_PAGE = re.compile(
    r"\.\./(cases|businesses|specialists|events|books|questions|wanted)/([a-z0-9-]{1,80})(?:\.md)?(#[\w-]*)?"
)
# A page of the handbook is named with its language, so that the link leads somewhere in an editor too.
_HANDBOOK = re.compile(r"\.\./(help)/([a-z0-9-]{1,80})(?:\.(?:ro|ru|en)\.md)?(#[\w-]*)?")
_SERVED_PAGE = re.compile(r"\.\./(?:cases|businesses|people|events|books|questions|wanted|help)/[a-z0-9-]+(?:#[\w-]*)?")
# Pages stand at /<lang>/<noun>/<slug>, so an address relative to the page keeps the reader's language.
_NOUNS = {"specialists": "people"}


def is_web_address(address: str) -> bool:
    """Whether this is an http or https address with a host and without a user name in it."""
    if not _WEB.fullmatch(address):
        return False
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return False


def is_safe_href(href: str) -> bool:
    """Whether a rendered link may point there: the web, mail, an anchor of the page, media or another page."""
    patterns = (_ANCHOR, _SERVED_PAGE, _SERVED_MEDIA, _MAIL)
    return any(pattern.fullmatch(href) for pattern in patterns) or is_web_address(href)


def is_safe_image(src: str) -> bool:
    """Whether a rendered image may come from there: only the library's own media."""
    return _SERVED_MEDIA.fullmatch(src) is not None


def served(address: str) -> str:
    """The address a page serves for what the file says: `../cases/x.md` or `media/x/y.png`; others unchanged."""
    if match := _MEDIA.fullmatch(address):
        return "/" + match[1]
    if match := _page(address):
        return f"../{_NOUNS.get(match[1], match[1])}/{match[2]}{match[3] or ''}"
    return address


def named_page(address: str) -> tuple[str, str] | None:
    """The kind and slug of the page that a link inside a body names, or None when it names no page."""
    match = _page(address)
    return (match[1], match[2]) if match else None


def _page(address: str) -> re.Match[str] | None:
    return _PAGE.fullmatch(address) or _HANDBOOK.fullmatch(address)
