r"""Text into words with their places: one cut for index, query and snippets, so what is typed as written is found.

- A word is a run of letters and digits; `_`, `-`, `'`, `.`, `#tag`, `@name` only part words: e-mail is two words
  side by side, which the query language reads as a phrase, and #vin is the word vin.
- An article hung on with a hyphen belongs to its word: Facebook-ul, IMM-urilor are facebook, imm.
- C++, C#, G+ are words: one letter with its sign. `%` is a word, so that 50 % and 50% are the same two words.
- Thousands are one number however they are parted: 1.200, 1,200 and 1 200 are 1200.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from kb.language.normalise import INVISIBLE, MARKS, fold

# Longer runs are not words but encoded data; cutting them bounds the cache and the cost of composing hostile
# piles of marks.
MAX_WORD = 100

# ASCII characters besides letters and digits that can stand in a folded word. An engine must not split at
# them.
SIGNS = "#%+"

# Characters that part thousands, by kind; one number keeps to one kind.
_BLANKS = " \u00a0\u2009\u202f"
_HYPHENS = "-\u2010\u2011"
_ARTICLES = "ul|ului|uri|urile|urilor|lui|ilor"

# What may follow the letters of a word: more of it after marks or invisible signs, and a hyphenated article.
_REST = rf"(?:[{MARKS}{INVISIBLE}]+[^\W_]*)* (?:[{_HYPHENS}](?i:{_ARTICLES})(?![^\W_]))?"

# The commonest kind comes first, which halves the time; the last one of letters and digits takes what the
# others left.
WORD = re.compile(
    rf"""
      [^\W\d_] [^\W_]+ {_REST}
    | [^\W\d_] (?: \+\+? | \# ) (?! [^\W_+] | [+#] )
    | (?<! [0-9][.,:] ) [1-9][0-9]{{0,2}}
      (?: (?:\.[0-9]{{3}})+ | (?:,[0-9]{{3}})+ | (?:[{_BLANKS}][0-9]{{3}})+ ) (?! [^\W_] )
    | [^\W_]+ {_REST}
    | %
    """,
    re.VERBOSE,
)
_PARTED = re.compile(rf"[.,{_BLANKS}]|[{_HYPHENS}].*")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands in a text, `text[start:end]`, and folded, as it stands in the index."""

    surface: str
    folded: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """The words of a text in order, with offsets into the text as given (composed or not)."""
    return [
        Token(surface := match.group(), fold_word(surface), match.start(), match.end()) for match in WORD.finditer(text)
    ]


def words(text: str) -> list[str]:
    """The folded words of a text in order; for where places do not matter."""
    return [fold_word(surface) for surface in WORD.findall(text)]


@lru_cache(maxsize=1 << 15)
def fold_word(surface: str) -> str:
    """Fold one word as the tokeniser cut it: without thousands marks, without a hyphenated article.

    Cut again, a folded word is itself; a query could not be written back and read again otherwise.
    """
    folded = fold(_PARTED.sub("", surface[:MAX_WORD]))[:MAX_WORD]
    return folded if folded.isalnum() else "".join(WORD.findall(folded))
