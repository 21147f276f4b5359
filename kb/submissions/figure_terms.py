"""What the vocabularies of metrics, units and bases are called, made ready to be recognised in a text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kb.language import Token, is_stop, stem, tokenise
from kb.model import LANGUAGES, Metric, Term, Unit, Vocabulary

# Shorter words must stand exactly as the vocabulary has them: "t" and "m" are units, "T" and "M" are not.
_SHORT = 3
# Little words that may stand between two of a name: "rata de la implicare".
_MOST_BETWEEN = 3
_NO_WORDS = frozenset(("count", "text"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name of a value: the stems of its words, or its one short word as written."""

    slug: str
    stems: tuple[str, ...]
    exact: str = ""


@dataclass(frozen=True)
class FigureTerms:
    """The three vocabularies, made ready; make it once."""

    metrics: Vocabulary
    units: Vocabulary
    bases: Vocabulary
    metric_names: "Names" = field(init=False)
    base_names: "Names" = field(init=False)
    after: "Names" = field(init=False)
    before: "Names" = field(init=False)

    def __post_init__(self) -> None:
        after, before = _unit_phrases(self.units)
        made = {
            "metric_names": Names(phrase for term in self.metrics for phrase in _phrases(term)),
            "base_names": Names(phrase for term in self.bases for phrase in _phrases(term)),
            "after": Names(after), "before": Names(before),
        }
        for name, value in made.items():
            object.__setattr__(self, name, value)

    def metric(self, slug: str | None) -> Metric | None:
        """A metric by slug."""
        found = self.metrics.terms.get(slug or "")
        return found if isinstance(found, Metric) else None


class Names:
    """Phrases, quick to recognise at a place; the longest first, so that "lei/kg" is found before "lei"."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.all = tuple(sorted(dict.fromkeys(phrases), key=lambda one: -len(one.stems)))
        self._begun: dict[str, list[Phrase]] = {}
        for phrase in self.all:
            self._begun.setdefault(phrase.exact or phrase.stems[0], []).append(phrase)

    def at(self, words: "Read", place: int) -> Iterator[tuple[Phrase, int]]:
        """The phrases that begin at a place, each with the number of its words, little ones between them counted."""
        for phrase in self._begun.get(words.surfaces[place], ()):
            if phrase.exact:
                yield phrase, 1
        for phrase in self._begun.get(words.stems[place], ()):
            if count := 0 if phrase.exact else _count_of(phrase.stems, words.stems, place):
                yield phrase, count

    def sign(self, exact: str) -> Phrase | None:
        """The phrase that is written exactly so: "€"."""
        return next((one for one in self._begun.get(exact, ()) if one.exact), None)


class Read:
    """Words of a text with their stems."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.stems = [stem(token.folded) for token in tokens]
        self.surfaces = [token.surface for token in tokens]

    def __len__(self) -> int:
        return len(self.tokens)


def _count_of(wanted: Sequence[str], stems: Sequence[str], at: int) -> int:
    place = at
    for one in wanted:
        gap = place
        while at < place < min(len(stems), gap + _MOST_BETWEEN) and stems[place] != one and is_stop(stems[place]):
            place += 1
        if place >= len(stems) or stems[place] != one:
            return 0
        place += 1
    return place - at


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of the words of a name, without little words."""
    return tuple(stem(token.folded) for token in tokenise(text) if not is_stop(token.folded))


def _phrases(term: Term) -> Iterable[Phrase]:
    for lang in LANGUAGES:
        for name in (term.labels.get(lang, ""), *term.synonyms.get(lang, ())):
            yield from _phrase(term.slug, name)


def _phrase(slug: str, name: str) -> Iterable[Phrase]:
    bare = name.strip()
    if len(bare) <= _SHORT:
        if bare:
            yield Phrase(slug, (), bare)
    elif stems := stems_of(bare):
        yield Phrase(slug, stems)


def _unit_phrases(units: Vocabulary) -> tuple[list[Phrase], list[Phrase]]:
    """What stands behind the number of a unit, and what before it."""
    after: list[Phrase] = []
    before: list[Phrase] = []
    for unit in units:
        if not isinstance(unit, Unit) or unit.slug in _NO_WORDS:
            continue
        for lang in LANGUAGES:
            for form in unit.forms(lang):
                left, _, right = form.partition("{}")
                after += _phrase(unit.slug, re.sub(r"^\s*de\s", "", right))
                before += _phrase(unit.slug, left)
            if unit.family not in ("rank", "ratio"):
                after += [one for name in (unit.labels[lang], *unit.synonyms.get(lang, ()))
                          for one in _phrase(unit.slug, name)]
    return after, before
