"""Market figures: what was counted in different ways is never one line, and each series is found where it is drawn."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.i18n import LANGUAGES
from kb.model import MarketFigures, Point, Series
from kb.web.present.market import present_market, present_market_list, present_series, time_of, time_text
from tests.web.figure_readers import reader

A, B = "https://www.panel.md/1", "https://agentie.md/2"


def series(name, *points, platform=None):
    return Series({"ro": name, "ru": f"{name}-ru"}, points, platform)


def point(year, value=1.0, source=A, **more):
    return Point(year, value, source, **more)


def figures(*held, slug="retele", title="Rețele", unit="count"):
    return MarketFigures(slug, {"ro": title, "en": f"{title}-en"}, unit, {"ro": "Numărate."}, tuple(held))


LINE = series("Facebook", point(2015, 500), point(2017, 910, by="Panel"))
ALONE = series("OK", point(2016, 100))
BESIDE = series("VK", point(2016, 50))
TOLD = series("Yahoo", point(2014, None, note="puțini"))


def drawn(*held, lang="en"):
    return present_market(figures(*held), reader(lang))


@pytest.mark.parametrize(("held", "ids"), [
    ((LINE,), ["line-0"]), ((ALONE,), ["bars-0"]), ((ALONE, BESIDE), ["bars-0"]), ((TOLD,), []),
    ((ALONE, LINE), ["line-1", "bars-0"]), ((LINE, TOLD, ALONE), ["line-0", "bars-0"]),
    ((LINE, series("OK", point(2017, 3, by="Panel"))), ["line-0", "bars-0"]),
    ((LINE, series("OK", point(2017, 3))), ["line-0", "bars-0"]),
    ((LINE, series("OK", point(2017, 3, B, by="Panel"))), ["line-0", "bars-0"]),
])
def test_a_series_of_several_points_is_a_line_and_single_ones_stand_as_bars(held, ids):
    assert [each.id for each in drawn(*held).drawn] == ids


@pytest.mark.parametrize(("other", "count"), [
    (point(2016, 50), 1), (point(2016, 50, B), 2), (point(2016, 50, by="Altul"), 2), (point(2017, 50), 2),
    (point(2016, 50, month=3), 2),
])
def test_bars_stand_together_only_when_one_source_told_them_for_one_time(other, count):
    page = drawn(ALONE, series("VK", other))
    assert [len(each.bars.bars) for each in page.drawn] == ([2] if count == 1 else [1, 1])


def test_bars_come_the_newest_first_and_behind_the_lines():
    page = drawn(series("A", point(2014)), series("B", point(2016, month=2)), series("C", point(2016, month=11)), LINE)
    assert [each.time for each in page.drawn] == ["2015–2017", "November 2016", "February 2016", "2014"]


def test_what_has_no_number_is_told_in_words_and_drawn_nowhere():
    page = drawn(LINE, TOLD)
    assert [(each.series, each.number, each.note) for each in page.told] == [("Yahoo", "", "puțini")]
    assert all("Yahoo" not in each.said for each in page.drawn)


def test_a_chart_says_all_it_shows_and_where_it_was_published():
    [line] = drawn(replace(LINE, points=(*LINE.points, point(2018, 1000, qualifier="at_least")))).drawn
    assert line.said == "Facebook, 2015: 500; Facebook, 2017: 910; Facebook, 2018: at least 1,000"
    assert line.sources == {A: "panel.md"}
    assert line.by == "Panel"


points = st.builds(Point, st.integers(2010, 2024), st.none() | st.floats(0, 1e9), st.sampled_from([A, B]),
                   month=st.none() | st.integers(1, 12), by=st.sampled_from(["", "Panel"]))
all_series = st.lists(st.lists(points, min_size=1, max_size=4).map(lambda held: series("S", *held)), min_size=1,
                      max_size=5)


@given(all_series)
def test_every_point_is_shown_and_no_line_joins_two_series(held):
    page = drawn(*held)
    lines = [each for each in page.drawn if each.line]
    numbered = [point for each in held for point in each.points if point.value is not None]
    assert len(page.told) == sum(point.value is None for each in held for point in each.points)
    for each, own in zip(lines, [one for one in held if sum(p.value is not None for p in one.points) > 1], strict=True):
        assert len(each.line.spots) == sum(point.value is not None for point in own.points)
    assert sum(len(each.points) for each in page.drawn) >= len(numbered)


@given(all_series)
def test_the_list_leads_to_a_chart_that_the_page_has(held):
    page, [entry] = drawn(*held), present_market_list([figures(*held)], "", reader("en"))
    places = {each.id for each in page.drawn} | ({"told"} if page.told else set())
    for line in entry.series:
        assert line.url.rpartition("#")[2] in places


@given(all_series, st.integers(0, 4))
def test_one_series_is_told_by_its_newest_figure_unless_a_year_is_asked_for(held, which):
    one = held[which % len(held)]
    newest = present_series(one, figures(*held), [], reader("ro"))
    assert newest.time == time_text(max(one.points, key=time_of), reader("ro"))
    asked = str(one.points[0].year)
    assert asked in present_series(one, figures(*held), [asked], reader("ro")).time
    assert present_series(one, figures(*held), ["1900"], reader("ro")) == newest


@pytest.mark.parametrize(("month", "earlier", "later"), [(None, 2015.4, 2015.6), (1, 2015, 2015.1), (12, 2015.9, 2016)])
def test_a_year_alone_stands_at_its_middle(month, earlier, later):
    assert earlier < time_of(point(2015, month=month)) < later


@pytest.mark.parametrize(("text", "found"), [
    ("", ["retele", "vinuri"]), ("facebook", ["retele"]), ("ФЕЙСБУК", []), ("facebook 2015", ["retele"]),
    ("facebook 2016", []), ("vinuri", ["vinuri"]), ("vin ok", ["vinuri"]), ("okk", []),
    ("   ", ["retele", "vinuri"]), ("-", ["retele", "vinuri"]),
])
def test_pages_are_found_by_all_words_of_title_series_and_year(text, found):
    pages = [figures(LINE), figures(ALONE, slug="vinuri", title="Vinuri")]
    entries = present_market_list(pages, text, reader("ro"))
    assert sorted(each.url.rpartition("/")[2] for each in entries) == found


@given(st.text(max_size=30))
def test_any_text_can_be_looked_for(text):
    for entry in present_market_list([figures(LINE, TOLD)], text, reader("ru")):
        assert entry.series


def test_pages_come_the_newest_first():
    old, new = figures(ALONE, slug="vechi"), figures(LINE, slug="noi")
    entries = present_market_list([old, new], "", reader("ro"))
    assert [each.url for each in entries] == ["/ro/market/noi", "/ro/market/vechi"]


@pytest.mark.parametrize(("lang", "title", "name"), [
    ("ro", "Rețele", "Facebook"), ("ru", "Rețele", "Facebook-ru"), ("en", "Rețele-en", "Facebook"),
])
def test_what_is_not_in_the_readers_language_is_romanian(lang, title, name):
    page = present_market(figures(LINE), reader(lang))
    assert (page.title, page.drawn[0].title, page.method) == (title, name, "Numărate.")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_unit_is_named_but_for_plain_counts(lang):
    assert present_market(figures(LINE), reader(lang)).unit == ""
    in_lei = present_market(replace(figures(LINE), unit="mdl"), reader(lang))
    assert in_lei.unit == {"ro": "lei", "ru": "леи", "en": "lei"}[lang]
