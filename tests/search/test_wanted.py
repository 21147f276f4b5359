"""Which words of a query are marked in its results."""

import pytest

from kb.language import stem
from kb.query import parse
from kb.search.wanted import wanted_words

MARKED = [
    ("", set(), ()),
    ("vin", {"vin"}, ()),
    ("Vinuri BUNE", {"vinuri", "bune"}, ()),
    ("vin -muzica", {"vin"}, ()),
    ("-muzica", set(), ()),
    ("vin OR muzica", {"vin", "muzica"}, ()),
    ("festival de vin", {"festival", "vin"}, ()),
    ("de la", {"de", "la"}, ()),
    ('"festival de vin"', {"festival", "vin"}, ()),
    ("fest* vin", {"vin"}, ("fest",)),
    ("de fest*", {"de"}, ("fest",)),
    ("(vin (târg OR piață))", {"vin", "targ", "piata"}, ()),
    ("industry:wine vin", {"vin"}, ()),
    ("c++ 50%", {"c++", "50", "%"}, ()),
    ("Вином", {"вином"}, ()),
]


@pytest.mark.parametrize(("text", "exact", "prefixes"), MARKED, ids=[text for text, _, _ in MARKED])
def test_these_words_are_marked_and_their_forms(text: str, exact: set[str], prefixes: tuple[str, ...]) -> None:
    wanted = wanted_words(parse(text).words)
    assert wanted.exact == exact
    assert wanted.stems == {stem(word) for word in exact}
    assert wanted.prefixes == prefixes


def test_without_words_nothing_is_marked() -> None:
    assert not wanted_words(None)
