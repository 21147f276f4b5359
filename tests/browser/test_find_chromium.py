"""Which Chromium the browser tests take, and what is said when there is none."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.browser.find_chromium import NONE_FOUND, Finder, NoBrowser


class Machine:
    """A made-up machine: a folder of programs, and what happens when a command runs."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "bin"
        self.programs.mkdir()
        self.remembered = folder / "chromium-path"
        self.ran: list[str] = []
        self.effects: dict[str, Callable[[], str]] = {}

    def put(self, name: str, *, works: bool = True) -> Path:
        program = self.programs / name
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
        self.effects[f"{program} --version"] = (lambda: "156") if works else _broken
        return program

    def run(self, command: Sequence[str], **_: object) -> CompletedProcess[str]:
        line = " ".join(command)
        self.ran.append(line)
        answer = next((effect for start, effect in self.effects.items() if line.startswith(start)), _broken)
        try:
            return CompletedProcess(command, 0, answer())
        except subprocess.SubprocessError:
            return CompletedProcess(command, 1, "")

    def finder(self, *, is_root: bool = False, **environment: str) -> Finder:
        return Finder({"PATH": str(self.programs)} | environment, self.remembered, self.run, is_root)


def _broken() -> str:
    raise subprocess.SubprocessError


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
def test_an_installed_one_is_taken_by_any_of_its_names(machine: Machine, name: str) -> None:
    program = machine.put(name)
    assert machine.finder().find_or_install() == machine.finder().find() == program


def test_the_named_one_wins(machine: Machine) -> None:
    machine.put("chromium")
    named = machine.put("my-chromium")
    assert machine.finder(KB_TEST_CHROMIUM=str(named)).find() == named


def test_a_named_one_that_does_not_start_is_an_error_and_nothing_is_installed(machine: Machine) -> None:
    machine.put("chromium")
    with pytest.raises(NoBrowser, match="KB_TEST_CHROMIUM is /nowhere, which does not start"):
        machine.finder(is_root=True, KB_TEST_CHROMIUM="/nowhere").find_or_install()
    assert machine.ran == ["/nowhere --version"]


def test_a_stub_that_does_not_start_is_passed_over(machine: Machine) -> None:
    machine.put("chromium", works=False)
    real = machine.put("google-chrome")
    assert machine.finder().find() == real


def test_what_was_found_is_remembered_and_not_started_again(machine: Machine) -> None:
    program = machine.put("chromium")
    machine.finder().find_or_install()
    machine.ran.clear()
    assert machine.finder().find_or_install() == program
    assert machine.ran == []


def test_a_remembered_one_that_is_gone_is_looked_for_anew(machine: Machine) -> None:
    machine.put("chromium")
    machine.finder().find_or_install()
    (machine.programs / "chromium").unlink()
    other = machine.put("google-chrome")
    assert machine.finder().find_or_install() == other


def test_root_gets_debians_package(machine: Machine) -> None:
    machine.put("apt-get")
    machine.effects["apt-get install"] = lambda: str(machine.put("chromium"))
    assert machine.finder(is_root=True).find_or_install() == machine.programs / "chromium"
    assert machine.ran[0] == "apt-get update"


def test_others_do_not_try_debians_package(machine: Machine) -> None:
    machine.put("apt-get")
    with pytest.raises(NoBrowser):
        machine.finder(is_root=False).find_or_install()
    assert not any(line.startswith("apt-get") for line in machine.ran)


def test_playwrights_own_is_the_last_resort(machine: Machine) -> None:
    own = machine.remembered.parent / "downloaded"
    machine.effects[f"{sys.executable} -m playwright install chromium"] = lambda: ""
    machine.effects[f"{sys.executable} -c"] = lambda: f"{own}\n"
    machine.effects[f"{own} --version"] = lambda: "156"
    assert machine.finder().find_or_install() == own
    assert machine.remembered.read_text() == str(own)


def test_a_download_that_does_not_start_is_not_taken(machine: Machine) -> None:
    machine.effects[f"{sys.executable} -c"] = lambda: "/downloaded/without/its/libraries\n"
    with pytest.raises(NoBrowser):
        machine.finder().find_or_install()


def test_none_at_all_is_one_clear_sentence(machine: Machine) -> None:
    with pytest.raises(NoBrowser) as caught:
        machine.finder(is_root=True).find_or_install()
    assert str(caught.value) == NONE_FOUND
    assert "\n" not in NONE_FOUND
    assert not machine.remembered.exists()


def test_looking_alone_installs_nothing(machine: Machine) -> None:
    machine.put("apt-get")
    with pytest.raises(NoBrowser):
        machine.finder(is_root=True).find()
    assert machine.ran == []


def test_a_program_that_hangs_does_not_count(machine: Machine) -> None:
    def hang(*_: object, **__: object) -> CompletedProcess[str]:
        raise subprocess.TimeoutExpired("chromium", 60)

    machine.put("chromium")
    with pytest.raises(NoBrowser):
        Finder({"PATH": str(machine.programs)}, machine.remembered, hang, is_root=False).find_or_install()
