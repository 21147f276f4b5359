"""The engines against each other: the same batches and the same trees give the same documents, scored the same."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.indexing import LiveIndex
from kb.language import analyse, stem
from kb.query import AllOf, AnyOf, Channel, Node, Not, Phrase, Prefix, Word
from kb.search import Answer, Document, Engine, SearchRequest, engine_names, open_engine
from tests.generator import generate_library
from tests.indexes import live_index, reindex

FULL = [name for name in engine_names() if name != "null"]
IDS = range(1, 9)
WORDS = ["vin", "vinul", "alb", "rosu", "targ", "masa", "виноград", "винограда", "c++", "50"]
# The beginning of every word alike, so that one prefix has many words.
PREFIXES = ["vin", "mas", "вино", "tar", "absent"]

texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
documents = st.builds(lambda number, fields: Document(number, *map(analyse, fields)),
                      st.sampled_from(IDS), st.tuples(texts, texts, texts, texts))
changes = st.lists(st.one_of(documents, st.sampled_from(IDS)), max_size=12)
batches = st.lists(changes, min_size=1, max_size=4)

words = st.sampled_from(WORDS).map(Word)
leaves = st.one_of(
    words,
    st.sampled_from(WORDS).map(lambda word: Word(stem(word), Channel.STEM)),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(lambda chosen: Phrase(tuple(chosen))),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(
        lambda chosen: Phrase(tuple(map(stem, chosen)), Channel.STEM)),
    st.sampled_from(PREFIXES).map(Prefix),
)
alternatives = st.one_of(leaves, st.lists(leaves, min_size=2, max_size=3).map(lambda nodes: AnyOf(tuple(nodes))))
# As the query language makes them: everything of a few things, each perhaps one of several, without others.
questions = st.builds(
    lambda wanted, unwanted: AllOf((*wanted, *map(Not, unwanted))),
    st.lists(alternatives, min_size=1, max_size=3), st.lists(leaves, max_size=2),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda nodes: AllOf(tuple(nodes))),
        st.lists(inner, max_size=3).map(lambda nodes: AnyOf(tuple(nodes))),
        inner.map(Not),
    ),
    max_leaves=8,
)


def apply(engine: Engine, made: Sequence[Sequence[Document | int]]) -> None:
    """Each list of changes as one batch: documents are put, numbers removed."""
    for batch_of_changes in made:
        with engine.writing() as batch:
            for change in batch_of_changes:
                if isinstance(change, int):
                    batch.remove(change)
                else:
                    batch.put(change)


@contextmanager
def engines(folder: Path, made: Sequence[Sequence[Document | int]]) -> Iterator[list[Engine]]:
    """Every full engine over the same batches."""
    with ExitStack() as stack:
        opened = []
        for name in FULL:
            (folder / name).mkdir()
            opened.append(stack.enter_context(closing(open_engine(name, folder / name))))
            apply(opened[-1], made)
        yield opened


def test_there_are_engines_to_compare() -> None:
    assert len(FULL) > 1


@given(batches, st.lists(trees, min_size=1, max_size=8), st.sets(st.sampled_from(IDS)))
@settings(max_examples=80)
def test_any_trees_match_the_same_documents_after_any_batches(
    tmp_path_factory: pytest.TempPathFactory, made: list[list[Document | int]], nodes: list[Node], within: set[int]
) -> None:
    with engines(tmp_path_factory.mktemp("engines"), made) as (first, *others):
        for other in others:
            assert first.status().documents == other.status().documents
            for one, two in zip(first.match(nodes, within=within), other.match(nodes, within=within), strict=True):
                assert one.ids == two.ids
                assert {number for number, _ in one.top} == {number for number, _ in two.top}


@given(batches, st.lists(questions, min_size=1, max_size=8))
@settings(max_examples=80)
def test_questions_are_ranked_the_same_with_the_same_scores(
    tmp_path_factory: pytest.TempPathFactory, made: list[list[Document | int]], nodes: list[Node]
) -> None:
    with engines(tmp_path_factory.mktemp("engines"), made) as (first, *others):
        for other in others:
            for one, two in zip(first.match(nodes, top=20), other.match(nodes, top=20), strict=True):
                assert dict(one.top) == pytest.approx(dict(two.top), rel=1e-9)


def test_leaving_something_out_takes_no_alternative_from_the_score(tmp_path: Path) -> None:
    texts = enumerate(["vin alb", "alb vin vinul"], start=1)
    made = [[Document(number, *map(analyse, ("", "", "", text))) for number, text in texts]]
    wanted = (Phrase(("alb", "vin")), AnyOf((Word("vin"), Word("vinul"))))
    with engines(tmp_path, made) as opened:
        for engine in opened:
            whole, without = engine.match([AllOf(wanted), AllOf((*wanted, Not(Word("rosu"))))], top=20)
            assert [number for number, _ in without.top] == [2]
            assert dict(without.top) == pytest.approx(dict(whole.top))


@given(batches, st.lists(leaves, min_size=1, max_size=6), st.integers(1, 4), st.none() | st.sets(st.sampled_from(IDS)))
@settings(max_examples=60)
def test_the_best_few_are_the_same_with_those_that_tie(
    tmp_path_factory: pytest.TempPathFactory, made: list[list[Document | int]], nodes: list[Node], top: int,
    within: set[int] | None,
) -> None:
    with engines(tmp_path_factory.mktemp("engines"), made) as (first, *others):
        for other in others:
            ones, twos = first.match(nodes, within=within, top=top), other.match(nodes, within=within, top=top)
            assert [list(each.top) for each in ones] == [
                [(number, pytest.approx(score, rel=1e-9)) for number, score in each.top] for each in twos
            ]


@given(batches)
@settings(max_examples=40)
def test_the_vocabulary_is_the_same_after_any_batches(
    tmp_path_factory: pytest.TempPathFactory, made: list[list[Document | int]]
) -> None:
    with engines(tmp_path_factory.mktemp("engines"), made) as (first, *others):
        for other in others:
            assert list(first.vocabulary()) == list(other.vocabulary())


CASES = 40
ASKED = [
    SearchRequest(), SearchRequest("campanie"), SearchRequest("campania vinurilor"), SearchRequest("vin -facebook"),
    SearchRequest("-campanie"), SearchRequest("clien* OR vinur*"), SearchRequest('"campanie de"'),
    SearchRequest("реклама"), SearchRequest("kampania"), SearchRequest("campanie", {"platform": ("facebook",)}),
    SearchRequest("industry:wine OR vin"), SearchRequest("campanie", sort="newest"), SearchRequest("vin", page=2),
    SearchRequest("vin", lang="ru"), SearchRequest("marketing vin 2019 facebook"), SearchRequest("zzzz"),
]


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[LiveIndex]]:
    """One library, indexed by every full engine."""
    with ExitStack() as stack:
        opened = []
        for name in FULL:
            folder = tmp_path_factory.mktemp(name)
            generate_library(folder / "content", CASES, seed=5)
            reindex(folder, engine=name)
            opened.append(stack.enter_context(live_index(folder, name)))
            with opened[-1].reading() as generation:
                generation.searcher.search(SearchRequest("vin"))  # opens its connections here, where they are closed
        yield opened


def answer_of(index: LiveIndex, request: SearchRequest) -> tuple[object, ...]:
    """What a reader sees of an answer: everything but the scores, which may differ in their last digits."""
    with index.reading() as generation:
        answer: Answer = generation.searcher.search(request)
    hits = [(hit.slug, hit.why, hit.snippet, hit.section) for hit in answer.hits]
    return (answer.total, answer.perhaps_total, answer.pages, answer.facets, answer.ignored, answer.glossary,
            answer.searched_instead, hits)


@pytest.mark.parametrize("request_", ASKED, ids=lambda each: f"{each.text} {dict(each.filters)} {each.sort}{each.page}")
def test_a_reader_sees_the_same_page_whatever_engine_answers(indexes: list[LiveIndex], request_: SearchRequest) -> None:
    first, *others = (answer_of(index, request_) for index in indexes)
    assert all(other == first for other in others)


def test_the_pages_that_are_compared_hold_something(indexes: list[LiveIndex]) -> None:
    assert sum(1 for request in ASKED if answer_of(indexes[0], request)[0]) > len(ASKED) / 2
