"""Messages are kept whole until an editor has dealt with them, whatever happens around it."""

import os
import sqlite3
import stat
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kb.errors import NotFound, StorageFailed, TooManyRequests, Unprocessable
from kb.submissions import Message, Report, Reports
from kb.submissions.reports import FILE
from kb.submissions.throttle import MOST_AN_HOUR

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ONE = Message("report", "/ro/cases/x", "Au fost 70 de tone.", "Ana", "ana@example.md", "ro")
TWO = Message("wanted", "/ru/wanted/propose?q=tiktok", "Кейс про TikTok.\nСсылка есть.", lang="ru")


@pytest.fixture
def reports(tmp_path):
    return Reports(tmp_path / "instance", lambda: b"a secret")


def test_before_the_first_message_there_is_nothing_and_no_file_is_made(reports, tmp_path):
    assert reports.list() == ()
    assert list(tmp_path.iterdir()) == []


def test_a_message_is_kept_with_its_number_and_time(reports):
    assert reports.open(ONE, "203.0.113.7", NOON) == 1
    assert reports.open(TWO, "203.0.113.8", NOON + timedelta(minutes=1)) == 2
    assert reports.list() == (Report(1, ONE, NOON), Report(2, TWO, NOON + timedelta(minutes=1)))


def test_another_process_finds_what_this_one_kept(reports, tmp_path):
    reports.open(ONE, "203.0.113.7", NOON)
    assert Reports(tmp_path / "instance", lambda: b"a secret").list()[0].message == ONE


def test_what_was_typed_with_blanks_around_it_is_kept_without(reports):
    reports.open(replace(ONE, text="  Da.  "), "203.0.113.7", NOON)
    assert reports.list()[0].message.text == "Da."


def test_a_bad_message_is_refused_and_counts_nothing(reports):
    for _ in range(MOST_AN_HOUR + 1):
        with pytest.raises(Unprocessable):
            reports.open(replace(ONE, text=""), "203.0.113.7", NOON)
    assert reports.open(ONE, "203.0.113.7", NOON) == 1


def test_a_throttled_message_is_not_kept(reports):
    for _ in range(MOST_AN_HOUR):
        reports.open(ONE, "203.0.113.7", NOON)
    with pytest.raises(TooManyRequests):
        reports.open(ONE, "203.0.113.7", NOON)
    assert len(reports.list()) == MOST_AN_HOUR


def test_many_at_once_are_counted_exactly(tmp_path):
    """Each thread with its own connection, as worker processes have."""
    kept, refused = [], []

    def send():
        try:
            kept.append(Reports(tmp_path, lambda: b"a secret").open(ONE, "203.0.113.7", NOON))
        except TooManyRequests:
            refused.append(1)

    Reports(tmp_path, lambda: b"a secret").open(replace(ONE, text="first"), "203.0.113.99", NOON)
    threads = [threading.Thread(target=send) for _ in range(MOST_AN_HOUR + 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(kept), len(refused)) == (MOST_AN_HOUR, 4)
    assert len(set(kept)) == MOST_AN_HOUR


def test_a_closed_one_is_listed_only_when_asked_for(reports):
    reports.open(ONE, "203.0.113.7", NOON)
    reports.open(TWO, "203.0.113.7", NOON)
    reports.close(1, NOON + timedelta(hours=1))
    assert [report.number for report in reports.list()] == [2]
    assert [(report.number, report.closed) for report in reports.list(with_closed=True)] == [
        (1, NOON + timedelta(hours=1)), (2, None)]


def test_closing_forgets_who_sent_it_and_keeps_what_was_said(reports, tmp_path):
    reports.open(ONE, "203.0.113.7", NOON)
    reports.close(1, NOON)
    [report] = reports.list(with_closed=True)
    assert report.message == replace(ONE, name="", email="")


def test_closing_twice_keeps_the_first_time(reports):
    reports.open(ONE, "203.0.113.7", NOON)
    reports.close(1, NOON)
    reports.close(1, NOON + timedelta(days=1))
    assert reports.list(with_closed=True)[0].closed == NOON


@pytest.mark.parametrize("number", [0, 2, -1, 2**40])
def test_what_is_not_there_cannot_be_closed(reports, number):
    reports.open(ONE, "203.0.113.7", NOON)
    with pytest.raises(NotFound):
        reports.close(number, NOON)


def test_the_file_is_for_its_owner_alone(reports, tmp_path):
    reports.open(ONE, "203.0.113.7", NOON)
    assert stat.S_IMODE((tmp_path / "instance" / FILE).stat().st_mode) == 0o600


def test_a_damaged_file_is_an_error_of_ours_and_stays_as_it_is(reports, tmp_path):
    reports.open(ONE, "203.0.113.7", NOON)
    file = tmp_path / "instance" / FILE
    file.write_bytes(b"not a database" * 1000)
    for ask in (reports.list, lambda: reports.open(ONE, "203.0.113.7", NOON)):
        with pytest.raises(StorageFailed):
            ask()
    assert file.read_bytes() == b"not a database" * 1000


def test_a_folder_that_cannot_be_made_is_an_error_of_ours(tmp_path):
    (tmp_path / "instance").write_text("a file stands here")
    with pytest.raises(StorageFailed):
        Reports(tmp_path / "instance", lambda: b"a secret").open(ONE, "203.0.113.7", NOON)


def test_each_commit_is_on_disk_and_the_journal_is_a_rollback_journal(reports, tmp_path):
    reports.open(ONE, "203.0.113.7", NOON)
    connection = sqlite3.connect(tmp_path / "instance" / FILE)
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal"
    connection.close()
    assert {name for name in os.listdir(tmp_path / "instance") if name.endswith(("-wal", "-shm"))} == set()
