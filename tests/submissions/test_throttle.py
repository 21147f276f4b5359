"""Messages are counted exactly, by a network that cannot be found out."""

from datetime import UTC, datetime, timedelta

import pytest

from kb.database import KeptDatabase
from kb.errors import TooManyRequests
from kb.submissions.throttle import MOST_A_DAY, MOST_AN_HOUR, THROTTLE_MIGRATIONS, count_sending

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = b"a secret"


@pytest.fixture
def database(tmp_path):
    return KeptDatabase(tmp_path / "counted.sqlite", (THROTTLE_MIGRATIONS,))


@pytest.fixture
def send(database):
    def send(address="203.0.113.7", now=NOON, key=KEY):
        with database.writing() as opened:
            count_sending(opened, address, key, now)
    return send


def fill(send, address="203.0.113.7", now=NOON, times=MOST_AN_HOUR):
    for _ in range(times):
        send(address, now)


def rows(database, table):
    with database.reading() as opened:
        return [tuple(row) for row in opened.execute(f"SELECT * FROM {table}")]


def test_the_last_allowed_one_passes_and_the_next_does_not(send):
    fill(send)
    with pytest.raises(TooManyRequests):
        send()


def test_a_refused_one_counts_nothing(send, database):
    fill(send)
    for _ in range(3):
        with pytest.raises(TooManyRequests):
            send()
    assert len(rows(database, "sendings")) == MOST_AN_HOUR


@pytest.mark.parametrize(("later", "passes"), [(59, False), (61, True)])
def test_an_hour_later_one_may_write_again(send, later, passes):
    fill(send)
    if passes:
        send(now=NOON + timedelta(minutes=later))
    else:
        with pytest.raises(TooManyRequests):
            send(now=NOON + timedelta(minutes=later))


def test_a_day_has_its_own_limit(send):
    start = datetime(2026, 11, 22, 0, 5, tzinfo=UTC)
    sent = 0
    with pytest.raises(TooManyRequests):
        for step in range(MOST_A_DAY + 1):
            send(now=start + timedelta(minutes=30 * step))
            sent += 1
    assert sent == MOST_A_DAY


def test_everybody_together_cannot_fill_the_disk(send, monkeypatch):
    monkeypatch.setattr("kb.submissions.throttle.MOST_OF_ALL_A_DAY", 3)
    for number in range(3):
        send(f"203.0.113.{number}")
    with pytest.raises(TooManyRequests):
        send("203.0.113.99")


@pytest.mark.parametrize(("one", "other", "same"), [
    ("203.0.113.7", "203.0.113.8", False),
    ("2001:db8::1", "2001:db8::ffff:2", True),
    ("2001:db8::1", "2001:db8:0:1::1", False),
    ("::ffff:203.0.113.7", "203.0.113.7", True),
    ("", "unix socket", True),
])
def test_a_household_is_counted_as_one(send, one, other, same):
    fill(send, one)
    if same:
        with pytest.raises(TooManyRequests):
            send(other)
    else:
        send(other)


def test_no_address_is_kept_and_a_hash_of_it_alone_is_not_either(send, database, tmp_path):
    send("203.0.113.7")
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"203.0.113" not in kept
    [(first, _)] = rows(database, "sendings")
    send("203.0.113.7", now=NOON + timedelta(days=1))
    [(second, _)] = rows(database, "sendings")
    assert first != second


def test_with_another_secret_the_same_address_is_another(send, database):
    send(key=b"one")
    send(key=b"two")
    assert len({sender for sender, _ in rows(database, "sendings")}) == 2


def test_yesterday_is_forgotten_with_the_first_message_of_a_day(send, database):
    send()
    [(day, salt)] = rows(database, "salts")
    send(now=NOON + timedelta(days=1))
    [(next_day, next_salt)] = rows(database, "salts")
    assert (day, next_day) == ("2026-11-22", "2026-11-23")
    assert salt != next_salt
    assert len(rows(database, "sendings")) == 1
