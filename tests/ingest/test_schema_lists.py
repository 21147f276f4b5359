"""List files: vocabularies, glossary, known questions; a bad entry is left out and the others stay."""

import pytest

from kb.ingest.front_matter import parse_yaml_file
from kb.ingest.schema import Checked, Place, check_items
from kb.model import Problem
from tests.vocabularies import LABELS, vocabulary_yaml


def items(name: str, text: str) -> tuple[Checked, list[Problem]]:
    document = parse_yaml_file("vocabulary/x.yaml", text.encode())
    assert isinstance(document.value, list), document.problems
    checked = check_items(name, document.value, Place("vocabulary/x.yaml", document.lines))
    return checked, list(checked.problems)


@pytest.mark.parametrize("name", LABELS)
def test_the_vocabularies_of_the_tests_are_right(name: str) -> None:
    checked, problems = items(name, vocabulary_yaml(name))
    assert problems == []
    assert [item["slug"] for item in checked.fields["items"]] == list(LABELS[name])


def test_a_bad_entry_is_left_out_and_the_others_stay() -> None:
    text = "- {slug: a, ro: a, ru: б, en: a}\n- {slug: b, ro: b}\n- word\n- {slug: c, ro: c, ru: ц, en: c}\n"
    checked, problems = items("industries", text)
    assert [item["slug"] for item in checked.fields["items"]] == ["a", "c"]
    assert checked.places == ("0", "3")
    assert [(one.field, one.code, one.line) for one in problems] == [
        ("1.ru", "missing", 2), ("1.en", "missing", 2), ("2", "not_a_mapping", 3),
    ]


def test_a_slug_stands_once_in_a_vocabulary() -> None:
    entry = "- {slug: a, ro: a, ru: б, en: a}\n"
    checked, problems = items("industries", entry * 2)
    assert len(checked.fields["items"]) == 1
    assert [(one.field, one.code, one.line) for one in problems] == [("1.slug", "duplicate_slug", 2)]
    assert problems[0].arguments == {"other": "vocabulary/x.yaml:1"}


@pytest.mark.parametrize(("name", "more", "place", "code"), [
    ("metrics", "", "0.family", "missing"),
    ("metrics", ", family: sale, unit_family: count, units: [count]", "0.family", "unknown_value"),
    ("metrics", ", family: sales, unit_family: count, units: []", "0.units", "empty"),
    ("metrics", ", family: sales, unit_family: count, units: [count], direction: left", "0.direction",
    "unknown_value"),
    ("evidence", "", "0.strength", "missing"),
    ("evidence", ", strength: 6", "0.strength", "out_of_range"),
    ("units", ", family: count", "0.pattern", "missing"),
    ("units", ", family: count, pattern: {ro: a, en: b}", "0.pattern.ru", "missing"),
    ("industries", ", synonyms: {ro: a}", "0.synonyms.ro", "not_a_list"),
    ("industries", ", strength: 1", "0.strength", "unknown_key"),
])
def test_entries_of_each_vocabulary_have_their_own_fields(name: str, more: str, place: str, code: str) -> None:
    problems = items(name, f"- {{slug: a, ro: a, ru: б, en: a{more}}}\n")[1]
    assert (place, code) in [(one.field, one.code) for one in problems]


def test_golden_queries_and_glossary_groups_are_read() -> None:
    query = "- {q: vin, expect: [a, b], lang: ro, filters: {platform: facebook, year: [2018, 2019]}, within: 5}\n"
    assert items("golden-queries", query)[0].fields["items"] == [{
        "q": "vin", "expect": ["a", "b"], "lang": "ro", "within": 5,
        "filters": {"platform": ["facebook"], "year": ["2018", "2019"]},
    }]
    group = "- {ro: [vin, vinuri], ru: [вино], note: băutura}\n"
    assert items("glossary", group)[0].fields["items"][0]["ru"] == ["вино"]
    assert [one.code for one in items("golden-queries", "- {q: vin, within: 0}\n")[1]] == ["missing", "out_of_range"]
