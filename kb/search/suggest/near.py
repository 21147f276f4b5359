"""What somebody may have meant to type who made one slip."""

from collections.abc import Iterable

# Below this a word with one letter changed could be anything; above, it is no word, and would take long.
LEAST_LETTERS, MOST_LETTERS = 4, 24

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"


def one_slip(folded: str) -> Iterable[str]:
    """Every word that differs by one letter left out, added, changed or swapped with the next.

    Letters are of the word's own script. None is shorter than LEAST_LETTERS; words longer than MOST_LETTERS have none.
    """
    if not LEAST_LETTERS <= len(folded) <= MOST_LETTERS:
        return
    letters = _CYRILLIC if folded[0] > "\x7f" else _LATIN
    for at in range(len(folded) + 1):
        head, tail = folded[:at], folded[at:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        if tail and len(folded) > LEAST_LETTERS:
            yield head + tail[1:]
        for letter in letters:
            if tail:
                yield head + letter + tail[1:]
            yield head + letter + tail
