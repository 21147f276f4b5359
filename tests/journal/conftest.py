"""An audit log in a file of its own."""

from datetime import UTC, datetime

import pytest

from kb.database import KeptDatabase
from kb.journal import AUDIT_MIGRATIONS, AuditLog, record

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path):
    return KeptDatabase(tmp_path / "accounts.sqlite", (AUDIT_MIGRATIONS,))


@pytest.fixture
def log(database):
    return AuditLog(database)


@pytest.fixture
def write(database):
    """Write a line, as a change does."""
    def tell(actor="ana", action="person.role", of="person:ion", before=None, after=None, now=NOON):
        with database.writing() as rows:
            record(rows, actor, action, of, before=before or {}, after=after or {}, now=now)
    return tell
