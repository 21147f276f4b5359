"""What setup.cfg promises is there, and a wheel built from the tracked files works without a checkout."""

import configparser
import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copy2

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import kb
from tests.house.tree_rules import tracked_files

ROOT = Path(__file__).resolve().parent.parent
MAPPED = {"kb._content": "content", "kb._templates": "templates"}
# Below these versions there are known holes or gaps that readers or we would meet.
FLOORS = {
    "flask": "3.1.3", "werkzeug": "3.1.9", "jinja2": "3.1.6", "Markdown": "3.11.3", "nh3": "0.3.8",
    "PyYAML": "6.0.3", "sqlite-utils": "4.2.1",
}
# Only of use in a checkout: what a room may do, and how texts are collected.
NOT_SHIPPED = ("README.md", "babel.cfg")

Kb = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def setup() -> configparser.ConfigParser:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", "utf-8")
    return setup


def _lines(value: str) -> list[str]:
    return [line.strip() for line in value.splitlines() if line.strip()]


def _requirements(setup: configparser.ConfigParser) -> list[Requirement]:
    return [Requirement(line) for line in _lines(setup["options"]["install_requires"])]


def _folder(package: str) -> str:
    return MAPPED.get(package, package.replace(".", "/"))


def _shipped_data() -> list[str]:
    """Every tracked file that is not code and that the installed product needs."""
    tracked = tracked_files(ROOT)
    rooms = [name for name in tracked if name.startswith("kb/") and not name.endswith((".py", *NOT_SHIPPED))]
    return rooms + [name for name in tracked if name.startswith(("content/", "templates/"))]


def _globbed(setup: configparser.ConfigParser) -> dict[str, set[str]]:
    """Each glob of package_data, with its package's folder before it, and the files it finds."""
    globs = {}
    for package, patterns in setup["options.package_data"].items():
        for pattern in patterns.replace("\n", ",").split(","):
            found = (ROOT / _folder(package)).glob(pattern.strip())
            files = {path.relative_to(ROOT).as_posix() for path in found if path.is_file()}
            globs[f"{_folder(package)}/{pattern.strip()}"] = files
    return globs


def test_every_room_is_in_the_list_of_packages(setup: configparser.ConfigParser) -> None:
    rooms = {".".join(path.parent.relative_to(ROOT).parts) for path in ROOT.glob("kb/**/__init__.py")}
    assert sorted(_lines(setup["options"]["packages"])) == sorted(rooms | set(MAPPED))


