"""What every part of the accounts stands on: the database, the secret, the clock, the dice."""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from kb.accounts.actor import Actor
from kb.database import KeptDatabase
from kb.journal import record

_NOTHING: Mapping[str, object] = {}


@dataclass(frozen=True)
class Desk:
    """`key` is asked for only when something is signed or hashed; `needs_second_step`: of editors and admins."""

    database: KeptDatabase
    key: Callable[[], bytes]
    clock: Callable[[], datetime]
    needs_second_step: bool = False
    new_token: Callable[[int], str] = secrets.token_urlsafe

    def keyed(self, purpose: str, text: str) -> str:
        """What stands in place of an address or an e-mail: without the key nobody can try all there are."""
        return hmac.new(self.key(), f"{purpose}\0{text}".encode("utf-8", "backslashreplace"),
                        hashlib.sha256).hexdigest()

    def note(
        self, database: Database, actor: Actor, action: str, of: str, *, kind: str = "person",
        before: Mapping[str, object] = _NOTHING, after: Mapping[str, object] = _NOTHING,
    ) -> None:
        """Write into the audit log, in the transaction of the change; `of` is the id of what was changed."""
        record(database, actor.id, action, f"{kind}:{of}", before=before, after=after, now=self.clock())


def digest(token: str) -> str:
    """How a token of 256 random bits is kept: who reads the file cannot use it."""
    return hashlib.sha256(token.encode("utf-8", "backslashreplace")).hexdigest()
