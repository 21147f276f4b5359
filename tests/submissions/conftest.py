"""Submissions over a file of their own, with a clock that moves by a second at each look."""

from datetime import UTC, datetime, timedelta

import pytest

from kb.accounts import ACCOUNT_MIGRATIONS, Actor, Role
from kb.database import KeptDatabase
from kb.journal import AUDIT_MIGRATIONS
from kb.submissions import SUBMISSION_MIGRATIONS, Submissions

MIGRATIONS = (AUDIT_MIGRATIONS, ACCOUNT_MIGRATIONS, SUBMISSION_MIGRATIONS)
ANA, ION = Actor("ana", Role.CONTRIBUTOR, "Ana"), Actor("ion", Role.CONTRIBUTOR, "Ion")
EVA, OLEG = Actor("eva", Role.EDITOR, "Eva"), Actor("oleg", Role.ADMIN, "Oleg")


class Clock:
    def __init__(self):
        self.now = datetime(2026, 11, 22, 10, tzinfo=UTC)

    def __call__(self):
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def database(tmp_path):
    return KeptDatabase(tmp_path / "accounts.sqlite", MIGRATIONS)


@pytest.fixture
def submissions(database):
    return Submissions(database, Clock())
