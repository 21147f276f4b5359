"""Limits before parsing: honest texts pass, texts that would stall the parser are refused with the reason."""

import time
from contextlib import suppress

import pytest

from kb.errors import TooComplex
from kb.ingest.complexity import MAX_BODY, MAX_BRACKETS, check_complexity, trim_lines
from kb.ingest.rendering import render
from kb.model import MESSAGES


def refusal(text: str) -> tuple[str, str]:
    with pytest.raises(TooComplex) as caught:
        check_complexity(text)
    return str(caught.value.arguments["problem"]), str(caught.value)


@pytest.mark.parametrize("text", [
    "",
    "Un text obișnuit, cu [o legătură](https://a.md). " * 300,
    "cuvânt " * 2500,
    "\n".join("    " * level + "- nivel" for level in range(10)),
    "> " * 20 + "citat",
    "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 500,
    "-" * 3000,
    "* * *\n- - -\n_ _ _\n",
    "1. unu\n2. doi\n" * 200,
    "    cod cu spații\n" * 200,
    "[^1] " * 300 + "\n\n[^1]: nota",
    "\n" * 5000,
])
def test_honest_texts_pass(text: str) -> None:
    check_complexity(text)


@pytest.mark.parametrize(("text", "code"), [
    ("x" * (MAX_BODY + 1), "body_too_large"),
    ("ț" * (MAX_BODY // 2 + 1), "body_too_large"),
    ("> " * 60 + "a", "too_deep"),
    (">" * 60 + "a", "too_deep"),
    ("- " * 60 + "a", "too_deep"),
    ("1. " * 60 + "a", "too_deep"),
    ("\t" * 60 + "- a", "too_deep"),
    ("a\n\n" + "* > " * 30 + "a", "too_deep"),
    ("[" * (MAX_BRACKETS + 1), "render_failed"),
    ("|" * 10_001, "render_failed"),
    ("a" + " " * 200 + "b", "render_failed"),
    ("x" * 20_001, "render_failed"),
])
def test_what_breaks_a_limit_is_refused(text: str, code: str) -> None:
    assert refusal(text)[0] == code


@pytest.mark.parametrize(("text", "trimmed"), [
    ("a\n", "a"), ("a  \nb", "a  \nb"), ("a     \nb", "a  \nb"), ("a \nb", "a\nb"), ("   \nb", "\nb"),
    ("a\t\t\nb", "a\nb"), ("a" + " " * 200_000 + "\nb", "a  \nb"), ("", ""),
])
def test_blanks_at_the_end_of_a_line_are_harmless(text: str, trimmed: str) -> None:
    assert trim_lines(text) == trimmed
    check_complexity(trim_lines(text))


def test_the_reason_is_the_sentence_of_the_problem() -> None:
    code, words = refusal("> " * 60)
    assert words == MESSAGES[code] % {"limit": "50"}
    assert "brackets" in refusal("[" * 2000)[1]


@pytest.mark.parametrize("text", [
    "[" * 200_000, "> " * 100_000, (" " * 4990 + "\n") * 50, " " * 200_000, "- " * 100_000, "\t" * 200_000,
    ">" * 200_000, "1" * 200_000, "1." * 100_000, "* " * 9_000 + "\n" + "* " * 9_000, "*" * 200_000,
    ("1" * 9 + " ") * 20_000, "|" * 200_000, "a" + " " * 200_000 + "b", ("a" + " " * 99) * 2_000,
])
def test_the_check_itself_is_quick(text: str) -> None:
    started = time.process_time()
    with suppress(TooComplex):
        check_complexity(text)
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize("text", [
    "[" * MAX_BRACKETS, "![" * 500 + "\n\n" + "![" * 500, "<a " * 80_000, "a <![CDATA[" * 20_000, "`" * 2001,
    ("*a **b " * 500 + "\n\n") * 20, "x[^1] " * 900 + "\n\n[^1]: y", "&amp;" * 4_000, "a&" * 9_000,
    "\n".join("    " * level + "- a" for level in range(25)),
])
def test_what_passes_the_limits_renders_in_time(text: str) -> None:
    started = time.process_time()
    with suppress(TooComplex):
        render(text)
    assert time.process_time() - started < 2
