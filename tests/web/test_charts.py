"""The geometry of charts: everything inside, in proportion, in order, and readable on a phone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.web.charts import LABEL_LETTERS, Amount, bar_chart, box_chart, line_chart, nice_step, percent


def share(text):
    return float(text.removesuffix("%")) / 100


def bars(*values):
    return bar_chart([Amount(f"bara {place}", str(value), value) for place, value in enumerate(values)])


@pytest.mark.parametrize(("values", "widths"), [
    ((10, 5), [1, 0.5]), ((1, 4), [0.25, 1]), ((0, 0), [0, 0]), ((7,), [1]), ((3, 0), [1, 0]),
])
def test_bars_are_as_wide_as_their_values_from_zero(values, widths):
    assert [share(bar.width) for bar in bars(*values).bars] == widths


def test_bars_stand_one_under_another_and_fit_the_height():
    chart = bars(1, 2, 3)
    for bar in chart.bars:
        assert bar.top < bar.number_y < bar.bar_y < chart.height
    for above, below in pairwise(chart.bars):
        assert above.bar_y + 9 < below.top


def test_a_long_label_is_wrapped_and_takes_its_room():
    long = Amount("Facebook, folosit zilnic sau de câteva ori pe săptămână (CBS-Research)", "59", 59)
    [bar] = bar_chart([long]).bars
    assert len(bar.lines) == 2
    assert max(map(len, bar.lines)) <= LABEL_LETTERS
    assert bar_chart([long]).height > bars(1).height


def test_no_bars_take_no_room():
    assert bars().height == 0


def test_a_line_runs_by_time_and_from_zero():
    points = [(2017.5, Amount("2017", "910", 910)), (2015.5, Amount("2015", "455", 455))]
    chart = line_chart(points)
    assert [spot.time for spot in chart.spots] == ["2015", "2017"]
    first, last = chart.spots
    assert share(first.x) < share(last.x)
    assert chart.base - first.y == pytest.approx((chart.base - last.y) / 2)
    assert [spot.anchor for spot in chart.spots] == ["start", "end"]


def test_unequal_times_stand_at_unequal_distances():
    chart = line_chart([(time, Amount(str(time), "1", 1)) for time in (2010, 2011, 2020)])
    first, second, third = (share(spot.x) for spot in chart.spots)
    assert (third - second) == pytest.approx(9 * (second - first), rel=0.01)


@pytest.mark.parametrize(("values", "sides"), [
    ((5, 9), "start under, end over"), ((9, 5), "start over, end under"), ((5, 5), "start over, end over"),
    ((2, 9, 2), "start over, middle over, end over"), ((9, 5, 9), "start over, middle under, end over"),
    ((5, 7, 9), "start under, end over, end over"), ((9, 7, 5), "start over, start over, end under"),
    ((4, 4, 9), "start over, end over, end over"), ((7,), "middle over"), ((0, 9), "start over, end over"),
])
def test_a_number_stands_where_no_line_goes(values, sides):
    spots = line_chart([(time, Amount(str(time), str(value), value)) for time, value in enumerate(values)]).spots
    assert ", ".join(
        f"{spot.number_anchor} {'over' if spot.number_y < spot.y else 'under'}" for spot in spots) == sides


def test_a_single_point_stands_in_the_middle():
    [spot] = line_chart([(2015, Amount("2015", "1", 1))]).spots
    assert (share(spot.x), spot.anchor) == (0.5, "middle")


def box(*five, own=None):
    return box_chart(five, five, str, own)


@pytest.mark.parametrize(("five", "is_log"), [
    ((1, 2, 3, 4, 5), False), ((1, 2, 3, 4, 49), False), ((1, 2, 3, 4, 50), True), ((0, 1, 2, 3, 1000), False),
    ((-5, 1, 2, 3, 1000), False),
])
def test_a_wide_positive_range_gets_a_scale_of_powers(five, is_log):
    assert box(*five).is_log is is_log


def test_on_a_scale_of_powers_equal_ratios_are_equal_distances():
    chart = box(1, 10, 100, 1000, 10000)
    places = [share(each) for each in (chart.smallest, chart.low, chart.median, chart.largest)]
    assert places[1] - places[0] == pytest.approx(places[2] - places[1], abs=1e-3)
    assert places[3] - places[2] == pytest.approx(2 * (places[1] - places[0]), abs=1e-3)


def test_an_own_value_widens_the_scale():
    assert box(10, 20, 30, 40, 50).own is None
    chart = box(10, 20, 30, 40, 50, own=100)
    assert chart.own is not None
    assert share(chart.own) > share(chart.largest)


def test_equal_numbers_stand_in_the_middle():
    chart = box(7, 7, 7, 7, 7)
    assert {chart.smallest, chart.median, chart.largest} == {"50.00%"}
    assert share(chart.width) == 0


@pytest.mark.parametrize(("length", "step"), [
    (4, 1), (5, 2), (8, 2), (10, 5), (40, 10), (100, 50), (0.4, 0.1), (0, 1), (-1, 1), (12_000, 5_000),
])
def test_steps_are_round(length, step):
    assert nice_step(length) == pytest.approx(step)


def test_labels_of_an_axis_do_not_touch_on_a_phone():
    chart = box_chart([13, 200_000], (13, 11_000, 45_000, 107_000, 200_000), lambda value: f"{value:,.0f}")
    for before, after in pairwise(chart.ticks):
        if before.anchor == after.anchor == "middle":
            needed = (len(before.label) + len(after.label)) / 2 * 0.028
            assert share(after.at) - share(before.at) >= needed
    assert 2 <= len(chart.ticks) <= 4


numbers = st.lists(st.floats(-1e9, 1e12, allow_subnormal=False), min_size=5, max_size=5).map(sorted)


@given(numbers, st.none() | st.floats(-1e9, 1e12, allow_subnormal=False))
def test_a_box_is_inside_and_in_order_whatever_the_numbers(five, own):
    chart = box(*five, own=own)
    low = share(chart.low)
    places = [share(chart.smallest), low, share(chart.median), low + share(chart.width), share(chart.largest)]
    for before, after in pairwise(places):
        assert before <= after + 2e-4
    assert all(0 <= place <= 1 for place in places)
    assert all(0 <= share(tick.at) <= 1 for tick in chart.ticks)
    assert chart.own is None or 0 <= share(chart.own) <= 1


@given(st.lists(st.floats(0, 1e12), max_size=8))
def test_bars_are_never_wider_than_the_chart(values):
    assert all(0 <= share(bar.width) <= 1 for bar in bars(*values).bars)


@pytest.mark.parametrize(("value", "text"), [(0, "0.00%"), (1, "100.00%"), (1 / 3, "33.33%")])
def test_a_share_is_written_for_an_attribute(value, text):
    assert percent(value) == text
