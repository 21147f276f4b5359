"""Long counts are kept only when they were counted in full and nothing failed."""

import re

import pytest

from tests.bench.counts import HEADING, kept_count, wanted
from tests.bench.results import RESULTS


@pytest.fixture
def results(tmp_path):
    file = tmp_path / "RESULTS.md"
    file.write_text("## Long counts\n\n")
    return file


def test_a_count_without_a_failure_is_a_dated_line(results, monkeypatch):
    monkeypatch.delenv("KB_TEST_COUNT", raising=False)
    for what in ("things", "others"):
        with kept_count(20_000, what, results):
            pass
    first, second = results.read_text().splitlines()[2:]
    assert re.fullmatch(r"- \d{4}-\d\d-\d\d: 20,000 things: none failed; 0\.0 min\.", first)
    assert "others" in second


def test_a_failure_is_no_result(results):
    with pytest.raises(ZeroDivisionError), kept_count(5, "things", results):
        _ = 1 / 0
    assert results.read_text() == "## Long counts\n\n"


def test_a_shorter_count_is_a_try_and_no_result(results, monkeypatch):
    monkeypatch.setenv("KB_TEST_COUNT", "7")
    assert (wanted(5), wanted(20_000)) == (5, 7)
    with kept_count(20_000, "things", results):
        pass
    assert results.read_text() == "## Long counts\n\n"


def test_long_counts_have_a_section_among_the_results():
    assert RESULTS.read_text(encoding="utf-8").split("\n").count(HEADING) == 1
