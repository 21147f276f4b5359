"""What facet values are called in the reader's language, and which value a typed word means."""

from collections.abc import Iterable, Mapping

from kb.language import fold
from kb.model import HAS_VALUES, Vocabulary, spelled_for
from kb.store import Catalogue

VOCABULARY_OF = {
    "industry": "industries", "platform": "platforms", "objective": "objectives", "role": "roles", "place": "places",
    "evidence": "evidence",
}
PAGES_OF = {"business": "businesses", "specialist": "specialists"}

_LANGUAGES: Mapping[str, Mapping[str, str]] = {
    "ro": {"ro": "română", "ru": "румынский", "en": "Romanian"},
    "ru": {"ro": "rusă", "ru": "русский", "en": "Russian"},
    "en": {"ro": "engleză", "ru": "английский", "en": "English"},
}
HAS_LABELS: Mapping[str, Mapping[str, str]] = {
    "results": {"ro": "rezultate în cifre", "ru": "результаты в цифрах", "en": "results in figures"},
    "lessons": {"ro": "lecții", "ru": "выводы", "en": "lessons"},
    "failure": {"ro": "ce n-a mers", "ru": "что не сработало", "en": "what did not work"},
    "budget": {"ro": "buget", "ru": "бюджет", "en": "budget"},
    "images": {"ro": "imagini", "ru": "изображения", "en": "images"},
}


class FacetLabels:
    """Labels of every facet value, read once a generation."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._vocabularies = catalogue.vocabularies
        self._names = {facet: catalogue.names(kind) for facet, kind in PAGES_OF.items()}
        self._spellings = {facet: catalogue.spellings(kind) for facet, kind in PAGES_OF.items()}
        self._meanings: dict[str, dict[str, str]] = {}

    def label(self, facet: str, value: str, lang: str) -> str:
        """What a value is called in `lang`; the value itself when nothing is known of it."""
        if facet in VOCABULARY_OF:
            return self._vocabulary(facet).label(value, lang)
        if facet in PAGES_OF:
            return self._name(facet, value, lang)
        table = {"language": _LANGUAGES, "has": HAS_LABELS}.get(facet, {})
        return table.get(value, {}).get(lang, value)

    def _name(self, facet: str, value: str, lang: str) -> str:
        """People are named in the reader's letters where such a spelling is known; a trade mark stays as it is."""
        name = self._names[facet].get(value, value)
        spelled = (name, *self._spellings[facet].get(value, ())) if facet == "specialist" else (name,)
        return spelled_for(lang, spelled) or name

    def known(self, facet: str) -> Iterable[str]:
        """Every value the facet can have, used or not; for years only those in use are known, elsewhere."""
        if facet in VOCABULARY_OF:
            return self._vocabulary(facet).terms
        if facet in PAGES_OF:
            return self._names[facet]
        return {"language": tuple(_LANGUAGES), "has": HAS_VALUES}.get(facet, ())

    def meant(self, facet: str, typed: str) -> str | None:
        """The value a person means who typed a slug, a label or another word for it, in any language and spelling."""
        if facet not in self._meanings:
            self._meanings[facet] = self._read_meanings(facet)
        return self._meanings[facet].get(fold(typed.strip()))

    def _read_meanings(self, facet: str) -> dict[str, str]:
        meanings: dict[str, str] = {}
        for value in self.known(facet):
            for word in (value, value.replace("_", " "), *self._words(facet, value)):
                meanings.setdefault(fold(word), value)
        return meanings

    def _words(self, facet: str, value: str) -> list[str]:
        if facet in PAGES_OF:
            return [self._names[facet][value], *self._spellings[facet].get(value, ())]
        if facet not in VOCABULARY_OF:
            return [self.label(facet, value, lang) for lang in ("ro", "ru", "en")]
        term = self._vocabulary(facet).terms[value]
        return [*term.labels.values(), *(word for words in term.synonyms.values() for word in words)]

    def parents(self) -> Mapping[str, Mapping[str, str]]:
        """By facet, the value above each value that has one."""
        return {
            facet: {term.slug: term.parent for term in self._vocabulary(facet) if term.parent}
            for facet in VOCABULARY_OF
        }

    def meanings(self) -> Iterable[Mapping[str, tuple[str, ...]]]:
        """The labels and synonyms of what cases are filed under, by language: groups of equal words."""
        for facet in ("industry", "platform", "objective", "role", "place"):
            for term in self._vocabulary(facet):
                yield {lang: (label, *term.synonyms.get(lang, ())) for lang, label in term.labels.items()}

    def said(self) -> Iterable[tuple[str, str, str]]:
        """Every label and synonym of what cases are filed under, in any language: (facet, value, words)."""
        for facet in ("industry", "platform", "objective", "role", "place"):
            for term in self._vocabulary(facet):
                for words in (term.labels.values(), *term.synonyms.values()):
                    yield from ((facet, term.slug, each) for each in words)

    def _vocabulary(self, facet: str) -> Vocabulary:
        return self._vocabularies[VOCABULARY_OF[facet]]
