"""Passwords: which are taken, and how they are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.accounts.passwords import LONGEST, SHORTEST, Passwords, check_password
from kb.errors import Unprocessable
from tests.accounts.conftest import CHEAP


@pytest.mark.parametrize("password", [
    "o vaca verde pe deal", "зелёная корова на холме", "correct horse battery", "x7#kQ!m2Lp9z",
    "            lung şi gol", "\ud800 a surrogate of nothing",
    "🍇🍷 struguri de Cricova", "Ana are mere si pere", "nimeni nu stie asta 1", "a" * 5 + "bcqzkwm" + "!",
])
def test_length_is_all_that_is_wanted(password):
    check_password(password, ("ana.popescu@example.md", "Ana Popescu"))

@pytest.mark.parametrize("password", [
    "password1234", "Password123!", "parola123456", "Parola parola", "пароль123456", "qwertyuiop12", "йцукенгшщзхъ",
    "123456789012", "098765432109", "aaaaaaaaaaaa", "abababababab", "qwerty123456", "1qaz2wsx3edc", "adminadmin12",
    "iloveyou2024", "moldova20242025", "chisinau12345", "culise-parola", "123qweasdzxc", "minecraft123", "jamesbond007",
    "ana.popescu@example.md", "AnaPopescu2026", "popescu-ana-1234", "111222333444555", "zaq1xsw2cde3", "ghjcnjghjcnj",
])
def test_what_everybody_guesses_first_is_refused_without_rules_to_puzzle_over(password):
    with pytest.raises(Unprocessable, match="would be guessed") as caught:
        check_password(password, ("ana.popescu@example.md", "Ana Popescu"))
    assert caught.value.field == "password"

@pytest.mark.parametrize("length", [0, 1, SHORTEST - 1])
def test_a_short_one_is_refused_with_how_long_it_must_be(length):
    with pytest.raises(Unprocessable, match=f"at least {SHORTEST}"):
        check_password("o vaca verde pe deal"[:length])

def test_a_very_long_one_is_refused_before_it_costs_anything():
    check_password("o vaca verde pe deal " * 9)
    with pytest.raises(Unprocessable, match=f"at most {LONGEST}"):
        check_password("o vaca " * 5_000)

@given(st.text(max_size=300))
def test_any_text_is_taken_or_refused(text):
    try:
        check_password(text, ("ana@example.md",))
    except Unprocessable:
        return
    assert CHEAP.fits(CHEAP.kept(text), text)
    assert len(set(text)) >= 3

@given(st.text(max_size=40), st.text(max_size=40))
def test_only_the_same_password_fits(first, second):
    kept = CHEAP.kept(first)
    assert CHEAP.fits(kept, first)
    assert CHEAP.fits(kept, second) == (CHEAP.fits(CHEAP.kept(second), first))

def test_two_ways_to_type_a_letter_are_one_password():
    assert CHEAP.fits(CHEAP.kept("Ștefan cel Mare"), "S\u0326tefan cel Mare")

def test_one_password_is_never_kept_twice_alike():
    assert CHEAP.kept("o vaca verde pe deal") != CHEAP.kept("o vaca verde pe deal")

@pytest.mark.parametrize("kept", ["", "x", "$argon2id$", "$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA", "plain password"])
def test_what_was_never_kept_fits_nothing(kept):
    assert not CHEAP.fits(kept, "")
    assert not CHEAP.fits(kept, kept)

def test_it_is_kept_as_argon2id_at_the_cost_that_is_asked():
    assert Passwords().kept("o vaca verde pe deal").startswith("$argon2id$v=19$m=19456,t=2,p=1$")

def test_one_kept_at_another_cost_is_outdated():
    assert Passwords().is_outdated(CHEAP.kept("x"))
    assert not CHEAP.is_outdated(CHEAP.kept("x"))
