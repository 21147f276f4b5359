"""A small site with an index, accounts and known questions, for tests of the pages that keep it."""

import atexit
import fcntl
import os
import shutil
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from kb import services as wiring
from kb.accounts import Role
from kb.settings import Settings
from kb.web import create_app
from tests.builders import case_markdown, write_library
from tests.indexes import reindex
from tests.web.members import Browser, add_person

CASES = 25
QUESTIONS = "".join(f"- {{q: vinul {number}, expect: [caz-{number}]}}\n" for number in range(CASES))


@cache
def _indexed():
    """A folder with the library and its index, made once."""
    folder = Path(mkdtemp(prefix="kept-site-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    cases = {f"caz-{number}": case_markdown(title=f"Vinul {number}") for number in range(CASES)}
    write_library(folder / "content", cases=cases, files={"golden-queries.yaml": QUESTIONS})
    reindex(folder)
    return folder


def make_kept_site(folder):
    """The app of a library of CASES cases, indexed; close its services in the end."""
    for part in ("content", "index"):
        shutil.copytree(_indexed() / part, folder / part)
    settings = Settings(content=folder / "content", index=folder / "index", instance=folder / "instance", processes=1,
                        log_level="error")
    app = create_app(settings, wiring.build(settings))
    app.testing = True
    return app


def browser_of(app, role):
    """Somebody of a role, signed in."""
    return Browser(app).take(add_person(app, f"{role}@example.md", role, f"Ana {role}")[1])


def admin_of(app):
    """An admin, signed in."""
    return browser_of(app, Role.ADMIN)


def take_out(app, numbers):
    """Delete cases from the library, not from the index."""
    for number in numbers:
        (app.extensions["kb.services"].settings.content_folder / "cases" / f"caz-{number}.md").unlink()


def written(app):
    """What the audit log says of the index, oldest first."""
    lines = app.extensions["kb.services"].audit.lines()
    return [(line.action, dict(line.after)) for line in reversed(lines) if line.object == "index:live"]


@contextmanager
def held(index):
    """Hold the builder's lock, as a reindex in another process does."""
    descriptor = os.open(index / "lock", os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
