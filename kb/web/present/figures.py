"""Figures of cases outside their pages: worded for the reader, with case, evidence and source."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from kb.i18n import number
from kb.model import StatedFigure, Unit
from kb.web.addresses import case_address
from kb.web.charts import Amount, BarChart, bar_chart
from kb.web.present.hits import qualifier
from kb.web.present.results import definition_of
from kb.web.reader import Reader, years_text

# Above, decimals of a computed number say more than was ever measured.
_WHOLE_FROM = 100


@dataclass(frozen=True, slots=True)
class CaseLink:
    """A case by its title, in the language that title is in."""

    title: str
    lang: str
    url: str
    years: str


@dataclass(frozen=True, slots=True)
class StatedView:
    """A figure with everything a reader needs to judge it; `label_lang` is the language of label and note."""

    case: CaseLink
    metric: str
    definition: str
    label: str
    label_lang: str
    number: str
    qualifier: str
    note: str
    note_lang: str
    base: str
    platform: str
    evidence: str
    strength: int
    is_context: bool
    source: str
    source_url: str
    source_lang: str
    change: BarChart | None
    before: str
    is_passed_over: bool = False


def present_figure_list(
    figures: Sequence[StatedFigure], reader: Reader, passed_over: Container[tuple[str, int]] = ()
) -> list[StatedView]:
    """Figures in their order; `passed_over` names those that no median counts, by case and place."""
    return [
        replace(present_stated(figure, reader), is_passed_over=(figure.case.slug, figure.place) in passed_over)
        for figure in figures
    ]


def present_stated(figure: StatedFigure, reader: Reader) -> StatedView:
    """A figure as lists of figures show it."""
    result, lang, main = figure.result, reader.lang, figure.case.lang
    return StatedView(
        case=case_link(figure, reader),
        metric=reader.label("metrics", result.metric),
        definition=definition_of(result.metric, reader),
        label=figure.labels.get(lang, result.label),
        label_lang=lang if lang in figure.labels else main,
        number=reader.figure(result.value, result.value_to, figure.texts.get(lang, result.text or ""), result.unit),
        qualifier=qualifier(result.qualifier, reader),
        note=figure.notes.get(lang, result.note),
        note_lang=lang if lang in figure.notes else main,
        base=reader.label("bases", result.base) if result.base else "",
        platform=reader.label("platforms", result.platform) if result.platform else "",
        evidence=reader.label("evidence", result.evidence),
        strength=reader.strength(result.evidence),
        is_context=not result.is_outcome,
        source=figure.source.publisher,
        source_url=figure.source.url,
        source_lang=figure.source.lang,
        change=_change(figure, reader),
        before="" if result.before is None else reader.amount(result.before, None, result.unit),
    )


def case_link(figure: StatedFigure, reader: Reader) -> CaseLink:
    """The case a figure comes from."""
    titles = figure.case.titles
    lang = reader.lang if reader.lang in titles else figure.case.lang
    url = case_address(reader.lang, figure.case.slug)
    return CaseLink(titles[lang], lang, url, years_text(figure.case.years))


def _change(figure: StatedFigure, reader: Reader) -> BarChart | None:
    """Before and after as two bars, where the value before is known."""
    result = figure.result
    if result.before is None or result.value is None:
        return None
    after = reader.amount(result.value, result.value_to, result.unit)
    before = reader.amount(result.before, None, result.unit)
    return bar_chart([
        Amount(reader.say("before"), before, result.before), Amount(reader.say("after"), after, result.value),
    ])


def computed(value: float, unit: str, reader: Reader) -> str:
    """A computed number with its unit; places in a ranking as plain numbers, which can be between two."""
    rounded = round(value) if abs(value) >= _WHOLE_FROM else round(value, 2)
    return number(rounded, reader.lang) if is_rank(unit, reader) else reader.amount(rounded, None, unit)


def is_rank(unit: str, reader: Reader) -> bool:
    """Whether a unit counts places, of which the first is the best."""
    term = reader.vocabulary("units").terms.get(unit)
    return isinstance(term, Unit) and term.family == "rank"
