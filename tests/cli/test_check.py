"""`kb check`."""

import json

import pytest

from kb.model import Problem, Severity

ERROR = Problem("cases/vin.md", 7, "industries.0", "unknown_value", {"value": "vinn"}, nearest="wine",
                example="industries: [wine]\n# or\nindustries: [retail]")
WARNING = Problem("cases/vin.md", 12, "colour", "unknown_key", severity=Severity.WARNING)
BARE = Problem("cases/x.md", 1, "", "empty")


def test_problems_are_printed_with_place_message_nearest_and_example(run, services):
    services.problems = (ERROR,)
    assert run("check").stdout.splitlines() == [
        "cases/vin.md:7: industries.0: vinn is not known",
        "    did you mean: wine",
        "    for example: industries: [wine]",
        "    # or",
        "    industries: [retail]",
    ]


def test_a_problem_of_the_whole_file_names_no_field(run, services):
    services.problems = (BARE,)
    assert run("check").stdout == "cases/x.md:1: this must not be empty\n"


def test_a_warning_says_so(run, services):
    services.problems = (WARNING,)
    assert run("check").stdout == "cases/vin.md:12: colour: this key is not known (warning)\n"


STATUSES = [
    # problems, strict, status, summary
    ((), False, 0, "No problems found.\n"),
    ((), True, 0, "No problems found.\n"),
    ((WARNING,), False, 0, "0 errors, 1 warning\n"),
    ((WARNING,), True, 1, "0 errors, 1 warning\n"),
    ((ERROR,), False, 1, "1 error, 0 warnings\n"),
    ((ERROR, BARE, WARNING), True, 1, "2 errors, 1 warning\n"),
]


@pytest.mark.parametrize(("problems", "strict", "status", "summary"), STATUSES)
def test_errors_fail_and_warnings_fail_when_it_is_strict(run, services, problems, strict, status, summary):
    services.problems = problems
    result = run("check", *(["--strict"] if strict else []))
    assert (result.exit_code, result.stderr) == (status, summary)


@pytest.mark.parametrize(("problems", "strict", "status", "summary"), STATUSES)
def test_json_has_the_same_statuses_and_every_problem(run, services, problems, strict, status, summary):
    services.problems = problems
    result = run("check", "--json", *(["--strict"] if strict else []))
    found = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (status, "")
    assert found["errors"] + found["warnings"] == len(found["problems"]) == len(problems)


def test_json_tells_all_of_a_problem(run, services):
    services.problems = (ERROR,)
    [problem] = json.loads(run("check", "--json").stdout)["problems"]
    assert problem == {
        "path": "cases/vin.md", "line": 7, "field": "industries.0", "code": "unknown_value", "severity": "error",
        "message": "vinn is not known", "nearest": "wine", "example": ERROR.example,
    }


@pytest.mark.parametrize(("lang", "line", "summary"), [
    ("ro", "cases/vin.md:7: industries.0: vinn nu este cunoscut", "1 eroare, 0 avertismente"),
    ("ru", "cases/vin.md:7: industries.0: значение vinn неизвестно", "1 ошибка, 0 предупреждений"),
])
def test_problems_are_said_in_the_language_asked_for(run, services, lang, line, summary):
    services.problems = (ERROR,)
    result = run("check", "--lang", lang)
    assert result.stdout.splitlines()[0] == line
    assert result.stderr.strip() == summary


def test_explanations_are_translated_too(run, services):
    services.problems = (Problem("a.md", 1, "years", "wrong_type", {"expected": "a whole number"}),)
    assert "aici trebuie să stea un număr întreg" in run("check", "--lang", "ro").stdout
