"""Who a page is written for: their language, its texts, and the labels of vocabularies in it."""

from collections.abc import Callable
from dataclasses import dataclass

from kb.i18n import Translator, amount, date, period
from kb.model import EvidenceLevel, Unit, Vocabulary

VOCABULARY_OF_FACET = {
    "industry": "industries", "platform": "platforms", "objective": "objectives", "place": "places",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Speaks the reader's language; vocabularies are asked for by name when they are needed."""

    translator: Translator
    vocabulary: Callable[[str], Vocabulary]

    @property
    def lang(self) -> str:
        """The language of the page."""
        return self.translator.locale

    def say(self, message: str, **arguments: object) -> str:
        """A text in the reader's language."""
        return self.translator.gettext(message, **arguments)

    def label(self, vocabulary: str, slug: str) -> str:
        """The label of a vocabulary value."""
        return self.vocabulary(vocabulary).label(slug, self.lang)

    def strength(self, evidence: str) -> int:
        """How well a kind of evidence supports a figure, from 1 to 5; 1 when it is not known."""
        level = self.vocabulary("evidence").terms.get(evidence)
        return level.strength if isinstance(level, EvidenceLevel) else 1

    def figure(self, value: float | None, value_to: float | None, text: str | None, unit: str) -> str:
        """A figure as stated: an amount, or the words that stand in place of one."""
        return text or "" if value is None else self.amount(value, value_to, unit)

    def amount(self, value: float, value_to: float | None, unit: str) -> str:
        """A value, or a range, written with its unit."""
        term = self.vocabulary("units").terms.get(unit)
        return amount(value, value_to, term.forms(self.lang) if isinstance(term, Unit) else ("{}",), self.lang)

    def period(self, times: tuple[str, str | None] | None, years: tuple[int, ...]) -> str:
        """When something happened: its period, else its years."""
        return period(*times, self.lang) if times else years_text(years)

    def date(self, text: str) -> str:
        """A day, month or year written out."""
        return date(text, self.lang)


def years_text(years: tuple[int, ...]) -> str:
    """Years in a row as a range, others one by one: "2018–2020", "2016, 2019"."""
    first, last = min(years, default=0), max(years, default=0)
    if len(set(years)) > 1 and len(set(years)) == last - first + 1:
        return f"{first}–{last}"
    return ", ".join(str(year) for year in sorted(set(years)))
