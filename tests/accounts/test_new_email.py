"""Another e-mail address: by a link, or at once; nobody gets another's account, and nothing old stays good."""

import pytest

from kb.accounts import Actor, Kind, Role
from kb.errors import Conflict, NotFound, Unprocessable
from tests.accounts.conftest import OTHER_PASSWORD, PASSWORD

NEW = "ana.pop@example.md"


def test_the_link_gives_the_address_one_signs_in_with(accounts, ana, enter):
    accounts.confirm_email(accounts.email_link(ana, " Ana.Pop@Example.md "))
    assert accounts.person(ana.id).email == NEW
    assert enter(NEW).token
    with pytest.raises(Unprocessable):
        enter("ana@example.md")


def test_nothing_changes_before_it_is_used(accounts, ana, enter):
    accounts.email_link(ana, NEW)
    assert accounts.person(ana.id).email == "ana@example.md"
    with pytest.raises(Unprocessable):
        enter(NEW)


def test_a_link_is_good_once_for_two_hours_and_only_the_last_one(accounts, ana, clock):
    first, second = accounts.email_link(ana, NEW), accounts.email_link(ana, "alta@example.md")
    with pytest.raises(NotFound):
        accounts.confirm_email(first)
    accounts.confirm_email(second)
    with pytest.raises(NotFound):
        accounts.confirm_email(second)
    third = accounts.email_link(ana, NEW)
    clock.move(hours=2, seconds=1)
    with pytest.raises(NotFound):
        accounts.confirm_email(third)
    assert accounts.person(ana.id).email == "alta@example.md"


@pytest.mark.parametrize("kind", [Kind.INVITATION, Kind.RESET])
def test_a_link_of_one_kind_is_none_of_another(accounts, ana, kind):
    token = accounts.email_link(ana, NEW)
    with pytest.raises(NotFound):
        accounts.link(kind, token)
    with pytest.raises(NotFound):
        accounts.reset_password(token, OTHER_PASSWORD)
    with pytest.raises(NotFound):
        accounts.accept(token, "Ana", OTHER_PASSWORD, "ro", "")


def test_no_address_has_two_accounts_whoever_is_faster(accounts, ana, add):
    ion = add("ion@example.md", name="Ion")
    for give in (accounts.email_link, accounts.change_email):
        with pytest.raises(Conflict):
            give(ana, "ION@example.md")
    ana_token, ion_token = accounts.email_link(ana, NEW), accounts.email_link(ion, NEW)
    accounts.confirm_email(ion_token)
    with pytest.raises((Conflict, NotFound)):
        accounts.confirm_email(ana_token)
    assert {each.email for each in accounts.people()} == {"ana@example.md", NEW}


def test_ones_own_address_again_is_told(accounts, ana):
    with pytest.raises(Conflict):
        accounts.change_email(ana, "ana@example.md")


@pytest.mark.parametrize("text", ["", "ana", "ana@", "ana@example", "a b@example.md", "ana@example.md\nBcc: x@y.md"])
def test_what_is_no_address_is_refused_at_its_field(accounts, ana, text):
    for give in (accounts.email_link, accounts.change_email):
        with pytest.raises(Unprocessable) as caught:
            give(ana, text)
        assert caught.value.field == "email"


def test_links_that_wait_in_the_old_mailbox_are_void(accounts, ana):
    """Whoever took over the old mailbox is why one changes the address."""
    reset = accounts.reset_link(Actor.CONSOLE, ana.id)
    accounts.change_email(ana, NEW)
    with pytest.raises(NotFound):
        accounts.reset_password(reset, OTHER_PASSWORD)


def test_an_invitation_to_the_new_address_is_void(accounts, ana):
    token = accounts.invite(Actor.CONSOLE, NEW, Role.EDITOR, "ro")
    accounts.change_email(ana, NEW)
    with pytest.raises(NotFound):
        accounts.accept(token, "Alta", PASSWORD, "ro", "")


@pytest.mark.parametrize("deed", ["disable", "delete"])
def test_the_link_of_somebody_who_is_let_in_no_more_is_void(accounts, ana, deed):
    token = accounts.email_link(ana, NEW)
    getattr(accounts, deed)(Actor.CONSOLE, ana.id)
    with pytest.raises(NotFound):
        accounts.confirm_email(token)


def test_an_account_that_is_gone_gets_no_address(accounts):
    for give in (accounts.email_link, accounts.change_email):
        with pytest.raises(NotFound):
            give(Actor("nobody", Role.CONTRIBUTOR), NEW)


def test_sessions_go_on_and_the_log_tells_of_it_without_addresses(accounts, ana, enter, log, written):
    session = enter().token
    accounts.confirm_email(accounts.email_link(ana, NEW))
    assert accounts.actor(session).id == ana.id
    assert written()[-2:] == [(ana.id, "email.make", f"person:{ana.id}"), (ana.id, "person.email", f"person:{ana.id}")]
    assert "@" not in "".join(f"{line.before}{line.after}" for line in log.lines())
    assert log.verify().is_whole
