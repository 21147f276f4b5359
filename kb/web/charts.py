"""Geometry of charts: where bars, points and boxes stand, with their labels. Drawing is `templates/macros/charts.html`.

Everything across is in percent of the width and everything down in pixels, so a chart fills a phone as well as a
desk, and its words keep their size. Scales of bars and lines begin at zero.
"""

import math
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# What fits beside nothing else at 320 px; a longer label is wrapped.
LABEL_LETTERS = 38
_LINE_PX = 17
_NUMBER_PX = 21
_BAR_PX = 9
_BETWEEN_BARS_PX = 18
_PLOT_PX = 150
_ABOVE_PLOT_PX = 34
_BELOW_PLOT_PX = 26
# The foot of a point's number above it, and below it; a number below needs so much room above the axis.
_NUMBER_ABOVE_PX, _NUMBER_UNDER_PX, _NUMBER_ROOM_PX = -13, 25, 34
# Points and boxes keep away from the edges, or half of them would be cut off.
_MARGIN = 2.5
# From here on most of a plain scale would be empty: each step multiplies by ten.
_LOG_FROM = 50
_MOST_TICKS = 4
# A letter of a label as a share of the narrowest chart: 8 of 285 pixels.
_LETTER_WIDTH = 0.028

Format = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its label above it in lines and its number; `top`, `number_y` and `bar_y` are pixels."""

    lines: Sequence[str]
    number: str
    top: int
    number_y: int
    bar_y: int
    width: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars one under another."""

    bars: Sequence[Bar]
    height: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis; `anchor` keeps the first and the last label inside."""

    at: str
    label: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of a line with its number, which stands where no line goes, and its time."""

    x: str
    y: float
    number: str
    number_y: float
    number_anchor: str
    time: str
    anchor: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """Points in time, each joined to the next; only points of one method are ever given."""

    spots: Sequence[Spot]
    height: int
    base: int


@dataclass(frozen=True, slots=True)
class BoxChart:
    """Five numbers on a scale, with a dot for each figure they rest on."""

    smallest: str
    low: str
    width: str
    median: str
    largest: str
    dots: Sequence[str]
    ticks: Sequence[Tick]
    is_log: bool
    own: str | None


@dataclass(frozen=True, slots=True)
class Amount:
    """Something to draw: its label and number as words, and how much it is."""

    label: str
    number: str
    value: float
    lang: str | None = None


def percent(share: float) -> str:
    """A share of the width as an attribute."""
    return f"{share * 100:.2f}%"


def bar_chart(amounts: Sequence[Amount]) -> BarChart:
    """Bars in their order, the longest as wide as there is room."""
    most = max((abs(amount.value) for amount in amounts), default=0) or 1
    bars, y = [], 0
    for amount in amounts:
        lines = textwrap.wrap(amount.label, LABEL_LETTERS) or [""]
        number_y = y + _LINE_PX * len(lines) + _NUMBER_PX - 4
        share = abs(amount.value) / most
        bars.append(Bar(lines, amount.number, y + _LINE_PX - 4, number_y, number_y + 7, percent(share), amount.lang))
        y = number_y + 7 + _BAR_PX + _BETWEEN_BARS_PX
    return BarChart(bars, max(y - _BETWEEN_BARS_PX, 0))


def line_chart(points: Sequence[tuple[float, Amount]]) -> LineChart:
    """Points by time (years, with a fraction for months); an amount's label is its time written out."""
    ordered = sorted(points, key=lambda point: point[0])
    first, last = ordered[0][0], ordered[-1][0]
    most = max(amount.value for _, amount in ordered) or 1
    base = _ABOVE_PLOT_PX + _PLOT_PX
    ys = [round(base - _PLOT_PX * max(amount.value, 0) / most, 1) for _, amount in ordered]
    spots = []
    for place, (time, amount) in enumerate(ordered):
        share = (time - first) / (last - first) if last > first else 0.5
        rise, anchor = _number_at(place, ys, base)
        spots.append(Spot(percent(_inside(share)), ys[place], amount.number, ys[place] + rise, anchor, amount.label,
                          _anchor(place, len(ordered))))
    return LineChart(spots, base + _BELOW_PLOT_PX, base)


