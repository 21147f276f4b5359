"""Every rule sees the breaches made for it and leaves their lawful neighbours alone."""

import subprocess
from pathlib import Path

import pytest

from tests.house.breach import Breach, Files
from tests.house.import_breaches import IMPORTS
from tests.house.shape_breaches import SHAPES
from tests.house.source import read_modules
from tests.house.tree_breaches import TREES
from tests.house.tree_rules import tracked_files

BREACHES = [*IMPORTS, *SHAPES, *TREES]


def _broken_by(breach: Breach, files: Files, root: Path) -> list[str]:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return list(breach.rule(root if breach in TREES else read_modules(root, "kb")))


@pytest.mark.parametrize("breach", BREACHES, ids=lambda b: f"{b.rule.__name__}: {b.said}")
def test_a_breach_is_reported(breach: Breach, tmp_path: Path) -> None:
    (said,) = _broken_by(breach, breach.broken, tmp_path)
    assert said.startswith(breach.said)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda b: f"{b.rule.__name__}: {b.said}")
def test_its_neighbour_is_allowed(breach: Breach, tmp_path: Path) -> None:
    assert _broken_by(breach, breach.kept, tmp_path) == []


def test_git_tells_which_files_count(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text("made\n")
    for name in ("made", "new", "ș ț"):
        (tmp_path / name).touch()
    assert tracked_files(tmp_path) == [".gitignore", "new", "ș ț"]


def test_without_git_what_tools_made_does_not_count(tmp_path: Path) -> None:
    for name in (".venv/x", "kb/__pycache__/x", "search_index/CURRENT", "search_index/README.md", "kb/x.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert tracked_files(tmp_path) == ["kb/x.py", "search_index/README.md"]
