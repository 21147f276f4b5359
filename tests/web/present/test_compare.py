"""Cases side by side: what differs and what they share, in their order, with nothing told twice."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.i18n import LANGUAGES, translator
from kb.insights import MOST_CASES, compare
from kb.model import Body, Budget, CaseStudy, CaseText, Credit, Period, Result, Source
from kb.web.present.compare import present_compare, when
from kb.web.reader import Reader
from tests.web.fake_cases import BUSINESS, VOCABULARIES
from tests.web.fake_services import make_hit

FIRM = {"tineri-fermieri": BUSINESS}
STRENGTHS = {"press": 2, "audited": 4}


def reader(lang="en"):
    return Reader(translator(lang), VOCABULARIES.__getitem__)


def result(value=60.0, **changes):
    return Result(**{"metric": "units_sold", "label": "lăzi", "unit": "tonne", "evidence": "press", "source": 1,
                     "value": value, **changes})


def case(slug, **changes):
    text = CaseText("ro", slug.title(), f"Despre {slug}.", Body())
    fields = {"texts": (text,), "businesses": ("tineri-fermieri",), "industries": ("agriculture",),
              "platforms": ("facebook",), "objectives": (), "years": (2019,),
              "sources": (Source("https://a.md", "A", "ro"),)}
    return CaseStudy(slug, **{**fields, **changes})


def page_of(*cases, text="", found=(), lang="en"):
    return present_compare(cases, compare(cases, STRENGTHS), text, found, reader(lang),
                           lambda kind, slug: FIRM.get(slug))


def rows(held):
    return {row.label: (list(row.shared), [list(own) for own in row.own]) for row in held}


def test_equal_facts_are_shared_and_others_differ():
    page = page_of(case("a", platforms=("facebook", "tv")), case("b", platforms=("tv",), years=(2021,)))
    assert rows(page.differing) == {"Platforms": (["Television"], [["Facebook"], []]),
                                    "When": ([], [["2019"], ["2021"]])}
    assert rows(page.same) == {"Business": (["Tineri fermieri"], [[], []]), "Industry": (["Agriculture"], [[], []]),
                               "Sources": (["1"], [[], []])}


def test_what_no_case_has_is_not_spoken_of():
    labels = {row.label for row in (*page_of(case("a"), case("b")).differing, *page_of(case("a"), case("b")).same)}
    assert not labels & {"Objective", "Where", "Roles", "Budget", "Best evidence"}


def test_what_only_one_has_is_told_of_that_one():
    page = page_of(case("a", budget=Budget(5000, "MDL", ""), places=("chisinau",),
                        specialists=(Credit("ion", "business_owner"),)), case("b"))
    differing = rows(page.differing)
    assert differing["Budget"] == ([], [["5,000\u00a0MDL"], []])
    assert differing["Where"] == ([], [["Chișinău"], []])
    assert differing["Roles"] == ([], [["Business owner"], []])


@pytest.mark.parametrize(("results", "best"), [
    ((result(evidence="press"), result(evidence="audited")), "audited"), ((result(evidence="press"),), "press"),
    ((result(evidence="audited", kind="context"), result(evidence="press")), "press"),
])
def test_the_best_evidence_is_that_of_what_came_of_the_work(results, best):
    page = page_of(case("a", results=results), case("b"))
    assert rows(page.differing)["Best evidence"] == ([], [[best], []])


def test_a_business_without_a_page_goes_by_its_address():
    assert rows(page_of(case("a", businesses=("bar",)), case("b", businesses=("bar",))).same)["Business"][0] == ["bar"]


@pytest.mark.parametrize(("changes", "said"), [
    ({"years": (2018, 2019, 2020)}, "2018–2020"), ({"years": (2016, 2019)}, "2016, 2019"),
    ({"period": Period("2019-02", "2019-03-24")}, "February – 24 March 2019"),
])
def test_when_a_case_happened_is_its_period_else_its_years(changes, said):
    found = when(case("a", **changes), reader())
    assert found.replace("\u00a0", " ").replace("\u2009", " ") == said


def test_like_figures_are_drawn_together_by_their_letters_and_others_stand_apart():
    page = page_of(case("a", results=(result(60.0), result(5.0, unit="view"))), case("b"),
                   case("c", results=(result(30.0, qualifier="about"),)))
    [measure] = page.measures
    assert [letter for letter, _ in measure.figures] == ["A", "C"]
    assert [(bar.lines[0], bar.number, bar.width) for bar in measure.chart.bars] == [
        ("A", "60 t", "100.00%"), ("C", "about 30 t", "50.00%")]
    assert [len(each) for each in page.others] == [1, 0, 0]


def test_told_passages_stand_in_the_language_they_are_told_in():
    told = case("a", texts=(CaseText("ro", "A", "Pe scurt.", Body(), what_did_not_work="Plata."),
                            CaseText("ru", "А", "Коротко.", Body())))
    page = page_of(told, case("b"), lang="ru")
    cells = {row.label: row.cells for row in page.told}
    assert cells["Коротко"] == [("Коротко.", "ru"), ("Despre b.", "ro")]
    assert len(cells) == 1
    assert [row.cells[0] for row in page_of(told, case("b"), lang="ro").told][1] == ("Plata.", "ro")


@pytest.mark.parametrize("count", range(1, MOST_CASES + 1))
def test_each_case_has_its_letter_and_a_way_to_take_it_away(count):
    cases = [case(slug) for slug in "abcd"[:count]]
    page = page_of(*cases)
    assert [each.letter for each in page.cases] == list("ABCD"[:count])
    for each in page.cases:
        rest = [one.slug for one in cases if one.slug != each.slug]
        assert each.remove_url == "/en/compare?" + ("&".join(f"case={slug}" for slug in rest) or "case=")
    assert page.has_room == (count < MOST_CASES)


@pytest.mark.parametrize(("count", "offered"), [(1, ["case-1", "case-2"]), (3, ["case-1", "case-2"]), (4, [])])
def test_more_cases_are_offered_while_there_is_room_and_none_that_is_here(count, offered):
    cases = [case(slug) for slug in "abcd"[:count]]
    page = page_of(*cases, found=[make_hit(1), make_hit(2), make_hit(3, slug="a")])
    assert [each.url.rpartition("=")[2] for each in page.candidates] == offered
    assert all(each.url.startswith("/en/compare?case=a") for each in page.candidates)


FACTS = st.fixed_dictionaries({
    "platforms": st.lists(st.sampled_from(["facebook", "tv"]), unique=True, max_size=2).map(tuple),
    "industries": st.lists(st.sampled_from(["wine", "agriculture"]), unique=True, min_size=1).map(tuple),
    "objectives": st.sampled_from([(), ("sales",)]), "years": st.sampled_from([(2019,), (2020, 2021)]),
    "budget": st.none() | st.just(Budget(5, "MDL", "")), "results": st.sampled_from([(), (result(),), (result(1.0),)]),
})


@given(st.lists(FACTS, min_size=2, max_size=4), st.sampled_from(LANGUAGES))
def test_nothing_is_both_shared_and_ones_own_and_every_row_has_a_cell_for_each(facts, lang):
    cases = [case(slug, **each) for slug, each in zip("abcd", facts, strict=False)]
    page = page_of(*cases, lang=lang)
    for row in (*page.differing, *page.same):
        assert len(row.own) == len(cases)
        assert not set(row.shared) & {value for own in row.own for value in own}
        assert any(row.shared) or any(any(own) for own in row.own)
    labels = [row.label for row in (*page.differing, *page.same)]
    assert len(labels) == len(set(labels))


@given(st.lists(FACTS, min_size=2, max_size=3))
def test_a_case_beside_itself_differs_in_nothing(facts):
    cases = [replace(case("a", **facts[0]), slug=slug) for slug in "abc"[:len(facts)]]
    assert page_of(*cases).differing == []
