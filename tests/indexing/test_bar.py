"""What is worse than the live index is refused with the way to insist; what is not goes through."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import Refused
from kb.indexing import AskedQuery, Generations, Manifest, Proof, Reindex, Versions, read_history
from kb.indexing.bar import objection
from tests.builders import case_markdown, write_library
from tests.indexes import live_index, reindex, search

LIVE = Manifest("g1", "2026-11-22", Versions("null", 1, 1, 1, 1), cases=141, documents=200, files=400, left_out=0,
                asked=242, met=222)
MET, MISSED = AskedQuery("q", "ro", ("a",), ("a",)), AskedQuery("q", "ro", ("a",))


def proof(met: int, asked: int) -> Proof:
    return Proof((*[MET] * met, *[MISSED] * (asked - met)))


def live(**changes: int) -> Manifest:
    return dataclasses.replace(LIVE, **changes)  # type: ignore[arg-type]


ROWS = [
    (None, 0, None, None),
    (None, 0, proof(0, 242), None),
    (live(cases=0), 0, None, None),
    (LIVE, 141, proof(222, 242), None),
    (LIVE, 141, None, None),
    (LIVE, 300, proof(242, 242), None),
    (LIVE, 71, None, None),
    (LIVE, 70, None, "would have 70 cases and the live one has 141"),
    (LIVE, 0, None, "would be empty and the live one has 141"),
    (live(cases=3), 0, None, "would be empty and the live one has 3"),
    (live(cases=2), 0, None, None),
    (live(cases=9), 1, None, None),
    (live(cases=10), 5, None, None),
    (live(cases=10), 4, None, "would have 4 cases"),
    (LIVE, 141, proof(194, 242), None),
    (LIVE, 141, proof(193, 242), "answers 193 of 242"),
    (live(met=150), 141, proof(150, 242), None),
    (live(met=150), 141, proof(149, 242), "answers 149 of 242"),
    (live(asked=0, met=0), 141, proof(0, 242), None),
    (LIVE, 141, proof(0, 19), None),
    (LIVE, 141, proof(0, 20), "answers 0 of 20"),
]


@pytest.mark.parametrize(("before", "cases", "proved", "told"), ROWS)
def test_the_bar(before: Manifest | None, cases: int, proved: Proof | None, told: str | None) -> None:
    found = objection(before, cases, proved, 0.8)
    assert (found is None) == (told is None)
    if told:
        assert told in str(found)
        assert "--force" in str(found)


@given(st.integers(0, 300), st.integers(0, 300))
def test_an_index_that_is_no_worse_is_never_refused(cases: int, more: int) -> None:
    assert objection(live(cases=cases), cases + more, proof(222, 242), 0.8) is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cases = {f"caz-{number}": case_markdown(title=f"Vin {number}") for number in range(12)}
    write_library(tmp_path / "content", cases=cases)
    reindex(tmp_path)
    return tmp_path


@pytest.mark.parametrize("mode", ["full", "changed"])
def test_a_library_that_lost_most_of_its_cases_does_not_go_live(folder: Path, mode: str) -> None:
    for number in range(8):
        (folder / f"content/cases/caz-{number}.md").unlink()
    with pytest.raises(Refused, match="would have 4 cases and the live one has 12"):
        reindex(folder, mode)
    with live_index(folder) as opened:
        assert search(opened, "vin").total == 12
    assert [each.outcome for each in read_history(folder / "index")] == ["refused", "built"]


def test_who_insists_gets_it(folder: Path) -> None:
    for number in range(12):
        (folder / f"content/cases/caz-{number}.md").unlink()
    job = Reindex(folder / "content", folder / "index", "sqlite_fts", processes=1)
    with pytest.raises(Refused, match="empty"):
        job.run("changed")
    assert job.run("changed", insist=True).cases == 0
    assert Generations(folder / "index").current()


def test_workers_that_cannot_read_anything_do_not_empty_the_site(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file would be reported as unreadable, and the library would be gone."""
    monkeypatch.setattr("kb.indexing.job.read_files", lambda *_: iter(()))
    with pytest.raises(Refused, match="empty"):
        reindex(folder)
    with live_index(folder) as opened:
        assert search(opened, "vin").total == 12
