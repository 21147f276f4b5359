"""An industry or a platform as its page shows it: computed from the cases filed there, all but one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kb.i18n import N_, collation_key
from kb.model import Term, Vocabulary
from kb.search import Answer, Hit, SearchRequest
from kb.web.addresses import (
    business_address,
    case_address,
    home_address,
    industry_address,
    list_address,
    platform_address,
    search_address,
)
from kb.web.pages.directory import Directory, Entry, Letter, SupportedFigure, TopicPage
from kb.web.pages.reading import Link
from kb.web.present.directory import LONG_LIST
from kb.web.present.hits import present_figure, present_hits
from kb.web.present.timeline import Search, counted
from kb.web.reader import Reader

NEWEST = 6
FIGURES = 3
MEDIANS = 4
_ADDRESSES = {"industry": industry_address, "platform": platform_address}
_OTHER = {"industry": "platform", "platform": "industry"}
NOUNS = {"industry": "industries", "platform": "platforms"}
LABELS: Mapping[str, str] = {"industry": N_("Industries"), "platform": N_("Platforms")}


@dataclass(frozen=True, slots=True)
class _Topic:
    """A term with the kind of thing it is and whom it is written for."""

    facet: str
    term: Term
    reader: Reader

    def link(self, term: Term) -> Link:
        """The way to another term of the same kind."""
        return Link(term.label(self.reader.lang), _ADDRESSES[self.facet](self.reader.lang, term.slug))


def present_topic(facet: str, term: Term, reader: Reader, search: Search) -> TopicPage:
    """The page of an industry ("industry") or a platform ("platform")."""
    topic = _Topic(facet, term, reader)
    asked = SearchRequest(filters={facet: (term.slug,)}, lang=reader.lang)
    answer = search(asked)
    vocabulary = reader.vocabulary(NOUNS[facet])
    return TopicPage(
        facet=facet,
        slug=term.slug,
        name=term.label(reader.lang),
        about=term.description.get(reader.lang, ""),
        breadcrumbs=[Link("Culise", home_address(reader.lang)),
                     Link(reader.say(LABELS[facet]), list_address(reader.lang, NOUNS[facet]))],
        parent=next((topic.link(each) for each in vocabulary if each.slug == term.parent), None),
        children=[topic.link(each) for each in vocabulary if each.parent == term.slug],
        total=answer.total,
        all_url=search_address(asked),
        newest=present_hits(answer.hits[:NEWEST], reader),
        figures=_figures(search(replace(asked, sort="evidence")).hits, reader),
        others=counted(_OTHER[facet], answer),
        businesses=counted("business", answer, business_address),
        years=sorted(counted("year", answer), key=lambda each: each.label, reverse=True),
    )


def _figures(hits: tuple[Hit, ...], reader: Reader) -> list[SupportedFigure]:
    """The best supported figures, each with the case it is of."""
    stated = [(hit.figure, hit) for hit in hits if hit.figure and hit.figure.value is not None]
    return [
        SupportedFigure(present_figure(figure, reader), Link(hit.title, case_address(reader.lang, hit.slug)), hit.lang)
        for figure, hit in stated[:FIGURES]
    ]


def present_topics(facet: str, vocabulary: Vocabulary, answer: Answer, reader: Reader) -> Directory:
    """Every industry or platform with a case, in the order of the alphabet, with its sentence."""
    counts = {value.value: value.count for value in answer.facets.get(facet, ())}
    entries = [
        Entry("", term.label(reader.lang), _ADDRESSES[facet](reader.lang, term.slug), counts[term.slug],
              term.description.get(reader.lang, ""), " ".join(term.synonyms.get(reader.lang, ())))
        for term in vocabulary if counts.get(term.slug)
    ]
    entries.sort(key=lambda entry: collation_key(entry.main, reader.lang))
    return Directory([Letter("", entries)] if entries else [], len(entries), long=len(entries) > LONG_LIST)


