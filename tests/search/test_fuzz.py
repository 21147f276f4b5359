"""No string a person, a robot or a fuzzer can type raises, takes long, or comes back as HTML of its own."""

import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.indexing import LiveIndex
from kb.search import FACETS, Answer, SearchRequest
from tests import words as field
from tests.builders import case_markdown, write_library
from tests.generator import generate_library
from tests.indexes import live_index, reindex

MOST_SECONDS = 1.0
CASES = {f"caz-{year}": case_markdown(title=f"Vin {year} la târg", years=[str(year)]) for year in range(2010, 2022)}
HOSTILE = [
    "", " ", "\0", "\n\t\r", '"', '""', "'", "`", "\\", "*", "**", "a*", "abc*", "-", "--", "- -", "-*", "+", "(", ")",
    "()", "((((((((((((((((", "))))))))", "(" * 300 + "vin" + ")" * 300, "OR", "OR OR", "a OR", "OR a", "NOT", "NEAR",
    "NEAR(vin targ, 5)", "vin AND NOT targ", "title:vin", "{title body}: vin", "^vin", "vin^2",
    "documents_fts MATCH 'x'",
    "'; DROP TABLE documents; --", "1=1", '" OR ""="', "%", "_", "%s%n", "{}", "{0}", "$(id)", "../../etc/passwd",
    "<script>alert(1)</script>", "<mark>vin</mark>", "&lt;vin&gt;", "industry:", "industry:,", ":vin", "::", "a:b:c",
    "year:", "year:..", "year:9999..1", "year:2000..2000000000", "year:2019-", "platform:" + "facebook," * 200,
    "-industry:wine,-nope", "industry:(wine)", 'industry:"', "vin " * 200, "-vin " * 100, "vin OR " * 100, "a" * 10_000,
    "ă" * 10_000, "\u0301" * 500, "v" + "\u0301" * 5000 + "in", "\u202evin", "\ufeffvin", "vi\u00adn", "vi\u200bn",
    "\ud800", "\udfff vin", "👩‍👩‍👧‍👦", "🍷*", "漢字", "ไวน์", "واين", "İstanbul ı", "ß ﬁ Ǆ", "１２３", "0x00", "1e999",
    "½", "x" * 255 + '"', "c++", "c#", "50 %", "#vin", "@purcari", "l'oreal", "e-mail", "1 000 000", "1,000.50",
    "is:open", "http://vin.md/?q=vin&a=b#c", "vin\u2028targ", "\x1b[31mvin", "SELECT * FROM cases", "NULL", "true",
    "*vin", "v*n", "vin*targ*", '"vin targ', '"vin" "targ', "„vin” «targ»", "vin|targ||", "-(vin (targ -(a OR b)))",
]
ALPHABET = [
    *"abcvintarg ăâîșțşţёйвинотр0123456789", *"     \"\"\"'()()**--::,.;|/\\%#+@&<>=[]{}^~!?_\n\t\0",
    "\u0301", "\u200b", "\u202e", "\ufeff", "\ud800", "🍷", "漢", " OR ", " SAU ", " ИЛИ ", " AND ", " NOT ", " NEAR(",
    "industry:", "отрасль:", "year:", "..", "2019", "wine", "facebook", "platform:", "-industry:", "vin", "виноград",
]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveIndex]:
    folder = tmp_path_factory.mktemp("fuzzed")
    write_library(folder / "content", cases=CASES)
    reindex(folder)
    with live_index(folder) as opened:
        ask(opened, SearchRequest("vin"))  # opens its connections here, where they are closed
        yield opened


def ask(live: LiveIndex, request: SearchRequest) -> Answer:
    """One search, timed, its answer looked through."""
    with live.reading() as generation:
        started = time.monotonic()
        answer = generation.searcher.search(request)
        took = time.monotonic() - started
    assert took < MOST_SECONDS, ascii(request.text)
    assert len(answer.hits) <= min(10, answer.total + answer.perhaps_total)
    assert tuple(answer.facets) == FACETS
    for hit in answer.hits:
        for html in (hit.title_html, hit.snippet):
            assert not re.search("[<>]", re.sub("</?mark>", "", html)), ascii(request.text)
    return answer


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:40])
def test_a_hostile_string_is_a_search_like_any_other(live: LiveIndex, text: str) -> None:
    ask(live, SearchRequest(text))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:40])
def test_a_hostile_value_of_a_filter_is_no_value(live: LiveIndex, text: str) -> None:
    answer = ask(live, SearchRequest(filters={"industry": (text,), "year": (text, text), text: ("wine",)}))
    assert answer.total == len(CASES)


@pytest.mark.parametrize("page", [-(10**18), -1, 0, 1, 2, 3, 100, 10**6, 10**18])
@pytest.mark.parametrize("text", ["", "vin", "vinuri", "-vin", "nimic"])
def test_any_page_is_a_page_perhaps_an_empty_one(live: LiveIndex, text: str, page: int) -> None:
    assert len(ask(live, SearchRequest(text, page=page)).hits) in ({0} if page not in (1, 2) else {0, 2, 10})


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.lists(st.sampled_from(ALPHABET), max_size=40).map("".join))
def test_any_string_is_a_search(live: LiveIndex, text: str) -> None:
    ask(live, SearchRequest(text))


def random_text(chance: random.Random, vocabulary: list[str]) -> str:
    """Noise, pieces of the query language, or real words spoilt by both."""
    kinds: list[Callable[[], str]] = [
        lambda: chance.choice(ALPHABET),
        lambda: chance.choice(vocabulary),
        lambda: chance.choice(vocabulary) + " ",
        lambda: chr(chance.randrange(0x110000)),
        lambda: chance.choice(HOSTILE)[:60],
    ]
    weights = chance.choice([(1, 0, 0, 0, 0), (2, 1, 8, 0, 0), (3, 2, 2, 1, 1), (0, 0, 0, 1, 0), (1, 1, 3, 0, 2)])
    return "".join(chance.choices(kinds, weights)[0]() for _ in range(chance.choice([1, 3, 8, 20, 60])))


def vocabulary() -> list[str]:
    stems = [(lang, stem) for lang in field.STEMS for stem in field.STEMS[lang].split()]
    return [stem + ending for lang, stem in stems for ending in field.ENDINGS[lang]]


def test_random_strings_are_searches(live: LiveIndex) -> None:
    chance, known = random.Random(5), vocabulary()
    for _ in range(500):
        ask(live, SearchRequest(random_text(chance, known), lang=chance.choice(["ro", "ru", "en", "", "xx"])))


@pytest.mark.deep
def test_a_hundred_thousand_random_strings_against_a_thousand_cases_are_searches(tmp_path: Path) -> None:
    generate_library(tmp_path / "content", 1000, seed=9)
    reindex(tmp_path)
    chance, known = random.Random(6), vocabulary()
    with live_index(tmp_path) as live:
        slowest = max(
            ask(live, SearchRequest(random_text(chance, known), page=chance.choice([1, 1, 2, 50]))).took_ms
            for _ in range(100_000)
        )
    print(f"100,000 random strings against 1,000 cases: the slowest took {slowest} ms")
