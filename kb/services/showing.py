"""What stands between pages: cases as cards, and who uses which book. All from the live generation."""

from collections.abc import Iterable, Mapping

from kb.search import Hit
from kb.services.wired import Wired


class Showing(Wired):
    """Related things, one click apart. Everything raises IndexUnavailable when there is no index."""

    def cards(self, slugs: Iterable[str], lang: str) -> tuple[Hit, ...]:
        """Cases by slug as lists show them, in this order; what is not there is left out."""
        with self.index.reading() as generation:
            numbers = (generation.catalogue.number(slug) for slug in slugs)
            return generation.searcher.shown([number for number in numbers if number is not None], lang)

    def cases_by_book(self) -> Mapping[str, tuple[str, ...]]:
        """The slugs of the cases that name each book; read once a generation."""
        with self.index.reading() as generation:
            return generation.kept("cases by book", generation.catalogue.cases_by_book)
