"""A results page: every link leads to what it promises."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from kb.i18n import LANGUAGES, translator
from kb.search import FACETS, SearchRequest
from kb.web.parameters import read_search
from kb.web.present.search import FACET_LABELS, LONG_FACET, facet_value, last_page, present_search
from kb.web.reader import Reader
from tests.web.fake_services import FakeServices, answer_of, make_hit

SERVICES = FakeServices()


def reader(lang="ro"):
    return Reader(translator(lang), SERVICES.vocabulary)


def count(request):
    return answer_of(request).total


def page_of(request, **changes):
    return present_search(answer_of(request, **changes), reader(request.lang), count)


def followed(url, lang="ro"):
    """The answer behind a link."""
    return answer_of(read_search(MultiDict(parse_qsl(urlsplit(url).query)), lang))


def selected(answer):
    return {(facet, value.value) for facet, values in answer.facets.items() for value in values if value.selected}


filters = st.dictionaries(
    st.sampled_from(["industry", "platform", "year"]),
    st.sets(
        st.sampled_from(["wine", "agriculture", "facebook", "tv", "2016", "2019", "nowhere"]), min_size=1, max_size=2,
    ).map(lambda values: tuple(sorted(values))),
    max_size=3,
)
requests = st.builds(SearchRequest, text=st.sampled_from(["", "cazul", "cazul <1", "zzz"]), filters=filters)


@settings(max_examples=40)
@given(requests)
def test_a_values_link_toggles_it_and_the_count_is_what_it_yields_alone(request):
    page = page_of(request)
    for facet in page.facets:
        for value in facet.values:
            answer = followed(facet_value(facet.name, value, request).url)
            assert ((facet.name, value.value) in selected(answer)) != value.selected
            if not request.filters.get(facet.name):
                assert answer.total == value.count


@settings(max_examples=40)
@given(requests)
def test_a_chips_link_is_the_search_without_it(request):
    page = page_of(request)
    chosen = {(facet, value) for facet, values in request.filters.items() for value in values}
    assert len(page.chips) == len(chosen)
    for chip in page.chips:
        assert len(selected(followed(chip.url))) == len(chosen) - 1


@given(requests)
def test_clearing_drops_every_filter_and_keeps_the_words(request):
    page = page_of(request)
    if not request.filters:
        assert page.clear_url is None
        return
    answer = followed(page.clear_url)
    assert answer.request.text == request.text
    assert selected(answer) == set()


@given(requests)
def test_an_empty_page_offers_only_what_brings_something_and_says_how_much(request):
    page = page_of(request)
    assert (page.empty is None) == bool(page.answer.total)
    for drop in page.empty.drops if page.empty else []:
        assert followed(drop.url).total == drop.count > 0


def test_a_value_that_exists_nowhere_is_a_chip_with_zero():
    page = page_of(SearchRequest(filters={"industry": ("unheard",)}), facets=dict.fromkeys(FACETS, ()))
    [chip] = page.chips
    assert (chip.label, chip.count, chip.facet_label) == ("unheard", 0, "Industrie")


def test_a_value_without_cases_stays_visible_and_removable():
    page = page_of(SearchRequest(text="zzz", filters={"industry": ("wine",)}))
    [value] = page.facets[0].values
    assert (value.label, value.count, value.selected) == ("Vin", 0, True)


def test_facets_stand_in_a_fixed_order_and_values_in_that_of_the_answer():
    page = page_of(SearchRequest())
    assert [facet.name for facet in page.facets] == list(FACETS)
    assert [value.value for value in page.facets[0].values] == ["agriculture", "wine"]


def test_a_facet_with_many_values_is_long():
    facets = {facet.name: facet for facet in page_of(SearchRequest()).facets}
    assert facets["business"].long
    assert not facets["industry"].long
    assert len(facets["business"].values) > LONG_FACET >= len(facets["year"].values)


def test_the_number_of_chosen_values_is_told():
    page = page_of(SearchRequest(filters={"platform": ("facebook", "tv")}))
    assert [facet.selected for facet in page.facets if facet.name in ("industry", "platform")] == [0, 2]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_facet_is_named_in_every_language(lang):
    labels = [reader(lang).say(FACET_LABELS[facet]) for facet in FACETS]
    assert len(set(labels)) == len(FACETS)
    assert all(labels)


SORTS = [
    # text, sort asked, names offered, current
    ("", "", ["newest", "evidence"], "newest"),
    ("", "evidence", ["newest", "evidence"], "evidence"),
    ("vin", "", ["relevance", "newest", "evidence"], "relevance"),
    ("vin", "newest", ["relevance", "newest", "evidence"], "newest"),
]


@pytest.mark.parametrize(("text", "sort", "names", "current"), SORTS)
def test_orders_fit_the_search(text, sort, names, current):
    page = page_of(SearchRequest(text=text, sort=sort, page=1))
    assert [each.name for each in page.sorts] == names
    assert [each.name for each in page.sorts if each.current] == [current]
    for each in page.sorts:
        assert followed(each.url).request.order == each.name


def test_the_usual_order_needs_no_parameter():
    urls = {each.name: each.url for each in page_of(SearchRequest(text="cazul", sort="newest")).sorts}
    assert urls["relevance"] == "/ro/search?q=cazul"
    assert urls["newest"] == "/ro/search?q=cazul&sort=newest"


PAGERS = [
    # current, pages, numbers shown, numbers with a gap before them
    (1, 2, [1, 2], []),
    (1, 3, [1, 2, 3], []),
    (1, 10, [1, 2, 3, 10], [10]),
    (5, 10, [1, 3, 4, 5, 6, 7, 10], [3, 10]),
    (3, 10, [1, 2, 3, 4, 5, 10], [10]),
    (10, 10, [1, 8, 9, 10], [8]),
    (4, 6, [1, 2, 3, 4, 5, 6], []),
]


@pytest.mark.parametrize(("current", "pages", "numbers", "gaps"), PAGERS)
def test_the_pager_shows_the_ends_and_the_neighbours(current, pages, numbers, gaps):
    pager = page_of(SearchRequest(page=current), pages=pages, total=pages * 10).pager
    assert [link.number for link in pager.links] == numbers
    assert [link.number for link in pager.links if link.gap] == gaps
    assert [link.number for link in pager.links if link.current] == [current]
    assert (pager.previous is None) == (current == 1)
    assert (pager.next is None) == (current == pages)


def test_the_pager_leads_to_the_same_search():
    pager = page_of(SearchRequest("cazul", {"platform": ("facebook",)}, page=2)).pager
    assert pager.previous == "/ro/search?q=cazul&platform=facebook"
    assert pager.next == "/ro/search?q=cazul&platform=facebook&page=3"


def test_one_page_needs_no_pager():
    assert page_of(SearchRequest(filters={"year": ("2019",)})).pager is None


@pytest.mark.parametrize(("total", "perhaps", "pages", "last"), [
    (0, 0, 0, 1), (1, 0, 1, 1), (10, 0, 1, 1), (11, 0, 2, 2), (0, 5, 0, 1), (2, 15, 1, 2), (35, 0, 4, 4),
])
def test_there_is_always_a_first_page_and_perhaps_hits_have_theirs(total, perhaps, pages, last):
    answer = answer_of(SearchRequest(), total=total, perhaps_total=perhaps, pages=pages)
    assert last_page(answer) == last


def test_hits_that_fit_only_perhaps_stand_apart():
    hits = (make_hit(1), make_hit(2, why="perhaps"), make_hit(3, why="form"))
    page = page_of(SearchRequest("cazul"), hits=hits)
    assert [view.hit.slug for view in page.hits] == ["case-1", "case-3"]
    assert [view.hit.slug for view in page.perhaps] == ["case-2"]


def test_the_results_address_is_the_canonical_one():
    assert page_of(SearchRequest("vin", {"year": ("2019",)}, page=1)).results_url == "/ro/search?q=vin&year=2019"
