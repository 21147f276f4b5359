"""Two to four cases side by side, written out: what differs first, then their figures, then what they share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.i18n import N_, number
from kb.insights import MOST_CASES, Comparison, SharedMeasure, Trait, number_of
from kb.model import CaseStudy
from kb.search import Hit
from kb.web.addresses import case_address, compare_address
from kb.web.charts import Amount, BarChart, bar_chart
from kb.web.present.case import PageOf
from kb.web.present.figures import StatedView, present_figure_list, present_stated
from kb.web.present.medians import unit_label
from kb.web.reader import Reader

LETTERS = "ABCD"
_TRAITS = {
    "businesses": N_("Business"), "industries": N_("Industry"), "platforms": N_("Platforms"),
    "objectives": N_("Objective"), "places": N_("Where"), "roles": N_("Roles"),
}


@dataclass(frozen=True, slots=True)
class ComparedCase:
    """A case of the comparison; `letter` stands for it in the tables."""

    slug: str
    letter: str
    title: str
    lang: str
    summary: str
    url: str
    period: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A fact in which the cases differ: what all share, and what each has of its own, in their order."""

    label: str
    shared: Sequence[str]
    own: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class TextRow:
    """A told passage of each case, with its language; empty where the case tells nothing."""

    label: str
    cells: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """Comparable figures of the cases that have one, by their letter, and the same drawn."""

    label: str
    figures: Sequence[tuple[str, StatedView]]
    chart: BarChart


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case one may add."""

    title: str
    lang: str
    url: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Everything the page shows; with fewer than two cases there is nothing to compare yet."""

    action: str
    cases: Sequence[ComparedCase]
    differing: Sequence[Row]
    same: Sequence[Row]
    told: Sequence[TextRow]
    measures: Sequence[MeasureRow]
    others: Sequence[Sequence[StatedView]]
    text: str
    candidates: Sequence[Candidate]
    has_room: bool
    clear_url: str


def present_compare(
    cases: Sequence[CaseStudy], comparison: Comparison, text: str, found: Iterable[Hit], reader: Reader,
    page_of: PageOf,
) -> ComparePage:
    """The page for these cases; `found` are cases to add, of which those already here are left out."""
    slugs = [case.slug for case in cases]
    rows = [*_trait_rows(comparison.traits, reader, page_of), *_plain_rows(cases, reader)]
    has_room = len(cases) < MOST_CASES
    return ComparePage(
        action=compare_address(reader.lang),
        cases=[_case(place, case, slugs, reader) for place, case in enumerate(cases)],
        differing=[row for row in rows if any(row.own)],
        same=[row for row in rows if not any(row.own)],
        told=_told(cases, reader),
        measures=[_measure(shared, reader) for shared in comparison.measures],
        others=[present_figure_list(figures, reader) for figures in comparison.others],
        text=text,
        candidates=[_candidate(hit, slugs, reader) for hit in found if hit.slug not in slugs] if has_room else [],
        has_room=has_room,
        clear_url=f"{compare_address(reader.lang)}?case=",
    )


def _case(place: int, case: CaseStudy, slugs: Sequence[str], reader: Reader) -> ComparedCase:
    text = case.text(reader.lang)
    rest = [slug for slug in slugs if slug != case.slug]
    return ComparedCase(
        slug=case.slug, letter=LETTERS[place], title=text.title, lang=text.lang, summary=text.summary,
        url=case_address(reader.lang, case.slug), period=when(case, reader),
        remove_url=compare_address(reader.lang, rest or [""]),
    )


def _candidate(hit: Hit, slugs: Sequence[str], reader: Reader) -> Candidate:
    return Candidate(hit.title, hit.lang, compare_address(reader.lang, [*slugs, hit.slug]))


def _trait_rows(traits: Iterable[Trait], reader: Reader, page_of: PageOf) -> list[Row]:
    return [
        Row(
            reader.say(_TRAITS[trait.name]),
            [_named(trait.name, value, reader, page_of) for value in trait.shared],
            [[_named(trait.name, value, reader, page_of) for value in own] for own in trait.own],
        )
        for trait in traits
    ]


def _named(trait: str, value: str, reader: Reader, page_of: PageOf) -> str:
    if trait == "businesses":
        page = page_of("businesses", value)
        return page.name if page else value
    return reader.label(trait, value)


def _plain_rows(cases: Sequence[CaseStudy], reader: Reader) -> list[Row]:
    """Facts with one value a case; what no case has is left out."""
    facts = {
        reader.say("When"): [when(case, reader) for case in cases],
        reader.say("Budget"): [_budget(case, reader) for case in cases],
        reader.say("Best evidence"): [_best_evidence(case, reader) for case in cases],
        reader.say("Sources"): [number(len(case.sources), reader.lang) for case in cases],
    }
    return [_plain_row(label, values) for label, values in facts.items() if any(values)]


def _plain_row(label: str, values: Sequence[str]) -> Row:
    if len(set(values)) == 1:
        return Row(label, [values[0]], [[] for _ in values])
    return Row(label, [], [[value] if value else [] for value in values])


def when(case: CaseStudy, reader: Reader) -> str:
    """When a case happened: its period, else its years."""
    return reader.period((case.period.start, case.period.end) if case.period else None, case.years)


def _budget(case: CaseStudy, reader: Reader) -> str:
    return f"{number(case.budget.amount, reader.lang)}\u00a0{case.budget.currency}" if case.budget else ""


def _best_evidence(case: CaseStudy, reader: Reader) -> str:
    kinds = [result.evidence for result in case.results if result.is_outcome]
    return reader.label("evidence", max(kinds, key=reader.strength)) if kinds else ""


def _told(cases: Sequence[CaseStudy], reader: Reader) -> list[TextRow]:
    texts = [case.text(reader.lang) for case in cases]
    rows = [
        TextRow(reader.say("In short"), [(text.summary, text.lang) for text in texts]),
        TextRow(reader.say("What did not work"), [(text.what_did_not_work or "", text.lang) for text in texts]),
        TextRow(reader.say("How sure is this?"), [(text.reliability, text.lang) for text in texts]),
    ]
    return [row for row in rows if any(said for said, _ in row.cells)]


def _measure(shared: SharedMeasure, reader: Reader) -> MeasureRow:
    stated = [(LETTERS[place], figure) for place, figure in enumerate(shared.figures) if figure]
    views = [(letter, present_stated(figure, reader)) for letter, figure in stated]
    amounts = [
        Amount(letter, f"{view.qualifier} {view.number}".strip(), number_of(figure.result) or 0)
        for (letter, view), (_, figure) in zip(views, stated, strict=True)
    ]
    parts = (
        reader.label("metrics", shared.measure.metric), unit_label(shared.measure, reader),
        reader.label("bases", shared.measure.base) if shared.measure.base else "",
    )
    return MeasureRow(", ".join(part for part in parts if part), views, bar_chart(amounts))
