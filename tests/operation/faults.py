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
from collections.abc import Callable
from contextlib import suppress
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
        self.count = 0

    @property
    def index(self) -> Path:
        return self.folder / "index"

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
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def publish(self) -> None:
        """An approved case; it must be there from now on, whatever it took."""
        self.count += 1
        slug = f"publicat-{self.count}"
        documents = [
            Document(f"cases/{slug}.md",
                     case_markdown(title=f"Publicat {slug}", businesses=[f"firma-{slug}"], specialists=[])),
            Document(f"businesses/firma-{slug}.md", business_markdown(name=slug))]
        draft = self.made.submissions.start(ANA, "ro", documents)
        self.made.submissions.submit(ANA, draft, CONSENT)
        self.published |= {each.path: each.text or "" for each in documents}
        self.made.approve(EVA, draft, 1)


def killed_reindex(site: Site) -> None:
    process = site.start_reindex()
    time.sleep(site.chance.uniform(0.1, 1.5))
    process.kill()
    process.wait()


def full_disk(site: Site) -> None:
    process = site.start_reindex(limit=site.chance.randrange(1_000, 200_000))
    assert process.wait(60) == 1


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
    assert 0 in [process.wait(60) for process in processes]


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


FAULTS: tuple[Callable[[Site], None], ...] = (
    killed_reindex, full_disk, failing_disk, read_only_index, scribbled_pointer, missing_pointer, missing_generation,
    scribbled_old_generation, clock_that_jumps, two_at_once, disk_full_while_publishing, bad_file,
)
# What only an administrator of the machine can do to it: a file system that is really full or really read-only.
NOT_RUN_WITHOUT_ROOT = ("a full tmpfs", "remount,ro")
