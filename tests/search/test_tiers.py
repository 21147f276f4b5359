"""Tiers: exactly as typed, then in other forms; never a case twice, stop words optional, exclusions in every form."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from kb.language import analyse
from kb.query import parse
from kb.search import Document, Engine, document_id, open_engine
from kb.search.document import case_of, version_of
from kb.search.tiers import CaseDocuments, find_tiers

TEXTS = {
    1: ["struguri si vin la targ", "виноград на ярмарке"],
    2: ["strugurii pentru vinurile din sat"],
    3: ["festivalul de vin", "праздник вина", "wine festival in the town"],
    4: ["un targ fara nimic", "ярмарка винограда"],
    5: ["the case of the missing grape"],
}
ALL = BitMap(TEXTS)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = open_engine("sqlite_fts", tmp_path_factory.mktemp("engine"))
    with opened.writing() as batch:
        for case, texts in TEXTS.items():
            for version, text in enumerate(texts):
                empty = analyse("")
                batch.put(Document(document_id(case, version), empty, empty, empty, analyse(text)))
    opened.status()  # opens its connection here, where it is closed
    yield opened
    opened.close()


def tiers(engine: Engine, text: str, among: BitMap = ALL) -> dict[str, list[int]]:
    words = parse(text).words
    assert words is not None
    return {tier.name: list(tier.cases) for tier in find_tiers(engine, words, among)}


FOUND = [
    ("struguri", [1], [2]),
    ("strugurii", [2], [1]),
    ("strugurilor", [], [1, 2]),
    ("vin", [1, 3], [2]),
    ("struguri vin", [1], [2]),
    ("vin struguri", [1], [2]),
    ("виноград", [1], [4]),
    ("winery", [], []),
    ("festivaluri", [], [3]),
    ("struguri OR festivalul", [1, 3], [2]),
    ("fest*", [3], []),
    ('"festivalul de vin"', [3], []),
    ('"festivaluri de vin"', [], []),
    ("un targ", [1, 4], []),
    ("targ -struguri", [4], []),
    ("-targ", [2, 3, 5], []),
]


@pytest.mark.parametrize(("text", "exact", "form"), FOUND, ids=[text for text, _, _ in FOUND])
def test_each_tier_finds_what_those_before_it_did_not(
    engine: Engine, text: str, exact: list[int], form: list[int]
) -> None:
    assert tiers(engine, text) == {"exact": exact, "form": form}


STOP_WORDS = [
    ("festivalul de la vin", [3]),
    ("the festival and the wine", [3]),
    ("case", [5]),
    ("the missing grape in the case", [5]),
    ("the", [3, 5]),
    ("of the", [5]),
    ("праздник и вина", [3]),
]


@pytest.mark.parametrize(("text", "exact"), STOP_WORDS)
def test_stop_words_are_asked_for_only_when_nothing_else_is(engine: Engine, text: str, exact: list[int]) -> None:
    assert tiers(engine, text)["exact"] == exact


EXCLUSIONS = [
    ("vin -struguri", {"exact": [3], "form": []}),
    ("vin -strugurilor", {"exact": [3], "form": []}),
    ("targ -виноград", {"exact": [], "form": []}),
    ("(targ -виноград) OR vin", {"exact": [1, 3, 4], "form": [2]}),
    ("-struguri", {"exact": [3, 4, 5], "form": []}),
    ("-vinuri -ярмарка", {"exact": [5], "form": []}),
    ("vin -the", {"exact": [1], "form": [2]}),
]


@pytest.mark.parametrize(("text", "expected"), EXCLUSIONS)
def test_an_exclusion_excludes_every_form_from_every_tier(
    engine: Engine, text: str, expected: dict[str, list[int]]
) -> None:
    """In any version too: a case is not wanted for its Russian text when its Romanian one has the word."""
    assert tiers(engine, text) == expected


def test_only_cases_of_those_given_are_found(engine: Engine) -> None:
    assert tiers(engine, "vin", BitMap([2, 3])) == {"exact": [3], "form": [2]}
    assert tiers(engine, "vin", BitMap()) == {"exact": [], "form": []}


WORDS = [*sorted({word for texts in TEXTS.values() for text in texts for word in text.split()}), "nimic", "вином"]
queries = st.lists(
    st.sampled_from(WORDS).flatmap(lambda word: st.sampled_from([word, f"-{word}", f"{word[:4]}*", f"OR {word}"])),
    min_size=1, max_size=5,
).map(" ".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(queries, st.sets(st.sampled_from(sorted(TEXTS))))
def test_no_case_is_in_two_tiers_and_every_case_is_one_of_those_given(
    engine: Engine, text: str, among: set[int]
) -> None:
    words = parse(text).words
    if words is None:
        return
    found = find_tiers(engine, words, BitMap(among))
    cases = [case for tier in found for case in tier.cases]
    assert len(cases) == len(set(cases))
    assert set(cases) <= among
    everywhere = find_tiers(engine, words, ALL)
    assert [list(tier.cases & BitMap(among)) for tier in everywhere] == [list(tier.cases) for tier in found]


@given(st.integers(0, 10**6), st.integers(0, 3), st.sets(st.integers(0, 10**6)))
def test_a_document_is_among_those_of_its_case(case: int, version: int, others: set[int]) -> None:
    document = document_id(case, version)
    assert (case_of(document), version_of(document)) == (case, version)
    assert document in CaseDocuments(BitMap([case]))
    assert (document in CaseDocuments(BitMap(others))) == (case in others)
    assert "4" not in CaseDocuments(BitMap([1]))


def test_many_engines_agree_on_nothing_to_find(tmp_path: Path) -> None:
    opened = open_engine("null", tmp_path)
    assert tiers(opened, "vin") == {"exact": [], "form": []}
    opened.close()
