"""What comparable figures say together, written out: medians, quartiles, how many cases, and a box chart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kb.i18n import short_number
from kb.insights import Measure, Quartiles, Summary
from kb.web.addresses import Pairs, insights_address, place_address, propose_address
from kb.web.charts import BoxChart, box_chart
from kb.web.present.figures import computed, is_rank
from kb.web.present.results import definition_of
from kb.web.reader import Reader


@dataclass(frozen=True, slots=True)
class SummaryView:
    """A group of comparable figures; without numbers and box when there are too few cases.

    `unit` and `base` say what else makes figures comparable, `remarks` what a careful reader should know.
    """

    metric: str
    label: str
    definition: str
    unit: str
    base: str
    n: int
    median: str
    low: str
    high: str
    smallest: str
    largest: str
    box: BoxChart | None
    remarks: Sequence[str]
    url: str
    place_url: str
    wanted_url: str

    @property
    def name(self) -> str:
        """The metric with its unit and base, where they need saying."""
        return ", ".join(part for part in (self.label, self.unit, self.base) if part)


def present_medians(summaries: Iterable[Summary], reader: Reader, among: Pairs = ()) -> list[SummaryView]:
    """Summaries in their order, which lead to the figures of `among` alone, such as ("industry", "wine")."""
    return [
        replace(view, url=insights_address(reader.lang, [("metric", view.metric), *among]))
        for view in (present_summary(summary, reader) for summary in summaries)
    ]


def present_summary(summary: Summary, reader: Reader, own: float | None = None) -> SummaryView:
    """One group of comparable figures; `own` is a value to be seen among them."""
    measure, found = summary.measure, summary.quartiles
    numbers = written(found, measure.unit, reader) if found else [""] * 5
    return SummaryView(
        metric=measure.metric,
        label=reader.label("metrics", measure.metric),
        definition=definition_of(measure.metric, reader),
        unit=unit_label(measure, reader),
        base=reader.label("bases", measure.base) if measure.base else "",
        n=summary.n,
        smallest=numbers[0], low=numbers[1], median=numbers[2], high=numbers[3], largest=numbers[4],
        box=_box(summary, found, own, reader) if found else None,
        remarks=_remarks(summary, reader) if found else (),
        url=insights_address(reader.lang, [("metric", measure.metric)]),
        place_url=place_address(reader.lang, [("measure", measure_text(measure))]),
        wanted_url=propose_address(reader.lang, metric=measure.metric),
    )


def measure_text(measure: Measure) -> str:
    """A measure as a parameter: metric, unit and base."""
    return ",".join((measure.metric, measure.unit, measure.base)).rstrip(",")


def unit_label(measure: Measure, reader: Reader) -> str:
    """The unit, unless it is a plain count or a place, which need no word."""
    if measure.unit == "count" or is_rank(measure.unit, reader):
        return ""
    return reader.label("units", measure.unit).lower()


def written(found: Quartiles, unit: str, reader: Reader) -> list[str]:
    """Smallest, lower quartile, median, upper quartile and largest, with their unit."""
    return [computed(value, unit, reader) for value in _five(found)]


def _five(found: Quartiles) -> tuple[float, float, float, float, float]:
    return found.smallest, found.low, found.median, found.high, found.largest


def _box(summary: Summary, found: Quartiles, own: float | None, reader: Reader) -> BoxChart:
    return box_chart(summary.numbers, _five(found), lambda value: short_number(value, reader.lang), own)


def _remarks(summary: Summary, reader: Reader) -> list[str]:
    """What a careful reader should know: which figures are bounds, roundings or ranges, and that places count down."""
    ngettext = reader.translator.ngettext
    above, below, about = (summary.qualified(name) for name in ("at_least", "at_most", "about"))
    ranges = sum(figure.result.value_to is not None for figure in summary.figures)
    remarks = {
        ngettext("%(num)s figure is “at least”: the real one may be higher.",
                 "%(num)s figures are “at least”: the real ones may be higher.", above): above,
        ngettext("%(num)s figure is “at most”: the real one may be lower.",
                 "%(num)s figures are “at most”: the real ones may be lower.", below): below,
        ngettext("%(num)s figure is approximate.", "%(num)s figures are approximate.", about): about,
        ngettext("%(num)s figure is a range and stands at its middle.",
                 "%(num)s figures are ranges and stand at their middles.", ranges): ranges,
        reader.say("These are places: the smaller the number, the better."): is_rank(summary.measure.unit, reader),
    }
    return [text for text, applies in remarks.items() if applies]
