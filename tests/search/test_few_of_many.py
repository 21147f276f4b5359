"""Of a long answer only the documents that are named are ranked; what comes of it is the same."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kb.language import analyse
from kb.query import AllOf, AnyOf, Node, Not, Phrase, Word
from kb.search import Document
from kb.search.sqlite_fts import SqliteEngine, engine

FIRST = ("vin rosu", "vin", "bere", "vin vin alb", "targ de vin")
NODES = [
    Word("vin"), Phrase(("vin", "rosu")), AnyOf((Word("vin"), Word("bere"), Word("absent"))),
    AllOf((Word("vin"), Not(Word("alb")))), AnyOf((AnyOf((Word("targ"), Word("bere"))), Phrase(("vin", "alb")))),
]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[SqliteEngine]:
    with closing(SqliteEngine(tmp_path)) as made:
        empty = analyse("")
        with made.writing() as batch:
            for number in range(40):
                batch.put(Document(number, empty, empty, empty, analyse(FIRST[number % 5] + " x" * (number % 7))))
        yield made


@pytest.mark.parametrize("node", NODES, ids=str)
@pytest.mark.parametrize("top", [1, 3, 100])
def test_named_documents_are_ranked_as_among_all(
    opened: SqliteEngine, monkeypatch: pytest.MonkeyPatch, node: Node, top: int
) -> None:
    named = [0, 3, 4, 5, 9, 30, 33, 999]
    [by_all] = opened.match([node], within=named, top=top)
    monkeypatch.setattr(engine, "_MANY", 0)
    opened._kept.clear()
    opened.match([node], top=0)[0].ids  # noqa: B018  now it is known how long the answer is
    monkeypatch.setattr(engine, "_RANKED", "not asked")
    [by_few] = opened.match([node], within=named, top=top)
    assert by_few.top == by_all.top
    assert by_few.ids == by_all.ids


def test_a_long_answer_that_is_ranked_already_is_used(
    opened: SqliteEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_MANY", 0)
    [every] = opened.match([Word("vin")], top=100)
    monkeypatch.setattr(engine, "_RANKED_AMONG", "not asked")
    [few] = opened.match([Word("vin")], within=[0, 1, 2], top=100)
    assert few.top == [each for each in every.top if each[0] in (0, 1)]
