"""Results and sources of a case: each figure with its unit, its qualifier, and how well it is supported."""

from collections.abc import Sequence
from dataclasses import replace

from kb.model import CaseStudy, CaseText, EvidenceLevel, Metric, Result, Source
from kb.web.pages.reading import FigureView, LevelView, ResultView, SourceView
from kb.web.present.hits import qualifier
from kb.web.reader import Reader

MAX_KEY_FIGURES = 3


def present_sources(sources: Sequence[Source]) -> list[SourceView]:
    """Sources numbered from 1, as results refer to them."""
    return [
        SourceView(place, source.publisher, source.title, source.url, source.lang, source.published)
        for place, source in enumerate(sources, 1)
    ]


def present_results(
    case: CaseStudy, text: CaseText, sources: Sequence[SourceView], reader: Reader
) -> list[ResultView]:
    """The rows of the results table in the order of the case, worded as the shown version words them."""
    return [
        _result(_worded(each, place, text), sources, reader) for place, each in enumerate(case.results, 1)
    ]


def _worded(result: Result, place: int, text: CaseText) -> Result:
    """The result as the shown version words it."""
    return replace(
        result, label=text.labels.get(place, result.label), text=text.texts.get(place, result.text),
        note=text.notes.get(place, result.note),
    )


def _result(result: Result, sources: Sequence[SourceView], reader: Reader) -> ResultView:
    return ResultView(
        metric=reader.label("metrics", result.metric),
        metric_note=definition_of(result.metric, reader),
        number=reader.figure(result.value, result.value_to, result.text, result.unit),
        label=result.label,
        before=None if result.before is None else reader.amount(result.before, None, result.unit),
        base=reader.label("bases", result.base) if result.base else None,
        platform=reader.label("platforms", result.platform) if result.platform else None,
        qualifier=qualifier(result.qualifier, reader),
        evidence=reader.label("evidence", result.evidence),
        strength=reader.strength(result.evidence),
        source=sources[result.source - 1] if 1 <= result.source <= len(sources) else None,
        kind=result.kind,
        note=result.note,
        is_words=result.value is None,
    )


def definition_of(metric: str, reader: Reader) -> str:
    """What a metric counts, in the reader's language; empty when the vocabulary does not say."""
    term = reader.vocabulary("metrics").terms.get(metric)
    return term.description.get(reader.lang, "") if isinstance(term, Metric) else ""


def evidence_levels(reader: Reader) -> list[LevelView]:
    """What the dots beside a figure mean, from the weakest on."""
    levels = [term for term in reader.vocabulary("evidence") if isinstance(term, EvidenceLevel)]
    return [
        LevelView(level.strength, level.label(reader.lang), level.description.get(reader.lang, ""))
        for level in sorted(levels, key=lambda level: level.strength)
    ]


def key_figures(results: Sequence[ResultView]) -> list[FigureView]:
    """The first outcomes of a case: authors put what matters most first."""
    outcomes = [result for result in results if result.kind == "outcome" and result.number]
    return [
        FigureView(each.number, each.label, each.qualifier, each.evidence, 1 if each.source else 0, each.strength,
                   each.is_words)
        for each in outcomes[:MAX_KEY_FIGURES]
    ]