def _number_at(place: int, ys: Sequence[float], base: int) -> tuple[int, str]:
    """How far under its point a number stands (negative: above it), and its anchor: on the side that no line takes.

    Numbers of the ends grow inwards, over or under the line; one in the middle of a climb stands to its upper left.
    """
    came_from_above = place > 0 and ys[place - 1] < ys[place]
    goes_up = place + 1 < len(ys) and ys[place + 1] < ys[place]
    is_end = place in (0, len(ys) - 1)
    is_under = (came_from_above or goes_up) if is_end else came_from_above and goes_up
    if is_under and ys[place] + _NUMBER_ROOM_PX <= base:
        return _NUMBER_UNDER_PX, _anchor(place, len(ys))
    if is_end or came_from_above == goes_up:
        return _NUMBER_ABOVE_PX, _anchor(place, len(ys))
    return _NUMBER_ABOVE_PX, "end" if goes_up else "start"


def _anchor(place: int, count: int) -> str:
    if count == 1:
        return "middle"
    return {0: "start", count - 1: "end"}.get(place, "middle")


def _inside(share: float) -> float:
    """A share of the scale as a share of the width, away from the edges."""
    return (_MARGIN + share * (100 - 2 * _MARGIN)) / 100


def box_chart(
    numbers: Sequence[float], five: Sequence[float], write: Format, own: float | None = None
) -> BoxChart:
    """A box over smallest, lower quartile, median, upper quartile and largest (`five`), with a dot for each number.

    `own` is a value from elsewhere to be seen among them; the scale holds it too.
    """
    smallest, low, median, high, largest = five
    start, end = (smallest, largest) if own is None else (min(smallest, own), max(largest, own))
    is_log = start > 0 and end >= _LOG_FROM * start
    at = _scale(start, end, is_log=is_log)
    return BoxChart(
        smallest=percent(at(smallest)), low=percent(at(low)), width=percent(at(high) - at(low)),
        median=percent(at(median)), largest=percent(at(largest)),
        dots=[percent(at(value)) for value in sorted(numbers)],
        ticks=_ticks(_tick_values(start, end, is_log=is_log), at, write),
        is_log=is_log,
        own=None if own is None else percent(at(own)),
    )


def _scale(smallest: float, largest: float, *, is_log: bool) -> Callable[[float], float]:
    def height(value: float) -> float:
        return math.log10(value) if is_log else value
    start, length = height(smallest), height(largest) - height(smallest)
    return lambda value: _inside((height(value) - start) / length if length else 0.5)


def _ticks(values: Sequence[float], at: Callable[[float], float], write: Format) -> list[Tick]:
    """Labels near an edge grow away from it; one that would touch the label before it on a phone is left out."""
    ticks: list[Tick] = []
    free_from = -1.0
    for value in values:
        share, label = at(value), write(value)
        anchor = "start" if share < 0.15 else "end" if share > 0.85 else "middle"
        width = len(label) * _LETTER_WIDTH
        left = share - {"start": 0, "middle": width / 2, "end": width}[anchor]
        if left >= free_from:
            ticks.append(Tick(percent(share), label, anchor))
            free_from = left + width + _LETTER_WIDTH
    return ticks


def _tick_values(smallest: float, largest: float, *, is_log: bool) -> list[float]:
    if is_log:
        return _decades(smallest, largest)
    step = nice_step(largest - smallest)
    first = math.ceil(smallest / step)
    return [round(each * step, 10) for each in range(first, math.floor(largest / step + 1e-9) + 1)]


def _decades(smallest: float, largest: float) -> list[float]:
    """Powers of ten within the scale, every second or third where there are many."""
    powers = range(math.ceil(math.log10(smallest) - 1e-9), math.floor(math.log10(largest) + 1e-9) + 1)
    every = max(1, math.ceil(len(powers) / _MOST_TICKS))
    return [10.0 ** power for power in powers[::every]]


def nice_step(length: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that parts `length` in at most four; 1 for no length."""
    if length <= 0:
        return 1
    rough = length / _MOST_TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * (1 - 1e-9))
