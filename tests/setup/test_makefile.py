"""What `make` does, in which order, and no more often than needed. All programs but make are made up."""

import os
import subprocess
from pathlib import Path
from shutil import copy2

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Stands for .venv/bin/python: writes down what it was asked to do; fails where a file of that name says so.
PYTHON = """#!/bin/sh
case "$*" in
    *sound*) test -e .venv/broken || echo sound; exit 0 ;;
esac
echo "$*" >> ran
for word in "$@"; do test -e "fails-$word" && exit 3; done
exit 0
"""
# Stands for make_venv.sh.
MAKE_VENV = """
echo "made $1" >> ran
rm -rf .venv && mkdir -p .venv/bin && cp python .venv/bin/python
"""
INSTALL = "-m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable"
# The tests of a file stay with one worker, so that what a file prepares is made once.
TESTS = "-m pytest -n 2 --dist loadfile --no-loadscope-reorder"


class Checkout:
    """A checkout with the real Makefile, in a folder with spaces in its name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "a new checkout"
        (self.folder / "tests" / "setup").mkdir(parents=True)
        for name in ("Makefile", "setup.cfg", "pyproject.toml", "constraints.txt"):
            copy2(ROOT / name, self.folder / name)
            os.utime(self.folder / name, (1, 1))
        (self.folder / "tests" / "setup" / "make_venv.sh").write_text(MAKE_VENV)
        (self.folder / "python").write_text(PYTHON)
        (self.folder / "python").chmod(0o755)

    def make(self, *arguments: str, **environment: str) -> tuple[int, list[str]]:
        """The exit code and what was run."""
        ran = self.folder / "ran"
        ran.write_text("")
        env = {"PATH": os.environ["PATH"]} | environment
        command = ["make", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=env, capture_output=True, check=False)
        return done.returncode, ran.read_text().splitlines()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


@pytest.fixture
def ready(checkout: Checkout) -> Checkout:
    """A checkout in which everything is installed."""
    checkout.make("install-test")
    return checkout


def test_install_makes_an_environment_and_puts_the_product_in(checkout: Checkout) -> None:
    assert checkout.make("install") == (0, ["made .venv", f"{INSTALL} ."])


def test_install_does_nothing_the_second_time(ready: Checkout) -> None:
    assert ready.make("install") == (0, [])
    assert ready.make("install-test") == (0, [])


@pytest.mark.parametrize("name", ["setup.cfg", "constraints.txt", "pyproject.toml"])
def test_a_changed_description_is_installed_anew(ready: Checkout, name: str) -> None:
    later = (ready.folder / ".venv" / "installed").stat().st_mtime + 5
    os.utime(ready.folder / name, (later, later))
    assert ready.make("install") == (0, [f"{INSTALL} ."])


def test_a_broken_environment_is_made_anew(ready: Checkout) -> None:
    (ready.folder / ".venv" / "broken").touch()
    assert ready.make("install") == (0, ["made .venv", f"{INSTALL} ."])


def test_an_install_that_failed_is_tried_again(checkout: Checkout) -> None:
    (checkout.folder / "fails-install").touch()
    assert checkout.make("install")[0] != 0
    (checkout.folder / "fails-install").unlink()
    assert checkout.make("install") == (0, [f"{INSTALL} ."])


def test_serve_sets_up_renews_the_index_and_serves_this_machine_only(checkout: Checkout) -> None:
    code, ran = checkout.make("serve")
    assert code == 0
    assert ran[-2:] == ["-m kb reindex --if-needed", "-m kb serve --host 127.0.0.1 --port 8000"]


def test_serve_the_second_time_installs_nothing(ready: Checkout) -> None:
    assert len(ready.make("serve")[1]) == 2


def test_host_and_port_can_be_chosen(ready: Checkout) -> None:
    assert ready.make("serve", "HOST=0.0.0.0", "PORT=80")[1][-1] == "-m kb serve --host 0.0.0.0 --port 80"


def test_a_host_in_the_environment_opens_nothing(ready: Checkout) -> None:
    assert ready.make("serve", HOST="0.0.0.0")[1][-1] == "-m kb serve --host 127.0.0.1 --port 8000"


def test_nothing_is_served_when_the_index_cannot_be_built(ready: Checkout) -> None:
    (ready.folder / "fails-reindex").touch()
    code, ran = ready.make("serve")
    assert code != 0
    assert ran[-1] == "-m kb reindex --if-needed"


@pytest.mark.parametrize("jobs", ["-j1", "-j4"])
def test_test_sets_up_gets_a_browser_and_checks_everything(checkout: Checkout, jobs: str) -> None:
    assert checkout.make("test", jobs) == (0, [
        "made .venv",
        f"{INSTALL} .[test]",
        "tests/browser/find_chromium.py",
        "-m ruff check kb tests",
        "-m mypy",
        TESTS,
    ])


@pytest.mark.parametrize("failing", ["tests/browser/find_chromium.py", "check", "mypy", "pytest"])
def test_test_fails_when_any_part_fails(ready: Checkout, failing: str) -> None:
    named = ready.folder / f"fails-{failing}"
    named.parent.mkdir(parents=True, exist_ok=True)
    named.touch()
    assert ready.make("test")[0] != 0


@pytest.mark.parametrize(("target", "last"), [
    ("lint", "-m mypy"),
    ("messages", "-m kb.i18n.extract"),
    ("bench", "-m tests.bench 0 1000"),
    ("deep", "-m pytest -m deep or hypothesis --hypothesis-profile=deep --timeout=0 -n 2 --dist loadgroup"),
])
def test_each_target_ends_in_its_command(ready: Checkout, target: str, last: str) -> None:
    code, ran = ready.make(target)
    assert (code, ran[-1]) == (0, last)


def test_make_alone_explains_itself_and_changes_nothing(checkout: Checkout) -> None:
    assert checkout.make() == (0, [])
    assert not (checkout.folder / ".venv").exists()


def test_the_automated_run_is_make_test_from_wherever_it_is_started(ready: Checkout, tmp_path: Path) -> None:
    script = ready.folder / ".ci" / "run"
    script.parent.mkdir()
    copy2(ROOT / ".ci" / "run", script)
    env = {"PATH": os.environ["PATH"]}
    assert subprocess.run([script], cwd=tmp_path, env=env, check=False).returncode == 0
    assert (ready.folder / "ran").read_text().splitlines()[-1] == TESTS
    (ready.folder / "fails-pytest").touch()
    assert subprocess.run([script], cwd=tmp_path, env=env, check=False).returncode != 0
