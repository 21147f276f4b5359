"""A site over a small library with people who write; each module of tests has its own."""

import pytest

from tests.builders import case_markdown, write_library
from tests.web.members import Browser
from tests.web.write_site import Writer, make_writing_site


@pytest.fixture(scope="module")
def files():
    """What the library holds besides the usual, by path; a module that wants something gives its own."""
    return {}


@pytest.fixture(scope="module")
def site(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("writing")
    app = make_writing_site(folder, write_library(folder / "content", files=files))
    yield app
    app.extensions["kb.services"].close()


@pytest.fixture(scope="module")
def account(site):
    return Writer(site)


@pytest.fixture
def ana(account):
    """Ana, in a browser of her own."""
    account.browser = Browser(account.site).take(account.token)
    return account


@pytest.fixture(scope="module")
def ion(site):
    return Writer(site, "ion@example.md", name="Ion")


@pytest.fixture
def draft(ana):
    """A case that can be sent in as it is."""
    address = ana.begin(title="Mere la borcan")
    ana.put(address, case_markdown(title="Mere la borcan"))
    return address
