"""Texts of versions made ready for snippets; those shown are kept, for as long as their generation is read."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kb.language import Passage, prepare
from kb.store import Catalogue, StoredText

# A prepared version takes about 5 KB. When there are more, all are let go of: simpler than an order of use.
MOST_KEPT = 4096


@dataclass(frozen=True)
class PreparedText:
    """A version's sections, by anchor, and last its summary, which can be shown but not led into.

    They are made ready when they are looked at: a page shows one version of a case, and seldom needs another.
    """

    lang: str
    anchors: tuple[str | None, ...]
    plain: tuple[str, ...]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All of it, ready for snippets."""
        return (*map(prepare, self.plain[:-1]), self.summary)

    @cached_property
    def summary(self) -> Passage:
        """The passage that is shown when nothing matched."""
        return prepare(self.plain[-1])


class PreparedTexts:
    """The versions of one generation, ready for snippets."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._kept: dict[int, PreparedText] = {}

    def of(self, documents: Iterable[int]) -> dict[int, PreparedText]:
        """The prepared texts of the documents that are there."""
        wanted = set(documents)
        found = {document: text for document in wanted if (text := self._kept.get(document))}
        missing = wanted - found.keys()
        if missing:
            if len(self._kept) + len(missing) > MOST_KEPT:
                self._kept.clear()
            new = {document: _prepare(text) for document, text in self._catalogue.texts(missing).items()}
            self._kept |= new
            found |= new
        return found


def _prepare(text: StoredText) -> PreparedText:
    anchors = (*(anchor or None for anchor, _, _ in text.sections), None)
    return PreparedText(text.lang, anchors, (*(plain for _, _, plain in text.sections), text.summary))