def test_code_without_a_front_door_would_be_missing_from_the_wheel() -> None:
    folders = {path.parent for path in ROOT.glob("kb/**/*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_content_and_templates_are_mapped_into_the_package(setup: configparser.ConfigParser) -> None:
    pairs = dict(map(str.strip, line.split("=")) for line in _lines(setup["options"]["package_dir"]))
    assert pairs == {"kb": "kb"} | MAPPED


def test_every_data_file_is_matched_by_a_glob(setup: configparser.ConfigParser) -> None:
    matched = set().union(*_globbed(setup).values())
    assert [name for name in _shipped_data() if name not in matched] == []


def test_every_glob_matches_a_file(setup: configparser.ConfigParser) -> None:
    assert [glob for glob, files in _globbed(setup).items() if not files] == []


def test_the_version_is_a_version() -> None:
    assert str(Version(kb.__version__)) == kb.__version__


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_versions_with_a_known_hole_are_refused(
    name: str, floor: str, setup: configparser.ConfigParser
) -> None:
    (requirement,) = [r for r in _requirements(setup) if r.name == name]
    (least,) = [Version(s.version) for s in requirement.specifier if s.operator == ">="]
    assert least >= Version(floor)


def test_whoosh_is_pinned(setup: configparser.ConfigParser) -> None:
    (whoosh,) = [r for r in _requirements(setup) if r.name == "whoosh3"]
    assert str(whoosh.specifier) == "==3.54.0"


def test_every_requirement_is_constrained_to_a_version_it_accepts(setup: configparser.ConfigParser) -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = dict(line.lower().split("==") for line in lines if not line.startswith("#"))
    extras = "\n".join(setup["options.extras_require"].values())
    wanted = [*_requirements(setup), *(Requirement(line) for line in _lines(extras))]
    assert [str(r) for r in wanted if pinned.get(r.name.lower(), "0") not in r.specifier] == []


@dataclass(frozen=True)
class Built:
    """A source distribution and a wheel made from it."""

    sdist: Path
    wheel: Path

    def sdist_names(self) -> set[str]:
        """What the source distribution holds, without its top folder."""
        with tarfile.open(self.sdist) as archive:
            return {name.partition("/")[2] for name in archive.getnames()}

    def wheel_names(self) -> set[str]:
        """What the wheel holds."""
        with zipfile.ZipFile(self.wheel) as archive:
            return set(archive.namelist())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Both distributions, built from the tracked files alone so that nothing untracked slips in."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for name in tracked_files(ROOT):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        copy2(ROOT / name, source / name)
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, source]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return Built(*out.glob("*.tar.gz"), *out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that has the wheel, and borrows the libraries of this one."""
    environment = tmp_path_factory.mktemp("elsewhere") / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    python = environment / "bin" / "python"
    install = ["install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", built.wheel]
    subprocess.run([sys.executable, "-m", "pip", "--python", python, *install], check=True)
    (site,) = environment.glob("lib/python*/site-packages")
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "borrowed.pth").write_text("\n".join(sorted(borrowed)))
    return environment / "bin"


@pytest.fixture
def run(installed: Path, tmp_path: Path) -> Kb:
    """Run a program of that environment, far from the checkout and with no settings but those given."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("KB_", "PYTHON"))}

    def run(program: str, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        command, env = [installed / program, *arguments], clean | settings
        return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    return {"KB_INDEX": str(tmp_path / "index"), "KB_INSTANCE": str(tmp_path / "instance")}


def _slow(test: Callable[..., None]) -> Callable[..., None]:
    """Tests on the wheel share one build, so they stay on one worker."""
    for mark in (pytest.mark.slow, pytest.mark.xdist_group("wheel"), pytest.mark.timeout(400)):
        test = mark(test)
    return test


@_slow
def test_the_wheel_holds_every_template_content_static_and_catalogue_file(built: Built) -> None:
    inside = {f"{folder}/": f"{package.replace('.', '/')}/" for package, folder in MAPPED.items()}
    wanted = set()
    for name in _shipped_data():
        folder = next((folder for folder in inside if name.startswith(folder)), "")
        wanted.add(inside.get(folder, "") + name.removeprefix(folder))
    assert sorted(wanted - built.wheel_names()) == []


@_slow
def test_the_wheel_holds_every_module(built: Built) -> None:
    modules = {name for name in tracked_files(ROOT) if name.startswith("kb/") and name.endswith(".py")}
    assert sorted(modules - built.wheel_names()) == []


@_slow
def test_the_wheel_holds_nothing_but_the_package_and_its_licences(built: Built) -> None:
    tops = {name.partition("/")[0] for name in built.wheel_names()}
    assert tops == {"kb", f"culise-{kb.__version__}.dist-info"}
    licences = {name.rpartition("/licenses/")[2] for name in built.wheel_names() if "/licenses/" in name}
    assert licences == {"LICENSE", "content/LICENSE.md"}


@_slow
def test_the_source_distribution_holds_all_that_is_tracked(built: Built) -> None:
    tracked = {name for name in tracked_files(ROOT) if name != ".gitignore"}
    assert sorted(tracked - built.sdist_names()) == []


@_slow
def test_the_installed_copy_is_the_one_that_runs(run: Kb, installed: Path) -> None:
    where = run("python", "-c", "import kb; print(kb.__file__)").stdout
    assert where.startswith(str(installed.parent))


@_slow
def test_the_installed_command_tells_its_version(run: Kb) -> None:
    done = run("kb", "--version")
    assert (done.returncode, kb.__version__ in done.stdout) == (0, True), done.stderr


@_slow
def test_the_installed_content_has_no_problems(run: Kb, settings: dict[str, str]) -> None:
    done = run("kb", "check", **settings)
    assert done.returncode == 0, done.stdout + done.stderr


@_slow
def test_the_installed_copy_indexes_and_finds(run: Kb, settings: dict[str, str]) -> None:
    reindexed = run("kb", "reindex", **settings)
    assert reindexed.returncode == 0, reindexed.stdout + reindexed.stderr
    found = json.loads(run("kb", "search", "struguri", "--json", **settings).stdout)
    assert found["total"] > 0


@_slow
def test_the_installed_site_answers_with_its_page_and_its_style(run: Kb, settings: dict[str, str]) -> None:
    program = """
import re
from kb.settings import read_settings
from kb.web import create_app
reader = create_app(read_settings()).test_client()
page = reader.get("/ro/", base_url="http://127.0.0.1:8000")
style = re.search(r'href="([^"]+[.]css[^"]*)"', page.text)[1]
print(page.status_code, reader.get(style, base_url="http://127.0.0.1:8000").status_code)
"""
    assert run("kb", "reindex", **settings).returncode == 0
    done = run("python", "-c", program, **settings)
    assert done.stdout.split() == ["200", "200"], done.stderr


@_slow
def test_an_installed_copy_asks_where_to_keep_its_index(run: Kb) -> None:
    done = run("kb", "reindex")
    assert done.returncode != 0
    assert "KB_INDEX" in done.stderr
    assert "Traceback" not in done.stderr
