"""Sealed secrets: nothing of them is in the file, and they open for the same key, purpose and owner alone."""

import base64

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.accounts import Accounts
from kb.accounts.sealing import is_sealed, seal, unseal
from kb.errors import Unprocessable
from tests.accounts.conftest import CHEAP

KEY, OTHER_KEY = b"a key of the tests", b"another key"
TEXTS = st.text(st.characters(codec="utf-8"), max_size=80)


@given(TEXTS, st.text("abc-_0", max_size=12), st.binary(min_size=1, max_size=64))
def test_what_is_sealed_opens_as_it_was(secret: str, owner: str, key: bytes) -> None:
    sealed = seal(key, "second step", owner, secret)
    assert unseal(key, "second step", owner, sealed) == secret
    assert is_sealed(sealed)
    assert sealed != seal(key, "second step", owner, secret), "the same secret never looks the same"


@pytest.mark.parametrize(("key", "purpose", "owner"), [
    (OTHER_KEY, "second step", "ana"), (KEY, "mail", "ana"), (KEY, "second step", "ion"), (KEY, "second step", ""),
    (KEY, "second step", "ana\0JBSWY3DPEHPK3PXP"),
])
def test_with_another_key_purpose_or_owner_it_stays_shut(key: bytes, purpose: str, owner: str) -> None:
    sealed = seal(KEY, "second step", "ana", "JBSWY3DPEHPK3PXP")
    assert unseal(key, purpose, owner, sealed) is None


@given(st.data())
def test_a_changed_letter_opens_nothing(data: st.DataObject) -> None:
    sealed = base64.urlsafe_b64decode(seal(KEY, "second step", "ana", "JBSWY3DPEHPK3PXP"))
    place = data.draw(st.integers(9, len(sealed) - 1))
    bit = data.draw(st.integers(0, 7))
    changed = base64.urlsafe_b64encode(sealed[:place] + bytes([sealed[place] ^ 1 << bit]) + sealed[place + 1:]).decode()
    assert unseal(KEY, "second step", "ana", changed) is None


@pytest.mark.parametrize("nonsense", ["gAAAA", "gAAAAABnonsense", "gAAAAș", "gAAAA" + "A" * 300])
def test_nonsense_that_looks_sealed_opens_nothing(nonsense: str) -> None:
    assert unseal(KEY, "second step", "ana", nonsense) is None


@given(st.integers(0, 2**160 - 1))
def test_a_key_of_before_is_never_taken_for_a_sealed_one(number: int) -> None:
    key = base64.b32encode(number.to_bytes(20)).decode()
    assert not is_sealed(key)
    assert unseal(KEY, "second step", "ana", key) == key


# -- in the accounts ---------------------------------------------------------------------------------------------------

def switch_on(accounts, actor, clock):
    """Set a second step up, and answer the key that the app has."""
    key = accounts.begin_enrolment(actor, "Culise").key
    accounts.confirm_enrolment(actor, pyotp.TOTP(key).at(int(clock().timestamp())))
    clock.move(minutes=2)
    return key


def kept(database):
    with database.reading() as rows:
        return rows.execute("SELECT secret FROM second_steps").fetchone()[0]


def with_key(accounts, key):
    made = Accounts(accounts.database, lambda: key, accounts.clock)
    made.__dict__["passwords"] = CHEAP
    return made


def test_the_file_of_accounts_holds_no_key_of_an_app(accounts, ana, clock, database):
    key = switch_on(accounts, ana, clock)
    assert is_sealed(kept(database))
    assert key.encode() not in database.path.read_bytes()


def test_a_key_from_before_there_were_seals_works_and_is_sealed_when_it_is_used(accounts, ana, clock, database, enter):
    key = switch_on(accounts, ana, clock)
    with database.writing() as rows:
        rows.execute("UPDATE second_steps SET secret = ?", (key,))
    assert accounts.unreadable_second_steps() == 0
    accounts.give_code(enter().token, pyotp.TOTP(key).at(int(clock().timestamp())), "phone")
    assert is_sealed(kept(database))
    clock.move(minutes=2)
    assert accounts.give_code(enter().token, pyotp.TOTP(key).at(int(clock().timestamp())), "phone")


def test_under_another_secret_of_the_site_codes_open_nothing_and_the_doctor_can_tell(accounts, ana, clock, enter):
    key = switch_on(accounts, ana, clock)
    changed = with_key(accounts, OTHER_KEY)
    half = changed.sign_in("ana@example.md", "o vaca verde pe deal", address="192.0.2.7", device="phone").token
    with pytest.raises(Unprocessable, match="does not fit"):
        changed.give_code(half, pyotp.TOTP(key).at(int(clock().timestamp())), "phone")
    assert (accounts.unreadable_second_steps(), changed.unreadable_second_steps()) == (0, 1)


def test_an_enrolment_that_was_begun_under_another_secret_begins_anew(accounts, ana):
    first = accounts.begin_enrolment(ana, "Culise").key
    changed = with_key(accounts, OTHER_KEY)
    assert changed.begin_enrolment(ana, "Culise").key != first
    assert changed.unreadable_second_steps() == 0
