"""Figures about the market: pages of series, drawn so that what was counted in different ways is never joined.

A line joins the points of one series, which is one thing counted in one way. Bars stand together only when one source
published them for one time. Who counted (`by`) and notes are Romanian, as their authors wrote them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from kb.language import fold, in_other_script
from kb.model import MarketFigures, Point, Series
from kb.web.addresses import market_address
from kb.web.charts import Amount, BarChart, LineChart, bar_chart, line_chart
from kb.web.present.hits import qualifier
from kb.web.reader import Reader, years_text

MAX_TEXT = 120


@dataclass(frozen=True, slots=True)
class PointView:
    """One point of one series, written out."""

    series: str
    time: str
    number: str
    qualifier: str
    by: str
    note: str
    source: str
    source_url: str

    @property
    def told(self) -> str:
        """The number with the word that says how exact it is."""
        return f"{self.qualifier} {self.number}".strip()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with the points it draws; `by` is who counted, in Romanian, or where it was published."""

    id: str
    title: str
    time: str
    by: str
    bars: BarChart | None
    line: LineChart | None
    points: Sequence[PointView]

    @property
    def said(self) -> str:
        """Everything the chart shows, in words."""
        return "; ".join(f"{each.series}, {each.time}: {each.told}" for each in self.points)

    @property
    def sources(self) -> dict[str, str]:
        """Where the points were published, by address."""
        return {each.source_url: each.source for each in self.points}


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """A series in a list: one of its figures, the newest unless a year was asked for, and the chart it is in."""

    name: str
    url: str
    time: str
    number: str


@dataclass(frozen=True, slots=True)
class MarketEntry:
    """A page of market figures in the list of all."""

    title: str
    url: str
    years: str
    series: Sequence[SeriesLine]


@dataclass(frozen=True, slots=True)
class MarketPage:
    """A page of market figures: lines first, then bars, the newest first, then what stands in words only."""

    title: str
    unit: str
    years: str
    method: str
    drawn: Sequence[Drawn]
    told: Sequence[PointView]


def present_market_list(pages: Iterable[MarketFigures], text: str, reader: Reader) -> list[MarketEntry]:
    """The pages that have a series with every word of `text`, in their title or its name, with those series."""
    # Names of networks stand in Latin letters in Russian too, but are typed in either.
    words = {word: (word, *in_other_script(word)) for word in fold(text).split()}
    entries = (_entry(figures, words, reader) for figures in pages)
    return sorted((entry for entry in entries if entry.series), key=lambda entry: (entry.years[-4:], entry.title),
                  reverse=True)


def _entry(figures: MarketFigures, words: Mapping[str, Sequence[str]], reader: Reader) -> MarketEntry:
    title = _said(figures.title, reader)
    homes = _homes(figures)
    lines = [
        _series_line(series, figures, homes[place], [*words], reader) for place, series in enumerate(figures.series)
        if _has_words(words.values(), [*figures.title.values(), *series.name.values(), *times_of(series)])
    ]
    return MarketEntry(title, market_address(reader.lang, figures.slug), _years(figures), lines)


def _has_words(words: Collection[Sequence[str]], texts: Iterable[str]) -> bool:
    if not words:
        return True
    everything = fold(" ".join(texts))
    return all(any(spelling in everything for spelling in word) for word in words)


def times_of(series: Series) -> list[str]:
    """The years of a series as one would type them."""
    return [str(point.year) for point in series.points]


def present_series(series: Series, figures: MarketFigures, words: Sequence[str], reader: Reader) -> SeriesLine:
    """One series of a page, by its figure of the year that is among the words, else by its newest."""
    place = next(place for place, each in enumerate(figures.series) if each is series)
    return _series_line(series, figures, _homes(figures)[place], words, reader)


def _series_line(
    series: Series, figures: MarketFigures, home: str, words: Sequence[str], reader: Reader
) -> SeriesLine:
    asked = [point for point in series.points if str(point.year) in words]
    point = max(asked or series.points, key=time_of)
    return SeriesLine(
        _said(series.name, reader), market_address(reader.lang, figures.slug, home), time_text(point, reader),
        _number(point, figures.unit, reader),
    )


