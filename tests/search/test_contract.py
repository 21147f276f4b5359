"""What every registered engine keeps. An engine must only be registered to be tested here.

Documents are small and made of words that need no stemming, so that what must match can be counted by hand; the
reference below answers the same node trees over Python sets.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from kb.errors import EngineFailed, IndexUnavailable, StorageFailed
from kb.language import analyse, stem
from kb.query import AllOf, AnyOf, Channel, Node, Not, Phrase, Prefix, Word
from kb.search import Document, Engine, engine_names, open_engine
from kb.search.document import cases_of

TEXTS = {
    4: ("vin rosu", "campanie", "purcari", "o sticla de vin pe masa"),
    8: ("struguri", "vin alb", "durlesti", "un targ de struguri la chisinau"),
    9: ("виноград", "ярмарка", "durlesti", "продажа винограда в центре"),
    12: ("cafea", "campanie cafea", "tucano", "c++ si 50 % reducere, l'oreal e-mail #vin @purcari"),
    400_000: ("masa", "masa lunga", "masa", "masa masa masa vin"),
}


def document(number: int, texts: tuple[str, str, str, str]) -> Document:
    return Document(number, *(analyse(text) for text in texts))


@pytest.fixture(params=engine_names())
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(request.param, tmp_path, "20261122T120000-abcdef")
    with opened.writing() as batch:
        for number, texts in TEXTS.items():
            batch.put(document(number, texts))
    yield opened
    opened.close()


def ids(engine: Engine, node: Node) -> set[int]:
    [matches] = engine.match([node])
    return set(matches.ids)


def expected(engine: Engine, *numbers: int) -> set[int]:
    """What an engine must find; one that lacks text finds nothing, and says so in its status."""
    return set() if "text" in engine.lacks else set(numbers)


MATCHING = [
    (Word("vin"), (4, 8, 12, 400_000)),
    (Word("targ"), (8,)),
    (Word("виноград"), (9,)),
    (Word("absent"), ()),
    (Word("purcari"), (4, 12)),
    (Word("c++"), (12,)),
    (Word(stem("винограда"), Channel.STEM), (9,)),
    (Word(stem("struguri"), Channel.STEM), (8,)),
    (Word("strugur"), ()),
    (Phrase(("vin", "alb")), (8,)),
    (Phrase(("alb", "vin")), ()),
    (Phrase(("rosu", "campanie")), ()),
    (Prefix("str"), (8,)),
    (Prefix("вино"), (9,)),
    (AllOf((Word("vin"), Word("masa"))), (4, 400_000)),
    (AllOf((Word("vin"), Word("absent"))), ()),
    (AllOf((Word("vin"), Not(Word("masa")))), (8, 12)),
    (AllOf((Not(Word("vin")), Not(Word("campanie")))), (9,)),
    (AnyOf((Word("targ"), Word("cafea"))), (8, 12)),
    (AnyOf((Word("targ"), Not(Word("vin")))), (8, 9)),
    (Not(Word("vin")), (9,)),
    (Not(Word("absent")), (4, 8, 9, 12, 400_000)),
    (Not(Not(Word("targ"))), (8,)),
    (AllOf((AnyOf((Word("rosu"), Word("alb"))), Word("vin"), Not(Phrase(("vin", "alb"))))), (4,)),
    (AllOf(()), (4, 8, 9, 12, 400_000)),
    (AnyOf(()), ()),
]


@pytest.mark.parametrize(("node", "numbers"), MATCHING, ids=[str(index) for index in range(len(MATCHING))])
def test_a_node_tree_matches_exactly_these_documents(engine: Engine, node: Node, numbers: tuple[int, ...]) -> None:
    assert ids(engine, node) == expected(engine, *numbers)


def test_the_best_stand_first_and_a_title_counts_more_than_a_body(engine: Engine) -> None:
    [matches] = engine.match([Word("vin")], top=10)
    scores = [score for _, score in matches.top]
    assert scores == sorted(scores, reverse=True)
    if "text" not in engine.lacks:
        assert matches.top[0][0] == 4
        assert matches.top[-1][0] in (12, 400_000)


def test_top_is_the_beginning_of_the_whole_order_and_ids_are_all_there_is(engine: Engine) -> None:
    [everything] = engine.match([Word("vin")], top=100)
    for top in range(5):
        [some] = engine.match([Word("vin")], top=top)
        assert list(some.top)[:top] == list(everything.top)[:top]
        assert some.ids == everything.ids == BitMap(number for number, _ in everything.top)


def test_within_narrows_the_best_but_not_all_that_matches(engine: Engine) -> None:
    [matches] = engine.match([Word("vin")], within=frozenset((8, 9, 12)), top=10)
    assert {number for number, _ in matches.top} == expected(engine, 8, 12)
    assert set(matches.ids) == expected(engine, 4, 8, 12, 400_000)


def test_several_trees_are_answered_in_their_order(engine: Engine) -> None:
    trees = [Word("targ"), Word("absent"), Word("cafea")]
    assert [set(matches.ids) for matches in engine.match(trees)] == [expected(engine, 8), set(), expected(engine, 12)]
    assert engine.match([]) == []


@pytest.mark.parametrize("node", [node for node, _ in MATCHING], ids=str)
def test_documents_that_are_named_match_and_score_as_they_do_among_all(engine: Engine, node: Node) -> None:
    """Asked in either order: an engine may keep what it was asked first."""
    for within in ([4, 12], {8, 9, 400_000}, [], [7]):
        named, every, again = (engine.match([node], within=each)[0] for each in (within, None, within))
        assert list(named.top) == list(again.top) == [each for each in every.top if each[0] in within]
        assert named.cases == every.cases == cases_of(every.ids)
        named.cases.clear()


def test_answers_name_their_generation(engine: Engine) -> None:
    [matches] = engine.match([Word("vin")])
    assert matches.generation == engine.status().generation == "20261122T120000-abcdef"


def test_putting_a_document_again_replaces_it(engine: Engine) -> None:
    with engine.writing() as batch:
        batch.put(document(4, ("bere", "bere", "bere", "bere")))
    assert ids(engine, Word("rosu")) == set()
    assert ids(engine, Word("bere")) == expected(engine, 4)
    assert engine.status().documents == len(expected(engine, *TEXTS))


def test_a_removed_document_is_gone_and_removing_it_again_is_no_error(engine: Engine) -> None:
    for _ in range(2):
        with engine.writing() as batch:
            batch.remove(8)
            batch.remove(777)
    assert ids(engine, Word("targ")) == set()
    assert ids(engine, Not(Word("absent"))) == expected(engine, 4, 9, 12, 400_000)


BEER = document(77, ("bere", "bere", "bere", "bere"))
ALE = document(77, ("ale", "ale", "ale", "ale"))


@pytest.mark.parametrize(("changes", "word"), [
    ([BEER, ALE], "ale"), ([BEER, BEER], "bere"), ([BEER, 77], None), ([BEER, 77, 77], None), ([BEER, 77, ALE], "ale"),
    ([77, BEER], "bere"), ([BEER, ALE, BEER], "bere"),
])
def test_of_several_changes_of_a_document_the_last_counts(
    engine: Engine, changes: list[Document | int], word: str | None
) -> None:
    for twice in range(2):
        with engine.writing() as batch:
            for change in changes:
                if isinstance(change, int):
                    batch.remove(change)
                else:
                    batch.put(change)
        for each in ("bere", "ale"):
            assert ids(engine, Word(each)) == (expected(engine, 77) if each == word else set()), f"time {twice}"
        assert engine.status().documents == len(expected(engine, *TEXTS)) + len(expected(engine, 77)) * bool(word)
        assert list(engine.faults()) == []


def test_what_was_handed_out_may_be_changed_by_whoever_got_it(engine: Engine) -> None:
    for node in (Word("vin"), AllOf(()), AnyOf((Word("vin"), Word("targ")))):
        [first] = engine.match([node])
        kept = set(first.ids)
        first.ids.clear()
        assert ids(engine, node) == kept


@pytest.mark.parametrize("name", engine_names())
def test_an_empty_library_can_be_indexed_and_asked(name: str, tmp_path: Path) -> None:
    with closing(open_engine(name, tmp_path)) as engine:
        with engine.writing():
            pass
        assert ids(engine, Not(Word("vin"))) == ids(engine, Prefix("vin")) == ids(engine, Phrase(("a", "b"))) == set()
        assert (list(engine.vocabulary()), engine.status().documents) == ([], 0)


def test_a_batch_that_fails_leaves_nothing_behind(engine: Engine) -> None:
    with pytest.raises(KeyError), engine.writing() as batch:
        batch.put(document(4, ("bere", "", "", "")))
        batch.remove(8)
        raise KeyError("a fault of the caller")
    assert ids(engine, Word("bere")) == set()
    assert ids(engine, Word("targ")) == expected(engine, 8)


def test_the_vocabulary_counts_documents_a_word(engine: Engine) -> None:
    words = dict(engine.vocabulary())
    if "text" in engine.lacks:
        assert words == {}
    else:
        assert (words["masa"], words["vin"], words["винограда"]) == (2, 4, 1)


def test_what_an_engine_lacks_stands_in_its_status_too(engine: Engine) -> None:
    assert engine.status().lacks == engine.lacks


def test_closing_twice_is_no_error(engine: Engine) -> None:
    engine.close()
    engine.close()


@pytest.mark.parametrize("name", engine_names())
def test_a_missing_index_is_one_of_our_errors(name: str, tmp_path: Path) -> None:
    engine = open_engine(name, tmp_path / "gone", "x")
    if "text" not in engine.lacks:
        with pytest.raises((IndexUnavailable, EngineFailed)):
            engine.match([Word("vin")])
        with pytest.raises(StorageFailed), engine.writing():
            pass
    engine.close()


@pytest.mark.parametrize("name", [name for name in engine_names() if name != "null"])
def test_a_damaged_index_is_one_of_our_errors(name: str, tmp_path: Path) -> None:
    engine = open_engine(name, tmp_path, "x")
    with engine.writing() as batch:
        for number in range(200):
            batch.put(document(number, ("vin", f"word{number}", "", "")))
    engine.close()
    for file in tmp_path.rglob("*"):
        if file.is_file():
            file.write_bytes(b"\0" * file.stat().st_size)
    damaged = open_engine(name, tmp_path, "x")
    with pytest.raises((IndexUnavailable, EngineFailed)):
        damaged.match([Word("vin")])
    assert damaged.faults()
    damaged.close()


WORDS = ["vin", "alb", "rosu", "targ", "masa", "виноград", "c++", "x1"]
small_text = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
leaves = st.one_of(
    st.sampled_from(WORDS).map(Word),
    st.sampled_from(WORDS).map(lambda word: Word(stem(word), Channel.STEM)),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(lambda words: Phrase(tuple(words))),
    st.sampled_from(["vi", "mas", "вино", "tar"]).map(Prefix),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda nodes: AllOf(tuple(nodes))),
        st.lists(inner, max_size=3).map(lambda nodes: AnyOf(tuple(nodes))),
        inner.map(Not),
    ),
    max_leaves=6,
)


def reference(node: Node, texts: tuple[str, str, str, str]) -> bool:
    """Whether a document matches, by plain Python over its fields."""
    match node:
        case Word(text, channel):
            present = {word for field in texts for word in field.split()}
            return text in ({stem(word) for word in present} if channel is Channel.STEM else present)
        case Phrase(words):
            return any(f" {' '.join(words)} " in f" {field} " for field in texts)
        case Prefix(text):
            return any(word.startswith(text) for field in texts for word in field.split())
        case AllOf(nodes):
            return all(reference(each, texts) for each in nodes)
        case AnyOf(nodes):
            return any(reference(each, texts) for each in nodes)
        case Not(inner):
            return not reference(inner, texts)


@pytest.mark.parametrize("name", [name for name in engine_names() if name != "null"])
@given(st.lists(st.tuples(*[small_text] * 4), min_size=1, max_size=6), st.lists(trees, min_size=1, max_size=8))
@settings(max_examples=40)
def test_any_tree_over_any_documents_matches_what_plain_python_says(
    name: str, tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str, str, str]], nodes: list[Node]
) -> None:
    engine = open_engine(name, tmp_path_factory.mktemp("engine"), "x")
    try:
        with engine.writing() as batch:
            for number, fields in enumerate(texts):
                batch.put(document(number, fields))
        for node, matches in zip(nodes, engine.match(nodes, top=100), strict=True):
            wanted = {number for number, fields in enumerate(texts) if reference(node, fields)}
            assert set(matches.ids) == wanted
            assert {number for number, _ in matches.top} == wanted
    finally:
        engine.close()
