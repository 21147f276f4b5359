"""A site over invented cases."""

import itertools

import pytest

from kb import log
from kb.settings import Settings
from kb.web import create_app
from tests.web.fake_services import FakeServices

# The smallest PNG there is: one transparent pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001000501a2a0f80000000049454e44ae426082"
)


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
