"""A commit for what was published, where the library is a git repository. Nothing that git does stops a publication."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

_PATIENCE_S = 20


def commit(content: Path, paths: Sequence[Path], subject: str, author: str) -> str:
    """Commit these files alone, credited to `author`; answers what went wrong, empty when all is well.

    Whatever else lies uncommitted in the repository is left as it is. Nothing is pushed.
    """
    if shutil.which("git") is None:
        return "git is not installed"
    names = [str(path.relative_to(content)) for path in paths]
    # Names of people and titles are data: none of them can be an option.
    name = "".join(letter for letter in author if letter.isprintable() and letter not in "<>").strip() or "contributor"
    for command in (
        ["add", "--all", "--", *names],
        ["commit", "--quiet", f"--author={name} <contributor@culise.invalid>", f"--message={subject}", "--", *names],
    ):
        failure = _git(content, command)
        if failure and not _is_unchanged(content, names):
            return failure
    return ""


def _is_unchanged(content: Path, names: Sequence[str]) -> bool:
    return _git(content, ["diff", "--quiet", "HEAD", "--", *names]) == ""


def _git(folder: Path, arguments: Sequence[str]) -> str:
    identity = ["-c", "user.name=Culise", "-c", "user.email=culise@culise.invalid", "-c", "commit.gpgsign=false"]
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *identity, *arguments], check=False, capture_output=True, text=True,
            timeout=_PATIENCE_S, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return "" if done.returncode == 0 else (done.stderr.strip() or done.stdout.strip() or "git failed")
