"""The benchmark runs, and measures what it says: figures are for people, so only that they are there is tested."""

import re
from importlib.util import find_spec

import pytest

from kb.query import parse
from tests.bench import __main__ as bench
from tests.bench import documents, machine, results
from tests.bench.contender import CONTENDERS, OURS, missing, open_changeable, open_contender
from tests.bench.documents import BenchDocument
from tests.bench.questions import Question
from tests.bench.table import markdown, spread

PRESENT = [name for name in CONTENDERS if not missing(name)]
OTHERS = [name for name in PRESENT if name not in OURS]
TEXTS = ["vin rosu", "vin alb", "struguri", "bere rosie"]
LIBRARY = [
    BenchDocument(number, text, "", "", text, "{}", {"industry": ["wine" if "vin" in text else "food"]})
    for number, text in enumerate(TEXTS, 1)
]


@pytest.mark.slow
def test_one_run_prints_a_row_for_everything_with_a_figure_for_everybody(monkeypatch, capsys):
    monkeypatch.setattr(bench, "TURNS", 1)
    bench.main([8], list(CONTENDERS))
    out = capsys.readouterr().out
    assert ("tantivy is not installed" in out) == (find_spec("tantivy") is None)
    assert f"| 8 cases | {' | '.join(PRESENT)} |" in out
    for row in ("texts to engine, one process", "one change live in search", "results page, p50 / p99", "mean of hits",
                r"resident memory \(before opening\)"):
        [cells] = re.findall(rf"^\| {row} \| (.*) \|$", out, re.MULTILINE)
        assert all(re.search(r"\d", cell) for cell in cells.split(" | ")), row
    assert re.search(r"^\| full build, files to live \| .*files/s \| .*files/s", out, re.MULTILINE)
    assert re.search(r"^\| `\(no words\)` \| [\d.]+ ms \(8\)", out, re.MULTILINE)


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize(("text", "chosen", "count"), [
    ("", {}, 4), ("", {"industry": "wine"}, 2), ("vin", {}, 2), ("vin", {"industry": "food"}, 0), ("vin -alb", {}, 1),
    ("alb OR struguri", {}, 2), ('"rosu vin"', {}, 0), ('"vin rosu"', {}, 1), ("strug*", {}, 1), ("vin absent", {}, 0),
])
def test_the_others_answer_the_same_questions(tmp_path, name, text, chosen, count):
    contender = open_contender(name, tmp_path)
    contender.build(LIBRARY)
    contender.close()
    contender = open_contender(name, tmp_path)
    assert contender.page(Question(text, chosen)) == count
    contender.close()


@pytest.mark.parametrize("name", OTHERS)
def test_a_change_is_there_at_the_next_question(tmp_path, name):
    contender = open_contender(name, tmp_path)
    contender.build(LIBRARY)
    contender.close()
    contender = open_changeable(name, tmp_path)
    contender.change(BenchDocument(1, "sidru", "", "", "sidru", "{}", {}))
    assert [contender.page(Question(text)) for text in ("sidru", "vin", "")] == [1, 1, 4]
    contender.close()


def test_documents_survive_being_written_down(tmp_path):
    file = tmp_path / "documents.jsonl"
    file.write_text("".join(documents.as_line(each) for each in LIBRARY), encoding="utf-8")
    assert list(documents.read(file)) == LIBRARY


def test_a_question_is_the_same_for_everybody():
    question = Question("vin -alb", {"industry": "wine"})
    assert question.node == parse("vin -alb").words
    assert (question.request.text, question.request.filters) == ("vin -alb", {"industry": ("wine",)})
    assert str(question) == "vin -alb + industry wine"


def test_a_table_has_a_dash_where_somebody_has_no_figure():
    assert markdown("1 case", {"a": {"x": "1"}, "b": {"y": "2"}}).splitlines() == [
        "| 1 case | a | b |", "|---|---|---|", "| x | 1 | – |", "| y | – | 2 |"]


def test_a_spread_is_the_median_and_what_one_in_a_hundred_exceeds():
    assert spread([float(number) for number in range(1, 1001)]) == "500.50 / 991.0 ms"


@pytest.mark.parametrize(("load", "told"), [(0.0, ""), (0.29, ""), (0.9, "0.9"), (12.0, "12.0")])
def test_a_busy_machine_is_told(monkeypatch, load, told):
    monkeypatch.setattr(machine.os, "getloadavg", lambda: (load, load, load))
    assert told in machine.noise()
    assert bool(machine.noise()) == bool(told)


@pytest.mark.parametrize(("before", "after"), [
    ("# Results\n", "# Results\n\n## Fuzz\n\n- new\n"),
    ("# Results\n\n## Fuzz\n", "# Results\n\n## Fuzz\n\n- new\n"),
    ("# Results\n\n## Fuzz\n\n- old\n", "# Results\n\n## Fuzz\n\n- old\n- new\n"),
    ("## Fuzz\n\n- old\n\n## Load\n\ntext\n", "## Fuzz\n\n- old\n- new\n\n## Load\n\ntext\n"),
])
def test_a_line_is_added_at_the_end_of_its_section(tmp_path, monkeypatch, before, after):
    monkeypatch.setattr(results, "RESULTS", tmp_path / "RESULTS.md")
    results.RESULTS.write_text(before, encoding="utf-8")
    results.add_line("## Fuzz", "- new")
    assert results.RESULTS.read_text(encoding="utf-8") == after


def test_a_section_is_added_at_the_end(tmp_path, monkeypatch):
    monkeypatch.setattr(results, "RESULTS", tmp_path / "RESULTS.md")
    results.RESULTS.write_text("# Results\n\nțext\n\n", encoding="utf-8")
    results.add_section("\n## 2026-11-22\n\n| a |\n")
    assert results.RESULTS.read_text(encoding="utf-8") == "# Results\n\nțext\n\n## 2026-11-22\n\n| a |\n"
