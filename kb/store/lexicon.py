"""The words of a generation: which there are, in how many cases, and which are candidates for a word that is not there.

Read on demand, because a visitor seldom needs them and they are many. Knows no distances (see language) and no queries.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

_Rows = Callable[[str, Sequence[object]], list[tuple[Any, ...]]]


class Lexicon:
    """The words table of a catalogue. Everything raises IndexUnavailable."""

    def __init__(self, rows: _Rows) -> None:
        self._rows = rows

    def cases(self, words: Iterable[str]) -> dict[str, int]:
        """In how many cases each of the folded words stands that there are."""
        return dict(self._among("SELECT word, cases FROM words WHERE word IN", words))

    def stems(self, stems: Iterable[str]) -> set[str]:
        """Those of the stems that some word has."""
        return {stem for (stem,) in self._among("SELECT DISTINCT stem FROM words WHERE stem IN", stems)}

    def sounding(self, sounds: Iterable[str]) -> dict[str, int]:
        """The words whose stems sound so, with their cases; "" is no sound."""
        return dict(self._among("SELECT word, cases FROM words WHERE sound IN", [sound for sound in sounds if sound]))

    def beginning(self, letters: Iterable[str], lengths: Iterable[int]) -> dict[str, int]:
        """The words that begin with one of the letters and have one of the lengths, with their cases."""
        first, long = list(letters), list(lengths)
        return dict(self._rows(
            f"SELECT word, cases FROM words WHERE first IN ({_places(first)}) AND length IN ({_places(long)})",
            [*first, *long],
        ))

    def _among(self, question: str, values: Iterable[str]) -> list[tuple[Any, ...]]:
        wanted = list(values)
        return self._rows(f"{question} ({_places(wanted)})", wanted) if wanted else []


def _places(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
