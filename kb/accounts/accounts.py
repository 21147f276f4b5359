"""All parts of the accounts as one object, which is what services give to the doors."""

from dataclasses import dataclass

from kb.accounts.claims import Claims


@dataclass(frozen=True)
class Accounts(Claims):
    """People, sessions, links, second steps and claims over one database."""

    def data_of(self, person: str) -> dict[str, object]:
        """Everything that is kept of a person, as plain values, for whoever it belongs to. Raises NotFound."""
        found = self.person(person)
        with self.database.reading() as database:
            sessions = database.execute("SELECT device, started, seen FROM sessions WHERE person = ? ORDER BY started",
                                        (person,)).fetchall()
            claim = database.execute("SELECT specialist, made, refused FROM claims WHERE person = ?",
                                     (person,)).fetchone()
            log = database.execute("SELECT at, actor, action, object, before, after FROM audit WHERE actor = ?"
                                   " OR object = ? ORDER BY number", (person, f"person:{person}")).fetchall()
        return {
            "id": found.id, "email": found.email, "name": found.name, "credit_name": found.credit,
            "person_page": found.specialist or None, "language": found.lang, "role": found.role.value,
            "since": found.made.isoformat(), "second_step": found.has_second_step,
            "claimed_page": dict(claim) if claim is not None else None,
            "sessions": [dict(row) for row in sessions],
            "audit_log": [dict(row) for row in log],
        }
