"""Any row of steps against a model that fits on a page: who is signed in, as what, and that an admin is always left."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kb.accounts import ACCOUNT_MIGRATIONS, Accounts, Actor, Role
from kb.database import KeptDatabase
from kb.errors import Conflict, NotFound, TooManyRequests, Unprocessable
from kb.journal import AUDIT_MIGRATIONS, AuditLog
from tests.accounts.conftest import CHEAP, OTHER_PASSWORD, PASSWORD, Clock
from tests.bench.counts import IN_MEMORY, kept_count, wanted

EMAILS = [f"{name}@example.md" for name in ("ana", "ion", "vera")]
emails = st.sampled_from(EMAILS)
roles = st.sampled_from(list(Role))


class Members(RuleBasedStateMachine):
    """The model: by e-mail the role, whether disabled, and the password; by token whose session it is."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=IN_MEMORY)
        self.database = KeptDatabase(Path(self.folder.name) / "a.sqlite", (AUDIT_MIGRATIONS, ACCOUNT_MIGRATIONS))
        self.clock = Clock()
        self.accounts = Accounts(self.database, lambda: b"key", self.clock)
        self.accounts.__dict__["passwords"] = CHEAP
        self.people, self.sessions, self.ids = {}, {}, {}

    @initialize()
    def begin_with_an_admin(self):
        self.join(EMAILS[2], Role.ADMIN)

    def join(self, email, role):
        token = self.accounts.accept(self.accounts.invite(Actor.CONSOLE, email, role, "ro"), "X", PASSWORD, "ro", "")
        self.people[email] = {"role": role, "disabled": False, "password": PASSWORD}
        self.ids[email] = self.accounts.actor(token).id
        self.sessions[token] = email

    def is_last_admin(self, email):
        admins = [each for each, one in self.people.items() if one["role"] is Role.ADMIN and not one["disabled"]]
        return admins == [email]

    def end_sessions(self, email):
        self.sessions = {token: whose for token, whose in self.sessions.items() if whose != email}

    @rule(email=emails, role=roles)
    def invite_and_accept(self, email, role):
        if email not in self.people:
            self.join(email, role)
            return
        with pytest.raises(Conflict):
            self.accounts.invite(Actor.CONSOLE, email, role, "ro")

    @rule(email=emails, is_right=st.booleans())
    def sign_in(self, email, is_right):
        self.clock.move(minutes=16)
        person = self.people.get(email)
        password = person["password"] if person and is_right else "gresit de tot"
        if person and is_right and not person["disabled"]:
            self.sessions[self.accounts.sign_in(email, password, address="192.0.2.1", device="").token] = email
            return
        with pytest.raises((Unprocessable, TooManyRequests)):
            self.accounts.sign_in(email, password, address="192.0.2.1", device="")

    @precondition(lambda self: self.people)
    @rule(data=st.data(), role=roles)
    def change_role(self, data, role):
        email = data.draw(st.sampled_from(sorted(self.people)))
        if role is not self.people[email]["role"]:
            if self.is_last_admin(email):
                with pytest.raises(Conflict):
                    self.accounts.set_role(Actor.CONSOLE, self.ids[email], role)
                return
            self.end_sessions(email)
        self.accounts.set_role(Actor.CONSOLE, self.ids[email], role)
        self.people[email]["role"] = role

    @rule(data=st.data(), gone=st.booleans())
    def disable_or_delete(self, data, gone):
        email = data.draw(st.sampled_from(sorted(self.people)))
        deed = self.accounts.delete if gone else self.accounts.disable
        if self.is_last_admin(email):
            with pytest.raises(Conflict):
                deed(Actor.CONSOLE, self.ids[email])
            return
        deed(Actor.CONSOLE, self.ids[email])
        self.end_sessions(email)
        if gone:
            del self.people[email]
            with pytest.raises(NotFound):
                self.accounts.person(self.ids[email])
        else:
            self.people[email]["disabled"] = True

    @rule(data=st.data())
    def enable(self, data):
        email = data.draw(st.sampled_from(sorted(self.people)))
        self.accounts.enable(Actor.CONSOLE, self.ids[email])
        self.people[email]["disabled"] = False

    @precondition(lambda self: self.sessions)
    @rule(data=st.data(), everywhere=st.booleans())
    def sign_out(self, data, everywhere):
        token = data.draw(st.sampled_from(list(self.sessions)))
        email = self.sessions[token]
        if everywhere:
            self.accounts.sign_out_everywhere(Actor.CONSOLE, self.ids[email])
            self.end_sessions(email)
        else:
            self.accounts.sign_out(token)
            del self.sessions[token]

    @precondition(lambda self: self.sessions)
    @rule(data=st.data(), password=st.sampled_from([PASSWORD, OTHER_PASSWORD, "scurt"]))
    def change_password(self, data, password):
        token = data.draw(st.sampled_from(list(self.sessions)))
        email, actor = self.sessions[token], self.accounts.actor(token)
        if password == "scurt":
            with pytest.raises(Unprocessable):
                self.accounts.change_password(actor, password, "")
            return
        new = self.accounts.change_password(actor, password, "")
        self.end_sessions(email)
        self.sessions[new], self.people[email]["password"] = email, password

    @precondition(lambda self: self.sessions)
    @rule(data=st.data(), email=emails, by_link=st.booleans())
    def change_email(self, data, email, by_link):
        token = data.draw(st.sampled_from(list(self.sessions)))
        old, actor = self.sessions[token], self.accounts.actor(token)

        def change():
            if by_link:
                self.accounts.confirm_email(self.accounts.email_link(actor, email))
            else:
                self.accounts.change_email(actor, email)
        if email in self.people:
            with pytest.raises(Conflict):
                change()
            return
        change()
        self.people[email], self.ids[email] = self.people.pop(old), self.ids.pop(old)
        self.sessions = {each: email if whose == old else whose for each, whose in self.sessions.items()}

    @invariant()
    def everybody_is_who_the_model_says(self):
        for token, email in self.sessions.items():
            actor = self.accounts.actor(token)
            assert (actor.id, actor.role) == (self.ids[email], self.people[email]["role"])
        assert {person.email for person in self.accounts.people()} == set(self.people)
        with self.database.reading() as rows:
            assert rows.execute("SELECT count(*) FROM sessions").fetchone()[0] == len(self.sessions)

    @invariant()
    def an_admin_is_left(self):
        if self.people:
            assert any(one["role"] is Role.ADMIN and not one["disabled"] for one in self.people.values())

    def teardown(self):
        assert AuditLog(self.database).verify().is_whole
        self.folder.cleanup()


def test_any_row_of_steps_ends_as_the_model_says():
    run_state_machine_as_test(Members, settings=settings(max_examples=12, stateful_step_count=20, deadline=None))


@pytest.mark.deep
@pytest.mark.timeout(3_600)
def test_thousands_of_rows_of_steps_end_as_the_model_says():
    with kept_count(3_000, "sequences of up to 40 steps of accounts against a model of people, roles and sessions"):
        run_state_machine_as_test(
            Members, settings=settings(max_examples=wanted(3_000), stateful_step_count=40, deadline=None))
