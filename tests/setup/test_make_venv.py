"""Which Python the environment is made with, and the one sentence that is said when there is none."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("make_venv.sh")
TOOLS = ("sh", "rm", "mkdir", "touch")

# Answers the questions the script asks, as a Python of the given kind would.
PYTHON = """#!/bin/sh
case "$*" in
    *"version_info <"*) exit {old} ;;
    *"import ensurepip"*) test -e "$(dirname "$0")/{bare}" && exit 1; exit 0 ;;
    *"print("*) echo python3.11-venv ;;
    "-m virtualenv --version") exit {no_virtualenv} ;;
    "-m virtualenv "*) mkdir -p "$4/made by virtualenv" ;;
    "-m venv "*) mkdir -p "$3/made by {name}"; exit {fails} ;;
esac
"""


class Machine:
    """A made-up machine: only these programs are on its PATH."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = folder / "bin"
        self.programs.mkdir()
        self.environment = folder / "with a space" / ".venv"
        for tool in TOOLS:
            (self.programs / tool).symlink_to(str(shutil.which(tool)))
        (self.programs / "dirname").symlink_to(str(shutil.which("dirname")))
        self.put("id", "#!/bin/sh\necho 1000\n")

    def put(self, name: str, text: str) -> None:
        (self.programs / name).write_text(text)
        (self.programs / name).chmod(0o755)

    def put_python(
        self,
        name: str,
        *,
        old: bool = False,
        bare: bool = False,
        virtualenv: bool = False,
        fails: bool = False,
    ) -> None:
        """A Python; a bare one cannot make environments until the file named `bare` is gone."""
        kind = {"old": int(old), "no_virtualenv": int(not virtualenv), "fails": int(fails)}
        self.put(name, PYTHON.format(name=name, bare=f"{name}-is-bare", **kind))
        if bare:
            (self.programs / f"{name}-is-bare").touch()

    def make(self, *python: str) -> subprocess.CompletedProcess[str]:
        command = ["sh", SCRIPT, self.environment, *python]
        env = {"PATH": str(self.programs)}
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    def made_by(self) -> str:
        (made,) = self.environment.iterdir()
        return made.name.removeprefix("made by ")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize("name", ["python3", "python3.13", "python3.12", "python3.11"])
def test_any_new_enough_python_will_do(machine: Machine, name: str) -> None:
    machine.put_python(name)
    assert machine.make().returncode == 0
    assert machine.made_by() == name


def test_an_old_python_is_passed_over(machine: Machine) -> None:
    machine.put_python("python3", old=True)
    machine.put_python("python3.12")
    assert machine.make().returncode == 0
    assert machine.made_by() == "python3.12"


def test_the_named_python_comes_first(machine: Machine) -> None:
    machine.put_python("python3")
    machine.put_python("my-python")
    assert machine.make("my-python").returncode == 0
    assert machine.made_by() == "my-python"


def test_a_python_that_can_make_environments_is_preferred(machine: Machine) -> None:
    machine.put_python("python3", bare=True)
    machine.put_python("python3.11")
    assert machine.make().returncode == 0
    assert machine.made_by() == "python3.11"


def test_virtualenv_stands_in(machine: Machine) -> None:
    machine.put_python("python3", bare=True, virtualenv=True)
    assert machine.make().returncode == 0
    assert machine.made_by() == "virtualenv"


def test_root_on_debian_gets_the_missing_package(machine: Machine) -> None:
    machine.put_python("python3", bare=True)
    machine.put("id", "#!/bin/sh\necho 0\n")
    install = 'case "$*" in *python3.11-venv) rm "$(dirname "$0")/python3-is-bare" ;; esac'
    machine.put("apt-get", f"#!/bin/sh\n{install}\n")
    done = machine.make()
    assert done.returncode == 0, done.stderr
    assert machine.made_by() == "python3"


@pytest.mark.parametrize("user", ["0", "1000"])
def test_a_python_that_cannot_make_environments_names_the_package(machine: Machine, user: str) -> None:
    machine.put_python("python3", bare=True)
    machine.put("id", f"#!/bin/sh\necho {user}\n")
    machine.put("apt-get", "#!/bin/sh\nexit 100\n")
    done = machine.make()
    assert done.returncode == 1
    assert "install the package python3.11-venv, or virtualenv." in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("has_old_one", [True, False])
def test_no_python_at_all_is_one_clear_sentence(machine: Machine, has_old_one: bool) -> None:
    if has_old_one:
        machine.put_python("python3", old=True)
    done = machine.make()
    assert done.returncode == 1
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith("culise: Python 3.11 or newer is needed")


def test_nothing_half_made_is_left(machine: Machine) -> None:
    machine.put_python("python3", fails=True)
    assert machine.make().returncode == 1
    assert not machine.environment.exists()


def test_what_was_there_before_is_gone(machine: Machine) -> None:
    machine.put_python("python3")
    (machine.environment / "old").mkdir(parents=True)
    machine.make()
    assert machine.made_by() == "python3"