def present_market(figures: MarketFigures, reader: Reader) -> MarketPage:
    """One page of market figures."""
    groups = _groups(figures)
    lines = [_line(place, series, figures, reader) for place, series in enumerate(figures.series) if _is_line(series)]
    bars = [_bars(place, group, figures, reader) for place, group in enumerate(groups)]
    told = [(series, point) for series in figures.series for point in series.points if point.value is None]
    return MarketPage(
        title=_said(figures.title, reader),
        unit="" if figures.unit == "count" else reader.label("units", figures.unit).lower(),
        years=_years(figures),
        method=_said(figures.method, reader),
        drawn=[*lines, *bars],
        told=[_point(series, point, figures.unit, reader) for series, point in told],
    )


Group = list[tuple[Series, Point]]


def _groups(figures: MarketFigures) -> list[Group]:
    """Points that one source published for one time, newest first; one alone that a line holds stands there."""
    found: dict[tuple[object, ...], Group] = {}
    for series in figures.series:
        for point in series.points:
            if point.value is not None:
                found.setdefault((point.year, point.month or 0, point.by, point.source), []).append((series, point))
    groups = [group for group in found.values() if len(group) > 1 or not _is_line(group[0][0])]
    return sorted(groups, key=lambda group: -time_of(group[0][1]))


def _homes(figures: MarketFigures) -> list[str]:
    """The id of the chart that shows each series: its line, else the bars its newest point stands among."""
    homes = {id(series): f"line-{place}" for place, series in enumerate(figures.series) if _is_line(series)}
    for place, group in enumerate(_groups(figures)):
        for series, _ in group:
            homes.setdefault(id(series), f"bars-{place}")
    return [homes.get(id(series), "told") for series in figures.series]


def _is_line(series: Series) -> bool:
    return sum(point.value is not None for point in series.points) > 1


def _line(place: int, series: Series, figures: MarketFigures, reader: Reader) -> Drawn:
    points = sorted((each for each in series.points if each.value is not None), key=time_of)
    views = [_point(series, point, figures.unit, reader) for point in points]
    chart = line_chart([
        (time_of(point), Amount(view.time, view.told, point.value or 0))
        for point, view in zip(points, views, strict=True)
    ])
    by = next((point.by for point in points if point.by), "")
    years = f"{points[0].year}–{points[-1].year}"
    return Drawn(f"line-{place}", _said(series.name, reader), years, by, None, chart, views)


def _bars(place: int, group: Group, figures: MarketFigures, reader: Reader) -> Drawn:
    first = group[0][1]
    views = [_point(series, point, figures.unit, reader) for series, point in group]
    chart = bar_chart([
        Amount(view.series, view.told, point.value or 0)
        for view, (_, point) in zip(views, group, strict=True)
    ])
    return Drawn(f"bars-{place}", "", time_text(first, reader), first.by or "", chart, None, views)


def _point(series: Series, point: Point, unit: str, reader: Reader) -> PointView:
    return PointView(
        series=_said(series.name, reader), time=time_text(point, reader),
        number="" if point.value is None else reader.amount(point.value, None, unit),
        qualifier=qualifier(point.qualifier, reader), by=point.by or "", note=point.note,
        source=urlsplit(point.source).netloc.removeprefix("www."), source_url=point.source,
    )


def _number(point: Point, unit: str, reader: Reader) -> str:
    if point.value is None:
        return "—"
    return f"{qualifier(point.qualifier, reader)} {reader.amount(point.value, None, unit)}".strip()


def time_of(point: Point) -> float:
    """When a point was counted, in years with a fraction for months; a year alone stands at its middle."""
    return point.year + ((point.month or 6.5) - 0.5) / 12


def time_text(point: Point, reader: Reader) -> str:
    """When a point was counted, written out."""
    return reader.date(f"{point.year}-{point.month:02}" if point.month else str(point.year))


def _years(figures: MarketFigures) -> str:
    years = [point.year for series in figures.series for point in series.points]
    return years_text((min(years),)) if min(years) == max(years) else f"{min(years)}–{max(years)}"


def _said(texts: Mapping[str, str], reader: Reader) -> str:
    return texts.get(reader.lang) or texts["ro"]
