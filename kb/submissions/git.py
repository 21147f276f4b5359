"""A commit for what was published, where the library is a git repository. Nothing that git does stops a publication."""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

# A hook of the owner may take its time; whoever waits is an editor before a page that is in the library already.
_PATIENCE_S = 20.0
# Then it is asked to end, which leaves no lock behind, and is made to when it does not.
_MERCY_S = 2.0
_IDENTITY = ("-c", "user.name=Culise", "-c", "user.email=culise@culise.invalid", "-c", "commit.gpgsign=false")
# What git itself takes off the ends of a name; one made of nothing else it refuses.
_CRUD = " .,:;<>\"\\'"


def commit(content: Path, paths: Sequence[Path], subject: str, author: str, patience_s: float = _PATIENCE_S) -> str:
    """Commit these files alone, credited to `author`; answers what went wrong, empty when all is well.

    Whatever else lies uncommitted in the repository, staged or not, is left as it is. Nothing is pushed. Hooks of the
    repository run, for `patience_s` seconds at the most.
    """
    if shutil.which("git") is None:
        return "git is not installed"
    repository = _Repository(content, patience_s)
    names = repository.known([str(path.relative_to(content)) for path in paths])
    if not names:
        return repository.failure
    steps = (
        ["add", "--all", "--", *names],
        ["commit", "--quiet", f"--author={_credited(author)}", f"--message={subject}", "--", *names],
    )
    for step in steps:
        if not repository.run(step) and not repository.is_committed(names):
            return repository.failure
    return ""


def _credited(author: str) -> str:
    """A name as git takes it: it is data, and can be no option and no address."""
    name = "".join(letter for letter in author if letter.isprintable() and letter not in "<>").strip(_CRUD)
    return f"{name or 'contributor'} <contributor@culise.invalid>"


class _Repository:
    """Git in a folder; `failure` is what it said when it last failed."""

    def __init__(self, folder: Path, patience_s: float) -> None:
        self._folder, self._patience_s = folder, patience_s
        self.failure = ""

    def known(self, names: Sequence[str]) -> list[str]:
        """The files that are there or that git knows: of one that came and went in between it has nothing to say."""
        tracked = self._ask(["ls-files", "-z", "--", *names])
        if tracked is None:
            return []
        return [name for name in names if name in tracked.split("\0") or (self._folder / name).exists()]

    def is_committed(self, names: Sequence[str]) -> bool:
        """Whether these files are as they are in the last commit: somebody else was faster."""
        said = self.failure
        is_same = self._ask(["status", "--porcelain", "--untracked-files=all", "--ignored", "--", *names]) == ""
        self.failure = said
        return is_same

    def run(self, arguments: Sequence[str]) -> bool:
        """Whether git did it."""
        return self._ask(arguments) is not None

    def _ask(self, arguments: Sequence[str]) -> str | None:
        """What git answers; None when it failed."""
        command = ["git", "--literal-pathspecs", "-C", str(self._folder), *_IDENTITY, *arguments]
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
                errors="replace", env=_environment(), start_new_session=True)
        except OSError as error:
            self.failure = str(error)
            return None
        with process:
            try:
                said, complained = process.communicate(timeout=self._patience_s)
            except subprocess.TimeoutExpired:
                _end(process)
                self.failure = f"git took longer than {self._patience_s:g} s"
                return None
        if process.returncode:
            self.failure = complained.strip() or said.strip() or "git failed"
        return None if process.returncode else said


def _environment() -> Mapping[str, str]:
    """Without what a hook, or a shell, may have set for another repository."""
    return {**{name: value for name, value in os.environ.items() if not name.startswith("GIT_")}, "LC_ALL": "C.UTF-8"}


def _end(process: subprocess.Popen[str]) -> None:
    """End git and everything it has started, which holds the other ends of our pipes."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=_MERCY_S)
            return
