"""Orders of admins: carried out by processes of their own, written into the audit log, refused to everybody else."""

import os
import time

import pytest

from kb import services
from kb.accounts import Actor, Role
from kb.errors import Busy, Forbidden, NotFound, StorageFailed, Unprocessable
from kb.indexing import CLEAR, REBUILD, SYNC, Finding, Generations
from kb.settings import Settings
from tests.builders import case_markdown, write_library

VERA, EVA = Actor("vera", Role.ADMIN), Actor("eva", Role.EDITOR)


@pytest.fixture
def made(tmp_path):
    write_library(tmp_path / "content")
    settings = Settings(content=tmp_path / "content", index=tmp_path / "index", instance=tmp_path / "instance",
                        processes=1, log_level="error")
    built = services.build(settings)
    yield built
    built.close()


@pytest.fixture
def started(monkeypatch):
    """Commands that would have been started."""
    commands = []
    monkeypatch.setattr("kb.services.upkeep.start_command", lambda arguments, settings: commands.append(arguments))
    return commands


def written(made):
    return [(line.actor, line.action, dict(line.after)) for line in reversed(made.audit.lines())]


def change(made):
    path = made.settings.content_folder / "cases" / "alt-caz.md"
    path.write_text(case_markdown(title="Alt caz"), encoding="utf-8")


@pytest.mark.parametrize(("mode", "insist", "command"), [
    ("full", False, ["reindex"]),
    ("full", True, ["reindex", "--force"]),
    ("changed", False, ["reindex", "--changed"]),
    ("if_needed", False, ["reindex", "--if-needed"]),
])
def test_a_reindex_is_begun_aside_and_written_down(made, started, mode, insist, command):
    made.order_reindex(VERA, mode, insist=insist)
    assert started == [command]
    assert written(made) == [("vera", "index.reindex", {"mode": mode, "insist": insist})]


def test_a_reindex_that_was_ordered_really_happens(made):
    made.order_reindex(VERA, "full")
    ends = time.monotonic() + 60
    while not made.history() and time.monotonic() < ends:
        time.sleep(0.05)
    assert made.history()[0].outcome == "built"
    assert made.status().manifest.cases == 1


def test_two_admins_begin_one_reindex(made, started):
    made.reindex("full")
    with Generations(made.settings.index_folder).builder_lock(), pytest.raises(Busy):
        made.order_reindex(VERA, "full")
    assert (started, written(made)) == ([], [])


def test_a_way_to_reindex_that_there_is_not_is_refused(made, started):
    with pytest.raises(Unprocessable):
        made.order_reindex(VERA, "--rollback")
    assert (started, written(made)) == ([], [])


def test_one_that_is_at_work_is_asked_to_stop(made):
    made.reindex("full")
    with Generations(made.settings.index_folder).builder_lock():
        made.order_cancel(VERA)
    assert (made.settings.index_folder / "cancel").exists()
    assert written(made) == [("vera", "index.cancel", {})]


def test_nothing_is_written_when_there_is_nothing_to_stop(made):
    with pytest.raises(NotFound):
        made.order_cancel(VERA)
    assert written(made) == []


def test_going_back_names_the_generation_before_and_does_it(made):
    made.reindex("full")
    assert made.earlier() is None
    with pytest.raises(NotFound):
        made.order_roll_back(VERA)
    first = Generations(made.settings.index_folder).current()
    change(made)
    made.reindex("changed")
    assert made.earlier().generation == first
    assert made.order_roll_back(VERA) == first
    assert made.status().manifest.generation == first
    assert made.status().work.is_held
    assert made.earlier() is None
    assert written(made) == [("vera", "index.rollback", {"generation": first})]


def test_there_is_nothing_to_go_back_to_without_an_index(made):
    assert made.earlier() is None


def test_nobody_else_orders_anything(made, started):
    made.reindex("full")
    change(made)
    made.reindex("changed")
    live = Generations(made.settings.index_folder).current()
    for actor in (EVA, Actor("ana", Role.CONTRIBUTOR), Actor.ANONYMOUS, Actor("noi", Role.ADMIN, must_enrol=True)):
        for order in (lambda who=actor: made.order_reindex(who, "full"), lambda who=actor: made.order_cancel(who),
                      lambda who=actor: made.order_roll_back(who), lambda who=actor: made.order_mending(who)):
            with pytest.raises(Forbidden):
                order()
    assert (started, written(made)) == ([], [])
    assert Generations(made.settings.index_folder).current() == live


def test_what_cannot_be_written_down_is_not_done(made, started, monkeypatch):
    made.reindex("full")

    def fail(*args, **options):
        raise StorageFailed("the disk is full")
    monkeypatch.setattr("kb.services.keeping.record", fail)
    with pytest.raises(StorageFailed):
        made.order_reindex(VERA, "full")
    assert started == []


def finding(repair, *, is_safe=True):
    return Finding("x", "error", reason="x", repair=repair, is_safe=is_safe)


@pytest.mark.parametrize(("repairs", "command", "told"), [
    ([], [], ""),
    ([CLEAR], [], CLEAR),
    ([SYNC], [["reindex", "--changed"]], SYNC),
    ([SYNC, REBUILD], [["reindex"]], REBUILD),
    ([CLEAR, SYNC, REBUILD], [["reindex"]], f"{CLEAR}, {REBUILD}"),
])
def test_safe_repairs_are_done_the_long_ones_aside(made, started, monkeypatch, repairs, command, told):
    found = (*(finding(each) for each in repairs), finding("kb restore", is_safe=False))
    monkeypatch.setattr(type(made), "examine", lambda self: found)
    done = made.order_mending(VERA)
    assert started == command
    assert (", ".join(done.repairs), done.is_reindexing) == (told, bool(command))
    assert written(made) == [("vera", "doctor.mend", {"repairs": told})]


def test_a_half_built_generation_is_cleared_away_at_once(made):
    made.reindex("full")
    abandoned = made.settings.index_folder / "generations" / ".building-20260101T000000-000000"
    abandoned.mkdir()
    done = made.order_mending(VERA)
    assert not abandoned.exists()
    assert (done.repairs, done.is_reindexing) == ((CLEAR,), False)
    assert made.examine() == ()


def test_the_rights_of_files_are_no_safe_repair(made):
    made.reindex("full")
    made.audit.lines()
    os.chmod(made.database.path, 0o644)
    assert [each.code for each in made.order_mending(VERA).findings] == ["open_to_others"]
    assert made.database.path.stat().st_mode & 0o077


def test_damaged_records_are_restored_and_damaged_counts_are_thrown_away(made):
    made.reindex("full")
    made.settings.instance_folder.mkdir(mode=0o700)
    for name in ("accounts.sqlite", "searches.sqlite"):
        path = made.settings.instance_folder / name
        path.write_bytes(b"no database" * 1_000)
        path.chmod(0o600)
    repairs = [each.repair for each in made.examine()]
    assert repairs == ["kb restore", f"rm {made.settings.instance_folder / 'searches.sqlite'}"]
