"""What can be suggested: every thing with a page of its own, with each way of writing its name."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.model import LANGUAGES, Business, Page, Question, Specialist, Vocabulary
from kb.search.facets import FacetIndex
from kb.store import Catalogue

# In the order in which things with equally many cases are offered.
KINDS = ("industry", "platform", "business", "person", "question", "case")
_CARDS_AT_ONCE = 500
_LISTS = {"industry": "industries", "platform": "platforms"}

PagesOf = Callable[[str], Sequence[Page]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing: its names by language (main one first), other spellings, and how many cases it leads to."""

    kind: str
    slug: str
    names: Mapping[str, str]
    also: tuple[str, ...] = ()
    count: int = 1

    @property
    def texts(self) -> Iterable[str]:
        """Every way of writing it."""
        return (*self.names.values(), *self.also)

    def name(self, lang: str) -> tuple[str, str]:
        """Its name for a reader of `lang`, with the language of that name."""
        shown = lang if lang in self.names else next(iter(self.names))
        return self.names[shown], shown


def gather(catalogue: Catalogue, facets: FacetIndex, pages_of: PagesOf) -> list[Entry]:
    """Everything of a generation; the latest of equally full things first. Raises IndexUnavailable."""
    entries = list(_cases(catalogue))
    for kind, name in _LISTS.items():
        entries += _terms(kind, catalogue.vocabularies[name], facets)
    entries += [_page("business", page, facets) for page in pages_of("businesses")]
    entries += [_page("person", page, facets) for page in pages_of("specialists")]
    entries += [_page("question", page, facets) for page in pages_of("questions")]
    return sorted(entries, key=lambda entry: (-entry.count, KINDS.index(entry.kind)))


def _cases(catalogue: Catalogue) -> Iterable[Entry]:
    """Cases from the latest on; few cards at a time, for all of them would take much memory at once."""
    numbers = catalogue.numbers("time")
    for start in range(0, len(numbers), _CARDS_AT_ONCE):
        batch = numbers[start:start + _CARDS_AT_ONCE]
        cards = catalogue.cards(batch)
        for number in batch:
            card = cards[number]
            yield Entry("case", card.slug, {lang: card.titles[lang] for lang in card.langs})


def _terms(kind: str, vocabulary: Vocabulary, facets: FacetIndex) -> Iterable[Entry]:
    """Values that some case has; the others lead nowhere."""
    for term in vocabulary:
        count = len(facets.cases(kind, [term.slug]))
        if count:
            also = tuple(word for words in term.synonyms.values() for word in words)
            yield Entry(kind, term.slug, term.labels, also, count)


def _page(kind: str, page: Page, facets: FacetIndex) -> Entry:
    also = page.also_known_as if isinstance(page, Business | Specialist) else ()
    names = {text.lang: text.name for text in page.texts}
    if isinstance(page, Specialist):  # names of people are written in the reader's own letters
        names = names | {lang: page.name_in(lang) for lang in LANGUAGES}
    return Entry(kind, page.slug, names, also, _count(page, facets))


def _count(page: Page, facets: FacetIndex) -> int:
    """How many cases a page leads to; it may have none, and still something to read."""
    if isinstance(page, Question):
        return len(page.cases)
    facet = "business" if isinstance(page, Business) else "specialist"
    return len(facets.cases(facet, [page.slug]))
