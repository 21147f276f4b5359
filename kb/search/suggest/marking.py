"""Names as HTML with what was typed marked; everything else escaped."""

from collections.abc import Sequence
from html import escape

from kb.language import Token, sound_of, tokenise


def mark(text: str, typed: Sequence[str], *, heard: bool = False) -> tuple[str, bool]:
    """The text with the typed beginnings (else insides) of its words marked, and whether every typed word is there.

    Words that only sound as typed are marked where names are `heard`.
    """
    pieces: list[str] = []
    met: set[str] = set()
    end = 0
    for token in tokenise(text):
        start, stop, word = _matched(token, typed, heard)
        if word:
            pieces += escape(text[end:start]), "<mark>", escape(text[start:stop]), "</mark>"
            end = stop
            met.add(word)
    return "".join((*pieces, escape(text[end:]))), met.issuperset(typed)


def _matched(token: Token, typed: Sequence[str], heard: bool) -> tuple[int, int, str]:
    """Where in the text the longest typed word stands that this token meets; the last is empty without one."""
    for word in sorted(typed, key=len, reverse=True):
        at = token.folded.find(word)
        if at == 0 or (at > 0 and len(word) > 2):
            start, stop = _place(token, at, len(word))
            return start, stop, word
    sound = sound_of(token.folded) if heard else ""
    word = next((word for word in typed if sound.startswith(sound_of(word) or " ")), "")
    return token.start, token.end, word


def _place(token: Token, at: int, length: int) -> tuple[int, int]:
    """Letters fold one to one but for rare words, which are marked whole."""
    if len(token.folded) != len(token.surface):
        return token.start, token.end
    return token.start + at, token.start + at + length
