"""Tiers: exactly as typed, then in other forms; never a case twice, stop words optional, exclusions in every form."""

from collections.abc import Iterator
from itertools import pairwise
from math import isclose, log
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from kb.language import analyse
from kb.query import parse
from kb.search import Document, Engine, document_id, open_engine
from kb.search.document import case_of, version_of
from kb.search.tiers import LEAST_SHARE, LEAST_WEIGHT, CaseDocuments, _by_share, _shares, find_tiers

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


@given(st.sets(st.integers(0, 1000)))
def test_the_documents_of_cases_can_be_listed(cases: set[int]) -> None:
    documents = CaseDocuments(BitMap(cases))
    assert len(list(documents)) == len(documents) == len(set(documents))
    assert all(document in documents for document in documents)
    assert {case_of(document) for document in documents} == cases


# -- a part of the words ----------------------------------------------------------------------------------------


def shares_one_by_one(met: list[BitMap], among: BitMap, everything: int) -> dict[int, float]:
    """The same as the tiers count it, case by case."""
    weights = [log(everything / len(cases)) for cases in met]
    shares = {
        case: sum(weight for weight, cases in zip(weights, met, strict=True)
                  if case in cases and weight > LEAST_WEIGHT) / sum(weights)
        for case in among if any(case in cases for cases in met)
    } if sum(weights) else {}
    return {case: share for case, share in shares.items() if share >= LEAST_SHARE}


sets_of_cases = st.lists(st.sets(st.integers(0, 59), min_size=1).map(BitMap), min_size=1, max_size=7)


@given(sets_of_cases, st.sets(st.integers(0, 59)).map(BitMap))
def test_the_share_of_a_case_is_the_weight_of_the_parts_it_has(met: list[BitMap], among: BitMap) -> None:
    expected = shares_one_by_one(met, among, 60)
    edge = {case for case, share in expected.items() if isclose(share, LEAST_SHARE)}
    found = _shares(met, among, 60)
    assert found.keys() - edge == expected.keys() - edge
    assert all(isclose(found[case], expected[case]) for case in found.keys() & expected.keys())


@given(st.dictionaries(st.integers(0, 500), st.sampled_from([0.25, 0.4, 0.55, 1.0])), st.integers(1, 60))
def test_of_many_cases_those_with_more_of_what_was_asked_come_first(shares: dict[int, float], at_once: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kb.search.tiers.RANKED_AT_ONCE", at_once)
        groups = _by_share(shares)
    assert sorted(case for group in groups for case in group) == sorted(shares)
    assert all(len(group) >= at_once for group in groups[:-1])
    for first, second in pairwise(groups):
        assert min(shares[case] for case in first) > max(shares[case] for case in second)
