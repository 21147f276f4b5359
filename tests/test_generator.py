"""The generator: the same library for the same seed, of the size asked for, fast enough for large ones."""

import time
from collections import Counter
from pathlib import Path

from kb.language import fold
from tests.generator import generate_library


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    first = contents(generate_library(tmp_path / "a", 30, seed=4))
    assert contents(generate_library(tmp_path / "b", 30, seed=4)) == first
    assert contents(generate_library(tmp_path / "c", 30, seed=5)) != first


def test_a_library_has_the_proportions_of_a_real_one(tmp_path: Path) -> None:
    names = Counter(name.partition("/")[0] for name in contents(generate_library(tmp_path, 300)))
    assert 330 <= names["cases"] <= 390
    assert (names["businesses"], names["specialists"], names["vocabulary"]) == (100, 75, 9)


def test_words_are_drawn_as_people_use_them(tmp_path: Path) -> None:
    folder = generate_library(tmp_path, 200)
    bodies = [file.read_text("utf-8").split("---")[2] for file in (folder / "cases").glob("*.md")]
    counts = Counter(word for body in bodies for word in fold(body).split())
    assert 60 < sum(len(body.split()) for body in bodies) / len(bodies) < 250
    ranked = counts.most_common()
    assert ranked[0][1] > 20 * ranked[200][1]
    assert sum(1 for _, count in ranked if count <= 3) > len(ranked) / 4


def test_making_texts_costs_little_beside_writing_them(tmp_path: Path) -> None:
    generate_library(tmp_path / "warm", 10)
    started = time.process_time()
    folder = generate_library(tmp_path / "big", 2000)
    files = sum(1 for _ in folder.rglob("*.*"))
    assert (time.process_time() - started) / files < 0.001
