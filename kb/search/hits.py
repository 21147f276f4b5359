"""Hits: a case with its card, opened in the reader's language, with a marked snippet of what matched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.language import Marker, Snippet, Wanted
from kb.search.document import document_id
from kb.search.labels import FacetLabels
from kb.search.passages import MOST_KEPT, PreparedText, PreparedTexts
from kb.search.results import Choice, Figure, Hit
from kb.store import Card, CardFigure, Catalogue

SNIPPET_LENGTH = 220


@dataclass(frozen=True, slots=True)
class Found:
    """A case to show: its number, the tier that found it, its score, and the version that matched best."""

    case: int
    tier: str | None = None
    score: float = 0.0
    document: int | None = None


@dataclass(frozen=True, slots=True)
class _Excerpt:
    snippet: Snippet
    lang: str
    anchor: str | None


class HitBuilder:
    """Builds the hits of one generation."""

    def __init__(self, catalogue: Catalogue, labels: FacetLabels) -> None:
        self._catalogue = catalogue
        self._labels = labels
        self._texts = PreparedTexts(catalogue)
        self._cards: dict[int, Card] = {}

    def build(self, found: Sequence[Found], wanted: Mapping[str | None, Wanted], lang: str) -> tuple[Hit, ...]:
        """The hits of one page, in order; what is marked depends on the tier that found a hit."""
        cards = self._cards_of([each.case for each in found])
        present = [(each, cards[each.case]) for each in found if each.case in cards]
        versions = {each.case: _versions(each, card, lang) for each, card in present}
        texts = self._texts.of(document for documents in versions.values() for document in documents)
        markers = {tier: Marker(words) for tier, words in wanted.items()}
        return tuple(
            self._hit(each, card, [texts[key] for key in versions[each.case] if key in texts], markers[each.tier], lang)
            for each, card in present
        )

    def _cards_of(self, numbers: Sequence[int]) -> dict[int, Card]:
        """Cards by case number; those shown are kept, as texts are."""
        found = {number: card for number in numbers if (card := self._cards.get(number))}
        missing = [number for number in numbers if number not in found]
        if missing:
            new = self._catalogue.cards(missing)
            if len(self._cards) + len(new) > MOST_KEPT:
                self._cards.clear()
            self._cards.update(new)
            found |= new
        return found

    def _hit(
        self, found: Found, card: Card, versions: Sequence[PreparedText], marker: Marker, lang: str
    ) -> Hit:
        opened = opening_language(card, lang)
        shown = _excerpt(versions, marker)
        return Hit(
            slug=card.slug, title=card.titles[opened], title_html=marker.mark(card.titles[opened]), lang=opened,
            versions=card.langs, businesses=tuple(Choice(slug, name) for slug, name in card.businesses.items()),
            industries=self._choices("industry", card.industries, lang),
            platforms=self._choices("platform", card.platforms, lang),
            years=card.years, period=card.period, figure=self._figure(card.figure, lang),
            snippet=shown.snippet.html, snippet_lang=shown.lang, section=shown.anchor, why=found.tier,
            score=round(found.score, 4),
        )

    def _choices(self, facet: str, values: Sequence[str], lang: str) -> tuple[Choice, ...]:
        return tuple(Choice(value, self._labels.label(facet, value, lang)) for value in values)

    def _figure(self, figure: CardFigure | None, lang: str) -> Figure | None:
        if figure is None:
            return None
        label = figure.labels.get(lang) or next(iter(figure.labels.values()))
        return Figure(
            text=figure.texts.get(lang) or figure.text or "", value=figure.value, value_to=figure.value_to,
            unit=figure.unit, label=label,
            qualifier=figure.qualifier, evidence=figure.evidence, sources=figure.sources,
            evidence_label=self._labels.label("evidence", figure.evidence, lang),
        )


def opening_language(card: Card, lang: str) -> str:
    """The language in which a case opens for a reader of `lang`: theirs when there is a version, else the main one."""
    return lang if lang in card.langs else card.langs[0]


def _versions(found: Found, card: Card, lang: str) -> tuple[int, ...]:
    """The documents to look for a snippet in: the one that opens, the one that matched, then the others."""
    opened = document_id(found.case, card.langs.index(opening_language(card, lang)))
    others = [document_id(found.case, version) for version in range(len(card.langs))]
    matched = [] if found.document is None else [found.document]
    return tuple(dict.fromkeys([opened, *matched, *others]))


def _excerpt(versions: Sequence[PreparedText], marker: Marker) -> _Excerpt:
    """The best matching passage of the first version that has one; else the beginning of the summary."""
    for text in versions if marker else ():
        best, snippet = marker.cut(text.passages, SNIPPET_LENGTH)
        if snippet.hits:
            return _Excerpt(snippet, text.lang, text.anchors[best])
    _, snippet = marker.cut([versions[0].summary], SNIPPET_LENGTH)
    return _Excerpt(snippet, versions[0].lang, None)
