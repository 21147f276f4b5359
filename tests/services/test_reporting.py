"""Messages of readers through the services: kept in the instance folder, hashed with the site's own secret."""

from datetime import UTC, datetime

import pytest

from kb.errors import NotFound, Unprocessable
from kb.services import build
from kb.settings import Settings
from kb.submissions import Message

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MESSAGE = Message("report", "/ro/cases/x", "Au fost 70 de tone.", "Ana", "ana@example.md")


@pytest.fixture
def services(tmp_path):
    services = build(Settings(index=tmp_path / "index", instance=tmp_path / "instance"))
    yield services
    services.close()


def test_a_message_goes_from_the_reader_to_the_editors(services):
    number = services.send_message(MESSAGE, "203.0.113.7", NOON)
    assert [(report.number, report.message) for report in services.reports()] == [(number, MESSAGE)]
    services.close_report(number, NOON)
    assert services.reports() == ()
    assert len(services.reports(with_closed=True)) == 1


def test_nothing_is_written_before_there_is_something_to_write(services, tmp_path):
    assert services.reports() == ()
    with pytest.raises(Unprocessable):
        services.send_message(Message("report", "", ""), "203.0.113.7", NOON)
    assert not (tmp_path / "instance").exists()


def test_deleting_the_index_loses_no_message(services, tmp_path):
    services.send_message(MESSAGE, "203.0.113.7", NOON)
    assert not (tmp_path / "index").exists()
    assert len(services.reports()) == 1


def test_what_is_not_there_cannot_be_closed(services):
    with pytest.raises(NotFound):
        services.close_report(1, NOON)
