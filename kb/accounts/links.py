"""Links that are good once: an invitation makes an account, a reset gives a new password, one confirms an e-mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from kb.accounts.actor import Actor, Role
from kb.accounts.desk import digest
from kb.accounts.email_address import normal_email
from kb.accounts.network import network
from kb.accounts.passwords import check_password
from kb.accounts.people import People, checked_name, person_or_404, refuse_taken
from kb.accounts.sessions import end_all
from kb.accounts.throttle import count_attempt
from kb.database import moment, stamp
from kb.errors import Conflict, NotFound

_TOKEN_BYTES = 32
# How many mails an address, and a visitor, may cause in fifteen minutes.
_MAILS_TO_ADDRESS = 3
_MAILS_FROM_VISITOR = 10


class Kind(StrEnum):
    """What a link is good for."""

    INVITATION = "invitation"
    RESET = "reset"
    EMAIL = "email"


# A mail may lie for a weekend; a reset is asked for by somebody who sits before it.
GOOD_FOR = {Kind.INVITATION: timedelta(days=14), Kind.RESET: timedelta(hours=2), Kind.EMAIL: timedelta(hours=2)}


@dataclass(frozen=True, slots=True)
class Link:
    """A link that waits to be used."""

    id: str
    kind: Kind
    email: str
    role: Role
    lang: str
    made_by: str
    made: datetime
    ends: datetime


class Links(People):
    """Making links, and what using one does."""

    def invite(self, actor: Actor, email: str, role: Role, lang: str) -> str:
        """The token of an invitation; one of before to the same address is void. Raises Conflict, Unprocessable."""
        address = normal_email(email)
        with self.database.writing() as database:
            refuse_taken(database, address)
            database.execute("DELETE FROM links WHERE kind = ? AND email = ?", (Kind.INVITATION.value, address))
            return self._make(database, actor, Kind.INVITATION, address, role, lang)

    def reset_link(self, actor: Actor, person: str) -> str:
        """The token of a link that gives somebody a new password; earlier ones are void. Raises Conflict, NotFound."""
        with self.database.writing() as database:
            found = person_or_404(database, person)
            if found.disabled:
                raise Conflict("this account is disabled; enable it first")
            database.execute("DELETE FROM links WHERE person = ?", (person,))
            return self._make(database, actor, Kind.RESET, found.email, found.role, found.lang, person)

    def email_link(self, actor: Actor, email: str) -> str:
        """The token of a link that confirms a new e-mail address of one's own; earlier ones are void.

        Raises Conflict, NotFound, Unprocessable.
        """
        address = normal_email(email)
        with self.database.writing() as database:
            found = person_or_404(database, actor.id)
            refuse_taken(database, address)
            database.execute("DELETE FROM links WHERE kind = ? AND person = ?", (Kind.EMAIL.value, actor.id))
            return self._make(database, actor, Kind.EMAIL, address, found.role, found.lang, actor.id)

    def confirmed_by(self, token: str) -> str:
        """Whose new address such a link would confirm. Raises NotFound for one no longer good."""
        with self.database.reading() as database:
            return str(self._row(database, Kind.EMAIL, token)["person"])

    def confirm_email(self, token: str) -> None:
        """Use such a link. Raises Conflict, NotFound for one no longer good."""
        with self.database.writing() as database:
            row = self._row(database, Kind.EMAIL, token)
            self.give_email(database, Actor(row["person"], None), row["email"])

    def _make(self, database: Database, actor: Actor, kind: Kind, email: str, role: Role, lang: str,
              person: str | None = None) -> str:
        token, link, now = self.new_token(_TOKEN_BYTES), self.new_token(9), self.clock()
        database.execute("DELETE FROM links WHERE ends < ?", (stamp(now),))
        database.execute("INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (
            digest(token), link, kind.value, person, email, role.value, lang, actor.id, stamp(now),
            stamp(now + GOOD_FOR[kind])))
        self.note(database, actor, f"{kind.value}.make", person or link, kind="person" if person else "invitation",
                  after={"role": role.value})
        return token

    def invitations(self) -> list[Link]:
        """The open invitations, the latest first."""
        with self.database.reading() as database:
            rows = database.execute("SELECT * FROM links WHERE kind = ? AND ends >= ? ORDER BY made DESC, id",
                                    (Kind.INVITATION.value, stamp(self.clock()))).fetchall()
        return [_link(row) for row in rows]

    def withdraw_invitation(self, actor: Actor, link: str) -> None:
        """Make an invitation void. Raises NotFound."""
        with self.database.writing() as database:
            gone = database.execute("DELETE FROM links WHERE id = ? AND kind = ?", (link, Kind.INVITATION.value))
            if not gone.rowcount:
                raise NotFound("this invitation is used or void already")
            self.note(database, actor, "invitation.withdraw", link, kind="invitation")

    def link(self, kind: Kind, token: str) -> Link:
        """A link that is still good. Raises NotFound for one that is used, void, or too old."""
        with self.database.reading() as database:
            return _link(self._row(database, kind, token))

    def _row(self, database: Database, kind: Kind, token: str) -> Any:
        row = database.execute("SELECT * FROM links WHERE hash = ? AND kind = ? AND ends >= ?",
                               (digest(token), kind.value, stamp(self.clock()))).fetchone()
        if row is None:
            raise NotFound("this link was used already, or is too old; ask for a new one")
        return row

    def accept(self, token: str, name: str, password: str, lang: str, device: str) -> str:
        """Use an invitation: make the account and answer the token of its first session.

        Raises NotFound for a link that is no longer good, Unprocessable with the field, Conflict.
        """
        email = self.link(Kind.INVITATION, token).email
        named = checked_name(name)
        check_password(password, (email, named))
        kept = self.passwords.kept(password)
        with self.database.writing() as database:
            row = self._row(database, Kind.INVITATION, token)
            database.execute("DELETE FROM links WHERE hash = ?", (digest(token),))
            person = self.add_person(database, None, row["email"], named, lang, Role(row["role"]), kept)
            self.note(database, Actor(person, None), "session.begin", person)
            return self.begin(database, person, device, is_whole=True)

    def reset_password(self, token: str, password: str) -> None:
        """Use a reset: all sessions end, and one signs in anew, with the code if one has it on.

        Raises NotFound for a link that is no longer good, Unprocessable.
        """
        check_password(password, (self.link(Kind.RESET, token).email,))
        kept = self.passwords.kept(password)
        with self.database.writing() as database:
            person = self._row(database, Kind.RESET, token)["person"]
            database.execute("DELETE FROM links WHERE person = ?", (person,))
            database.execute("UPDATE people SET password = ? WHERE id = ?", (kept, person))
            end_all(database, person)
            self.note(database, Actor(person, None), "person.new_key", person)

    def count_mail(self, email: str, address: str) -> None:
        """Count a mail that a visitor causes, whoever has the address. Raises TooManyRequests, Unprocessable."""
        to, here = self.keyed("mail", normal_email(email)), self.keyed("mails from", network(address))
        with self.database.writing() as database:
            count_attempt(database, {to: _MAILS_TO_ADDRESS, here: _MAILS_FROM_VISITOR}, self.clock())


def _link(row: Any) -> Link:
    return Link(row["id"], Kind(row["kind"]), row["email"], Role(row["role"]), row["lang"], row["made_by"],
                moment(row["made"]), moment(row["ends"]))
