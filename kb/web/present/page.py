"""What pages around the cases have in common: a text in one language, sources, and people who are named."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kb.model import Page, Specialist
from kb.web.addresses import home_address, list_address, person_address
from kb.web.pages.reading import Link, SourceView
from kb.web.present.case import initials
from kb.web.present.results import present_sources
from kb.web.reader import Reader

PageOf = Callable[[str, str], Page | None]


@dataclass(frozen=True, slots=True)
class PageView:
    """A page in the version a reader gets; `lang_note` when there is none in their language."""

    slug: str
    name: str
    lang: str
    summary: str
    html: Markup
    lang_note: bool
    breadcrumbs: Sequence[Link]
    sources: Sequence[SourceView]
    demo: bool


@dataclass(frozen=True, slots=True)
class PersonLink:
    """Somebody with a page of their own; `note` is what they did here."""

    name: str
    initials: str
    url: str
    note: str = ""


def present_page(page: Page, reader: Reader, noun: str, label: str) -> PageView:
    """The page for a reader; `noun` and `label` are the list it belongs to."""
    text = page.text(reader.lang)
    return PageView(
        slug=page.slug,
        name=text.name,
        lang=text.lang,
        summary=text.summary,
        html=Markup(text.body.html),  # noqa: S704 (sanitised when it was rendered)
        lang_note=text.lang != reader.lang,
        breadcrumbs=[Link("Culise", home_address(reader.lang)), Link(label, list_address(reader.lang, noun))],
        sources=present_sources(page.sources),
        demo=page.demo,
    )


def people_links(slugs: Iterable[str], reader: Reader, page_of: PageOf) -> list[PersonLink]:
    """People by slug, in their order; who withdrew is not named."""
    found = (person_link(slug, reader, page_of) for slug in slugs)
    return [link for link in found if link is not None]


def person_link(slug: str, reader: Reader, page_of: PageOf, note: str = "") -> PersonLink | None:
    """Somebody by slug, or None when they have no page."""
    page = page_of("specialists", slug)
    if not isinstance(page, Specialist):
        return None
    name = page.name_in(reader.lang)
    return PersonLink(name, initials(name), person_address(reader.lang, slug), note)
