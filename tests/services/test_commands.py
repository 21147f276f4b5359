"""Commands that are started beside the server: patient, with its settings, and over when they should be."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.indexing import Generations
from kb.services import beside
from kb.services.commands import start_command
from kb.settings import Settings
from tests.builders import write_library


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(content=write_library(tmp_path / "content"), index=tmp_path / "index",
                    instance=tmp_path / "instance", log_level="error", processes=1)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The processes that are started, which do nothing but wait; ended whatever happens."""
    made: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def start(command: list[str], **options: object) -> subprocess.Popen[bytes]:
        made.append(real(["sleep", "60"], **options))  # type: ignore[call-overload]
        return made[-1]
    monkeypatch.setattr("kb.services.commands.subprocess.Popen", start)
    yield made
    for process in made:
        process.kill()
        process.communicate()


def patience(process: subprocess.Popen[bytes]) -> int:
    return os.getpriority(os.PRIO_PROCESS, process.pid)


def test_readers_come_before_work_that_was_ordered(
    settings: Settings, started: list[subprocess.Popen[bytes]]
) -> None:
    start_command(["reindex"], settings)
    assert patience(started[0]) >= os.getpriority(os.PRIO_PROCESS, 0) + 5


def test_readers_come_before_what_follows_the_library(
    settings: Settings, started: list[subprocess.Popen[bytes]]
) -> None:
    with beside(["watch"], settings):
        seen = patience(started[0])
        started[0].kill()
    assert seen >= os.getpriority(os.PRIO_PROCESS, 0) + 5


def test_a_command_that_is_over_at_once_is_no_fault(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise ProcessLookupError
    monkeypatch.setattr("kb.services.commands.os.setpriority", gone)
    assert start_command(["--version"], settings).wait(60) == 0


@pytest.mark.slow
def test_a_command_has_the_settings_of_this_process_and_is_taken_note_of_when_it_ends(settings: Settings) -> None:
    process = start_command(["reindex"], settings)
    end = time.monotonic() + 60
    while any(each.name == "kb command" for each in threading.enumerate()):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert process.returncode == 0, "nobody but the thread has waited for it"
    assert settings.index is not None
    assert Generations(settings.index).current()


