"""People with accounts: their data, their role, coming and going. How they sign in is told elsewhere."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from kb.accounts.actor import Actor, Role
from kb.accounts.email_address import normal_email
from kb.accounts.passwords import check_password
from kb.accounts.sessions import end_all
from kb.accounts.signing_in import SigningIn
from kb.database import moment, stamp
from kb.errors import Conflict, NotFound, Unprocessable

LONGEST_NAME = 100
_ID_BYTES = 9

_ALL = (
    "SELECT p.*, coalesce(t.is_on, 0) AS has_second_step, (SELECT count(*) FROM sessions s WHERE s.person = p.id"
    " AND s.is_whole) AS sessions, (SELECT max(seen) FROM sessions s WHERE s.person = p.id) AS seen"
    " FROM people p LEFT JOIN second_steps t ON t.person = p.id"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account. `credit` is the name on a case, `specialist` the slug of a page about them."""

    id: str
    email: str
    name: str
    credit: str
    specialist: str
    lang: str
    role: Role
    made: datetime
    disabled: datetime | None
    has_password: bool
    has_second_step: bool
    sessions: int
    seen: datetime | None


class People(SigningIn):
    """Reading and changing accounts. Who may do so is asked before, by `can`."""

    def people(self) -> list[Person]:
        """Everybody, by name."""
        with self.database.reading() as database:
            return [_person(row) for row in database.execute(f"{_ALL} ORDER BY p.name, p.id").fetchall()]

    def person(self, person: str) -> Person:
        """One of them, by id. Raises NotFound."""
        with self.database.reading() as database:
            return person_or_404(database, person)

    def person_by_email(self, email: str) -> Person:
        """One of them, by e-mail address. Raises NotFound, Unprocessable."""
        with self.database.reading() as database:
            row = database.execute(f"{_ALL} WHERE p.email = ?", (normal_email(email),)).fetchone()
        if row is None:
            raise NotFound("there is no account with this e-mail address", field="email")
        return _person(row)

    def names(self, ids: Sequence[str]) -> Mapping[str, str]:
        """The names that belong to ids; accounts that are gone are left out."""
        places = ", ".join("?" * len(ids))
        with self.database.reading() as database:
            rows = database.execute(f"SELECT id, name FROM people WHERE id IN ({places})", list(ids)).fetchall()
        return {row["id"]: row["name"] for row in rows}

    def add_person(self, database: Database, actor: Actor | None, email: str, name: str, lang: str, role: Role,
                   password: str) -> str:
        """Add somebody inside a transaction and answer their id; `actor` is None when they come by themselves.

        An empty password lets nobody in: a reset link gives one. Raises Conflict, Unprocessable.
        """
        person, named = self.new_token(_ID_BYTES), checked_name(name)
        row = (person, normal_email(email), named, named, "", lang, role.value, password, stamp(self.clock()), None)
        try:
            database.execute("INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        except sqlite3.IntegrityError as error:
            raise Conflict("there is an account with this e-mail address already", field="email") from error
        self.note(database, actor or Actor(person, None), "person.create", person, after={"role": role.value})
        return person

    def create(self, actor: Actor, email: str, name: str, lang: str, role: Role) -> str:
        """Add somebody who has no password yet and answer their id. Raises Conflict, Unprocessable."""
        with self.database.writing() as database:
            return self.add_person(database, actor, email, name, lang, role, "")

    def change_details(self, actor: Actor, name: str, credit: str, lang: str) -> None:
        """Change one's own name, the name on cases (as the name when empty), and language. Raises Unprocessable."""
        named = checked_name(name)
        with self.database.writing() as database:
            database.execute("UPDATE people SET name = ?, credit = ?, lang = ? WHERE id = ?",
                             (named, checked_name(credit or named, field="credit"), lang, actor.id))
            # What has changed is told, not into what: a name is no matter of the log.
            self.note(database, actor, "person.details", actor.id, after={"lang": lang})

    def change_password(self, actor: Actor, password: str, device: str) -> str:
        """Set one's own password, end all sessions and begin a new one here, whose token is answered.

        Raises Unprocessable for one that would be guessed.
        """
        person = self.person(actor.id)
        check_password(password, (person.email, person.name))
        kept = self.passwords.kept(password)
        with self.database.writing() as database:
            database.execute("UPDATE people SET password = ? WHERE id = ?", (kept, actor.id))
            self.note(database, actor, "person.new_key", actor.id)
            return self.renew(database, actor, device)

    def change_email(self, actor: Actor, email: str) -> None:
        """Change one's own e-mail address at once. Raises Conflict, NotFound, Unprocessable."""
        address = normal_email(email)
        with self.database.writing() as database:
            person_or_404(database, actor.id)
            self.give_email(database, actor, address)

    def give_email(self, database: Database, actor: Actor, address: str) -> None:
        """The same inside a transaction. Links that wait in the old mailbox, or invite the new one, are void."""
        refuse_taken(database, address)
        database.execute("UPDATE people SET email = ? WHERE id = ?", (address, actor.id))
        database.execute("DELETE FROM links WHERE person = ? OR email = ?", (actor.id, address))
        # That it changed is told, not into what: an address is no matter of the log.
        self.note(database, actor, "person.email", actor.id)

    def set_role(self, actor: Actor, person: str, role: Role) -> None:
        """Change a role; sessions end, so that nothing goes on with the old one. Raises Conflict, NotFound."""
        with self.database.writing() as database:
            before = person_or_404(database, person)
            if before.role is role:
                return
            _keep_an_admin(database, before)
            database.execute("UPDATE people SET role = ? WHERE id = ?", (role.value, person))
            end_all(database, person)
            self.note(database, actor, "person.role", person,
                      before={"role": before.role.value}, after={"role": role.value})

    def disable(self, actor: Actor, person: str) -> None:
        """Let somebody in no more, at once. Raises Conflict for the last admin, NotFound."""
        with self.database.writing() as database:
            before = person_or_404(database, person)
            if before.disabled:
                return
            _keep_an_admin(database, before)
            database.execute("UPDATE people SET disabled = ? WHERE id = ?", (stamp(self.clock()), person))
            database.execute("DELETE FROM links WHERE person = ?", (person,))
            end_all(database, person)
            self.note(database, actor, "person.disable", person)

    def enable(self, actor: Actor, person: str) -> None:
        """Let somebody in again. Raises NotFound."""
        with self.database.writing() as database:
            if not person_or_404(database, person).disabled:
                return
            database.execute("UPDATE people SET disabled = NULL WHERE id = ?", (person,))
            self.note(database, actor, "person.enable", person)

    def delete(self, actor: Actor, person: str) -> None:
        """Forget somebody: only the id stays, in the audit log and with what they wrote. Raises Conflict, NotFound."""
        with self.database.writing() as database:
            _keep_an_admin(database, person_or_404(database, person))
            database.execute("DELETE FROM people WHERE id = ?", (person,))
            self.note(database, actor, "person.delete", person)


def person_or_404(database: Database, person: str) -> Person:
    """Somebody by id, inside a transaction. Raises NotFound."""
    row = database.execute(f"{_ALL} WHERE p.id = ?", (person,)).fetchone()
    if row is None:
        raise NotFound("there is no such account")
    return _person(row)


def refuse_taken(database: Database, address: str) -> None:
    """Two accounts never have one address. Raises Conflict."""
    if database.execute("SELECT 1 FROM people WHERE email = ?", (address,)).fetchone():
        raise Conflict("there is an account with this e-mail address already", field="email")


def checked_name(name: str, field: str = "name") -> str:
    """A name in one line. Raises Unprocessable."""
    cleaned = " ".join("".join(letter for letter in name if letter.isprintable()).split())
    if not cleaned:
        raise Unprocessable("write a name", field=field)
    if len(cleaned) > LONGEST_NAME:
        raise Unprocessable("a name has at most %(most)s characters", field=field, most=LONGEST_NAME)
    return cleaned


def _keep_an_admin(database: Database, person: Person) -> None:
    """Nobody could let anybody in again."""
    if person.role is not Role.ADMIN or person.disabled:
        return
    others = database.execute("SELECT count(*) FROM people WHERE role = ? AND disabled IS NULL AND id <> ?",
                              (Role.ADMIN.value, person.id)).fetchone()[0]
    if not others:
        raise Conflict("this is the only admin; make somebody else an admin first")


def _person(row: Any) -> Person:
    return Person(
        id=row["id"], email=row["email"], name=row["name"], credit=row["credit"], specialist=row["specialist"],
        lang=row["lang"], role=Role(row["role"]), made=moment(row["made"]),
        disabled=moment(row["disabled"]) if row["disabled"] else None, has_password=bool(row["password"]),
        has_second_step=bool(row["has_second_step"]), sessions=row["sessions"],
        seen=moment(row["seen"]) if row["seen"] else None,
    )
