"""The page of all figures: its filters, an overview by family of metrics, and the figures that were asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from werkzeug.datastructures import MultiDict

from kb.i18n import N_, collation_key
from kb.insights import FACETS, Chosen, Summary, by_facet, family_of, number_of, ranked
from kb.model import METRIC_FAMILIES, Metric, StatedFigure
from kb.web.addresses import insights_address
from kb.web.pages.reading import Link, Pager
from kb.web.present.figures import StatedView, present_figure_list
from kb.web.present.medians import SummaryView, present_medians, present_summary
from kb.web.present.pager import pager_of
from kb.web.reader import VOCABULARY_OF_FACET, Reader

PAGE_SIZE = 30
MAX_VALUE = 120

FAMILIES = {
    "audience": N_("Audience"), "attention": N_("Attention"), "sales": N_("Sales"), "money": N_("Money"),
    "people": N_("People and organisations"), "recognition": N_("Recognition"), "efficiency": N_("Efficiency"),
}
_FACET_LABELS = {
    "industry": N_("By industry"), "platform": N_("By platform"), "objective": N_("By objective"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """A value one can choose; `selected` when it is chosen."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Select:
    """One filter."""

    name: str
    label: str
    options: Sequence[Option]


@dataclass(frozen=True, slots=True)
class ThinMetric:
    """A metric with too few cases for a median."""

    label: str
    url: str
    cases: int


@dataclass(frozen=True, slots=True)
class FamilyView:
    """Metrics that belong together: those with medians, and those that want cases."""

    slug: str
    label: str
    url: str
    medians: Sequence[SummaryView]
    thin: Sequence[ThinMetric]


@dataclass(frozen=True, slots=True)
class Within:
    """Medians of one measure within the values of one facet."""

    label: str
    medians: Sequence[tuple[Link, SummaryView]]


@dataclass(frozen=True, slots=True)
class MetricView:
    """One metric: a summary for each unit and base, each with its medians by industry, platform and objective."""

    slug: str
    label: str
    definition: str
    direction: str
    summaries: Sequence[tuple[SummaryView, Sequence[Within]]]


@dataclass(frozen=True, slots=True)
class InsightsPage:
    """Everything the page shows; `figures` are one page of `total`."""

    action: str
    selects: Sequence[Select]
    context: bool
    chips: Sequence[Link]
    clear_url: str | None
    families: Sequence[FamilyView]
    metric: MetricView | None
    figures: Sequence[StatedView]
    total: int
    pager: Pager | None


def read_chosen(parameters: MultiDict[str, str]) -> Chosen:
    """What parameters ask for; unknown ones are ignored, of one given twice the first counts."""
    names = [each.name for each in fields(Chosen) if each.name != "context"]
    values = {name: parameters.get(name, "").strip()[:MAX_VALUE] for name in names}
    return Chosen(**values, context=parameters.get("context") == "1")


def chosen_pairs(chosen: Chosen, page: int = 1) -> list[tuple[str, str]]:
    """The parameters of a choice in their fixed order; what is empty or as usual is left out."""
    names = [each.name for each in fields(Chosen) if each.name != "context"]
    pairs = [(name, value) for name in names if (value := getattr(chosen, name))]
    pairs += [("context", "1")] if chosen.context else []
    return [*pairs, ("page", str(page))] if page > 1 else pairs


