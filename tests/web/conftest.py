"""A site over invented cases."""

import itertools

import pytest
from flask import Flask
from jinja2 import BytecodeCache

from kb import log
from kb import services as wiring
from kb.settings import Settings
from kb.web import create_app
from tests.builders import write_library
from tests.web.entity_library import BUSINESSES, CASES, PEOPLE
from tests.web.fake_services import FakeServices
from tests.web.review_site import open_desk, prepare_desk

# The smallest PNG there is: one transparent pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001000501a2a0f80000000049454e44ae426082"
)


class CompiledTemplates(BytecodeCache):
    """Templates as they were compiled for the app before: most of the time that a new app takes is spent on them."""

    def __init__(self):
        self.kept = {}

    def load_bytecode(self, bucket):
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket):
        self.kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(autouse=True, scope="session")
def compiled_templates():
    """Each template is compiled once for all apps of a run; one whose text is another is compiled anew."""
    Flask.jinja_options = {"bytecode_cache": CompiledTemplates()}
    yield
    Flask.jinja_options = {}


@pytest.fixture(scope="session")
def library(tmp_path_factory):
    """A library with one image, and what must not be given away beside it."""
    folder = tmp_path_factory.mktemp("library")
    media = folder / "media" / "struguri"
    media.mkdir(parents=True)
    (media / "targ.png").write_bytes(PIXEL)
    (media / "targ.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "secret.png").write_bytes(PIXEL)
    (media / "escape.png").symlink_to(folder / "secret.png")
    return folder


@pytest.fixture
def services():
    return FakeServices()


class Ids:
    """Request ids that can be foretold: request-1, request-2 ..."""

    def __init__(self):
        self.count = itertools.count(1)

    def __call__(self):
        return f"request-{next(self.count)}"


@pytest.fixture(scope="session")
def shared(library):
    """One app for most tests: making one compiles every template."""
    ids = Ids()
    app = create_app(Settings(content=library, log_level="error"), FakeServices(), new_request_id=ids)
    app.testing = True
    return app, ids


@pytest.fixture
def app(shared, services):
    """The shared app as if it were new, over this test's services. A test that changes an app makes its own."""
    app, ids = shared
    app.extensions["kb.services"] = services
    ids.count = itertools.count(1)
    log.configure("error")
    return app


@pytest.fixture
def make_app(services, library):
    def make(**changes):
        settings = Settings(content=library, log_level="error", **changes)
        app = create_app(settings, services, new_request_id=Ids())
        app.testing = True
        return app
    return make


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture(scope="session")
def entities(tmp_path_factory):
    """A client of the site over the small library of businesses and people."""
    folder = tmp_path_factory.mktemp("entities")
    content = write_library(folder / "content", cases=CASES, businesses=BUSINESSES, specialists=PEOPLE)
    services = wiring.build(Settings(content=content, index=folder / "index", log_level="error"))
    services.reindex("full")
    client = create_app(services.settings, services).test_client()
    for path in ("search?q=struguri", "cases/struguri"):
        client.get(f"/ro/{path}")  # opens what is kept open for all tests
    yield client
    services.close()


@pytest.fixture(scope="session")
def prepared_desk(tmp_path_factory):
    """A small library with three accounts, to be copied by each test that changes it."""
    folder = tmp_path_factory.mktemp("desk")
    return folder, prepare_desk(folder)


@pytest.fixture
def make_desk(prepared_desk, tmp_path):
    """Opens a desk: an author and two editors at work on a library of their own."""
    opened = []

    def make(**changes):
        opened.append(open_desk(*prepared_desk, tmp_path / "desk", **changes))
        return opened[-1]
    yield make
    for desk in opened:
        desk.services.close()


@pytest.fixture
def desk(make_desk):
    return make_desk()
