"""The words that tell a case from the others: what somebody types who remembers it."""

import math
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kb.language import fold, is_stop
from kb.model import CaseStudy, CaseText

_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[а-яё]+")
_NOT_ROMANIAN = re.compile("[kqwyèéö']|ch(?![ei])|th|sh|ph|oo|ee|ck|ss|ll|tt|ff|nd$|ng|ew|ue|ign|igh")
_LEAST_LETTERS = 4
# A word that more of the cases have tells nothing.
_MOST_SHARE = 0.25
# The words among which a memory falls on some.
_BEST = 6
# A title is remembered better than a summary.
_TITLE_WEIGHT = 2.0


@dataclass(frozen=True)
class Wording:
    """The words of all cases: how many cases have each (folded), and the surface forms by language."""

    cases: int
    spread: Counter[str]
    forms: dict[str, frozenset[str]]

    @classmethod
    def of(cls, cases: Iterable[CaseStudy]) -> "Wording":
        """Count the words of a library."""
        listed = list(cases)
        spread = Counter(word for case in listed for word in {fold(word) for text in case.texts for word in _all(text)})
        forms: dict[str, set[str]] = {}
        for case in listed:
            for text in case.texts:
                forms.setdefault(text.lang, set()).update(_all(text))
        return cls(len(listed), spread, {lang: frozenset(words) for lang, words in forms.items()})

    def telling(self, text: CaseText) -> list[str]:
        """The telling words of one version's title and summary, the best first."""
        title = set(_words(text.title))
        most = max(2, self.cases * _MOST_SHARE)
        words = [word for word in dict.fromkeys(_words(f"{text.title} {text.summary}")) if self._spread(word) <= most]
        return sorted(words, key=lambda word: -self._weight(word) * (_TITLE_WEIGHT if word in title else 1))

    def remembered(
        self, text: CaseText, count: int, chance: random.Random,
        wanted: Callable[[str], bool] = bool, among: Callable[[str], bool] = bool,
    ) -> list[str]:
        """Some of the best words in the order of the text, all `among` those that may be, one of them `wanted`.

        None when there are too few.
        """
        best = [word for word in self.telling(text) if among(word)]
        needed = next((word for word in best if wanted(word)), None)
        others = [word for word in best if word != needed][:_BEST - 1]
        if needed is None or len(others) < count - 1:
            return []
        chosen = {needed, *chance.sample(others, count - 1)}
        return [word for word in dict.fromkeys(_words(f"{text.title} {text.summary}")) if word in chosen]

    def _spread(self, word: str) -> int:
        return self.spread[fold(word)]

    def _weight(self, word: str) -> float:
        return math.log((self.cases + 1) / max(1, self._spread(word)))


def is_cyrillic(word: str) -> bool:
    """Whether a word is written in Cyrillic letters."""
    return bool(_CYRILLIC.fullmatch(word))


def looks_romanian(word: str) -> bool:
    """Whether a word could be Romanian, by its letters; for leaving out English names inside Romanian texts."""
    return not is_cyrillic(word) and not _NOT_ROMANIAN.search(word)


def title_words(text: CaseText) -> list[str]:
    """The words of a title that say something."""
    return list(dict.fromkeys(_words(text.title)))


def folded_words(text: CaseText) -> set[str]:
    """Every word of a version, folded."""
    return {fold(word) for word in _all(text)}


def _all(text: CaseText) -> list[str]:
    return [word.lower() for word in _WORD.findall(f"{text.title} {text.summary} {text.body.plain}")]


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text) if len(word) >= _LEAST_LETTERS and not is_stop(fold(word))]
