"""The program `kb` over invented services."""

import pytest
from click.testing import CliRunner

from kb.cli import Session, main
from kb.settings import Settings
from tests.web.fake_services import FakeServices


@pytest.fixture
def services():
    return FakeServices()


@pytest.fixture
def run(services):
    def invoke(*arguments, settings=None):
        session = Session(read=lambda: settings or Settings(log_level="error"), make=lambda _: services)
        return CliRunner().invoke(main, arguments, obj=session, catch_exceptions=False)
    return invoke
