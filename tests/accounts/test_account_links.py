"""Invitations and resets: links that are good once and for a while."""

import threading

import pyotp
import pytest

from kb.accounts import Actor, Kind, Role
from kb.accounts.links import _MAILS_FROM_VISITOR, _MAILS_TO_ADDRESS, GOOD_FOR
from kb.errors import Conflict, KbError, NotFound, TooManyRequests, Unprocessable
from tests.accounts.conftest import OTHER_PASSWORD, PASSWORD


@pytest.fixture
def admin(add):
    return add("admin@example.md", Role.ADMIN, "Vera")


def test_an_invitation_makes_an_account_with_its_role_and_signs_in(accounts, admin, enter, written):
    token = accounts.invite(admin, "Ana@example.md", Role.EDITOR, "ru")
    link = accounts.link(Kind.INVITATION, token)
    assert (link.email, link.role, link.lang, link.made_by) == ("ana@example.md", Role.EDITOR, "ru", admin.id)
    ana = accounts.actor(accounts.accept(token, "Ana", PASSWORD, "ro", "phone"))
    assert (ana.role, ana.name) == (Role.EDITOR, "Ana")
    assert enter().token
    assert ("person.create", f"person:{ana.id}") in [line[1:] for line in written()]


def test_an_invitation_is_good_once(accounts, admin):
    token = accounts.invite(admin, "ana@example.md", Role.CONTRIBUTOR, "ro")
    accounts.accept(token, "Ana", PASSWORD, "ro", "")
    with pytest.raises(NotFound, match="used already"):
        accounts.accept(token, "Ana", PASSWORD, "ro", "")
    with pytest.raises(NotFound):
        accounts.link(Kind.INVITATION, token)


