"""A catalogue that is missing, cut short or overwritten says that the index is unavailable, and nothing else."""

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from kb.errors import IndexUnavailable
from kb.store import Catalogue
from tests.catalogues import SMALL, reading, write_catalogue

QUESTIONS: dict[str, Callable[[Catalogue], object]] = {
    "numbers": lambda catalogue: catalogue.numbers("time"),
    "cards": lambda catalogue: catalogue.cards([1]),
    "texts": lambda catalogue: catalogue.texts([4]),
    "facets": lambda catalogue: catalogue.facets(),
    "names": lambda catalogue: catalogue.names("businesses"),
    "count": lambda catalogue: catalogue.count(),
    "case": lambda catalogue: catalogue.case("struguri"),
    "page": lambda catalogue: catalogue.page("businesses", "tineri-fermieri"),
    "vocabularies": lambda catalogue: catalogue.vocabularies,
    "renamed": lambda catalogue: catalogue.renamed("cases", "vechi"),
    "path_of": lambda catalogue: catalogue.path_of("cases", "struguri", None),
    "stamps": lambda catalogue: catalogue.stamps(),
    "body": lambda catalogue: catalogue.body("0"),
    "problems": lambda catalogue: catalogue.problems(),
}
DAMAGES: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "zeros": lambda path: path.write_bytes(b"\0" * path.stat().st_size),
    "words": lambda path: path.write_bytes(b"not a database" * 1000),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:4096]),
    "folder": lambda path: (path.unlink(), path.mkdir()),
    "header only": lambda path: path.write_bytes(path.read_bytes()[:100] + b"\xff" * (path.stat().st_size - 100)),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "catalogue.sqlite"
    write_catalogue(path, SMALL)
    return path.read_bytes()


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_says_that_the_index_is_unavailable(
    sound: bytes, tmp_path: Path, question: str, damage: str
) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(sound)
    DAMAGES[damage](path)
    with reading(path) as catalogue, pytest.raises(IndexUnavailable):
        QUESTIONS[question](catalogue)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_sound_catalogue_answers_every_question(sound: bytes, tmp_path: Path, question: str) -> None:
    (tmp_path / "catalogue.sqlite").write_bytes(sound)
    with reading(tmp_path / "catalogue.sqlite") as catalogue:
        QUESTIONS[question](catalogue)


def test_overwritten_pages_never_raise_an_error_of_sqlite(sound: bytes, tmp_path: Path) -> None:
    chance = random.Random(1)
    pages = len(sound) // 4096
    for attempt in range(40):
        damaged = bytearray(sound)
        for page in chance.sample(range(1, pages), k=chance.randint(1, pages - 1)):
            damaged[page * 4096:(page + 1) * 4096] = chance.choice([b"\0", b"\xff", b"\x0d"]) * 4096
        path = tmp_path / f"{attempt}.sqlite"
        path.write_bytes(damaged)
        with reading(path) as catalogue:
            for question in QUESTIONS.values():
                with suppress(IndexUnavailable):
                    question(catalogue)


def test_a_closed_catalogue_is_unavailable_and_closing_twice_is_no_error(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(sound)
    catalogue = Catalogue(path)
    assert catalogue.count() == 1
    catalogue.close()
    catalogue.close()
    with pytest.raises(IndexUnavailable):
        catalogue.count()


def test_the_catalogue_is_never_written(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(sound)
    with reading(path) as catalogue, pytest.raises(IndexUnavailable, match="readonly"):
        catalogue._rows("DELETE FROM cases")
    assert path.read_bytes() == sound
