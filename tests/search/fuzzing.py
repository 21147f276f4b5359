"""Strings that nobody should type, in any number, and asking them of a library in several processes.

A long run is cut into chunks, each with chance of its own. What a chunk found is written down when it is done, so that
a run that was stopped goes on where it was.
"""

import json
import multiprocessing
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kb.evaluation import spellings
from kb.indexing import LiveIndex
from kb.search import FACETS, Answer, SearchRequest
from tests import words as field_words

MOST_MS = 1000.0
# A busy machine may stall a search that is fast by itself: a slow one is asked so often before it is called slow.
_TRIES = 4

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
# How much of each kind of piece a string has: letters, words, words apart, any character, hostile strings, wrong words.
_MIXTURES = [
    (1, 0, 0, 0, 0, 0), (2, 1, 8, 0, 0, 0), (3, 2, 2, 1, 1, 0), (0, 0, 0, 1, 0, 0), (1, 1, 3, 0, 2, 0),
    (0, 0, 2, 0, 0, 4),
]
# How many pieces a string has: mostly as few as people type, at times far more than are read.
_PIECES = [1, 1, 2, 3, 3, 4, 5, 6, 8, 12, 20, 60]


def vocabulary() -> list[str]:
    """The words that generated libraries are written with, in all their forms."""
    stems = [(lang, stem) for lang in field_words.STEMS for stem in field_words.STEMS[lang].split()]
    return [stem + ending for lang, stem in stems for ending in field_words.ENDINGS[lang]]


def random_text(chance: random.Random, known: list[str]) -> str:
    """Noise, pieces of the query language, or real words spoilt by both or mistyped."""
    kinds: list[Callable[[], str]] = [
        lambda: chance.choice(ALPHABET),
        lambda: chance.choice(known),
        lambda: chance.choice(known) + " ",
        lambda: chr(chance.randrange(0x110000)),
        lambda: chance.choice(HOSTILE)[:60],
        lambda: misspelt(chance.choice(known), chance) + " ",
    ]
    weights = chance.choice(_MIXTURES)
    return "".join(chance.choices(kinds, weights)[0]() for _ in range(chance.choice(_PIECES)))


def misspelt(word: str, chance: random.Random) -> str:
    """A word as it comes off the wrong keyboard, in other letters, or with slips."""
    spelt = chance.choice([str, spellings.on_other_layout, spellings.in_latin, spellings.in_cyrillic])(word)
    for _ in range(chance.choice([0, 1, 1, 2])):
        spelt = spellings.mistyped(spelt, chance) if len(spelt) > 2 else spelt
    return spelt


def random_request(chance: random.Random, known: list[str]) -> SearchRequest:
    """A random text, in any language, on any page, sometimes with a filter or an order of its own."""
    filters = {chance.choice([*FACETS, "nope"]): (random_text(chance, known)[:30],)} if chance.random() < 0.1 else {}
    return SearchRequest(
        random_text(chance, known), filters, chance.choice(["", "", "newest", "evidence", "x"]),
        chance.choice([1, 1, 1, 2, 50]), chance.random() < 0.1, chance.choice(["ro", "ru", "en", "", "xx"]),
    )


def check(answer: Answer) -> None:
    """What holds for the answer to any string. Raises AssertionError."""
    text = answer.request.text
    assert len(answer.hits) <= min(10, answer.total + answer.perhaps_total), ascii(text)
    assert tuple(answer.facets) == FACETS
    for hit in answer.hits:
        for html in (hit.title_html, hit.snippet):
            assert not re.search("[<>]", re.sub("</?mark>", "", html)), ascii(text)


# -- a long run -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chunk:
    """What a chunk of strings did: how many, the slowest (ms, as ASCII), those over the limit, and what raised."""

    number: int
    asked: int
    seconds: float
    slowest_ms: float
    slowest: str
    slow: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LongRun:
    """A run over the index in `index` that keeps what it found in `kept`."""

    index: Path
    kept: Path
    strings: int
    chunk: int
    processes: int
    engine: str = "sqlite_fts"

    def run(self, say: Callable[[str], None]) -> list[Chunk]:
        """Ask what was not asked before; every chunk, also of earlier runs, in order."""
        self.kept.mkdir(parents=True, exist_ok=True)
        numbers = range(-(-self.strings // self.chunk))
        missing = [number for number in numbers if not self._file(number).exists()]
        say(f"{len(numbers) - len(missing)} of {len(numbers)} chunks of {self.chunk} strings were done before")
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self.processes, mp_context=context) as pool:
            asked = ((str(self.index), self.engine, number, self.chunk) for number in missing)
            for done, chunk in enumerate(pool.map(_ask_chunk, asked), 1):
                self._write(chunk)
                say(f"{len(numbers) - len(missing) + done}/{len(numbers)}: {chunk.asked / chunk.seconds:.0f}/s, "
                    f"slowest {chunk.slowest_ms:.0f} ms, {len(chunk.slow)} slow, {len(chunk.failures)} failed")
        return list(self._chunks(numbers))

    def _file(self, number: int) -> Path:
        return self.kept / f"chunk-{number:05}.json"

    def _write(self, chunk: Chunk) -> None:
        aside = self._file(chunk.number).with_suffix(".part")
        aside.write_text(json.dumps(asdict(chunk)), encoding="utf-8")
        aside.replace(self._file(chunk.number))

    def _chunks(self, numbers: range) -> Iterator[Chunk]:
        for number in numbers:
            yield Chunk(**json.loads(self._file(number).read_text(encoding="utf-8")))


def _ask_chunk(asked: tuple[str, str, int, int]) -> Chunk:
    """Ask one chunk in a process of its own."""
    index, engine, number, count = asked
    live = LiveIndex(Path(index), engine)
    try:
        return ask_chunk(live, number, count)
    finally:
        live.close()


def ask_chunk(live: LiveIndex, number: int, count: int) -> Chunk:
    """Ask the strings of chunk `number`, always the same ones; nothing is raised for what they do."""
    chance, known = random.Random(f"chunk {number}"), vocabulary()
    slowest_ms, slowest = 0.0, ""
    slow: list[str] = []
    failures: list[str] = []
    started = time.monotonic()
    for _ in range(count):
        request = random_request(chance, known)
        try:
            took = _ask(live, request)
        except BaseException as error:  # whatever a string does is what this is for
            failures.append(f"{request!a}: {type(error).__name__}: {ascii(str(error))[:300]}")
            if isinstance(error, KeyboardInterrupt):
                raise
            continue
        if took > slowest_ms:
            slowest_ms, slowest = took, ascii(request)
        if took > MOST_MS:
            slow.append(ascii(request))
    return Chunk(number, count, max(0.001, time.monotonic() - started), round(slowest_ms, 1), slowest, slow, failures)


def _ask(live: LiveIndex, request: SearchRequest) -> float:
    """Ask once, or again when it was slow; the best time in ms."""
    best = sys.float_info.max
    for _ in range(_TRIES):
        started = time.monotonic()
        with live.reading() as generation:
            answer = generation.searcher.search(request)
        best = min(best, (time.monotonic() - started) * 1000)
        if best <= MOST_MS:
            break
    check(answer)
    return best
