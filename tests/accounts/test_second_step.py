"""The second step: setting it up, codes that are good once, recovery codes, and where the site wants it."""

from xml.etree import ElementTree

import pyotp
import pytest

from kb.accounts import Accounts, Actor, Role
from kb.accounts.second_step import RECOVERY_CODES
from kb.accounts.sessions import HALF
from kb.accounts.signing_in import _CODES
from kb.errors import Conflict, SignInNeeded, TooManyRequests, Unprocessable


@pytest.fixture
def code(accounts, clock):
    """The code that an app shows now, or so many steps of half a minute away."""
    def show(actor, steps=0):
        key = show.keys[actor.id]
        return pyotp.TOTP(key).at(int(clock().timestamp()) + 30 * steps)
    show.keys = {}
    return show


@pytest.fixture
def enrol(accounts, code, clock):
    def switch_on(actor):
        code.keys[actor.id] = accounts.begin_enrolment(actor, "Culise").key
        codes = accounts.confirm_enrolment(actor, code(actor))
        clock.move(minutes=2)
        return codes
    return switch_on


def test_the_key_stays_until_it_is_confirmed(accounts, ana):
    """Whoever reloads the page has the right key in their app already."""
    first = accounts.begin_enrolment(ana, "Culise")
    assert accounts.begin_enrolment(ana, "Culise") == first
    assert len(first.key) == 32


def test_the_picture_is_sound_and_holds_squares_only(accounts, ana):
    picture = accounts.begin_enrolment(ana, "Culise").picture
    root = ElementTree.fromstring(picture)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == {"svg", "path"}
    assert "style" not in picture
    assert "ana" not in picture


def test_nothing_is_on_before_the_first_code(accounts, ana, enter):
    accounts.begin_enrolment(ana, "Culise")
    assert not accounts.second_step(ana).is_on
    assert not enter().wants_code


@pytest.mark.parametrize("wrong", ["", "000000", "12345", "abcdef", "1234567", "१२३४५६", "\ud800"])
def test_a_wrong_first_code_switches_nothing_on(accounts, ana, wrong):
    accounts.begin_enrolment(ana, "Culise")
    with pytest.raises(Unprocessable, match="clock of your phone") as caught:
        accounts.confirm_enrolment(ana, wrong)
    assert caught.value.field == "code"
    assert not accounts.second_step(ana).is_on


def test_with_it_a_password_alone_opens_nothing(accounts, ana, enter, enrol):
    enrol(ana)
    begun = enter()
    assert begun.wants_code
    assert accounts.actor(begun.token) == Actor.ANONYMOUS
    assert accounts.sessions(ana, begun.token) == []


def test_the_code_makes_the_session_whole_under_a_new_token(accounts, ana, enter, enrol, code):
    enrol(ana)
    half = enter().token
    assert accounts.waits_for_code(half)
    token = accounts.give_code(half, code(ana), "phone")
    assert token != half
    assert accounts.actor(token) == ana
    assert accounts.actor(half) == Actor.ANONYMOUS
    assert not accounts.waits_for_code(half)


