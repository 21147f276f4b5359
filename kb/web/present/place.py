"""Where a result of one's own stands: the form, and the answer in words, judging only what can be judged."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.i18n import N_, number, parse_number
from kb.insights import Measure, Placing, Summary, nearest
from kb.model import METRIC_FAMILIES, Metric
from kb.web.addresses import place_address
from kb.web.present.figures import StatedView, present_figure_list
from kb.web.present.insights import FAMILIES, Option
from kb.web.present.medians import SummaryView, measure_text, present_summary
from kb.web.reader import Reader

MAX_TYPED = 40


@dataclass(frozen=True, slots=True)
class MeasureGroup:
    """What one can place, of one family of metrics."""

    label: str
    options: Sequence[Option]


@dataclass(frozen=True, slots=True)
class PlacePage:
    """The form with what was typed, what is wrong with it, and the answer.

    `verdict` says where the value stands, `standing` its rank; both are empty when there are too few cases.
    """

    action: str
    groups: Sequence[MeasureGroup]
    typed: str
    problem: str
    summary: SummaryView | None
    value: str
    verdict: str
    standing: str
    nearest: Sequence[StatedView]


def read_measure(text: str) -> Measure:
    """The measure that a parameter names: metric, unit and base parted by commas."""
    metric, unit, base = [*(part.strip() for part in text.split(",", 2)), "", ""][:3]
    return Measure(metric, unit, base)


def present_place(
    measure: Measure, typed: str, summaries: Sequence[Summary], placing: Placing | None, reader: Reader
) -> PlacePage:
    """The page for a measure and what was typed as its value; `placing` is where it stands among enough cases."""
    value = parse_number(typed, reader.lang)
    summary = next((each for each in summaries if each.measure == measure), None)
    found = summary if value is not None else None
    return PlacePage(
        action=place_address(reader.lang),
        groups=_groups(summaries, measure, reader),
        typed=typed,
        problem=_problem(measure, typed, value, summary, reader),
        summary=present_summary(found, reader, value) if found else None,
        value=reader.amount(value, None, measure.unit) if value is not None and found else "",
        verdict=_verdict(placing, reader) if placing else "",
        standing=_standing(placing, reader) if placing else "",
        nearest=present_figure_list(nearest(value, found), reader) if found and value is not None else [],
    )


def _groups(summaries: Sequence[Summary], measure: Measure, reader: Reader) -> list[MeasureGroup]:
    """Every measure of which there is a figure, by family."""
    views: dict[str, list[tuple[str, Option]]] = {}
    for each in summaries:
        term = reader.vocabulary("metrics").terms.get(each.measure.metric)
        family = term.family if isinstance(term, Metric) else ""
        label = f"{present_summary(each, reader).name} ({each.n})"
        option = Option(measure_text(each.measure), label, each.measure == measure)
        views.setdefault(family, []).append((label, option))
    return [
        MeasureGroup(reader.say(FAMILIES[family]), [option for _, option in sorted(views[family], key=lambda x: x[0])])
        for family in METRIC_FAMILIES if family in views
    ]


def _problem(measure: Measure, typed: str, value: float | None, summary: Summary | None, reader: Reader) -> str:
    if not typed and not measure.metric:
        return ""
    if summary is None:
        return reader.say("Choose what your result measures.")
    if not typed:
        return ""
    if value is not None:
        return ""
    return reader.say("%(typed)s is not a number: write it like 1 500 or 2,5.", typed=typed)


# By quarter, in the order from the first place.
_JUDGED = (
    N_("in the best quarter of the comparable results"),
    N_("better than the median, below the best quarter"),
    N_("below the median, above the weakest quarter"),
    N_("in the weakest quarter of the comparable results"),
)
_PLAIN = (
    N_("in the highest quarter of the comparable figures"),
    N_("above the median, below the highest quarter"),
    N_("below the median, above the lowest quarter"),
    N_("in the lowest quarter of the comparable figures"),
)


def _verdict(placing: Placing, reader: Reader) -> str:
    return reader.say((_JUDGED if placing.is_judged else _PLAIN)[placing.quarter - 1])


def _standing(placing: Placing, reader: Reader) -> str:
    """The value counts itself in: among three others it can be the fourth of four."""
    return reader.say("Place %(rank)s of %(all)s, your result counted in.", rank=number(placing.rank, reader.lang),
                      all=number(placing.n + 1, reader.lang))
