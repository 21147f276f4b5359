"""A page by the slug of an address: there, moved for good, or not there. What it shows is made elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Never

from flask import abort, redirect

from kb.errors import NotFound
from kb.i18n import LANGUAGES, N_
from kb.model import Page
from kb.web.context import services
from kb.web.language import locale

# Kinds of pages that stand under another noun.
_KINDS = {"people": "specialists"}
AddressOf = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class NamedPage:
    """A page of this site as others speak of it; `lang` is the language of its title."""

    label: str
    lang: str
    url: str


def known_page(kind: str, slug: str) -> Page | None:
    """A page of another kind by its slug, from the pages that are kept: lists ask for many of them."""
    return services().pages_by_slug(kind).get(slug)


def page_or_404(kind: str, slug: str, address_of: AddressOf) -> Page:
    """A page that is no case. An old slug is answered with a redirect. Raises NotFound."""
    return services().page(kind, slug) or _elsewhere(kind, slug, address_of)


def named_page(address: str) -> NamedPage | None:
    """The page at an address of this site, named by its title; by the address itself where it has none."""
    if not address:
        return None
    parts = address.partition("?")[0].partition("#")[0].split("/")
    text = _text_of(parts[2], parts[3]) if len(parts) == 4 and parts[1] in LANGUAGES else None
    return NamedPage(*text, address) if text else NamedPage(address, locale(), address)


def _text_of(noun: str, slug: str) -> tuple[str, str] | None:
    """Title and language of a case or page, or None."""
    if noun == "cases":
        case = services().case(slug)
        told = case.text(locale()) if case else None
        return (told.title, told.lang) if told else None
    page = services().page(_KINDS.get(noun, noun), slug)
    text = page.text(locale()) if page else None
    return (text.name, text.lang) if text else None


def _elsewhere(kind: str, slug: str, address_of: AddressOf) -> Never:
    new = services().renamed(kind, slug)
    if new is None:
        raise NotFound(N_("there is no page named %(slug)s here"), field="slug", slug=slug)
    abort(redirect(address_of(locale(), new), 301))
