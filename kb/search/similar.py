"""Cases like a case: those its author names, those filed alike, and those whose words it shares, with the reasons.

Rare words and rare facet values tell most, so both weigh by how few cases have them. Which cases have a word is asked
of the engine, so every engine gives the same answer; nothing else of it is used.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from pyroaring import BitMap

from kb.errors import EngineFailed, TooComplex
from kb.language import fold, is_stop, sound_of, stem, tokenise
from kb.model import CaseStudy, CaseText
from kb.query import Channel, Word
from kb.search.document import VERSIONS_PER_CASE, cases_of
from kb.search.engine import Engine
from kb.search.facets import FacetIndex

MOST = 5
# How much it says that two cases share a value, before its rarity is counted.
_FACETS = {"business": 1.6, "specialist": 1.2, "industry": 1.0, "platform": 0.5, "objective": 0.5}
_TITLE, _SUMMARY, _BODY = 4, 2, 1
# Words asked of the engine, and words kept of those; each costs a lookup.
_ASKED, _KEPT = 48, 20
# A word of more than a quarter of the cases tells nothing of what a case is about; in a large library, of so many.
_COMMON, _MOST_HOLDING = 4, 400
# So many are weighed by everything they share, after one kind of likeness has brought them in.
_CANDIDATES = 200
_LEAST_LETTERS = 4
# Below this nobody would say the two are alike; found by reading the neighbours of every case of the library.
LEAST_LIKENESS = 0.32
# Same platforms and aims alone make no likeness, nor do a few words: without common ground it takes much of both.
_GROUND = ("business", "specialist", "industry")
_LEAST_WITHOUT_GROUND = 0.5
# Enough to choose from: a reader is told those of a language that they read.
_WORDS_TOLD = 12
# When there are more, all are let go of, as with texts that were shown.
_MOST_KEPT = 2048


@dataclass(frozen=True, slots=True)
class SharedWord:
    """A word both cases use, as this case writes it, and the language it stands in."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """A case that is like another, how much (0 to 2), and why: named by its author, shared values, shared words."""

    case: int
    score: float
    named: bool = False
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: tuple[SharedWord, ...] = ()


@dataclass(frozen=True, slots=True)
class _Feature:
    """Something a case has: a facet value or a word, its weight, and all cases that have it too."""

    weight: float
    cases: BitMap
    facet: str = ""
    value: str = ""
    word: SharedWord | None = None


class SimilarCases:
    """Likenesses among the cases of one generation."""

    def __init__(self, engine: Engine, facets: FacetIndex, total: int) -> None:
        self._engine = engine
        self._facets = facets
        self._total = total
        self._too_common = max(2, min(total // _COMMON, _MOST_HOLDING))
        self._kept: dict[int, tuple[Likeness, ...]] = {}
        self._common_words: set[str] = set()  # asked once, never again

    def of(self, case: CaseStudy, number: int, named: Sequence[int] = ()) -> tuple[Likeness, ...]:
        """At most MOST cases like this one, `named` by its author first; fewer or none when nothing really is like it.

        Where the engine cannot answer, facets alone decide.
        """
        if number not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[number] = self._find(case, number, named)
        return self._kept[number]

    def _find(self, case: CaseStudy, number: int, named: Sequence[int]) -> tuple[Likeness, ...]:
        facets, words = self._facet_features(case), self._word_features(case)
        candidates = _candidates(facets, words) - {number} | set(named)
        scores = {other: _share(other, facets) + _share(other, words) for other in candidates}
        ground = _any(feature.cases for feature in facets if feature.facet in _GROUND)
        measure = 1 if words else 2  # facets alone can show only half of a likeness
        near = sorted(
            (-score, other) for other, score in scores.items()
            if score * measure >= (LEAST_LIKENESS if other in ground else _LEAST_WITHOUT_GROUND)
        )
        chosen = [other for other in dict.fromkeys([*named, *(other for _, other in near)]) if other != number]
        return tuple(_likeness(other, scores[other], other in named, facets, words) for other in chosen[:MOST])

    def _facet_features(self, case: CaseStudy) -> list[_Feature]:
        values = {
            "business": case.businesses, "specialist": tuple(credit.person for credit in case.specialists),
            "industry": case.industries, "platform": case.platforms, "objective": case.objectives,
        }
        return [
            _Feature(weight * self._rarity(cases), cases, facet, value)
            for facet, weight in _FACETS.items() for value in dict.fromkeys(values[facet])
            if (cases := self._facets.cases(facet, [value]))
        ]

    def _word_features(self, case: CaseStudy) -> list[_Feature]:
        telling = _telling_words(case)
        features = [
            _Feature(weight * self._rarity(cases), cases, word=word)
            for stemmed, cases in self._holding([each for each in telling if each not in self._common_words])
            for weight, word in [telling[stemmed]]
        ]
        return sorted(features, key=lambda feature: -feature.weight)[:_KEPT]

    def _holding(self, stems: Sequence[str]) -> Iterable[tuple[str, BitMap]]:
        """The cases that have each word, of words that others have too and not too many; none without an engine."""
        try:
            matches = self._engine.match([Word(stemmed, Channel.STEM) for stemmed in stems], top=0)
            found = [each.ids for each in matches]
        except (EngineFailed, TooComplex):
            return
        for stemmed, documents in zip(stems, found, strict=True):
            if len(documents) > VERSIONS_PER_CASE * self._too_common:
                self._common_words.add(stemmed)
                continue
            cases = cases_of(documents)
            if len(cases) > self._too_common:
                self._common_words.add(stemmed)
            elif len(cases) > 1:
                yield stemmed, cases

    def _rarity(self, cases: BitMap) -> float:
        """Inverse document frequency: 0 for what all cases have."""
        return math.log(self._total / len(cases)) if self._total > len(cases) else 0.0


def _telling_words(case: CaseStudy) -> dict[str, tuple[float, SharedWord]]:
    """By stem: how much a case makes of a word, and the word as it writes it; the most telling ones."""
    weights: Counter[str] = Counter()
    written: dict[str, SharedWord] = {}
    for text in case.texts:
        for weight, passage in _passages(text):
            for token in tokenise(passage):
                if len(token.folded) >= _LEAST_LETTERS and token.folded.isalpha() and not is_stop(token.folded):
                    stemmed = stem(token.folded)
                    weights[stemmed] += weight
                    if stemmed not in written or (token.surface.islower() and not written[stemmed].text.islower()):
                        written[stemmed] = SharedWord(token.surface, text.lang)
    names = _names(case)
    # The second mention of a word says less than the first (1 + log).
    return {
        each: (1 + math.log(weight), written[each]) for each, weight in weights.most_common(_ASKED)
        if sound_of(fold(written[each].text)) not in names
    }


def _names(case: CaseStudy) -> frozenset[str]:
    """The sounds of who the case is about, from their slugs: sharing them is told as a facet, not as words."""
    slugs = (*case.businesses, *(credit.person for credit in case.specialists))
    return frozenset(sound_of(part) for slug in slugs for part in slug.split("-"))


def _passages(text: CaseText) -> Iterable[tuple[int, str]]:
    return (_TITLE, text.title), (_SUMMARY, text.summary), (_BODY, text.body.plain)


def _candidates(facets: Sequence[_Feature], words: Sequence[_Feature]) -> set[int]:
    """The cases worth weighing: those that share most words, people, or industry and what was done there."""
    by_words: Counter[int] = Counter()
    for feature in words:
        for case in feature.cases:
            by_words[case] += round(feature.weight * 1000)
    cases = {facet: _any(feature.cases for feature in facets if feature.facet == facet) for facet in _FACETS}
    alike = cases["industry"] & (cases["platform"] | cases["objective"])
    most_alike = alike & cases["platform"] & cases["objective"]
    return {
        *(case for case, _ in by_words.most_common(_CANDIDATES)), *islice(cases["business"], _CANDIDATES),
        *islice(cases["specialist"], _CANDIDATES), *islice(most_alike, _CANDIDATES), *islice(alike, _CANDIDATES),
    }


def _any(bitmaps: Iterable[BitMap]) -> BitMap:
    return BitMap.union(BitMap(), *bitmaps)


def _share(other: int, features: Sequence[_Feature]) -> float:
    """How much of the weight of all features a case shares, from 0 to 1."""
    whole = sum(feature.weight for feature in features)
    return sum(feature.weight for feature in features if other in feature.cases) / whole if whole else 0.0


def _likeness(
    other: int, score: float, named: bool, facets: Sequence[_Feature], words: Sequence[_Feature]
) -> Likeness:
    shared: dict[str, list[str]] = defaultdict(list)
    for feature in facets:
        if other in feature.cases:
            shared[feature.facet].append(feature.value)
    told = [feature.word for feature in words if other in feature.cases and feature.word][:_WORDS_TOLD]
    return Likeness(other, round(score, 4), named, {key: tuple(values) for key, values in shared.items()}, tuple(told))
