"""What a careful reader would remark on a text: advice to author and editor, which keeps nothing from publishing."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def N_(text: str) -> str:
    """Mark a text for the catalogues without translating it here."""
    return text


_LONGEST_LINE = 20_000

REMARKS: Mapping[str, str] = {
    "praise": N_("“%(words)s” praises without a figure; say what was counted, or leave it out"),
    "superlative": N_("“%(words)s” needs a source or a figure that shows it"),
    "loaded": N_("“%(words)s” judges in place of the reader; say what happened"),
    "no_base": N_("“%(words)s” is a share: of what?"),
    "no_result": N_("“%(words)s” stands in the text only; as a result with evidence and source it can be compared"),
    "no_evidence": N_("this result does not say how it is known; pick its evidence"),
    "no_alt": N_("this image has no description for those who cannot see it"),
    "no_image": N_("there is no image %(name)s"),
    "foreign_image": N_("images of other sites are not shown; upload it, if you may"),
    "dead_link": N_("%(address)s leads nowhere; write ../cases/a-slug.md for a page of the library"),
    "withdrawn": N_("the text still names %(words)s, who has withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to think about: `start` and `end` are offsets in the text of the document, both 0 for a whole line."""

    path: str
    line: int
    start: int
    end: int
    words: str
    code: str
    arguments: Mapping[str, str] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence as a message id with places for `arguments`."""
        return REMARKS[self.code]


def is_prose(text: str) -> bool:
    """Whether a text may be looked at word by word: no line of it is longer than any that can be rendered."""
    return max(map(len, text.split("\n"))) <= _LONGEST_LINE


def remark_at(path: str, text: str, start: int, end: int, code: str, **arguments: str) -> Remark:
    """A remark on `text[start:end]`."""
    words = " ".join(text[start:end].split())
    return Remark(path, text.count("\n", 0, start) + 1, start, end, words, code, arguments or {"words": words})
