"""Reading a search from parameters, and the searches next to it."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from kb.search import FACETS, SORTS, SearchRequest
from kb.web.addresses import case_address, facet_address, home_address, search_address, search_pairs
from kb.web.parameters import (
    MAX_TEXT,
    MAX_VALUE,
    MAX_VALUES,
    read_search,
    with_value,
    without_filters,
    without_value,
)

READINGS = [
    # parameters, what is read
    ([], SearchRequest()),
    ([("q", "struguri")], SearchRequest("struguri")),
    ([("q", "  struguri  vinduți ")], SearchRequest("struguri  vinduți")),
    ([("q", ""), ("industry", ""), ("sort", ""), ("page", "")], SearchRequest()),
    ([("q", "a"), ("q", "b")], SearchRequest("a")),
    ([("industry", "wine")], SearchRequest(filters={"industry": ("wine",)})),
    ([("industry", "wine"), ("industry", "agriculture"), ("industry", "wine")],
     SearchRequest(filters={"industry": ("agriculture", "wine")})),
    ([("industry", " wine "), ("industry", "  ")], SearchRequest(filters={"industry": ("wine",)})),
    ([("platform", "tv"), ("industry", "wine")], SearchRequest(filters={"industry": ("wine",), "platform": ("tv",)})),
    ([("colour", "red"), ("utm_source", "x"), ("lang", "en")], SearchRequest()),
    ([("sort", "newest")], SearchRequest(sort="newest")),
    ([("sort", "price")], SearchRequest()),
    ([("page", "3")], SearchRequest(page=3)),
    ([("page", "0")], SearchRequest(page=0)),
    ([("page", "x")], SearchRequest()),
    ([("page", "-2")], SearchRequest()),
    ([("page", "٣")], SearchRequest()),
    ([("page", "9" * 50)], SearchRequest(page=1_000_000)),
    ([("literal", "1")], SearchRequest(literal=True)),
    ([("literal", "true")], SearchRequest()),
]

requests = st.builds(
    SearchRequest,
    text=st.text(max_size=20).map(str.strip),
    filters=st.dictionaries(
        st.sampled_from(FACETS),
        st.sets(st.text(min_size=1, max_size=10).map(str.strip).filter(bool), min_size=1, max_size=3)
        .map(lambda values: tuple(sorted(values))),
        max_size=4,
    ),
    sort=st.sampled_from(["", *SORTS]),
    page=st.integers(1, 50),
    literal=st.booleans(),
    lang=st.sampled_from(["ro", "ru", "en"]),
)


def read_address(address, lang):
    return read_search(MultiDict(parse_qsl(urlsplit(address).query)), lang)


@pytest.mark.parametrize(("parameters", "expected"), READINGS)
def test_parameters_are_read_as_a_search(parameters, expected):
    assert read_search(MultiDict(parameters), "ro") == expected


def test_the_language_is_the_pages():
    assert read_search(MultiDict(), "ru").lang == "ru"


def test_what_is_too_long_or_too_much_is_cut():
    industries = [("industry", f"{number:04}" + "y" * 500) for number in range(200)]
    read = read_search(MultiDict([("q", "x" * 5_000), *industries]), "ro")
    assert len(read.text) == MAX_TEXT
    assert len(read.filters["industry"]) == MAX_VALUES
    assert max(map(len, read.filters["industry"])) == MAX_VALUE


def test_parameters_stand_in_one_order_and_without_what_is_usual():
    request = SearchRequest("vin", {"year": ("2019",), "industry": ("a", "b")}, "newest", 2, True, "ro")
    assert search_address(request) == "/ro/search?q=vin&industry=a&industry=b&year=2019&sort=newest&page=2&literal=1"
    assert search_pairs(SearchRequest(text="  ", sort="", page=1)) == []


@given(requests)
def test_an_address_is_read_back_to_the_same_search(request):
    assert read_address(search_address(request), request.lang) == request


@given(requests, st.sampled_from(FACETS), st.text(min_size=1, max_size=8).map(str.strip).filter(bool))
def test_choosing_a_value_and_dropping_it_leads_back_to_the_first_page(request, facet, value):
    chosen = with_value(request, facet, value)
    assert value in chosen.filters[facet]
    assert chosen.page == 1
    dropped = without_value(chosen, facet, value)
    assert value not in dropped.filters.get(facet, ())
    assert set(dropped.filters.get(facet, ())) == set(request.filters.get(facet, ())) - {value}
    assert all(dropped.filters.values())


@given(requests)
def test_clearing_keeps_the_words_and_the_order(request):
    cleared = without_filters(request)
    assert (cleared.text, cleared.sort, cleared.literal, cleared.lang) == (
        request.text, request.sort, request.literal, request.lang)
    assert (cleared.filters, cleared.page) == ({}, 1)


@given(requests)
def test_an_address_is_plain_ascii_and_cannot_leave_the_site(request):
    address = search_address(request, ".json")
    assert address.isascii()
    assert address.startswith(f"/{request.lang}/search.json")
    assert not set(address) & set("\n\r\"'<> ")


@pytest.mark.parametrize(("address", "expected"), [
    (case_address("ro", "vin"), "/ro/cases/vin"),
    (case_address("ru", "vin", section="rezultate"), "/ru/cases/vin#rezultate"),
    (case_address("en", "vin", version="ru"), "/en/cases/vin?version=ru"),
    (case_address("en", "vin", version="ru", section="șah"), "/en/cases/vin?version=ru#%C8%99ah"),
    (home_address("ru"), "/ru/"),
    (facet_address("en", "business", "castel-mimi"), "/en/search?business=castel-mimi"),
])
def test_addresses_are_written_as_documented(address, expected):
    assert address == expected
