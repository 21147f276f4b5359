"""What is asked: the same mixed questions of every contender, alone and with a facet chosen."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kb.indexing import LiveIndex
from kb.query import Node, Not, parse
from kb.search import SearchRequest

_MOST = 60
# Where in the vocabulary, from the commonest word on, in hundredths.
_PLACES = (0, 1, 3, 10, 30, 60, 95)


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody typed, and at most one chosen value of a facet."""

    text: str
    chosen: dict[str, str] = field(default_factory=dict)

    @property
    def node(self) -> Node | None:
        """Its words as a tree."""
        return parse(self.text).words

    @property
    def request(self) -> SearchRequest:
        """The same for our own search."""
        return SearchRequest(self.text, {facet: (value,) for facet, value in self.chosen.items()})

    def __str__(self) -> str:
        return " + ".join([self.text or "(no words)", *(f"{facet} {value}" for facet, value in self.chosen.items())])


def gather(live: LiveIndex) -> list[Question]:
    """The library's own questions where it has some, else words of every frequency, in pairs, phrases, excluded."""
    with live.reading() as generation:
        written = [query.q for query in generation.catalogue.golden_queries()]
        industry = generation.searcher.search(SearchRequest()).facets["industry"][0].value
        texts = written[::max(1, len(written) // _MOST)][:_MOST] or list(_made(generation.engine.vocabulary()))
    # Exclusions alone are no question for plain FTS5.
    texts = [text for text in texts if not isinstance(parse(text).words, Not)]
    return [Question(text, chosen) for text in ["", *texts] for chosen in ({}, {"industry": industry})]


def _made(vocabulary: object) -> Iterator[str]:
    ranked = sorted(vocabulary, key=lambda pair: (-pair[1], pair[0]))  # type: ignore[call-overload]
    words = [word for word, _ in ranked if len(word) > 3 and word.isalpha()]
    chosen = [words[len(words) * place // 100] for place in _PLACES]
    yield from chosen
    first, second, third, fourth, *_, rare = chosen
    yield from (f"{first} {second}", f"{second} {third} {fourth}", f"{first} {rare}")
    yield from (f"{second} OR {third}", f"{second} -{third}", f"{third} {fourth} -{first}", f'"{first} {second}"')


def write(questions: list[Question], file: Path) -> None:
    """Keep them for the processes that ask."""
    file.write_text(json.dumps([[each.text, each.chosen] for each in questions]), encoding="utf-8")


def read(file: Path) -> list[Question]:
    """The questions of a file."""
    return [Question(text, chosen) for text, chosen in json.loads(file.read_text(encoding="utf-8"))]
