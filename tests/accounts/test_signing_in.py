"""Signing in, and how little it tells to whoever should not be told."""

import threading

import pytest

from kb.accounts import Actor, Role
from kb.accounts.passwords import Passwords
from kb.accounts.signing_in import _FROM_ADDRESS, _FROM_HERE, _ON_ACCOUNT
from kb.errors import KbError, TooManyRequests, Unprocessable
from tests.accounts.conftest import OTHER_PASSWORD, PASSWORD


def refusal(enter, **given):
    with pytest.raises(KbError) as caught:
        enter(**given)
    return caught.value


def wrong(enter, times, **given):
    for _ in range(times):
        assert isinstance(refusal(enter, password="gresit de tot", **given), Unprocessable)


def test_the_right_pair_begins_a_session(accounts, enter, ana):
    begun = enter()
    assert not begun.wants_code
    assert accounts.actor(begun.token) == ana


@pytest.mark.parametrize("email", ["ANA@example.md", " ana@EXAMPLE.md ", "ana＠example.md"])
def test_an_address_may_be_typed_in_any_case(accounts, enter, ana, email):
    assert accounts.actor(enter(email).token) == ana


@pytest.mark.parametrize("given", [
    {"password": "gresit de tot"}, {"password": ""}, {"password": PASSWORD + " "}, {"email": "ion@example.md"},
    {"email": ""}, {"email": "no address"}, {"email": "ana@example.md' OR 1=1 --"}, {"email": "%"},
    {"password": "\0" * 9}, {"email": "\ud800"}, {"password": "x" * 100_000},
])
def test_every_wrong_pair_is_refused_in_the_same_words(enter, ana, given):
    error = refusal(enter, **given)
    assert (error.status, error.field) == (422, "password")
    assert str(error) == "e-mail and password do not fit together"


def test_a_disabled_account_is_refused_in_the_same_words(accounts, enter, ana):
    accounts.disable(Actor.CONSOLE, ana.id)
    assert str(refusal(enter)) == "e-mail and password do not fit together"


def test_an_account_without_a_password_lets_nobody_in(accounts, enter):
    accounts.create(Actor.CONSOLE, "ana@example.md", "Ana", "ro", Role.CONTRIBUTOR)
    for password in ("", PASSWORD):
        assert isinstance(refusal(enter, password=password), Unprocessable)




def test_a_password_is_compared_as_often_for_an_unknown_address(enter, ana, monkeypatch):
    """Not the time is measured but what takes it: one comparison at full cost, whoever is asked for."""
    done = []
    fits = Passwords.fits
    monkeypatch.setattr(Passwords, "fits", lambda self, kept, given: done.append(kept[:20]) or fits(self, kept, given))
    for email in ("ana@example.md", "nobody@example.md", "no address"):
        refusal(enter, email=email, password="gresit de tot")
    assert len(done) == 3
    assert len(set(done)) == 1


def test_the_session_of_before_ends(accounts, enter, ana):
    """A token that somebody put into the browser before must be worth nothing after."""
    first = enter().token
    second = enter(token=first).token
    assert first != second
    assert accounts.actor(first) == Actor.ANONYMOUS
    assert accounts.actor(second) == ana


def test_a_wrong_pair_ends_no_session(accounts, enter, ana):
    token = enter().token
    refusal(enter, token=token, password="gresit de tot")
    assert accounts.actor(token) == ana


def test_after_so_many_wrong_tries_from_one_address_even_the_right_one_waits(enter, ana, clock):
    wrong(enter, _FROM_HERE)
    error = refusal(enter)
    assert isinstance(error, TooManyRequests)
    assert error.arguments["minutes"] == 15
    clock.move(minutes=14, seconds=59)
    assert isinstance(refusal(enter), TooManyRequests)
    clock.move(seconds=1)
    assert enter().token


def test_somebody_elses_wrong_tries_do_not_lock_one_out_at_home(enter, ana):
    wrong(enter, _FROM_HERE, address="198.51.100.1")
    assert enter(address="192.0.2.7").token


