"""Pages of the handbook, which is a part of the library: how the site is used and what it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from kb.model import Help
from kb.web.addresses import handbook_address
from kb.web.pages.reading import Link
from kb.web.present.page import PageView, present_page
from kb.web.reader import Reader

# The order to read them in; pages that are not named here follow.
_ORDER = ("about", "searching", "figures", "writing", "review", "privacy")


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A page of the handbook in a list; `current` for the one that is shown."""

    name: str
    lang: str
    url: str
    summary: str
    current: bool


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A page of the handbook with the list of all; `sections` are the headings to jump to."""

    view: PageView
    sections: Sequence[Link]
    pages: Sequence[HelpLine]


def present_handbook(pages: Iterable[Help], reader: Reader, current: str = "") -> list[HelpLine]:
    """The pages of the handbook in the order to read them in."""
    places = {slug: place for place, slug in enumerate(_ORDER)}
    ordered = sorted(pages, key=lambda page: (places.get(page.slug, len(_ORDER)), page.slug))
    return [_line(page, reader, current) for page in ordered]


def present_help(page: Help, pages: Iterable[Help], reader: Reader) -> HelpPage:
    """One page of the handbook."""
    view = present_page(page, reader, "help", reader.say("Help"))
    sections = page.text(reader.lang).body.sections
    return HelpPage(
        view=replace(view, html=_anchored(view.html, reader.lang)),
        sections=[Link(section.heading, f"#{section.anchor}") for section in sections if section.anchor],
        pages=present_handbook(pages, reader, page.slug),
    )


def _anchored(html: Markup, lang: str) -> Markup:
    """Links to other pages from the root: pages of the handbook stand at addresses of different depth."""
    text = str(html)  # a Markup would escape what is put in
    for slug in ("about", "privacy"):
        text = text.replace(f'href="../help/{slug}"', f'href="{handbook_address(lang, slug)}"')
    text = text.replace('href="../', f'href="/{lang}/')
    # A wide table scrolls by itself on a phone, so the keyboard must reach it.
    return Markup(text.replace("<table>", '<table tabindex="0">'))  # noqa: S704 (sanitised when it was rendered)


def _line(page: Help, reader: Reader, current: str) -> HelpLine:
    text = page.text(reader.lang)
    url = handbook_address(reader.lang, page.slug)
    return HelpLine(text.name, text.lang, url, text.summary, page.slug == current)
