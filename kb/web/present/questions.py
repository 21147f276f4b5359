"""Questions of the trade: their steps, the cases they rest on, and whom one could ask."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.i18n import N_, collation_key
from kb.model import CaseStudy, Question, Specialist
from kb.web.addresses import case_address, facet_address, list_address, person_address, question_address, with_query
from kb.web.pages.reading import HitView, Link
from kb.web.present.case import initials
from kb.web.present.page import PageOf, PageView, present_page
from kb.web.reader import VOCABULARY_OF_FACET, Reader

# What questions are filed under: the facet, and the field that holds its values.
TOPICS = {"objective": "objectives", "industry": "industries", "platform": "platforms"}
_LABELS = {"objective": N_("Objective"), "industry": N_("Industry"), "platform": N_("Platform")}

Chosen = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question in a list; `cases` is on how many it rests."""

    name: str
    lang: str
    url: str
    summary: str
    cases: int


@dataclass(frozen=True, slots=True)
class TopicValue:
    """A value one can narrow the list by; the url chooses it, or drops it when it is chosen."""

    label: str
    url: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """A facet of the list; `selected` is how many of its values are chosen."""

    name: str
    label: str
    selected: int
    values: Sequence[TopicValue]


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """The questions that fit what is chosen."""

    lines: Sequence[QuestionLine]
    topics: Sequence[Topic]
    chosen: Sequence[TopicValue]
    clear_url: str


@dataclass(frozen=True, slots=True)
class Credited:
    """What somebody was in one case, and what they did there."""

    role: str
    did: str
    lang: str
    case: Link
    case_lang: str


@dataclass(frozen=True, slots=True)
class Adviser:
    """Somebody who worked on the cases a question rests on."""

    name: str
    initials: str
    url: str
    credits: Sequence[Credited]


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A question with everything its page shows."""

    view: PageView
    asked: str | None
    cases: Sequence[HitView]
    people: Sequence[Adviser]
    topics: Sequence[tuple[str, Sequence[Link]]]


def present_questions(questions: Sequence[Question], chosen: Chosen, reader: Reader) -> QuestionsPage:
    """The list, narrowed: values of one facet are alternatives, facets narrow each other."""
    lines = [_line(question, reader) for question in questions if _fits(question, chosen)]
    topics = [_topic(facet, questions, chosen, reader) for facet in TOPICS]
    return QuestionsPage(
        lines=sorted(lines, key=lambda line: collation_key(line.name, reader.lang)),
        topics=[topic for topic in topics if topic.values],
        chosen=[value for topic in topics for value in topic.values if value.selected],
        clear_url=list_address(reader.lang, "questions"),
    )


def present_question(
    question: Question, hits: Sequence[HitView], cases: Iterable[CaseStudy], reader: Reader, page_of: PageOf
) -> QuestionPage:
    """The page of a question; `cases` are those it rests on, in its order."""
    topics = ((reader.say(_LABELS[facet]), _links(facet, _values(question, facet), reader)) for facet in TOPICS)
    return QuestionPage(
        view=present_page(question, reader, "questions", reader.say("Questions")),
        asked=question.asked,
        cases=hits,
        people=_advisers(cases, reader, page_of),
        topics=[(label, links) for label, links in topics if links],
    )


def _line(question: Question, reader: Reader) -> QuestionLine:
    text = question.text(reader.lang)
    url = question_address(reader.lang, question.slug)
    return QuestionLine(text.name, text.lang, url, text.summary, len(question.cases))


def _values(question: Question, facet: str) -> tuple[str, ...]:
    values: tuple[str, ...] = getattr(question, TOPICS[facet])
    return values


def _fits(question: Question, chosen: Chosen, but: str = "") -> bool:
    return all(not values or facet == but or values & set(_values(question, facet))
               for facet, values in chosen.items())


def _topic(facet: str, questions: Iterable[Question], chosen: Chosen, reader: Reader) -> Topic:
    """Each value with what one click yields: the facet is counted without its own choice."""
    pool = (question for question in questions if _fits(question, chosen, facet))
    counts = Counter(value for question in pool for value in _values(question, facet))
    selected = chosen.get(facet, frozenset())
    vocabulary = VOCABULARY_OF_FACET[facet]
    values = [
        TopicValue(reader.label(vocabulary, value), _toggled(chosen, facet, value, reader.lang),
                   counts[value], value in selected)
        for value in {*counts, *selected}
    ]
    values.sort(key=lambda each: (-each.count, collation_key(each.label, reader.lang)))
    return Topic(facet, reader.say(_LABELS[facet]), len(selected), values)


def _toggled(chosen: Chosen, facet: str, value: str, lang: str) -> str:
    after = {**chosen, facet: chosen.get(facet, frozenset()) ^ {value}}
    pairs = [(name, each) for name in TOPICS for each in sorted(after.get(name, ()))]
    return with_query(list_address(lang, "questions"), pairs)


def _links(facet: str, values: Iterable[str], reader: Reader) -> list[Link]:
    vocabulary = VOCABULARY_OF_FACET[facet]
    return [Link(reader.label(vocabulary, value), facet_address(reader.lang, facet, value)) for value in values]


def _advisers(cases: Iterable[CaseStudy], reader: Reader, page_of: PageOf) -> list[Adviser]:
    """Everybody who is credited, whoever worked on most of the cases first; who withdrew is not named."""
    found: dict[str, list[Credited]] = {}
    for case in cases:
        text = case.text(reader.lang)
        link = Link(text.title, case_address(reader.lang, case.slug))
        for place, credit in enumerate(case.specialists, 1):
            did = text.did.get(place, credit.did or "")
            role = reader.label("roles", credit.role)
            found.setdefault(credit.person, []).append(Credited(role, did, text.lang, link, text.lang))
    advisers = (_adviser(slug, credits, reader, page_of) for slug, credits in found.items())
    return sorted((each for each in advisers if each), key=lambda each: -len(each.credits))


def _adviser(slug: str, credits: Sequence[Credited], reader: Reader, page_of: PageOf) -> Adviser | None:
    page = page_of("specialists", slug)
    if not isinstance(page, Specialist):
        return None
    name = page.name_in(reader.lang)
    return Adviser(name, initials(name), person_address(reader.lang, slug), credits)
