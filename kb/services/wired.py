"""What every part of the services stands on: settings, the live index, the database of records, the clock.

The index and the database are opened by the first question.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from kb.accounts import ACCOUNT_MIGRATIONS
from kb.database import KeptDatabase
from kb.indexing import LiveIndex
from kb.journal import AUDIT_MIGRATIONS
from kb.settings import Settings
from kb.submissions import SUBMISSION_MIGRATIONS

ACCOUNTS_FILE = "accounts.sqlite"
# Where `kb serve` answers by itself.
_LOCAL = "http://127.0.0.1:8000"


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Wired:
    """Settings, the live index and the clock; parts that offer more inherit from it."""

    settings: Settings
    index: LiveIndex
    clock: Callable[[], datetime] = now

    @property
    def address(self) -> str:
        """What the site's own links begin with where no request tells: in mails, on the command line."""
        return self.settings.address.rstrip("/") or _LOCAL

    @cached_property
    def database(self) -> KeptDatabase:
        """What must outlive everything: accounts and the audit log, in one file so that one transaction holds both.

        Raises ConfigurationError when installed from a wheel and KB_INSTANCE is not set.
        """
        migrations = (AUDIT_MIGRATIONS, ACCOUNT_MIGRATIONS, SUBMISSION_MIGRATIONS)
        return KeptDatabase(self.settings.instance_folder / ACCOUNTS_FILE, migrations)
