"""What the library knows of a search besides its cases: market figures and questions of the trade.

Only for a search that no case answers as it was typed; where cases do, they speak first.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from kb.language import in_other_script, is_stop, stem, words
from kb.model import MarketFigures, Page, Series
from kb.web.addresses import question_address
from kb.web.present.market import SeriesLine, present_series, times_of
from kb.web.reader import Reader

T = TypeVar("T")

# More than a glance holds would stand in the way of the cases below.
_MOST = 3


@dataclass(frozen=True, slots=True)
class QuestionLink:
    """A question; `lang` is the language of its title."""

    title: str
    lang: str
    url: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What fits best of each kind, the best first; at least one of the two holds something."""

    series: Sequence[SeriesLine]
    questions: Sequence[QuestionLink]


def present_elsewhere(
    text: str, market: Iterable[MarketFigures], questions: Iterable[Page], reader: Reader,
    meanings: Iterable[str] = (),
) -> Elsewhere | None:
    """What has most words of `text` in its name, in any language; None when nothing has one.

    `meanings` are other words for those of `text`, in which a question may be put: not every one is in every language.
    """
    typed = [word for word in words(text) if not is_stop(word)]
    wanted = {stem(each) for word in typed for each in (word, *in_other_script(word))}
    series = _best((_fit(wanted, each), (each, figures)) for figures in market for each in figures.series)
    asked = wanted | _stems(meanings)
    found = _best((len(asked & _stems(version.name for version in page.texts)), page) for page in questions)
    if not series and not found:
        return None
    lines = [present_series(each, figures, typed, reader) for each, figures in series]
    return Elsewhere(lines, [_question(page, reader) for page in found])


def _fit(wanted: AbstractSet[str], series: Series) -> int:
    """How many words a series has; a year alone does not make it fit."""
    named = len(wanted & _stems(series.name.values()))
    return named and named + len(wanted & set(times_of(series)))


def _stems(texts: Iterable[str]) -> set[str]:
    return {each for text in texts for each in _stems_of(text)}


# Names are the same in every search.
@lru_cache(maxsize=1 << 11)
def _stems_of(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if not is_stop(word))


def _best(scored: Iterable[tuple[int, T]]) -> list[T]:
    """What fits best, and nothing that fits less; the first ones of many."""
    fitting = [(score, each) for score, each in scored if score]
    most = max((score for score, _ in fitting), default=0)
    return [each for score, each in fitting if score == most][:_MOST]


def _question(page: Page, reader: Reader) -> QuestionLink:
    text = page.text(reader.lang)
    return QuestionLink(text.name, text.lang, question_address(reader.lang, page.slug))
