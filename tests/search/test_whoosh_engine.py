"""What is Whoosh's alone: its exceptions, its files, its limits, and threads that share what is opened."""

import os
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from whoosh.index import EmptyIndexError, IndexVersionError
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from kb.errors import EngineFailed, IndexUnavailable, KbError, StorageFailed, TooComplex
from kb.language import analyse, stem
from kb.query import AllOf, AnyOf, Channel, Node, Not, Phrase, Prefix, Word
from kb.search import Document
from kb.search.whoosh_index import WhooshEngine, opened, postings

WORDS = [f"cuvant{number:03}" for number in range(60)]


def document(number: int, body: str) -> Document:
    return Document(number, analyse("vin"), analyse(""), analyse(""), analyse(body))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of sixty documents, each with the words up to its own."""
    engine = WhooshEngine(tmp_path)
    with engine.writing() as batch:
        for number in range(len(WORDS)):
            batch.put(document(number, " ".join(WORDS[:number + 1])))
    engine.close()
    return tmp_path


@pytest.fixture
def engine(folder: Path) -> Iterator[WhooshEngine]:
    opened = WhooshEngine(folder, "g1")
    yield opened
    opened.close()


def vendor_exceptions() -> list[type[Exception]]:
    """Every exception class in the parts of Whoosh that an engine loads, and those of Python's that it raises."""
    found: set[type[Exception]] = {Exception, OSError, ValueError, KeyError, EOFError, AssertionError, struct.error}
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "whoosh":
            found |= {
                each for each in vars(module).values()
                if isinstance(each, type) and issubclass(each, Exception) and each.__module__.startswith("whoosh")
            }
    return sorted(found, key=lambda each: each.__qualname__)


EXCEPTIONS = vendor_exceptions()


def raising(kind: type[Exception]) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise kind.__new__(kind)

    return fail


def test_whoosh_has_exceptions_of_its_own() -> None:
    assert len([kind for kind in EXCEPTIONS if kind.__module__.startswith("whoosh")]) > 10