def last_page_of(total: int) -> int:
    """The number of the last page of figures, 1 when there are none."""
    return max(1, -(-total // PAGE_SIZE))


def present_insights(
    chosen: Chosen, figures: Sequence[StatedFigure], summaries: Sequence[Summary], page: int, reader: Reader
) -> InsightsPage:
    """The page for a choice: `figures` are all that were chosen, `summaries` what the comparable ones say."""
    term = reader.vocabulary("metrics").terms.get(chosen.metric)
    if isinstance(term, Metric):
        figures = ranked(figures, summaries, term.direction)
    listed = figures[(page - 1) * PAGE_SIZE:page * PAGE_SIZE] if chosen.is_narrowed else ()
    return InsightsPage(
        action=insights_address(reader.lang),
        selects=selects(chosen, reader),
        context=chosen.context,
        chips=_chips(chosen, reader),
        clear_url=insights_address(reader.lang) if chosen.is_narrowed else None,
        families=[] if chosen.metric else _families(summaries, chosen, reader),
        metric=_metric(chosen.metric, summaries, reader) if chosen.metric else None,
        figures=present_figure_list(listed, reader, _passed_over(listed, summaries)),
        total=len(figures),
        pager=pager_of(
            page, last_page_of(len(figures)),
            lambda number: insights_address(reader.lang, chosen_pairs(chosen, number)),
        ) if listed else None,
    )


def _passed_over(figures: Iterable[StatedFigure], summaries: Sequence[Summary]) -> frozenset[tuple[str, int]]:
    """Comparable figures that no median counts, because their case has a better one: case and place."""
    counted = {(each.case.slug, each.place) for summary in summaries for each in summary.figures}
    listed = {(each.case.slug, each.place) for each in figures if number_of(each.result) is not None}
    return frozenset(listed - counted)


def selects(chosen: Chosen, reader: Reader) -> list[Select]:
    """The filters with what can be chosen in each, in the order of the alphabet but for families and evidence."""
    families = [(slug, reader.say(FAMILIES[slug])) for slug in METRIC_FAMILIES]
    return [
        _select("family", reader.say("Family"), families, chosen),
        _select("metric", reader.say("Metric"), _sorted_terms("metrics", reader), chosen),
        _select("industry", reader.say("Industry"), _sorted_terms("industries", reader), chosen),
        _select("platform", reader.say("Platform"), _sorted_terms("platforms", reader), chosen),
        _select("objective", reader.say("Objective"), _sorted_terms("objectives", reader), chosen),
        _select("evidence", reader.say("Evidence"), _terms("evidence", reader), chosen),
    ]


def _select(name: str, label: str, values: Iterable[tuple[str, str]], chosen: Chosen) -> Select:
    return Select(name, label, [Option(value, text, getattr(chosen, name) == value) for value, text in values])


def _terms(vocabulary: str, reader: Reader) -> list[tuple[str, str]]:
    return [(term.slug, term.label(reader.lang)) for term in reader.vocabulary(vocabulary)]


def _sorted_terms(vocabulary: str, reader: Reader) -> list[tuple[str, str]]:
    return sorted(_terms(vocabulary, reader), key=lambda pair: collation_key(pair[1], reader.lang))


def _chips(chosen: Chosen, reader: Reader) -> list[Link]:
    """What is chosen, each leading to the page without it."""
    chips = []
    for name, value in chosen_pairs(replace(chosen, context=False)):
        without = chosen.with_value(name, "")
        chips.append(Link(_value_label(name, value, reader), insights_address(reader.lang, chosen_pairs(without))))
    return chips


def _value_label(name: str, value: str, reader: Reader) -> str:
    if name == "family":
        return reader.say(FAMILIES[value]) if value in FAMILIES else value
    vocabulary = VOCABULARY_OF_FACET.get(name) or {"metric": "metrics", "evidence": "evidence"}[name]
    return reader.label(vocabulary, value)


def _families(summaries: Sequence[Summary], chosen: Chosen, reader: Reader) -> list[FamilyView]:
    """The families that have any comparable figures, in their fixed order."""
    families = family_of(reader.vocabulary("metrics"))
    views = (
        _family(slug, [each for each in summaries if families.get(each.measure.metric) == slug], chosen, reader)
        for slug in METRIC_FAMILIES
    )
    return [view for view in views if view.medians or view.thin]


def _family(slug: str, summaries: Sequence[Summary], chosen: Chosen, reader: Reader) -> FamilyView:
    told = {each.measure.metric for each in summaries if each.quartiles}
    cases: dict[str, set[str]] = {}
    for each in summaries:
        if each.measure.metric not in told:
            cases.setdefault(each.measure.metric, set()).update(figure.case.slug for figure in each.figures)
    thin = [_thin(metric, len(slugs), chosen, reader) for metric, slugs in cases.items()]
    return FamilyView(
        slug=slug, label=reader.say(FAMILIES[slug]),
        url=insights_address(reader.lang, chosen_pairs(replace(chosen, family=slug))),
        medians=[_linked(each, chosen, reader) for each in summaries if each.quartiles], thin=thin,
    )


def _linked(summary: Summary, chosen: Chosen, reader: Reader) -> SummaryView:
    """A summary that leads to its metric with the other filters kept."""
    url = _metric_url(summary.measure.metric, chosen, reader)
    return replace(present_summary(summary, reader), url=url)


def _thin(metric: str, cases: int, chosen: Chosen, reader: Reader) -> ThinMetric:
    return ThinMetric(reader.label("metrics", metric), _metric_url(metric, chosen, reader), cases)


def _metric_url(metric: str, chosen: Chosen, reader: Reader) -> str:
    return insights_address(reader.lang, chosen_pairs(replace(chosen, metric=metric, family="")))


_DIRECTIONS = {
    "up": N_("More is better."), "down": N_("Less is better."),
    "neutral": N_("More is neither better nor worse: it depends on the case."),
}


def _metric(slug: str, summaries: Sequence[Summary], reader: Reader) -> MetricView:
    term = reader.vocabulary("metrics").terms.get(slug)
    direction = _DIRECTIONS.get(term.direction, "") if isinstance(term, Metric) else ""
    return MetricView(
        slug=slug,
        label=reader.label("metrics", slug),
        definition=term.description.get(reader.lang, "") if term else "",
        direction=reader.say(direction) if direction else "",
        summaries=[(present_summary(each, reader), _withins(each, reader)) for each in summaries],
    )


def _withins(summary: Summary, reader: Reader) -> list[Within]:
    withins = (Within(reader.say(_FACET_LABELS[facet]), _within(summary, facet, reader)) for facet in FACETS)
    return [within for within in withins if within.medians]


def _within(summary: Summary, facet: str, reader: Reader) -> list[tuple[Link, SummaryView]]:
    parts = by_facet(summary, facet)
    links = (
        Link(reader.label(VOCABULARY_OF_FACET[facet], value),
             insights_address(reader.lang, [("metric", summary.measure.metric), (facet, value)]))
        for value, _ in parts
    )
    return list(zip(links, present_medians((part for _, part in parts), reader), strict=True))
