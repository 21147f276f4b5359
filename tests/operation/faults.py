"""Faults that a machine really has, each put into a running site: what is done is undone by nothing but the product."""

import errno
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kb.errors import KbError, StorageFailed
from kb.indexing import Generations, Reindex
from kb.services import Services
from kb.submissions import Consent, Document, FileSteps
from tests.builders import business_markdown, case_markdown
from tests.services.publisher import ANA, EVA

CONSENT = Consent(licence=True, images=True)


class Site:
    """A library that is served and published to, with what it must hold; `chance` decides the moments."""

    def __init__(self, folder: Path, made: Services, chance: random.Random, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.made, self.chance, self.patch = folder, made, chance, patch
        self.published: dict[str, str] = {}
        self.sent: dict[str, dict[str, str]] = {}
        self.count = 0

    @property
    def index(self) -> Path:
        return self.folder / "index"

    @property
    def content(self) -> Path:
        return self.folder / "content"

    def job(self) -> Reindex:
        return Reindex(self.folder / "content", self.index, "sqlite_fts", processes=1)

    def start_reindex(self, limit: int | None = None) -> subprocess.Popen[bytes]:
        """A reindex in a process of its own; `limit` is the largest file it may write, in bytes."""
        def bound() -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit or resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        environment = {**os.environ, **self.made.settings.as_environment()}
        return subprocess.Popen(
            [sys.executable, "-m", "kb", "reindex"], env=environment, preexec_fn=bound,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def publish(self) -> None:
        """An approved case; it must be there from now on, whatever it took."""
        self.approve(self.send_in())

    def send_in(self) -> str:
        """A case that waits for its approval."""
        self.count += 1
        slug = f"publicat-{self.count}"
        documents = [
            Document(f"cases/{slug}.md",
                     case_markdown(title=f"Publicat {slug}", businesses=[f"firma-{slug}"], specialists=[])),
            Document(f"businesses/firma-{slug}.md", business_markdown(name=slug))]
        draft = self.made.submissions.start(ANA, "ro", documents)
        self.made.submissions.submit(ANA, draft, CONSENT)
        self.sent[draft] = {each.path: each.text or "" for each in documents}
        return draft

    def approve(self, draft: str) -> None:
        self.published |= self.sent[draft]
        self.made.approve(EVA, draft, 1)


def killed_reindex(site: Site) -> None:
    with site.start_reindex() as process:
        time.sleep(site.chance.uniform(0.1, 1.5))
        process.kill()


def full_disk(site: Site) -> None:
    assert fails_in_words(site.start_reindex(limit=site.chance.randrange(1_000, 200_000)))


def fails_in_words(process: subprocess.Popen[bytes]) -> bool:
    """Whether it ended by itself with a sentence that a person can read."""
    told = process.communicate(timeout=60)[1].decode()
    return process.returncode == 1 and "kb: " in told and "Traceback" not in told


def failing_disk(site: Site) -> None:
    """fsync answers EIO: what was written may not be on the disk."""
    with site.patch.context() as patch:
        patch.setattr("os.fsync", _raising(OSError(errno.EIO, "Input/output error")))
        with pytest.raises(KbError):
            site.job().run("full")


def read_only_index(site: Site) -> None:
    """A disk that was mounted anew read-only; permissions do not stop an administrator, so the call is refused."""
    with site.patch.context() as patch:
        patch.setattr("kb.indexing.generations.Path.mkdir", _raising(OSError(errno.EROFS, "Read-only file system")))
        with pytest.raises(KbError):
            site.job().run("full")


def scribbled_pointer(site: Site) -> None:
    (site.index / "CURRENT").write_bytes(site.chance.randbytes(site.chance.randrange(40)))


def missing_pointer(site: Site) -> None:
    (site.index / "CURRENT").unlink()


def missing_generation(site: Site) -> None:
    """Somebody tidied up. Whoever reads the files still holds them open."""
    generations = Generations(site.index)
    with suppress(KbError):
        shutil.rmtree(generations.folder(generations.current()))


def scribbled_old_generation(site: Site) -> None:
    generations = Generations(site.index)
    with suppress(KbError):
        for name in generations.kept():
            if name != generations.current():
                for file in generations.folder(name).iterdir():
                    file.write_bytes(site.chance.randbytes(5_000))


def clock_that_jumps(site: Site) -> None:
    days = site.chance.choice((-4_000, -1, 1, 4_000))
    job = replace(site.job(), now=lambda: datetime.now(UTC) + timedelta(days=days))
    job.run("full")


def two_at_once(site: Site) -> None:
    """Two admins press the button at the same moment: one is at work, the other is told so, or comes after."""
    processes = [site.start_reindex(), site.start_reindex()]
    assert all(process.communicate(timeout=60) for process in processes)
    assert 0 in [process.returncode for process in processes]


def disk_full_while_publishing(site: Site) -> None:
    """The approval is kept, and carried out when there is room again."""
    with site.patch.context() as patch:
        patch.setattr(Services, "file_steps", FileSteps(write=_raising(StorageFailed("no space left"))))
        with pytest.raises(KbError):
            site.publish()


def bad_file(site: Site) -> None:
    """Somebody saves a broken file by hand, and mends it later: the library does without it."""
    (site.folder / "content/cases/stricat.md").write_bytes(site.chance.randbytes(200))


def _raising(error: Exception) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error
    return fail


Fault = Callable[[Site], None]
FAULTS: tuple[Fault, ...] = (
    killed_reindex, full_disk, failing_disk, read_only_index, scribbled_pointer, missing_pointer, missing_generation,
    scribbled_old_generation, clock_that_jumps, two_at_once, disk_full_while_publishing, bad_file,
)


# -- what only an administrator of the machine can do to it, on file systems of the site's own -------------------------

def really_full_disk(site: Site) -> None:
    with filled(site.index, site.chance.randrange(100_000)):
        assert fails_in_words(site.start_reindex())


def really_read_only(site: Site) -> None:
    """As after an error of the disk, when the system mounts it anew."""
    with read_only(site.index):
        assert fails_in_words(site.start_reindex())


def disk_really_full_while_publishing(site: Site) -> None:
    draft = site.send_in()
    with filled(site.content, 0), pytest.raises(KbError):
        site.approve(draft)


def library_really_read_only_while_publishing(site: Site) -> None:
    draft = site.send_in()
    with read_only(site.content), pytest.raises(KbError):
        site.approve(draft)


ROOT_FAULTS: tuple[Fault, ...] = (
    really_full_disk, really_read_only, disk_really_full_while_publishing, library_really_read_only_while_publishing,
)


@contextmanager
def filled(folder: Path, left: int) -> Iterator[None]:
    """A file system with nothing left on it but some bytes."""
    filler = folder / ".filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while file.write(bytes(1_000_000)):
            pass
    with filler.open("r+b") as file:
        file.truncate(max(0, filler.stat().st_size - left))
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)


@contextmanager
def own_file_systems(*folders: Path) -> Iterator[str]:
    """A small file system in memory for each folder while the block lasts; else why there can be none."""
    with ExitStack() as stack:
        for folder in folders:
            folder.mkdir(parents=True)
            done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(folder)], check=False,
                                  capture_output=True, text=True) if os.geteuid() == 0 else None
            if done is None or done.returncode:
                yield done.stderr.strip() if done else "only root can mount file systems"
                return
            stack.callback(subprocess.run, ["umount", "--lazy", str(folder)], check=True)
        yield ""