@pytest.mark.parametrize("kind", EXCEPTIONS, ids=lambda kind: kind.__qualname__)
def test_no_exception_of_whoosh_passes_the_door_of_a_search(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    monkeypatch.setattr(SegmentReader, "postings", raising(kind))
    expected = IndexUnavailable if issubclass(kind, EmptyIndexError | IndexVersionError) else EngineFailed
    for top in (0, 10):
        with pytest.raises(expected) as caught:
            engine.match([Word("vin")], top=top)[0].ids  # noqa: B018  asking for it is what fails
        assert isinstance(caught.value.__cause__, kind)
        assert str(caught.value)


@pytest.mark.parametrize("method", ["__init__", "add_document", "delete_document", "commit"])
@pytest.mark.parametrize("kind", EXCEPTIONS, ids=lambda kind: kind.__qualname__)
def test_no_exception_of_whoosh_passes_the_door_of_a_batch(
    folder: Path, monkeypatch: pytest.MonkeyPatch, kind: type[Exception], method: str
) -> None:
    engine = WhooshEngine(folder)
    expected = StorageFailed if issubclass(kind, OSError) else EngineFailed
    with monkeypatch.context() as patch:
        if method == "commit":  # what was begun must be ended by somebody
            patch.setattr(SegmentWriter, "_commit_toc", raising(kind))
        else:
            patch.setattr(SegmentWriter, method, raising(kind))
        with pytest.raises(expected), engine.writing() as batch:
            batch.put(document(1, "altceva"))
    assert len(engine.match([Word(WORDS[0])])[0].ids) == len(WORDS), "nothing of the batch is left"
    engine.close()


def test_errors_of_the_caller_pass_a_batch_as_they_are(folder: Path) -> None:
    engine = WhooshEngine(folder)
    for kind in (OSError, KeyError, KeyboardInterrupt):
        with pytest.raises(kind), engine.writing() as batch:
            batch.remove(1)
            raise kind("the caller's")
    assert engine.status().documents == len(WORDS)
    engine.close()


def test_a_batch_can_follow_one_that_failed(folder: Path) -> None:
    engine = WhooshEngine(folder)
    with pytest.raises(KeyError), engine.writing() as batch:
        batch.put(document(500, "uitat"))
        raise KeyError
    with engine.writing() as batch:
        batch.put(document(501, "pastrat"))
    assert [set(each.ids) for each in engine.match([Word("uitat"), Word("pastrat")])] == [set(), {501}]
    assert list(engine.faults()) == []
    engine.close()


TREES: list[Node] = [
    Word("vin"), Phrase((WORDS[0], WORDS[1])), Prefix("cuvant"), AllOf((Word("vin"), Not(Word(WORDS[3])))),
    AnyOf(tuple(map(Word, WORDS))), Word(stem("cuvant"), Channel.STEM),
]


@pytest.mark.parametrize("node", TREES, ids=lambda node: type(node).__name__)
def test_a_question_that_takes_too_long_is_told_so(folder: Path, node: Node) -> None:
    slow = WhooshEngine(folder, deadline_s=-1.0)
    with pytest.raises(TooComplex):
        slow.match([node])
    [later] = slow.match([node], top=0)
    with pytest.raises(TooComplex):
        later.ids  # noqa: B018  asking for it is what takes long
    slow.close()


def test_a_beginning_that_too_many_words_have_is_refused(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "MOST_WORDS", 10)
    with pytest.raises(TooComplex, match="cuvant"):
        engine.match([Prefix("cuvant")])
    assert len(engine.match([Prefix("cuvant05")])[0].ids) == 10


def test_postings_are_kept_within_bounds_and_answers_do_not_depend_on_it(
    engine: WhooshEngine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generous = WhooshEngine(folder)
    everything = [generous.match([Word(word)])[0] for word in WORDS]
    assert [set(each.ids) for each in everything] == [set(range(first, len(WORDS))) for first in range(len(WORDS))]
    generous.close()
    monkeypatch.setattr(opened, "MOST_KEPT", 100)
    for _ in range(2):
        for word, before in zip(WORDS, everything, strict=True):
            [now] = engine.match([Word(word)])
            assert (now.ids, now.top) == (before.ids, before.top)
    kept = engine._index()._kept
    assert 0 < sum(len(each.scores) for each in kept.values()) <= 100


def test_threads_share_an_engine(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "MOST_KEPT", 50)  # so that nearly everything is read again and again
    nodes = [*map(Word, WORDS), *(Phrase(pair) for pair in pairwise(WORDS)), *TREES]
    wanted = [(each.ids, each.top) for each in engine.match(nodes)]
    failures: list[object] = []

    def ask() -> None:
        try:
            for node, (ids, top) in zip(nodes, wanted, strict=True):
                [found] = engine.match([node])
                if (found.ids, found.top) != (ids, top):
                    failures.append(node)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_closed_engine_says_that_the_index_was_replaced(engine: WhooshEngine) -> None:
    [before] = engine.match([Word("vin")], top=0)
    engine.close()
    for ask in (lambda: before.ids, lambda: engine.match([Word("vin")]), engine.status, engine.vocabulary):
        with pytest.raises(IndexUnavailable):
            ask()


def test_what_is_opened_and_then_closed_by_another_thread_says_so_too(engine: WhooshEngine) -> None:
    engine.match([Word(WORDS[0])])
    engine._index().close()
    with pytest.raises(IndexUnavailable):
        engine.match([Word("vin")])


def test_all_files_are_let_go_of(folder: Path) -> None:
    def held() -> list[str]:
        links = (Path(entry.path) for entry in os.scandir("/proc/self/fd"))
        return [target for link in links if str(folder) in (target := os.readlink(link) if link.is_symlink() else "")]

    engine = WhooshEngine(folder)
    engine.match(TREES)
    with engine.writing() as batch:
        batch.put(document(7, "alt text"))
    engine.match(TREES)
    engine.close()
    assert held() == []
    assert str(folder) not in Path("/proc/self/maps").read_text(encoding="utf-8")


@pytest.mark.parametrize("damage", [
    lambda data: data[:len(data) // 2], lambda data: b"", lambda data: b"\xff" * len(data),
], ids=["half", "empty", "overwritten"])
@pytest.mark.parametrize("kind", [".toc", ".seg"])
def test_damage_of_any_file_is_one_of_our_errors_and_is_found_by_the_check(
    folder: Path, kind: str, damage: Callable[[bytes], bytes]
) -> None:
    [file] = (folder / "whoosh").glob(f"*{kind}")
    file.write_bytes(damage(file.read_bytes()))
    engine = WhooshEngine(folder)
    with pytest.raises((EngineFailed, IndexUnavailable)):
        engine.match(TREES)
    assert engine.faults()
    with pytest.raises(KbError), engine.writing() as batch:
        batch.put(document(1, "vin"))
    engine.close()


def test_the_check_finds_what_a_killed_writer_left(folder: Path) -> None:
    (folder / "whoosh" / "MAIN_0123456789abcdef.seg").write_bytes(b"half of it")
    engine = WhooshEngine(folder)
    assert len(engine.match([Word("vin")])[0].ids) == len(WORDS), "and nobody else minds"
    [fault] = engine.faults()
    assert "MAIN_0123456789abcdef.seg" in fault
    engine.close()


def test_the_check_finds_words_that_were_lost(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = WhooshEngine(folder)
    real = SegmentReader.lexicon
    monkeypatch.setattr(SegmentReader, "lexicon",
                        lambda self, field: (word for word in real(self, field) if word != WORDS[50].encode()))
    assert ["10 documents" in fault for fault in engine.faults()] == [True]
    engine.close()


def test_after_many_small_batches_the_index_is_a_few_files(folder: Path) -> None:
    engine = WhooshEngine(folder)
    for number in range(30):
        with engine.writing() as batch:
            batch.put(document(number, f"schimbat{number}"))
    assert len(list((folder / "whoosh").glob("*.seg"))) < 10
    assert [set(engine.match([Word(f"schimbat{number}")])[0].ids) for number in range(30)] == [{n} for n in range(30)]
    assert engine.status().documents == len(WORDS)
    assert list(engine.faults()) == []
    engine.close()
