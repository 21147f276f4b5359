"""Cards and facet values: what lists show of a case, and what it counts under."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import (
    Body,
    Budget,
    Business,
    CaseStudy,
    CaseText,
    Credit,
    EvidenceLevel,
    Library,
    PageText,
    Period,
    Result,
    Source,
    Specialist,
    Vocabulary,
)
from kb.store import Card, CardFigure, card_of, facet_values
from kb.store.cards import strength_of, time_of

SOURCE = Source("https://publika.md/struguri", "Publika", "ro")
NUMBER = Result("units_sold", "tone vândute", "tonne", "press", 1, value=60)
WORDS = Result("award", "medalie", "", "audited", 1, text="argint")
CONTEXT = replace(NUMBER, value=5, kind="context")
RO = CaseText("ro", "Struguri", "Un apel.", Body())
RU = CaseText("ru", "Виноград", "Призыв.", Body(), labels={1: "тонн продано"})
CASE = CaseStudy(
    "struguri", (RO, RU), ("tineri-fermieri",), ("agriculture",), ("facebook", "tv"), ("sales",), (2018, 2019),
    (SOURCE, SOURCE), specialists=(Credit("diana", "business_owner"), Credit("ion", "designer")), results=(NUMBER,),
)


def page(slug: str) -> PageText:
    return PageText("ro", slug.title(), Body())


LIBRARY = Library(
    businesses={"tineri-fermieri": Business("tineri-fermieri", (page("tineri fermieri"),))},
    specialists={slug: Specialist(slug, (page(slug),)) for slug in ("diana", "ion")},
)
LEVELS = Vocabulary("evidence", {
    slug: EvidenceLevel(slug, {"ro": slug}, strength=strength)
    for strength, slug in enumerate(("self_declared", "press", "audited"), 1)
})


def test_a_card_holds_names_titles_and_facts() -> None:
    card = card_of(replace(CASE, period=Period("2019-03-01", "2019-03-08")), LIBRARY)
    assert card.titles == {"ro": "Struguri", "ru": "Виноград"}
    assert card.businesses == {"tineri-fermieri": "Tineri Fermieri"}
    assert (card.langs, card.years, card.period) == (("ro", "ru"), (2018, 2019), ("2019-03-01", "2019-03-08"))


FIGURES = [
    ((), None),
    ((CONTEXT,), None),
    ((NUMBER,), (60, None)),
    ((WORDS,), (None, "argint")),
    ((WORDS, NUMBER), (60, None)),
    ((CONTEXT, WORDS), (None, "argint")),
    ((CONTEXT, NUMBER), (60, None)),
    ((NUMBER, replace(NUMBER, value=61)), (60, None)),
    ((WORDS, replace(WORDS, text="bronz")), (None, "argint")),
    ((replace(NUMBER, value=0),), (0, None)),
]


@pytest.mark.parametrize(("results", "expected"), FIGURES)
def test_the_figure_is_the_first_outcome_with_a_number_else_the_first_outcome(
    results: tuple[Result, ...], expected: tuple[float | None, str | None] | None
) -> None:
    figure = card_of(replace(CASE, results=results), LIBRARY).figure
    assert (None if figure is None else (figure.value, figure.text)) == expected


def test_the_figure_has_the_label_of_each_version_and_counts_its_own_source_alone() -> None:
    figure = card_of(CASE, LIBRARY).figure
    assert figure is not None
    assert (figure.labels, figure.sources) == ({"ro": "tone vândute", "ru": "тонн продано"}, 1)


def test_the_label_of_a_later_result_is_taken_by_its_own_number() -> None:
    labelled = replace(RU, labels={1: "медаль", 2: "тонн"})
    figure = card_of(replace(CASE, texts=(RO, labelled), results=(WORDS, NUMBER)), LIBRARY).figure
    assert figure is not None
    assert figure.labels == {"ro": "tone vândute", "ru": "тонн"}


words = st.text(max_size=12)
figures = st.builds(
    CardFigure, metric=words, unit=words, labels=st.dictionaries(words, words), evidence=words,
    sources=st.integers(0, 99), value=st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(),
    value_to=st.none() | st.integers(), text=st.none() | words, qualifier=words,
)
many = st.lists(words, max_size=4).map(tuple)
cards = st.builds(
    Card, slug=words, langs=many, titles=st.dictionaries(words, words), businesses=st.dictionaries(words, words),
    industries=many, platforms=many, years=st.lists(st.integers(1900, 2100), max_size=3).map(tuple),
    period=st.none() | st.tuples(words, st.none() | words), figure=st.none() | figures,
)


@given(cards)
def test_a_card_is_the_same_after_it_was_kept(card: Card) -> None:
    again = Card.from_json(card.as_json())
    assert again == card
    assert again.as_json() == card.as_json()


def test_facet_values_are_all_the_case_is_filed_under() -> None:
    case = replace(CASE, places=("chisinau",), budget=Budget(100, "MDL"))
    assert facet_values(case, LIBRARY) == {
        "industry": ("agriculture",), "platform": ("facebook", "tv"), "objective": ("sales",),
        "business": ("tineri-fermieri",), "specialist": ("diana", "ion"), "role": ("business_owner", "designer"),
        "place": ("chisinau",), "year": ("2018", "2019"), "language": ("ro", "ru"), "evidence": ("press",),
        "has": ("results", "budget"),
    }


def test_a_person_with_two_roles_and_a_role_of_two_people_count_once() -> None:
    credits = (Credit("diana", "designer"), Credit("diana", "copywriter"), Credit("ion", "designer"))
    facets = facet_values(replace(CASE, specialists=credits), LIBRARY)
    assert (facets["specialist"], facets["role"]) == (("diana", "ion"), ("designer", "copywriter"))


def test_people_who_withdrew_count_nowhere() -> None:
    gone = replace(LIBRARY.specialists["diana"], withdrawn=True)
    library = replace(LIBRARY, specialists={**LIBRARY.specialists, "diana": gone})
    facets = facet_values(CASE, library)
    assert (facets["specialist"], facets["role"]) == (("ion",), ("designer",))


TIMES = [
    ((2019,), None, "2019"),
    ((2015, 2019), None, "2019"),
    ((2019,), Period("2019-03-01", "2019-03-08"), "2019-03-08"),
    ((2019,), Period("2019-03"), "2019-03"),
    ((2018, 2021), Period("2018-03-01"), "2021"),
    ((), None, ""),
]


@pytest.mark.parametrize(("years", "period", "expected"), TIMES)
def test_the_time_of_a_case_is_the_last_it_names(years: tuple[int, ...], period: Period | None, expected: str) -> None:
    assert time_of(replace(CASE, years=years, period=period)) == expected


STRENGTHS = [
    ((), 0),
    ((NUMBER,), 2),
    ((NUMBER, WORDS), 3),
    ((replace(WORDS, kind="context"),), 0),
    ((replace(NUMBER, evidence="no-such"),), 0),
]


@pytest.mark.parametrize(("results", "expected"), STRENGTHS)
def test_strength_is_that_of_the_best_supported_outcome(results: tuple[Result, ...], expected: int) -> None:
    assert strength_of(replace(CASE, results=results), LEVELS) == expected


def test_without_the_list_of_evidence_every_case_is_equally_strong() -> None:
    assert strength_of(CASE, Vocabulary("evidence")) == 0
