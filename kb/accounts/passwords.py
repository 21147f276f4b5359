"""Passwords: which are accepted, how they are kept, how one is compared. Who may try how often is `throttle`'s part.

Length counts and nothing else must be in them (NIST SP 800-63B); only what everybody guesses first is refused.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kb.errors import Unprocessable

SHORTEST = 12
# Argon2 takes any length; a request must not.
LONGEST = 200
# Of a password that is otherwise made of what everybody guesses, so much must be somebody's own.
_LEAST_OWN = 5
_LEAST_DIFFERENT = 5
_SHORTEST_RUN = 3

_RUNS = (
    "01234567890", "09876543210", "qwertyuiop", "asdfghjkl", "zxcvbnm", "poiuytrewq", "lkjhgfdsa", "mnbvcxz",
    "qazwsxedcrfvtgbyhnujm", "1qaz2wsx3edc4rfv5tgb", "1q2w3e4r5t6y7u8i9o0p", "zaq1xsw2cde3vfr4", "q1w2e3r4t5y6u7i8",
    "abcdefghijklmnopqrstuvwxyz", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "абвгдежзиклмн",
)
# The first guesses of everybody here: what leads each list of leaked passwords, and its like in our languages.
_WORDS = (
    "password", "passw0rd", "p@ssw0rd", "parola", "parolă", "пароль", "parol", "admin", "administrator", "welcome",
    "letmein", "login", "master", "secret", "superman", "batman", "dragon", "monkey", "football", "fotbal", "baseball",
    "sunshine", "princess", "iloveyou", "teiubesc", "trustno1", "shadow", "michael", "charlie", "computer", "internet",
    "qwerty", "azerty", "йцукен", "ghbdtn", "gfhjkm", "privet", "привет", "любовь", "lubov", "natasha", "наташа",
    "andrei", "alexandru", "alexandra", "maria", "moldova", "moldova1", "chisinau", "chișinău", "молдова", "кишинев",
    "romania", "românia", "culise", "marketing", "facebook", "instagram", "samsung", "google", "pokemon", "starwars",
    "whatever", "freedom", "hello", "salut", "buna", "test", "guest", "user", "root", "changeme", "default", "student",
    "playstation", "minecraft", "counterstrike", "needforspeed", "sonyericsson", "leavemealone", "peanutbutter",
    "christopher", "jamesbond", "justinbieber", "michaeljackson", "vladimirovna", "ghjcnj", "flvby", "fktrc",
    "2020", "2021", "2022", "2023", "2024", "2025", "2026", "2027",
)


@dataclass(frozen=True)
class Passwords:
    """Argon2id with the cost that OWASP names as the least: 19 MiB, two passes; some 30 ms and no more memory."""

    hasher: PasswordHasher = field(
        default_factory=lambda: PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1))

    def kept(self, password: str) -> str:
        """How a password is kept."""
        return self.hasher.hash(_one_form(password))

    def fits(self, kept: str, password: str) -> bool:
        """Whether a password is the one kept; what is kept may be empty or nonsense."""
        try:
            return self.hasher.verify(kept, _one_form(password))
        except (VerificationError, InvalidHashError):
            return False

    def is_outdated(self, kept: str) -> bool:
        """Whether it was kept at another cost, and should be kept anew."""
        return self.hasher.check_needs_rehash(kept)


def check_password(password: str, personal: Iterable[str] = ()) -> None:
    """Refuse what is guessed first; `personal`: e-mail, name. Raises Unprocessable with the field "password"."""
    text = _one_form(password)
    if len(text) < SHORTEST:
        raise Unprocessable("a password needs at least %(least)s characters; a sentence is easy to remember",
                            field="password", least=SHORTEST)
    if len(text) > LONGEST:
        raise Unprocessable("a password has at most %(most)s characters", field="password", most=LONGEST)
    folded = text.casefold()
    if len(set(folded)) < _LEAST_DIFFERENT or len(_own_part(folded, personal)) < _LEAST_OWN:
        raise Unprocessable("this password is one of the first that would be guessed; take several words of your own",
                            field="password")


def _own_part(text: str, personal: Iterable[str]) -> str:
    """What is left without common words, rows of keys, and what others know of somebody."""
    known = [part for each in personal for part in _parts(each.casefold())]
    for word in sorted((*_WORDS, *known), key=len, reverse=True):
        text = text.replace(word, "\0")
    return _without_runs(text).replace("\0", "")


def _parts(text: str) -> list[str]:
    words = "".join(letter if letter.isalnum() else " " for letter in text).split()
    return [word for word in (text, *words) if len(word) > 2]


def _without_runs(text: str) -> str:
    """Without keys in a row, and without one key again and again."""
    kept, place = "", 0
    while place < len(text):
        length = max(_run_at(text, place), _repeated_at(text, place))
        if length < _SHORTEST_RUN:
            kept, length = kept + text[place], 1
        place += length
    return kept


def _run_at(text: str, place: int) -> int:
    length = 1
    while place + length < len(text) and any(text[place:place + length + 1] in run for run in _RUNS):
        length += 1
    return length


def _repeated_at(text: str, place: int) -> int:
    rest = text[place:]
    return len(rest) - len(rest.lstrip(text[place]))


def _one_form(password: str) -> str:
    """Keyboards write one letter in several ways; it is one password all the same."""
    text = unicodedata.normalize("NFKC", password)
    return text.encode("utf-8", "backslashreplace").decode()
