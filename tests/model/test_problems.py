"""Problems: every code has a sentence, and a problem says where it stands."""

import re

import pytest

from kb.model import MESSAGES, Problem, Severity


@pytest.mark.parametrize("code", MESSAGES)
def test_every_code_has_a_sentence_that_takes_its_arguments(code: str) -> None:
    names = re.findall(r"%\((\w+)\)s", MESSAGES[code])
    message = Problem("cases/a.md", 3, "title", code, dict.fromkeys(names, "x")).message
    assert "%(" not in message
    assert message[0].islower() or not message[0].isalpha() or message[0] == "x"
    assert not message.endswith(".")


def test_an_unknown_code_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="unknown problem code"):
        Problem("a.md", 1, "", "no_such_code")


@pytest.mark.parametrize(("field", "text"), [
    ("title", "cases/a.md:3: title: this field is required"), ("", "cases/a.md:3: this field is required"),
])
def test_a_problem_reads_as_path_line_field_and_sentence(field: str, text: str) -> None:
    assert str(Problem("cases/a.md", 3, field, "missing")) == text


def test_only_errors_leave_a_file_out() -> None:
    assert Problem("a.md", 1, "", "missing").is_error
    assert not Problem("a.md", 1, "", "unknown_key", severity=Severity.WARNING).is_error
