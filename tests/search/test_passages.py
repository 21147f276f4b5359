"""Texts ready for snippets are made once, kept while they are read, and never too many of them."""

from collections.abc import Iterable
from typing import cast

import pytest

from kb.search import passages
from kb.search.passages import PreparedTexts
from kb.store import Catalogue, StoredText


class Texts:
    """A catalogue of made-up texts that counts what it is asked for."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.asked: list[set[int]] = []

    def texts(self, documents: Iterable[int]) -> dict[int, StoredText]:
        wanted = set(documents)
        self.asked.append(wanted)
        sections = (("", "", "Început."), ("contextul", "Contextul", "Recolta a rămas."))
        return {
            document: StoredText(document, "ro", "Titlu", f"Rezumat {document}.", sections)
            for document in wanted if document < self._count
        }


def prepared(texts: Texts) -> PreparedTexts:
    return PreparedTexts(cast("Catalogue", texts))


def test_sections_come_first_with_their_anchors_and_the_summary_last_without() -> None:
    [text] = prepared(Texts(10)).of([4]).values()
    assert text.lang == "ro"
    assert text.anchors == (None, "contextul", None)
    assert [passage.text for passage in text.passages] == ["Început.", "Recolta a rămas.", "Rezumat 4."]
    assert text.summary is text.passages[-1]


def test_what_was_shown_once_is_not_read_again() -> None:
    texts = Texts(10)
    kept = prepared(texts)
    first = kept.of([1, 2])
    again = kept.of([2, 3])
    assert texts.asked == [{1, 2}, {3}]
    assert again[2] is first[2]
    assert set(again) == {2, 3}


def test_documents_that_are_not_there_are_left_out_each_time() -> None:
    kept = prepared(Texts(2))
    assert set(kept.of([1, 99])) == {1}
    assert set(kept.of([99])) == set()
    assert kept.of([]) == {}


def test_no_more_than_so_many_are_kept_and_every_answer_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "MOST_KEPT", 25)
    kept = prepared(Texts(1000))
    for start in range(0, 500, 7):
        wanted = set(range(start, start + 10))
        assert set(kept.of(wanted)) == wanted
        assert len(kept._kept) <= 25
