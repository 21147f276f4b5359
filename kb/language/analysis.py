"""Text to what an index stores: folded words and stems, joined by blanks. Engines split at blanks only."""

from dataclasses import dataclass
from functools import lru_cache

from kb.language.stems import stem
from kb.language.tokens import SIGNS, WORD, fold_word, words

# Goes up whenever folding, words or stems change: an index built by another version must be built anew.
ANALYZER_VERSION = 3

# For FTS5 columns that hold analysed text, as sqlite-utils takes it (it quotes the whole; SQL by hand must too).
# `ascii` takes every character beyond ASCII as part of a word, whatever Unicode version SQLite was built with, so
# it cannot disagree with us about words; `unicode61` splits at characters younger than its tables.
FTS_TOKENIZER = f"ascii tokenchars '{SIGNS}'"


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text as an index stores it: its folded words and their stems, in order, joined by single blanks."""

    exact: str
    stems: str


def analyse(text: str) -> Analysis:
    """Analyse a text for storing; 1,500 characters take about a tenth of a millisecond."""
    folded = words(text)
    return Analysis(exact=" ".join(folded), stems=" ".join(map(stem, folded)))


def stems(text: str) -> list[str]:
    """The stems of the words of a text in order."""
    return list(map(_stem_as_written, WORD.findall(text)))


@lru_cache(maxsize=1 << 15)
def _stem_as_written(surface: str) -> str:
    """The stem of a word as the tokeniser cut it: one thing to remember where there would be two."""
    return stem(fold_word(surface))
