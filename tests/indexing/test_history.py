"""History: the newest hundred reindexes are remembered, whatever happens to the file."""

from pathlib import Path

import pytest

from kb.errors import Busy, Refused
from kb.indexing import Entry, Generations, keep, read_history
from kb.indexing.history import KEPT
from tests.builders import case_markdown, write_library
from tests.indexes import reindex


def entry(number: int, outcome: str = "built") -> Entry:
    return Entry(f"2026-11-22T10:00:{number:02}+00:00", "full", outcome, 1.5, cases=number)


def test_nothing_is_known_before_the_first(tmp_path: Path) -> None:
    assert read_history(tmp_path) == ()


def test_the_newest_comes_first(tmp_path: Path) -> None:
    for number in range(3):
        keep(tmp_path, entry(number))
    assert [each.cases for each in read_history(tmp_path)] == [2, 1, 0]


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    for number in range(KEPT + 5):
        keep(tmp_path, entry(number))
    kept = read_history(tmp_path)
    assert (len(kept), kept[0].cases, kept[-1].cases) == (KEPT, KEPT + 4, 5)


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"{", b"[]\n", b'{"began": 1}\n', b"null\n\n"])
def test_damaged_lines_are_passed_over(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "history.jsonl").write_bytes(damage)
    assert read_history(tmp_path) == ()
    keep(tmp_path, entry(7))
    assert [each.cases for each in read_history(tmp_path)] == [7]


def test_a_folder_that_cannot_be_written_fails_nothing(tmp_path: Path) -> None:
    keep(tmp_path / "missing", entry(1))
    assert read_history(tmp_path / "missing") == ()


def test_what_a_reindex_did_is_remembered(tmp_path: Path) -> None:
    write_library(tmp_path / "content")
    reindex(tmp_path)
    reindex(tmp_path, "changed")
    (tmp_path / "content/cases/rau.md").write_text("---\ntitle: A\n")
    reindex(tmp_path, "changed")
    synced, built = read_history(tmp_path / "index")
    assert (built.mode, built.outcome, built.cases, built.left_out) == ("full", "built", 1, 0)
    assert (synced.mode, synced.outcome, synced.cases, synced.left_out) == ("changed", "synced", 1, 1)
    assert synced.generation == Generations(tmp_path / "index").current()


def test_one_that_never_began_is_not(tmp_path: Path) -> None:
    write_library(tmp_path / "content")
    with Generations(tmp_path / "index").builder_lock(), pytest.raises(Busy):
        reindex(tmp_path)
    assert read_history(tmp_path / "index") == ()


def test_one_that_failed_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_library(tmp_path / "content")
    monkeypatch.setattr("kb.indexing.job.scan", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        reindex(tmp_path)
    [entry] = read_history(tmp_path / "index")
    assert (entry.outcome, entry.reason) == ("failed", "ZeroDivisionError")


def test_a_line_of_before_that_knows_less_is_still_read(tmp_path: Path) -> None:
    (tmp_path / "history.jsonl").write_text(
        '{"began": "2026-01-01", "mode": "full", "outcome": "failed", "seconds": 1.0, "reason": "the disk is full"}\n')
    [entry] = read_history(tmp_path)
    assert (entry.reason, entry.arguments, entry.moved, entry.lost) == ("the disk is full", {}, 0, ())


def test_everything_an_entry_holds_comes_back(tmp_path: Path) -> None:
    kept = Entry("2026-01-01", "full", "refused", 1.0, reason="%(after)s of %(before)s",
                 arguments={"after": 1, "before": "o"}, asked=3, met=1, moved=2, lost=("vin", "пиво"))
    keep(tmp_path, kept)
    assert read_history(tmp_path) == (kept,)


QUESTIONS = "".join(f"- {{q: vinul {number}, expect: [caz-{number}]}}\n" for number in range(30))


def test_what_the_proof_showed_is_remembered_also_of_an_index_that_was_refused(tmp_path: Path) -> None:
    cases = {f"caz-{number}": case_markdown(title=f"Vinul {number}") for number in range(30)}
    write_library(tmp_path / "content", cases=cases, files={"golden-queries.yaml": QUESTIONS})
    reindex(tmp_path)
    for number in range(12):
        (tmp_path / f"content/cases/caz-{number}.md").unlink()
    with pytest.raises(Refused, match="18 of 30"):
        reindex(tmp_path)
    refused, built = read_history(tmp_path / "index")
    assert (built.asked, built.met, built.moved, built.lost) == (30, 30, 0, ())
    assert (refused.outcome, refused.asked, refused.met) == ("refused", 30, 18)
    assert set(refused.lost) == {f"vinul {number}" for number in range(12)}
    assert refused.moved >= 12
    assert (refused.arguments["met"], refused.arguments["was_met"]) == (18, 30)
    assert refused.reason % refused.arguments == str(Refused(refused.reason, **refused.arguments))
