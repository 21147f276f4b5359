"""Signing in: password, then a code where somebody has set one up. Unknown and known addresses are answered alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlite_utils import Database

from kb.accounts.actor import Actor, Role
from kb.accounts.desk import digest
from kb.accounts.email_address import normal_email
from kb.accounts.network import network
from kb.accounts.passwords import Passwords
from kb.accounts.second_step import SecondSteps
from kb.accounts.sessions import clear_away, half_session
from kb.accounts.throttle import count_attempt, forgive
from kb.errors import SignInNeeded, Unprocessable

# Wrong tries in fifteen minutes: on an account from one address, on an account from anywhere, from one address.
_FROM_HERE = 10
_ON_ACCOUNT = 30
_FROM_ADDRESS = 60
# Of codes with six digits, so few tries leave a chance of one in 200,000.
_CODES = 5


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session; `wants_code`: it is worth nothing before the second step."""

    token: str
    wants_code: bool


class SigningIn(SecondSteps):
    """From e-mail and password to a session."""

    @cached_property
    def passwords(self) -> Passwords:
        """How passwords are kept and compared."""
        return Passwords()

    @cached_property
    def _nobodys(self) -> str:
        """What a password is compared with when there is no such account, so that it takes as long."""
        return self.passwords.kept(self.new_token(16))

    def sign_in(self, email: str, password: str, *, address: str, device: str, token: str = "") -> SignedIn:
        """Begin a session; that of `token`, if any, ends, so that no token is known from before.

        `address` is the network address, `device` what the browser says of itself. Raises Unprocessable for a wrong
        pair, TooManyRequests, Busy, StorageFailed.
        """
        account = self._account_key(email)
        limits = self._limits(account, address)
        with self.database.writing() as database:
            count_attempt(database, limits, self.clock())
            person = _by_email(database, email)
        kept = person["password"] if person is not None else ""
        is_right = self.passwords.fits(kept or self._nobodys, password)
        if person is None or not kept or not is_right or person["disabled"]:
            raise Unprocessable("e-mail and password do not fit together", field="password")
        with self.database.writing() as database:
            self._forgive(database, limits)
            return self._admit(database, person, password, device, token)

    def _admit(self, database: Database, person: Any, password: str, device: str, token: str) -> SignedIn:
        clear_away(database, self.clock())
        # Somebody may have changed it, or closed the account, since it was read.
        now = database.execute("SELECT password, disabled FROM people WHERE id = ?", (person["id"],)).fetchone()
        if now is None or now["disabled"] or now["password"] != person["password"]:
            raise Unprocessable("e-mail and password do not fit together", field="password")
        if self.passwords.is_outdated(person["password"]):
            database.execute("UPDATE people SET password = ? WHERE id = ?",
                             (self.passwords.kept(password), person["id"]))
        wants_code = self.has_second_step(database, person["id"])
        return SignedIn(self._replace(database, token, person["id"], device, is_whole=not wants_code), wants_code)

    def give_code(self, token: str, code: str, device: str) -> str:
        """Make a session whole by a code, or a recovery code, and answer its new token.

        Raises SignInNeeded when the password was given too long ago, Unprocessable, TooManyRequests.
        """
        with self.database.writing() as database:
            row = half_session(database, token, self.clock())
            if row is None:
                raise SignInNeeded("this took too long; sign in once more")
            limits = {self.keyed("code", row["person"]): _CODES}
            count_attempt(database, limits, self.clock())
        with self.database.writing() as database:
            self.use_code(database, Actor(row["person"], Role(row["role"])), code)
            forgive(database, limits)
            return self._replace(database, token, row["person"], device, is_whole=True)

    def waits_for_code(self, token: str) -> bool:
        """Whether the session of a token still wants its code."""
        with self.database.reading() as database:
            return half_session(database, token, self.clock()) is not None

    def renewed(self, actor: Actor, device: str) -> str:
        """End all sessions of an actor but begin a new one here, and answer its token."""
        with self.database.writing() as database:
            self.note(database, actor, "session.renew", actor.id)
            return self.renew(database, actor, device)

    def renew(self, database: Database, actor: Actor, device: str) -> str:
        """The same inside a transaction."""
        database.execute("DELETE FROM sessions WHERE person = ?", (actor.id,))
        return self.begin(database, actor.id, device, is_whole=True)

    def check_own_password(self, actor: Actor, password: str, address: str) -> None:
        """Ask for the password once more before something grave. Raises Unprocessable, TooManyRequests."""
        with self.database.writing() as database:
            row = database.execute("SELECT email, password FROM people WHERE id = ?", (actor.id,)).fetchone()
            if row is None:
                raise SignInNeeded("this took too long; sign in once more")
            limits = self._limits(self._account_key(row["email"]), address)
            count_attempt(database, limits, self.clock())
        if not self.passwords.fits(row["password"], password):
            raise Unprocessable("this is not your password", field="current")
        with self.database.writing() as database:
            self._forgive(database, limits)

    def _replace(self, database: Database, old: str, person: str, device: str, *, is_whole: bool) -> str:
        if old:
            database.execute("DELETE FROM sessions WHERE hash = ?", (digest(old),))
        if is_whole:
            self.note(database, Actor(person, None), "session.begin", person)
        return self.begin(database, person, device, is_whole=is_whole)

    def _account_key(self, email: str) -> str:
        try:
            return self.keyed("account", normal_email(email))
        except Unprocessable:
            return self.keyed("account", email)

    def _limits(self, account: str, address: str) -> dict[str, int]:
        here = self.keyed("address", network(address))
        return {self.keyed("pair", account + here): _FROM_HERE, account: _ON_ACCOUNT, here: _FROM_ADDRESS}

    def _forgive(self, database: Database, limits: Mapping[str, int]) -> None:
        *account, here = limits
        forgive(database, account, here)


def _by_email(database: Database, email: str) -> Any:
    try:
        address = normal_email(email)
    except Unprocessable:
        address = ""
    return database.execute("SELECT * FROM people WHERE email = ?", (address,)).fetchone()
