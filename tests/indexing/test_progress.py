"""Progress is told often enough to be useful, seldom enough to cost nothing, and never stops the work."""

from pathlib import Path

from kb.indexing.progress import Progress, Reporter, read_progress


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_nothing_is_known_before_the_first_reindex(tmp_path: Path) -> None:
    assert read_progress(tmp_path) is None


def test_a_damaged_progress_file_is_no_progress(tmp_path: Path) -> None:
    for content in (b"", b"{", b"[]", b'{"phase": 1}', b"\xff\xfe"):
        (tmp_path / "progress.json").write_bytes(content)
        assert read_progress(tmp_path) is None


def test_what_was_told_last_can_be_read(tmp_path: Path) -> None:
    clock = Clock()
    reporter = Reporter(tmp_path, None, clock)
    reporter.tell("reading", 0, 10)
    clock.now += 2
    reporter.tell("reading", 8, 10)
    progress = read_progress(tmp_path)
    assert progress is not None
    assert (progress.phase, progress.done, progress.total, progress.rate) == ("reading", 8, 10, 4.0)


def test_at_most_five_a_second_are_told_but_always_the_last(tmp_path: Path) -> None:
    told: list[Progress] = []
    clock = Clock()
    reporter = Reporter(tmp_path, told.append, clock)
    for done in range(1, 1001):
        clock.now += 0.001
        reporter.tell("reading", done, 1000)
    assert len(told) <= 7
    assert told[-1].done == 1000
    reporter.tell("indexing", 1, 1)
    assert told[-1].phase == "indexing"


def test_a_folder_that_cannot_be_written_does_not_stop_the_work(tmp_path: Path) -> None:
    told: list[Progress] = []
    Reporter(tmp_path / "missing", told.append).tell("reading", 1, 1)
    assert [progress.done for progress in told] == [1]
