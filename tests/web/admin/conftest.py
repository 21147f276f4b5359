"""A site of its own for each test, with those who keep it."""

import pytest

from tests.web.keeping_site import admin_of, make_kept_site


@pytest.fixture
def site(tmp_path):
    app = make_kept_site(tmp_path)
    yield app
    app.extensions["kb.services"].close()


@pytest.fixture
def services(site):
    return site.extensions["kb.services"]


@pytest.fixture
def admin(site):
    return admin_of(site)


@pytest.fixture
def started(monkeypatch):
    """Commands that would have been started."""
    commands = []
    monkeypatch.setattr("kb.services.upkeep.start_command", lambda arguments, settings: commands.append(arguments))
    return commands
