"""Results in the schema: numbers as they are written, and the rules between the fields of one result."""

import pytest

from kb.ingest.front_matter import parse_markdown
from kb.ingest.schema import Checked, Place, check_page
from tests.builders import CASE, RESULT, page


def check(fields: dict[str, object]) -> Checked:
    document = parse_markdown("x.md", page(fields).encode())
    assert isinstance(document.value, dict), document.problems
    return check_page("cases", is_version=False, values=document.value, place=Place("x.md", document.lines))


def found(fields: dict[str, object]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in check(fields).problems]


def with_result(**changes: object) -> dict[str, object]:
    result = {name: value for name, value in {**RESULT, **changes}.items() if value is not None}
    return {**CASE, "results": [result]}


@pytest.mark.parametrize(("written", "value"), [
    ("60", 60.0), ("4.2", 4.2), ("-25", -25.0), ("0", 0.0), ("1000000", 1e6), ("0.000001", 1e-6),
])
def test_a_figure_is_a_number_with_a_point(written: str, value: float) -> None:
    assert check(with_result(value=written)).fields["results"][0]["value"] == value


@pytest.mark.parametrize("written", [
    "4,2", "1 000", "1e3", "0x1F", "60%", "inf", "nan", "1_000", ".5", "5.", "٣", "9" * 5000, "--1", "1.2.3", "yes",
])
def test_what_is_not_such_a_number_is_refused_with_an_example(written: str) -> None:
    problem = check(with_result(value=written)).problems[0]
    assert (problem.field, problem.code) == ("results.0.value", "wrong_type")
    assert problem.example == "value: 4.2"


@pytest.mark.parametrize(("changes", "place", "code"), [
    ({"value": None}, "results.0.value", "value_or_text"),
    ({"text": "argint"}, "results.0.value", "value_or_text"),
    ({"value_to": "60"}, "results.0.value_to", "range_backwards"),
    ({"value_to": "50"}, "results.0.value_to", "range_backwards"),
    ({"value": None, "text": "argint", "value_to": "70"}, "results.0.value", "missing"),
    ({"unit": None}, "results.0.unit", "missing"),
    ({"source": "2"}, "results.0.source", "bad_source_number"),
    ({"source": "0"}, "results.0.source", "bad_source_number"),
    ({"source": None}, "results.0.source", "missing"),
    ({"qualifier": "abot"}, "results.0.qualifier", "unknown_value"),
    ({"kind": "plan"}, "results.0.kind", "unknown_value"),
    ({"evidence": None}, "results.0.evidence", "missing"),
    ({"metric": None}, "results.0.metric", "missing"),
    ({"label": None}, "results.0.label", "missing"),
    ({"before": "a"}, "results.0.before", "wrong_type"),
])
def test_the_rules_of_a_result(changes: dict[str, object], place: str, code: str) -> None:
    assert (place, code) in found(with_result(**changes))


@pytest.mark.parametrize("changes", [
    {"value_to": "70"}, {"value": None, "text": "medalia de argint"}, {"value": None, "text": "argint", "unit": None},
    {"kind": "context"}, {"before": "20.5"}, {"base": "reach"}, {"platform": "facebook"}, {"note": ""},
])
def test_right_results(changes: dict[str, object]) -> None:
    assert found(with_result(**changes)) == []


def test_rules_speak_beside_all_other_problems() -> None:
    fields = with_result(value="70", value_to="60", source="9", metric="Bad Slug")
    assert set(found({**fields, "title": None})) == {
        ("title", "missing"), ("results.0.metric", "bad_slug"),
        ("results.0.value_to", "range_backwards"), ("results.0.source", "bad_source_number"),
    }
