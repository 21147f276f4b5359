"""Sessions: as long as they last, and ending them."""

import pytest

from kb.accounts import Actor, Role
from kb.accounts.sessions import IDLE, LONGEST
from kb.errors import NotFound, StorageFailed


def test_a_token_is_256_random_bits_and_no_two_are_alike(enter, ana):
    tokens = {enter().token for _ in range(10)}
    assert len(tokens) == 10
    assert all(len(token) >= 43 for token in tokens)


def test_the_token_itself_is_kept_nowhere(enter, ana, database):
    token = enter().token
    assert token.encode() not in database.path.read_bytes()


@pytest.mark.parametrize("token", ["", "x", "ă\ud800", "' OR 1=1 --", "a" * 10_000, "\0"])
def test_any_other_token_is_nobody(accounts, enter, ana, token):
    enter()
    assert accounts.actor(token) == Actor.ANONYMOUS


def test_the_hash_that_is_kept_is_no_token(accounts, enter, ana, database):
    enter()
    with database.reading() as rows:
        hashed = rows.execute("SELECT hash FROM sessions").fetchone()[0]
    assert accounts.actor(hashed) == Actor.ANONYMOUS


def test_a_session_that_is_used_goes_on_until_its_longest(accounts, enter, ana, clock):
    token = enter().token
    for _ in range(LONGEST.days // 6):
        clock.move(days=6)
        assert accounts.actor(token) == ana
    clock.move(seconds=1)
    assert accounts.actor(token) == Actor.ANONYMOUS


def test_a_forgotten_browser_is_signed_out(accounts, enter, ana, clock):
    token = enter().token
    clock.moment += IDLE
    assert accounts.actor(token) == ana
    clock.moment += IDLE
    clock.move(seconds=1)
    assert accounts.actor(token) == Actor.ANONYMOUS


def test_old_sessions_are_forgotten_at_the_next_sign_in(accounts, enter, ana, clock, database):
    for _ in range(5):
        enter()
    clock.moment += LONGEST
    clock.move(days=1)
    enter()
    with database.reading() as rows:
        assert rows.execute("SELECT count(*) FROM sessions").fetchone()[0] == 1


def test_being_here_is_written_down_at_most_every_five_minutes(accounts, enter, ana, clock, monkeypatch):
    token, seen = enter().token, []
    see = type(accounts)._see
    monkeypatch.setattr(type(accounts), "_see", lambda self, *given: seen.append(given) or see(self, *given))
    for _ in range(11):
        clock.move(minutes=1)
        accounts.actor(token)
    assert len(seen) == 1


def test_a_full_disk_signs_nobody_out(accounts, enter, ana, clock, monkeypatch):
    token = enter().token
    clock.move(hours=1)

    def full(_):
        raise StorageFailed("%(file)s cannot be written", file="x")

    monkeypatch.setattr(type(accounts.database), "writing", full)
    assert accounts.actor(token) == ana


def test_a_role_is_asked_for_with_each_request(accounts, enter, ana, database):
    token = enter().token
    with database.writing() as rows:
        rows.execute("UPDATE people SET role = 'editor'")
    assert accounts.actor(token).role is Role.EDITOR


def test_the_list_tells_where_one_is_signed_in(accounts, enter, add, ana, clock):
    add("ion@example.md")
    enter("ion@example.md")
    phone = enter(device="Chrome · Android").token
    clock.move(hours=1)
    here = enter(device="Firefox · Linux").token
    found = accounts.sessions(ana, here)
    assert [(each.device, each.is_current) for each in found] == [
        ("Firefox · Linux", True), ("Chrome · Android", False)]
    assert phone not in {each.handle for each in found}


def test_a_session_is_ended_by_its_handle(accounts, enter, ana):
    phone, here = enter(device="phone").token, enter().token
    [handle] = [each.handle for each in accounts.sessions(ana, here) if not each.is_current]
    accounts.end_session(ana, handle)
    assert accounts.actor(phone) == Actor.ANONYMOUS
    assert accounts.actor(here) == ana
    with pytest.raises(NotFound):
        accounts.end_session(ana, handle)


def test_nobody_ends_the_session_of_somebody_else(accounts, enter, add, ana):
    ion = add("ion@example.md")
    token = enter("ion@example.md").token
    [session] = accounts.sessions(ion, token)
    with pytest.raises(NotFound):
        accounts.end_session(ana, session.handle)
    assert accounts.actor(token) == ion


def test_signing_out_ends_this_one_and_is_no_error_twice(accounts, enter, ana, written):
    here, there = enter().token, enter().token
    accounts.sign_out(here)
    accounts.sign_out(here)
    accounts.sign_out("")
    assert accounts.actor(here) == Actor.ANONYMOUS
    assert accounts.actor(there) == ana
    assert [action for _, action, _ in written()][-3:] == ["session.begin", "session.begin", "session.end"]


def test_signing_out_everywhere_ends_all(accounts, enter, ana, written):
    tokens = [enter().token for _ in range(3)]
    assert accounts.sign_out_everywhere(Actor.CONSOLE, ana.id) == 3
    assert {accounts.actor(token) for token in tokens} == {Actor.ANONYMOUS}
    assert written()[-1] == ("console", "session.end_all", f"person:{ana.id}")


def test_a_session_can_be_renewed_and_the_others_end(accounts, enter, ana):
    old, phone = enter().token, enter().token
    new = accounts.renewed(ana, "Firefox · Linux")
    assert accounts.actor(new) == ana
    assert {accounts.actor(old), accounts.actor(phone)} == {Actor.ANONYMOUS}


@pytest.mark.parametrize("end", ["disable", "delete"])
def test_who_is_disabled_or_gone_is_signed_out_at_once(accounts, enter, ana, end):
    token = enter().token
    getattr(accounts, end)(Actor.CONSOLE, ana.id)
    assert accounts.actor(token) == Actor.ANONYMOUS


def test_a_session_that_outlived_disabling_is_worth_nothing(accounts, enter, ana, database):
    token = enter().token
    with database.writing() as rows:
        rows.execute("UPDATE people SET disabled = '2026-11-22T12:00:00+00:00'")
    assert accounts.actor(token) == Actor.ANONYMOUS


def test_a_very_long_device_is_cut(accounts, enter, ana):
    token = enter(device="x" * 5_000).token
    assert len(accounts.sessions(ana, token)[0].device) == 80
