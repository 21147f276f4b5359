"""Selections: chosen, typed and refused values resolved to those that mean something here; the rest is told."""

from pathlib import Path
from typing import NamedTuple

import pytest
from pyroaring import BitMap

from kb.query import parse
from kb.search import FACETS, SearchRequest, build_bitmaps
from kb.search.facets import FacetIndex
from kb.search.labels import FacetLabels
from kb.search.selection import Known, Selection, known_values, read_selection
from tests.catalogues import SMALL, reading, write_catalogue

CASES = [
    (1, {"industry": ["wine"], "platform": ["facebook"], "year": ["2013"]}),
    (2, {"industry": ["wine", "tourism"], "platform": ["tv"], "year": ["2014", "2015"]}),
    (3, {"industry": ["agriculture"], "platform": ["facebook", "tv"], "year": ["2019"]}),
]
ALL = BitMap([1, 2, 3])


class Context(NamedTuple):
    facets: FacetIndex
    labels: FacetLabels
    known: Known

    def select(self, text: str, **chosen: tuple[str, ...]) -> Selection:
        return read_selection(SearchRequest(text, chosen), parse(text), self.known, self.labels)

    def left(self, text: str) -> list[int]:
        return list(self.select(text).base(self.facets, ALL))


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    path = tmp_path_factory.mktemp("selection") / "catalogue.sqlite"
    write_catalogue(path, SMALL)
    facets = FacetIndex((facet, value, kept) for (facet, value), kept in build_bitmaps(CASES).items())
    with reading(path) as catalogue:
        labels = FacetLabels(catalogue)
    return Context(facets, labels, known_values(facets, labels))


def test_known_is_what_the_vocabularies_list_and_what_cases_have(context: Context) -> None:
    assert set(context.known) == set(FACETS)
    assert {"wine", "tourism", "banking"} <= context.known["industry"]
    assert context.known["year"] == {"2013", "2014", "2015", "2019"}
    assert context.known["business"] == {"tineri-fermieri"}


def test_chosen_values_that_mean_nothing_are_dropped_and_so_are_empty_facets(context: Context) -> None:
    selection = context.select("", industry=("wine", "nope"), year=("1900",), platform=(), nofacet=("x",))
    assert selection.chosen == {"industry": ("wine",)}
    assert (selection.typed, selection.refused, selection.ignored) == ({}, {}, ())


def test_chosen_values_are_slugs_and_never_labels(context: Context) -> None:
    assert context.select("", industry=("Вино",)).chosen == {}


TYPED = [
    ("industry:wine", {"industry": ("wine",)}),
    ("industrie:vin", {"industry": ("wine",)}),
    ("отрасль:вино", {"industry": ("wine",)}),
    ("industry:wine,vin,вино", {"industry": ("wine",)}),
    ("industry:wine,nope", {"industry": ("wine",)}),
    ('platform:"сельское хозяйство"', {}),
    ("year:2013..2015", {"year": ("2013", "2014", "2015")}),
    ("year:1990..1995", {}),
    ("place:chişinău", {"place": ("chisinau",)}),
    ("industry:wine platform:tv", {"industry": ("wine",), "platform": ("tv",)}),
    ("industry:nope", {}),
    ("industry:", {}),
    ("vin", {}),
]


@pytest.mark.parametrize(("text", "expected"), TYPED)
def test_typed_values_are_read_in_any_language(
    context: Context, text: str, expected: dict[str, tuple[str, ...]]
) -> None:
    assert context.select(text).typed == expected


def test_refused_values_are_read_the_same_way(context: Context) -> None:
    assert context.select("-отрасль:вино -platform:tv").refused == {"industry": ("wine",), "platform": ("tv",)}


IGNORED = [
    ("industry:nope", (("industry:nope", "unknown_value"),)),
    ("-industry:nope", (("industry:nope", "unknown_value"),)),
    ("industry:nope,nada", (("industry:nope", "unknown_value"), ("industry:nada", "unknown_value"))),
    ("industry:wine", ()),
    ("industry:wine,nope", (("industry:nope", "unknown_value"),)),
    ("industry:nope -platform:nada", (("industry:nope", "unknown_value"), ("platform:nada", "unknown_value"))),
]


@pytest.mark.parametrize(("text", "expected"), IGNORED)
def test_each_typed_value_that_nobody_knows_is_told(
    context: Context, text: str, expected: tuple[tuple[str, str], ...]
) -> None:
    assert context.select(text).ignored == expected


LEFT = [
    ("", [1, 2, 3]),
    ("industry:wine", [1, 2]),
    ("industry:wine,agriculture", [1, 2, 3]),
    ("industry:wine platform:tv", [2]),
    ("-industry:wine", [3]),
    ("-industry:tourism,agriculture", [1]),
    ("industry:wine -platform:tv", [1]),
    ("-industry:wine -platform:tv", []),
    ("industry:banking", []),
    ("-industry:banking", [1, 2, 3]),
    ("industry:nope", [1, 2, 3]),
    ("year:2014..", [2, 3]),
]


@pytest.mark.parametrize(("text", "expected"), LEFT)
def test_typed_fields_leave_these_cases(context: Context, text: str, expected: list[int]) -> None:
    assert context.left(text) == expected


def test_chosen_values_narrow_later_and_not_here(context: Context) -> None:
    assert context.select("", industry=("wine",)).base(context.facets, ALL) == ALL


def test_a_value_only_a_case_has_can_be_typed(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "catalogue.sqlite", SMALL)
    facets = FacetIndex([("industry", "unlisted", BitMap([1]).serialize())])
    with reading(tmp_path / "catalogue.sqlite") as catalogue:
        labels = FacetLabels(catalogue)
    known = known_values(facets, labels)
    assert read_selection(SearchRequest(), parse("industry:unlisted"), known, labels).typed == {
        "industry": ("unlisted",)
    }