def test_one_account_is_not_tried_from_everywhere(enter, ana):
    for place in range(_ON_ACCOUNT):
        wrong(enter, 1, address=f"198.51.100.{place}")
    assert isinstance(refusal(enter, address="203.0.113.1"), TooManyRequests)


def test_one_address_does_not_try_all_accounts(enter, ana):
    for number in range(_FROM_ADDRESS):
        wrong(enter, 1, email=f"person{number}@example.md", address="198.51.100.1")
    assert isinstance(refusal(enter, address="198.51.100.1"), TooManyRequests)
    assert enter(address="192.0.2.7").token


def test_signing_in_between_does_not_open_the_way_to_others(enter, ana):
    """Else somebody with an account could try all the others for ever."""
    for number in range(_FROM_ADDRESS):
        wrong(enter, 1, email=f"person{number}@example.md")
        if number < _FROM_ADDRESS - 1:
            enter()
    assert isinstance(refusal(enter, email="ion@example.md", password="gresit"), TooManyRequests)


def test_signing_in_forgives_what_one_mistyped(enter, ana):
    for _ in range(5):
        wrong(enter, _FROM_HERE - 1)
        assert enter().token


def test_unknown_addresses_are_counted_like_known_ones(enter, ana):
    for email in ("ana@example.md", "nobody@example.md"):
        wrong(enter, _FROM_HERE, email=email, address="198.51.100.9")
        assert isinstance(refusal(enter, email=email, address="198.51.100.9"), TooManyRequests)


def test_ways_to_write_one_address_are_counted_together(enter, ana):
    for number in range(_FROM_HERE):
        wrong(enter, 1, email=("ana@example.md", " ANA@example.md", "ana＠example.md")[number % 3])
    assert isinstance(refusal(enter), TooManyRequests)


def test_twenty_tries_at_once_count_twenty(database, accounts, enter, ana):
    """All are counted before the first is answered, so a burst gets no more tries than a row."""
    found, start = [], threading.Barrier(20)

    def attempt():
        start.wait()
        try:
            enter(password="gresit de tot")
        except KbError as error:
            found.append(type(error))

    threads = [threading.Thread(target=attempt) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found.count(Unprocessable) == _FROM_HERE
    assert found.count(TooManyRequests) == 20 - _FROM_HERE
    with database.reading() as rows:
        counts = [row[0] for row in rows.execute("SELECT count(*) FROM attempts GROUP BY key")]
    assert counts == [_FROM_HERE] * 3


def test_no_address_and_no_e_mail_stands_in_the_throttle(database, enter, ana):
    wrong(enter, 1)
    with database.reading() as rows:
        text = repr([tuple(row) for row in rows.execute("SELECT * FROM attempts")])
    assert "192.0.2.7" not in text
    assert "ana" not in text


def test_a_password_kept_at_a_lower_cost_is_kept_anew_at_sign_in(database, accounts, enter, ana):
    accounts.__dict__["passwords"] = Passwords()
    enter()
    with database.reading() as rows:
        assert "m=19456,t=2" in rows.execute("SELECT password FROM people").fetchone()[0]
    assert enter().token


def test_a_password_changed_while_it_was_compared_does_not_let_in(accounts, enter, ana, monkeypatch):
    fits = Passwords.fits

    def slow(self, kept, password):
        accounts.change_password(ana, OTHER_PASSWORD, "")
        return fits(self, kept, password)

    monkeypatch.setattr(Passwords, "fits", slow)
    assert isinstance(refusal(enter), Unprocessable)


def test_signing_in_is_written_down_by_number_alone(enter, ana, written):
    enter()
    assert written()[-1] == (ana.id, "session.begin", f"person:{ana.id}")
    assert "example.md" not in repr(written())


def test_ones_own_password_is_asked_for_and_counted(accounts, ana):
    accounts.check_own_password(ana, PASSWORD, "192.0.2.7")
    for _ in range(_FROM_HERE):
        with pytest.raises(Unprocessable, match="not your password"):
            accounts.check_own_password(ana, "gresit de tot", "192.0.2.7")
    with pytest.raises(TooManyRequests):
        accounts.check_own_password(ana, PASSWORD, "192.0.2.7")