@pytest.mark.parametrize(("steps", "is_good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clocks_may_differ_by_half_a_minute(accounts, ana, enter, enrol, code, steps, is_good):
    enrol(ana)
    half = enter().token
    if is_good:
        assert accounts.give_code(half, code(ana, steps), "")
    else:
        with pytest.raises(Unprocessable):
            accounts.give_code(half, code(ana, steps), "")


def test_blanks_in_a_code_do_not_matter(accounts, ana, enter, enrol, code):
    enrol(ana)
    shown = code(ana)
    assert accounts.give_code(enter().token, f" {shown[:3]} {shown[3:]}\t", "")


def test_a_code_that_was_overseen_is_not_good_again(accounts, ana, enter, enrol, code):
    enrol(ana)
    accounts.give_code(enter().token, code(ana), "")
    for steps in (0, -1):
        with pytest.raises(Unprocessable, match="used already"):
            accounts.give_code(enter().token, code(ana, steps), "")
    assert accounts.give_code(enter().token, code(ana, 1), "")


def test_the_code_that_switched_it_on_is_used_up(accounts, ana, enter, code):
    code.keys[ana.id] = accounts.begin_enrolment(ana, "Culise").key
    accounts.confirm_enrolment(ana, code(ana))
    with pytest.raises(Unprocessable):
        accounts.give_code(enter().token, code(ana), "")


def test_codes_are_not_guessed(accounts, ana, enter, enrol, code):
    enrol(ana)
    for _ in range(_CODES):
        with pytest.raises(Unprocessable):
            accounts.give_code(enter().token, "000000", "")
    with pytest.raises(TooManyRequests):
        accounts.give_code(enter().token, code(ana), "")


def test_password_and_code_come_soon_after_each_other(accounts, ana, enter, enrol, code, clock):
    enrol(ana)
    half = enter().token
    clock.moment += HALF
    clock.move(seconds=1)
    with pytest.raises(SignInNeeded):
        accounts.give_code(half, code(ana), "")


def test_a_code_without_a_password_is_nothing(accounts, ana, enter, enrol, code):
    enrol(ana)
    for token in ("", "x"):
        with pytest.raises(SignInNeeded):
            accounts.give_code(token, code(ana), "")


def test_each_recovery_code_is_good_once(accounts, ana, enter, enrol):
    codes = enrol(ana)
    assert len(set(codes)) == RECOVERY_CODES
    assert accounts.actor(accounts.give_code(enter().token, codes[0].lower().replace("-", " "), "")) == ana
    assert accounts.second_step(ana).codes_left == RECOVERY_CODES - 1
    with pytest.raises(Unprocessable):
        accounts.give_code(enter().token, codes[0], "")


def test_recovery_codes_are_kept_as_hashes(ana, enrol, database):
    codes = enrol(ana)
    content = database.path.read_bytes()
    assert not any(each.replace("-", "").encode() in content or each.encode() in content for each in codes)


def test_a_recovery_code_of_somebody_else_is_none(accounts, ana, add, enter, enrol):
    ion = add("ion@example.md")
    theirs = enrol(ion)
    enrol(ana)
    with pytest.raises(Unprocessable):
        accounts.give_code(enter().token, theirs[0], "")


def test_new_recovery_codes_void_the_old_ones(accounts, ana, enter, enrol):
    old = enrol(ana)
    new = accounts.renew_recovery_codes(ana)
    with pytest.raises(Unprocessable):
        accounts.give_code(enter().token, old[0], "")
    assert accounts.give_code(enter().token, new[0], "")


def test_it_is_switched_on_once(accounts, ana, enrol, code):
    enrol(ana)
    with pytest.raises(Conflict):
        accounts.begin_enrolment(ana, "Culise")
    with pytest.raises(Conflict):
        accounts.confirm_enrolment(ana, code(ana))


def test_without_it_there_are_no_recovery_codes_to_renew(accounts, ana):
    with pytest.raises(Conflict):
        accounts.renew_recovery_codes(ana)
    with pytest.raises(Conflict):
        accounts.confirm_enrolment(ana, "000000")


def test_an_admin_takes_it_off_for_who_lost_everything(accounts, ana, enter, enrol, written):
    enrol(ana)
    accounts.end_second_step(Actor.CONSOLE, ana.id)
    assert not enter().wants_code
    assert accounts.second_step(ana).codes_left == 0
    assert written()[-2] == ("console", "second_step.off", f"person:{ana.id}")


def test_what_is_off_is_taken_off_without_a_line_in_the_log(accounts, ana, written):
    before = written()
    accounts.end_second_step(ana, ana.id)
    assert written() == before


@pytest.mark.parametrize(("role", "is_wanted"), [(Role.CONTRIBUTOR, False), (Role.EDITOR, True), (Role.ADMIN, True)])
def test_where_the_site_wants_it_editors_and_admins_set_it_up_first(
        database, clock, add, enter, code, role, is_wanted):
    strict = Accounts(database, lambda: b"a key of the tests", clock, needs_second_step=True)
    person = add("vera@example.md", role)
    token = enter("vera@example.md").token
    assert strict.actor(token).must_enrol == is_wanted
    code.keys[person.id] = strict.begin_enrolment(person, "Culise").key
    strict.confirm_enrolment(person, code(person))
    assert not strict.actor(token).must_enrol
