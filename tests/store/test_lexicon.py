"""The words of a generation, as they were counted."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kb.database import building
from kb.store import Catalogue, CatalogueWriter, Lexicon


def described(word: str) -> tuple[str, str]:
    return word[:4], word[::-1] if word > "z" else ""


def write(path: Path, *, new: bool, put: dict[int, set[str]], gone: tuple[int, ...] = ()) -> None:
    with building(path) as database, database.atomic():
        writer = CatalogueWriter(database, new=new)
        for number in gone:
            writer.remove_case(number, ())
        for number, words in put.items():
            writer.put_words(number, words)
        writer.count_words(described)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "catalogue.sqlite"
    write(path, new=True, put={1: {"struguri", "vin"}, 2: {"struguri", "strugurii", "вино"}, 3: {"maraton"}})
    return path


@pytest.fixture
def lexicon(path: Path) -> Iterator[Lexicon]:
    with closing(Catalogue(path)) as catalogue:
        yield catalogue.lexicon


def test_each_word_is_counted_by_its_cases(lexicon: Lexicon) -> None:
    assert lexicon.cases(["struguri", "vin", "nimic"]) == {"struguri": 2, "vin": 1}
    assert lexicon.cases([]) == {}


def test_a_stem_is_known_when_some_word_has_it(lexicon: Lexicon) -> None:
    assert lexicon.stems(["stru", "mara", "zzz"]) == {"stru", "mara"}


def test_words_are_found_by_their_sound_and_no_sound_finds_none(lexicon: Lexicon) -> None:
    assert lexicon.sounding(["онив", ""]) == {"вино": 1}


@pytest.mark.parametrize(("letters", "lengths", "found"), [
    ("s", [8], {"struguri": 2}), ("sm", [7, 8, 9], {"struguri": 2, "strugurii": 1, "maraton": 1}), ("v", [9], {}),
    ("", [8], {}),
])
def test_words_are_listed_by_first_letter_and_length(
    lexicon: Lexicon, letters: str, lengths: list[int], found: dict[str, int]
) -> None:
    assert lexicon.beginning(letters, lengths) == found


def test_hostile_words_are_only_words(lexicon: Lexicon) -> None:
    assert lexicon.cases(["'; DROP TABLE words; --", "\0", "\ud800".encode("utf-8", "replace").decode()]) == {}


def test_a_case_that_goes_or_changes_takes_its_words_along(path: Path) -> None:
    write(path, new=False, put={2: {"struguri", "mere"}}, gone=(1, 2, 3))
    with closing(Catalogue(path)) as catalogue:
        lexicon = catalogue.lexicon
        assert lexicon.cases(["struguri", "strugurii", "vin", "вино", "mere", "maraton"]) == {"struguri": 1, "mere": 1}


def test_going_and_coming_back_changes_nothing(path: Path) -> None:
    write(path, new=False, put={3: {"maraton"}}, gone=(3,))
    with closing(Catalogue(path)) as catalogue:
        assert catalogue.lexicon.cases(["maraton"]) == {"maraton": 1}
