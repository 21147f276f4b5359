"""A backup is made while people work: it holds one moment, whoever writes meanwhile."""

import shutil
import subprocess
import sys
import threading
from datetime import UTC, datetime

import pytest

from kb import services as wiring
from kb.accounts import Actor, Role
from kb.journal import record
from kb.services.contribution import one_at_a_time
from kb.settings import Settings
from tests.builders import write_library


@pytest.fixture
def folder(tmp_path):
    write_library(tmp_path / "content")
    return tmp_path


@pytest.fixture
def services(folder):
    made = wiring.build(Settings(content=folder / "content", index=folder / "index", instance=folder / "instance",
                                 processes=1, log_level="error"))
    made.accounts.create(Actor.CONSOLE, "ana@culise.example", "Ana", "ro", Role.CONTRIBUTOR)
    yield made
    made.close()


def write_until(stop, services, started):
    """A change and the line that tells of it, in one transaction, again and again."""
    number = 0
    while not stop.is_set():
        number += 1
        with services.database.writing() as rows:
            rows.execute("INSERT INTO attempts VALUES (?, ?)", (f"k{number}", number))
            record(rows, "id", "thing.make", f"thing:{number}", before={}, after={}, now=datetime.now(UTC))
        started.set()
        stop.wait(0.005)  # or a slow disk would leave nobody else a turn


def test_with_somebody_writing_all_the_time_each_backup_holds_one_moment(services, folder):
    stop, started = threading.Event(), threading.Event()
    lines = services.audit.verify().lines
    thread = threading.Thread(target=write_until, args=(stop, services, started))
    thread.start()
    try:
        started.wait(30)
        files = [services.back_up(folder / f"{number}.tar.gz").file for number in range(3)]
    finally:
        stop.set()
        thread.join()
    seen = []
    for file in files:
        services.restore(file, insist=True)
        with services.database.reading() as rows:
            seen.append(rows.execute("SELECT count(*) FROM attempts WHERE key LIKE 'k%'").fetchone()[0])
        state = services.audit.verify()
        assert (state.is_whole, state.lines - lines) == (True, seen[-1])
        for aside in [*folder.glob("*.before-restore-*")]:
            shutil.rmtree(aside)
    assert seen == sorted(seen)
    assert seen[0] > 0


def test_an_approval_waits_for_the_backup_and_the_backup_for_an_approval(services, folder):
    """What is approved stands in the records and in the library: both are saved as of before, or as of after."""
    done = threading.Event()

    def save():
        services.back_up(folder / "b.tar.gz")
        done.set()

    with one_at_a_time(services.settings.instance_folder):
        thread = threading.Thread(target=save)
        thread.start()
        assert not done.wait(0.2)
        assert not (folder / "b.tar.gz").exists()
    thread.join(60)
    assert done.is_set()
    assert (folder / "b.tar.gz").is_file()


CUT_OFF = """
import os, signal, sys
from pathlib import Path
from kb.database import KeptDatabase
with KeptDatabase(Path(sys.argv[1]), ()).writing() as rows:
    rows.execute("PRAGMA cache_size = 1")
    for number in range(3_000):
        rows.execute("INSERT INTO attempts VALUES (?, ?)", (f"{number}" * 20, number))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_writer_left_half_done_is_not_in_it(services, folder):
    path = services.database.path
    subprocess.run([sys.executable, "-c", CUT_OFF, str(path)], check=False)
    assert path.with_name("accounts.sqlite-journal").stat().st_size > 0
    file = services.back_up(folder / "b.tar.gz").file
    shutil.rmtree(folder / "instance")
    services.restore(file, insist=True)
    with services.database.reading() as rows:
        assert rows.execute("SELECT count(*) FROM attempts").fetchone()[0] == 0
        assert rows.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
