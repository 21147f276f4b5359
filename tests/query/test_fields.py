"""Fields: names in three languages, values, ranges of years, and lists written back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language import fold
from kb.query.fields import _FIELD_OF, FIELDS, MAX_YEARS, field_named, ordered, read_value, write_values


def test_the_fields_are_the_facets_of_the_search():
    assert FIELDS == (
        "industry", "platform", "objective", "business", "specialist", "role", "place", "year", "language", "evidence",
        "has",
    )


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_has_its_own_name_and_one_in_romanian_and_russian(field):
    names = [name for name, named in _FIELD_OF.items() if named == field]
    assert field in names
    assert any(not name.isascii() for name in names), "none in Russian"
    assert len([name for name in names if name.isascii()]) >= 2, "none in Romanian"


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("industry", "industry"),
        ("INDUSTRIE", "industry"),
        ("Отрасль", "industry"),
        ("platformă", "platform"),
        ("площадка", "platform"),
        ("цель", "objective"),
        ("firmă", "business"),
        ("persoană", "specialist"),
        ("person", "specialist"),
        ("город", "place"),
        ("oraș", "place"),
        ("oraş", "place"),
        ("an", "year"),
        ("год", "year"),
        ("язык", "language"),
        ("dovadă", "evidence"),
        ("are", "has"),
        ("есть", "has"),
        ("colour", None),
        ("", None),
    ],
)
def test_a_typed_name_stands_for_a_facet(name, field):
    assert field_named(name) == field


def test_no_name_stands_for_two_facets():
    assert sorted(_FIELD_OF) == sorted({fold(name) for name in _FIELD_OF})
    assert all(_FIELD_OF[field] == field for field in FIELDS)


@pytest.mark.parametrize(
    ("field", "raw", "values"),
    [
        ("industry", " Wine ", ("wine",)),
        ("industry", "VIN  și\tbere", ("vin și bere",)),
        ("industry", "s\u0326", ("ș",)),
        ("industry", " ", ()),
        ("year", "2019", ("2019",)),
        ("year", "2018..2020", ("2018", "2019", "2020")),
        ("year", "2020..2018", ("2018", "2019", "2020")),
        ("year", "2019..2019", ("2019",)),
        ("year", "19..20", ("19..20",)),
        ("year", "0001..0003", ("0001..0003",)),
        ("place", "2018..2020", ("2018..2020",)),
    ],
)
def test_a_typed_value_stands_for_values(field, raw, values):
    assert read_value(field, raw) == values


@pytest.mark.parametrize(
    ("raw", "first", "last"),
    [
        ("2018..", "2018", "2067"),
        ("..2020", "1971", "2020"),
        ("1900..2020", "1971", "2020"),
        ("1000..2999", "2950", "2999"),
        ("..1001", "1000", "1001"),
        ("2990..", "2990", "2999"),
    ],
)
def test_open_and_wide_ranges_reach_as_far_as_allowed(raw, first, last):
    years = read_value("year", raw)
    assert (years[0], years[-1]) == (first, last)
    assert len(years) == int(last) - int(first) + 1 <= MAX_YEARS


def test_years_come_in_their_order_and_other_values_as_typed():
    assert ordered("year", ["2020", "soon", "2018", "2020"]) == ("2018", "2020", "soon")
    assert ordered("industry", ["wine", "beer", "wine"]) == ("wine", "beer")


@pytest.mark.parametrize(
    ("values", "written"),
    [
        (("wine",), "wine"),
        (("wine", "own_outlets", "e-commerce"), "wine,own_outlets,e-commerce"),
        (("vin roșu", "a,b"), '"vin roșu","a,b"'),
        (("2019",), "2019"),
        (("2018", "2019", "2020"), "2018..2020"),
        (("2018", "2020", "2021", "soon"), "2018,2020..2021,soon"),
        (tuple(map(str, range(1960, 2020))), "1960..2009,2010..2019"),
    ],
)
def test_values_are_written_as_one_types_them(values, written):
    assert write_values(values) == written


@given(st.lists(st.sampled_from(["2018..2020", "2015", "..2019", "2030..", "1990..2005", "soon", "2021"]), min_size=1))
def test_years_written_and_read_again_are_the_same(items):
    years = ordered("year", [year for item in items for year in read_value("year", item)])
    written = write_values(years).split(",")
    assert ordered("year", [year for item in written for year in read_value("year", item)]) == years
    assert len(written) <= len(items)


@given(st.text())
def test_a_value_read_again_is_itself(raw):
    for value in read_value("industry", raw):
        assert read_value("industry", value) == (value,)