def test_used_by_two_at_once_it_makes_one_account(accounts, admin):
    token = accounts.invite(admin, "ana@example.md", Role.CONTRIBUTOR, "ro")
    start, found = threading.Barrier(5), []

    def accept():
        start.wait()
        try:
            found.append(accounts.accept(token, "Ana", PASSWORD, "ro", ""))
        except KbError as error:
            found.append(type(error))

    threads = [threading.Thread(target=accept) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found.count(NotFound) == 4
    assert len(accounts.people()) == 2


@pytest.mark.parametrize(("name", "password", "field"), [
    ("", PASSWORD, "name"), ("Ana", "scurta", "password"), ("Ana", "parola123456", "password"),
    ("Ana", "ana@example.md", "password"),
])
def test_what_is_refused_leaves_the_invitation_good(accounts, admin, name, password, field):
    token = accounts.invite(admin, "ana@example.md", Role.CONTRIBUTOR, "ro")
    with pytest.raises(Unprocessable) as caught:
        accounts.accept(token, name, password, "ro", "")
    assert caught.value.field == field
    assert accounts.accept(token, "Ana", PASSWORD, "ro", "")


def test_who_has_an_account_is_not_invited(accounts, admin, ana):
    with pytest.raises(Conflict) as caught:
        accounts.invite(admin, "ANA@example.md", Role.ADMIN, "ro")
    assert caught.value.field == "email"


def test_a_second_invitation_voids_the_first(accounts, admin):
    first = accounts.invite(admin, "ana@example.md", Role.ADMIN, "ro")
    second = accounts.invite(admin, "ana@example.md", Role.CONTRIBUTOR, "ro")
    with pytest.raises(NotFound):
        accounts.link(Kind.INVITATION, first)
    assert accounts.link(Kind.INVITATION, second).role is Role.CONTRIBUTOR
    assert len(accounts.invitations()) == 1


@pytest.mark.parametrize("kind", list(Kind))
def test_a_link_is_good_for_a_while(accounts, admin, ana, clock, kind):
    token = {
        Kind.INVITATION: lambda: accounts.invite(admin, "x@example.md", Role.EDITOR, "ro"),
        Kind.RESET: lambda: accounts.reset_link(admin, ana.id),
        Kind.EMAIL: lambda: accounts.email_link(Actor(ana.id, ana.role), "ana.noua@example.md"),
    }[kind]()
    clock.moment += GOOD_FOR[kind]
    assert accounts.link(kind, token)
    clock.move(seconds=1)
    with pytest.raises(NotFound):
        accounts.link(kind, token)
    assert accounts.invitations() == []


def test_one_kind_of_link_is_not_the_other(accounts, admin, ana):
    reset, invitation = accounts.reset_link(admin, ana.id), accounts.invite(admin, "x@example.md", Role.ADMIN, "ro")
    for kind, token in ((Kind.INVITATION, reset), (Kind.RESET, invitation), (Kind.RESET, ""), (Kind.RESET, "\ud800")):
        with pytest.raises(NotFound):
            accounts.link(kind, token)


def test_an_invitation_is_withdrawn(accounts, admin, written):
    token = accounts.invite(admin, "ana@example.md", Role.EDITOR, "ro")
    [link] = accounts.invitations()
    accounts.withdraw_invitation(admin, link.id)
    with pytest.raises(NotFound):
        accounts.accept(token, "Ana", PASSWORD, "ro", "")
    with pytest.raises(NotFound):
        accounts.withdraw_invitation(admin, link.id)
    assert written()[-1] == (admin.id, "invitation.withdraw", f"invitation:{link.id}")
    assert "ana@" not in repr(written())


def test_a_reset_gives_a_new_password_and_ends_all_sessions(accounts, enter, ana):
    session = enter().token
    token = accounts.reset_link(Actor.CONSOLE, ana.id)
    accounts.reset_password(token, OTHER_PASSWORD)
    assert accounts.actor(session) == Actor.ANONYMOUS
    assert enter(password=OTHER_PASSWORD).token
    with pytest.raises(NotFound):
        accounts.reset_password(token, PASSWORD)


def test_a_reset_does_not_go_around_the_second_step(accounts, enter, ana, clock):
    key = accounts.begin_enrolment(ana, "Culise").key
    accounts.confirm_enrolment(ana, pyotp_now(key, clock))
    accounts.reset_password(accounts.reset_link(Actor.CONSOLE, ana.id), OTHER_PASSWORD)
    assert enter(password=OTHER_PASSWORD).wants_code


def test_a_bad_password_leaves_the_reset_good(accounts, enter, ana):
    token = accounts.reset_link(Actor.CONSOLE, ana.id)
    with pytest.raises(Unprocessable):
        accounts.reset_password(token, "scurta")
    assert enter().token
    accounts.reset_password(token, OTHER_PASSWORD)


def test_a_second_reset_voids_the_first(accounts, ana):
    first, second = accounts.reset_link(Actor.CONSOLE, ana.id), accounts.reset_link(Actor.CONSOLE, ana.id)
    with pytest.raises(NotFound):
        accounts.link(Kind.RESET, first)
    assert accounts.link(Kind.RESET, second)


def test_a_reset_does_not_outlive_disabling_or_deleting(accounts, ana, add):
    token = accounts.reset_link(Actor.CONSOLE, ana.id)
    accounts.disable(Actor.CONSOLE, ana.id)
    with pytest.raises(NotFound):
        accounts.reset_password(token, OTHER_PASSWORD)
    with pytest.raises(Conflict, match="disabled"):
        accounts.reset_link(Actor.CONSOLE, ana.id)
    ion = add("ion@example.md")
    token = accounts.reset_link(Actor.CONSOLE, ion.id)
    accounts.delete(Actor.CONSOLE, ion.id)
    with pytest.raises(NotFound):
        accounts.reset_password(token, OTHER_PASSWORD)


def test_a_link_is_kept_as_a_hash(accounts, ana, database):
    token = accounts.reset_link(Actor.CONSOLE, ana.id)
    assert token.encode() not in database.path.read_bytes()


def test_an_address_is_not_flooded_with_mail(accounts, ana):
    for place in range(_MAILS_TO_ADDRESS):
        accounts.count_mail("ana@example.md", f"192.0.2.{place}")
    with pytest.raises(TooManyRequests):
        accounts.count_mail(" ANA@example.md", "192.0.2.99")


def test_a_visitor_does_not_ask_for_everybody(accounts):
    for number in range(_MAILS_FROM_VISITOR):
        accounts.count_mail(f"person{number}@example.md", "192.0.2.7")
    with pytest.raises(TooManyRequests):
        accounts.count_mail("another@example.md", "192.0.2.7")


def pyotp_now(key, clock):
    return pyotp.TOTP(key).at(int(clock().timestamp()))
