"""Cases that are missing: open briefs, and those that a case has answered since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.i18n import N_, collation_key
from kb.model import CaseStudy, Wanted
from kb.search import SearchRequest
from kb.web.addresses import case_address, facet_address, handbook_address, search_address, wanted_address
from kb.web.pages.reading import Link
from kb.web.present.page import PageView, present_page
from kb.web.reader import Reader

# Where a brief comes from.
_ORIGINS = {
    "editor": N_("The editors miss it"),
    "empty_search": N_("People searched for it and found nothing"),
    "thin_insight": N_("Too few figures to compare"),
}


@dataclass(frozen=True, slots=True)
class WantedLine:
    """A brief in a list."""

    name: str
    lang: str
    url: str
    summary: str
    origin: str


@dataclass(frozen=True, slots=True)
class WantedList:
    """Briefs that are open, and those that were answered."""

    open: Sequence[WantedLine]
    closed: Sequence[WantedLine]


@dataclass(frozen=True, slots=True)
class WantedPage:
    """A brief with everything its page shows; `search` finds what there is of it today."""

    view: PageView
    origin: str
    opened: str | None
    search: Link | None
    topics: Sequence[tuple[str, Sequence[Link]]]
    answer: Link | None
    answer_lang: str
    writing_url: str


def present_wanted_list(briefs: Iterable[Wanted], reader: Reader) -> WantedList:
    """Briefs in the order of the alphabet."""
    ordered = sorted(briefs, key=lambda each: collation_key(each.text(reader.lang).name, reader.lang))
    return WantedList(
        open=[_line(each, reader) for each in ordered if not each.closed_by],
        closed=[_line(each, reader) for each in ordered if each.closed_by],
    )


def present_wanted(brief: Wanted, answer: CaseStudy | None, reader: Reader) -> WantedPage:
    """The page of a brief; `answer` is the case that closed it, if any."""
    text = answer.text(reader.lang) if answer else None
    topics = (
        (reader.say("Industry"), _links("industry", "industries", brief.industries, reader)),
        (reader.say("Platforms"), _links("platform", "platforms", brief.platforms, reader)),
    )
    return WantedPage(
        view=present_page(brief, reader, "wanted", reader.say("Cases wanted")),
        origin=reader.say(_ORIGINS[brief.origin]),
        opened=brief.opened,
        search=Link(brief.query, search_address(SearchRequest(text=brief.query, lang=reader.lang)))
        if brief.query else None,
        topics=[(label, links) for label, links in topics if links],
        answer=Link(text.title, case_address(reader.lang, answer.slug)) if answer and text else None,
        answer_lang=text.lang if text else reader.lang,
        writing_url=handbook_address(reader.lang, "writing"),
    )


def _line(brief: Wanted, reader: Reader) -> WantedLine:
    text = brief.text(reader.lang)
    return WantedLine(
        text.name, text.lang, wanted_address(reader.lang, brief.slug), text.summary, reader.say(_ORIGINS[brief.origin]))


def _links(facet: str, vocabulary: str, values: Iterable[str], reader: Reader) -> list[Link]:
    return [Link(reader.label(vocabulary, value), facet_address(reader.lang, facet, value)) for value in values]
