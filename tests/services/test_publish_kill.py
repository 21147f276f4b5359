"""kill -9 at random moments of publishing: every acknowledged case is there, none is there by half, nothing hangs."""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from kb import services
from kb.accounts import Actor
from kb.journal import AuditLog
from kb.submissions import State
from tests.bench.counts import IN_MEMORY, kept_count, wanted
from tests.builders import write_library
from tests.services.publisher import EVA, documents_of, settings_of


def publish_until_killed(folder: Path, first: int, last: int, life: float) -> list[int]:
    """Publish cases in a process of its own, killed a part of a second after so many of them as `life` has wholes.

    Answers those that were acknowledged.
    """
    command = [sys.executable, "-m", "tests.services.publisher", str(folder), str(first), str(last)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        acknowledged = [int(process.stdout.readline()) for _ in range(int(life))]
        time.sleep(life % 1)
        process.kill()
        return acknowledged + [int(line) for line in process.stdout]


def publish_with_kills(folder: Path, count: int, seed: int) -> list[int]:
    """Go on until so many were acknowledged; a number that was killed is not tried again."""
    chance, acknowledged, first = random.Random(seed), [], 0
    while len(acknowledged) < count:
        done = publish_until_killed(folder, first, first + 2 * count, chance.uniform(0.3, 7.0))
        acknowledged += done
        first = max(done, default=first) + 2
    return acknowledged


def check(folder: Path, acknowledged: list[int]) -> None:
    made = services.build(settings_of(folder))
    made.publish_approved()
    assert made.submissions.outbox() == []
    published = [each for each in made.submissions.decided(EVA, limit=10_000) if each.state is State.PUBLISHED]
    titles = {each.main.path for each in published}
    assert {f"cases/caz-{number}.md" for number in acknowledged} <= titles
    for each in published:
        for document in each.documents:
            assert (made.settings.content_folder / document.path).read_text() == document.text
    on_disk = {path.name for path in (made.settings.content_folder / "cases").glob("caz-*.md")}
    assert on_disk == {path.removeprefix("cases/") for path in titles}, "a case is in the library that nobody approved"
    assert all(made.case(f"caz-{number}") for number in acknowledged)
    leftovers = [path for path in made.settings.content_folder.rglob("*") if path.name.startswith(".")]
    assert len(leftovers) <= len(acknowledged), "files beside the library pile up"
    assert AuditLog(made.database).verify().is_whole
    assert made.reindex("full").left_out == 0
    made.close()


def begin(folder: Path) -> None:
    write_library(folder / "content")
    made = services.build(settings_of(folder))
    made.reindex("full")
    assert made.submissions.own(Actor.CONSOLE) == []
    made.close()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_thirty_publications_survive_being_killed(tmp_path: Path) -> None:
    begin(tmp_path)
    check(tmp_path, publish_with_kills(tmp_path, 30, seed=3))


@pytest.mark.deep
@pytest.mark.timeout(3_600)
def test_a_thousand_publications_survive_being_killed() -> None:
    """In ten libraries, or most of the time would be the sync of a library that nobody has yet."""
    with kept_count(1_000, "publications by processes killed with kill -9, all acknowledged ones there, none half"):
        for seed in range(10):
            with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
                begin(Path(folder))
                check(Path(folder), publish_with_kills(Path(folder), wanted(1_000) // 10, seed=seed))


def test_what_is_published_is_what_was_written() -> None:
    case, business = documents_of(7)
    assert "firma-7" in (case.text or "")
    assert business.path == "businesses/firma-7.md"
