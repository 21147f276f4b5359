"""Accounts over a file of their own, with a clock that a test moves."""

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from kb.accounts import ACCOUNT_MIGRATIONS, Accounts, Actor, Role
from kb.accounts.passwords import Passwords
from kb.database import KeptDatabase
from kb.journal import AUDIT_MIGRATIONS, AuditLog

# The cost is a matter of one test; all the others would only wait.
CHEAP = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
PASSWORD = "o vaca verde pe deal"
OTHER_PASSWORD = "doi boi albi la arat"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.moment = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

    def __call__(self):
        return self.moment

    def move(self, **by):
        self.moment += timedelta(**by)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def database(tmp_path):
    return KeptDatabase(tmp_path / "instance" / "accounts.sqlite", (AUDIT_MIGRATIONS, ACCOUNT_MIGRATIONS))


@pytest.fixture
def accounts(database, clock):
    made = Accounts(database, lambda: b"a key of the tests", clock)
    made.__dict__["passwords"] = CHEAP
    return made


@pytest.fixture
def log(database):
    return AuditLog(database)


@pytest.fixture
def enter(accounts):
    """Sign somebody in and answer what became of it."""
    def sign_in(email="ana@example.md", password=PASSWORD, **changes):
        given = {"address": "192.0.2.7", "device": "Firefox · Linux"} | changes
        return accounts.sign_in(email, password, **given)
    return sign_in


@pytest.fixture
def add(accounts):
    """Add somebody with a password, as an invitation does, and answer them as an actor."""
    def make(email="ana@example.md", role=Role.CONTRIBUTOR, name="Ana"):
        token = accounts.invite(Actor.CONSOLE, email, role, "ro")
        session = accounts.accept(token, name, PASSWORD, "ro", "Firefox · Linux")
        actor = accounts.actor(session)
        accounts.sign_out(session)
        return actor
    return make


@pytest.fixture
def ana(add):
    return add()


@pytest.fixture
def written(log):
    """What the log tells, the first line first: who, what, to what."""
    return lambda: [(line.actor, line.action, line.object) for line in reversed(log.lines())]
