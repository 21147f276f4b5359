"""The second step of signing in: codes of an app on one's phone (TOTP, RFC 6238), and recovery codes on paper.

The key that an app and the site share is kept sealed; recovery codes are kept as keyed hashes.
"""

import io
import secrets
from dataclasses import dataclass

import pyotp
import segno
from sqlite_utils import Database

from kb.accounts.actor import Actor
from kb.accounts.sealing import seal, unseal
from kb.accounts.sessions import Sessions
from kb.errors import Conflict, SignInNeeded, Unprocessable

_STEP_SECONDS = 30
# Clocks differ: the code before and the code after count too.
_STEPS_AROUND = (0, -1, 1)
RECOVERY_CODES = 10
# Without letters and digits that look alike; 50 bits, far more than five tries can guess.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 10
_PURPOSE = "second step"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an app needs to be told: as a picture (SVG markup), and as a key to type."""

    key: str
    picture: str


@dataclass(frozen=True, slots=True)
class SecondStepState:
    """Whether it is on, and how many recovery codes are left."""

    is_on: bool
    codes_left: int


class SecondSteps(Sessions):
    """Setting it up, taking it off, using it."""

    def second_step(self, actor: Actor) -> SecondStepState:
        """How it is with somebody."""
        with self.database.reading() as database:
            left = database.execute("SELECT count(*) FROM recovery_codes WHERE person = ?", (actor.id,)).fetchone()[0]
            return SecondStepState(self.has_second_step(database, actor.id), left)

    def begin_enrolment(self, actor: Actor, site: str) -> Enrolment:
        """A key for an app, the same until it is confirmed. Raises Conflict when it is on already."""
        with self.database.writing() as database:
            person = database.execute("SELECT email FROM people WHERE id = ?", (actor.id,)).fetchone()
            if person is None:
                raise SignInNeeded("this took too long; sign in once more")
            row = database.execute("SELECT secret, is_on FROM second_steps WHERE person = ?", (actor.id,)).fetchone()
            if row is not None and row["is_on"]:
                raise Conflict("the second step is set up already")
            secret = self._unsealed(actor.id, row["secret"]) if row is not None else None
            if secret is None:  # none yet, or one that was begun under another secret of the site
                secret = pyotp.random_base32()
                database.execute("INSERT OR REPLACE INTO second_steps VALUES (?, ?, 0, 0)",
                                 (actor.id, self._sealed(actor.id, secret)))
        return Enrolment(secret, _picture(pyotp.TOTP(secret).provisioning_uri(name=person["email"], issuer_name=site)))

    def confirm_enrolment(self, actor: Actor, code: str) -> tuple[str, ...]:
        """Switch it on by a first code, and answer the recovery codes, which are shown this once.

        Raises Unprocessable for a wrong code, Conflict when it is on already or was not begun.
        """
        with self.database.writing() as database:
            row = database.execute("SELECT secret, is_on FROM second_steps WHERE person = ?", (actor.id,)).fetchone()
            if row is None or row["is_on"]:
                raise Conflict("the second step is set up already")
            step = self._step_of(self._unsealed(actor.id, row["secret"]), code)
            if step is None:
                raise Unprocessable("this code does not fit; is the clock of your phone right?", field="code")
            database.execute("UPDATE second_steps SET is_on = 1, used = ? WHERE person = ?", (step, actor.id))
            self.note(database, actor, "second_step.on", actor.id)
            return self._new_codes(database, actor)

    def renew_recovery_codes(self, actor: Actor) -> tuple[str, ...]:
        """New recovery codes in place of all old ones. Raises Conflict when the second step is off."""
        with self.database.writing() as database:
            if not self.has_second_step(database, actor.id):
                raise Conflict("the second step is not set up")
            self.note(database, actor, "second_step.new_codes", actor.id)
            return self._new_codes(database, actor)

    def end_second_step(self, actor: Actor, person: str) -> None:
        """Switch it off: one's own, or, by an admin, that of somebody who lost phone and paper."""
        with self.database.writing() as database:
            was_on = self.has_second_step(database, person)
            database.execute("DELETE FROM second_steps WHERE person = ?", (person,))
            database.execute("DELETE FROM recovery_codes WHERE person = ?", (person,))
            if was_on:
                self.note(database, actor, "second_step.off", person)

    def has_second_step(self, database: Database, person: str) -> bool:
        """Whether somebody has it on."""
        row = database.execute("SELECT is_on FROM second_steps WHERE person = ?", (person,)).fetchone()
        return row is not None and bool(row["is_on"])

    def use_code(self, database: Database, actor: Actor, code: str) -> None:
        """Use up a code or a recovery code inside a transaction. Raises Unprocessable."""
        row = database.execute("SELECT secret, used FROM second_steps WHERE person = ? AND is_on",
                               (actor.id,)).fetchone()
        secret = self._unsealed(actor.id, row["secret"]) if row is not None else None
        step = self._step_of(secret, code)
        if secret is not None and step is not None and step > row["used"]:
            # Sealed anew each time: so keys of before there were seals come under one.
            database.execute("UPDATE second_steps SET used = ?, secret = ? WHERE person = ?",
                             (step, self._sealed(actor.id, secret), actor.id))
        elif self._use_recovery_code(database, actor, code):
            self.note(database, actor, "second_step.recovery_code_used", actor.id)
        else:
            raise Unprocessable("this code does not fit, or was used already", field="code")

    def unreadable_second_steps(self) -> int:
        """How many are on and cannot be read: the secret of the site is another than when they were set up."""
        with self.database.reading() as database:
            rows = database.execute("SELECT person, secret FROM second_steps WHERE is_on").fetchall()
        return sum(self._unsealed(row["person"], row["secret"]) is None for row in rows)

    def _sealed(self, person: str, secret: str) -> str:
        return seal(self.key(), _PURPOSE, person, secret)

    def _unsealed(self, person: str, kept: str) -> str | None:
        return unseal(self.key(), _PURPOSE, person, kept)

    def _step_of(self, secret: str | None, code: str) -> int | None:
        """The time step whose code this is, in constant time for each; none when the secret cannot be read."""
        if secret is None:
            return None
        totp, now = pyotp.TOTP(secret), int(self.clock().timestamp()) // _STEP_SECONDS
        digits = "".join(code.split()).encode("utf-8", "replace")
        fitting = [now + around for around in _STEPS_AROUND
                   if secrets.compare_digest(totp.generate_otp(now + around).encode(), digits)]
        return max(fitting, default=None)

    def _use_recovery_code(self, database: Database, actor: Actor, code: str) -> bool:
        letters = "".join(letter for letter in code.upper() if letter.isalnum())
        used = database.execute("DELETE FROM recovery_codes WHERE person = ? AND hash = ?",
                                (actor.id, self.keyed("recovery", actor.id + letters)))
        return bool(used.rowcount)

    def _new_codes(self, database: Database, actor: Actor) -> tuple[str, ...]:
        codes = tuple("".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH)) for _ in range(RECOVERY_CODES))
        database.execute("DELETE FROM recovery_codes WHERE person = ?", (actor.id,))
        database.conn.executemany("INSERT INTO recovery_codes VALUES (?, ?)",
                                  [(actor.id, self.keyed("recovery", actor.id + code)) for code in codes])
        return tuple(f"{code[:5]}-{code[5:]}" for code in codes)


def _picture(address: str) -> str:
    """A QR code as SVG, black on white in both themes: what reads it is a camera."""
    markup = io.BytesIO()
    segno.make(address, error="m").save(markup, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=4,
                                        dark="#000", light="#fff", svgclass=None, lineclass=None, nl=False)
    return markup.getvalue().decode()
