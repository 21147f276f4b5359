"""Points to praise without a figure and to loaded words, in Romanian, Russian and English; advice, never an error.

What others said stands in quotation marks and is left alone, as are names, headings, code, addresses, front matter.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from kb.language import stem, tokenise
from kb.submissions.figure_terms import Names, Phrase, Read
from kb.submissions.remarks import Remark, is_prose, remark_at
from kb.submissions.tone_words import TONE_WORDS

MAX_REMARKS = 100
_LANGS = ("ro", "ru", "en")
# So many letters at the end of an adjective change with gender and number.
_ENDING = {"ro": 1, "ru": 2, "en": 1}
_PASSED_OVER = re.compile(
    r"\A---\n.*?^---[ \t]*$|```.*?(?:```|\Z)|`[^`\n]*`|\]\([^)\n]{0,500}\)|<[^>\n]{0,500}>|https?://\S+"
    r"|^[ \t]*\#+[^\n]*"
    "|„[^„”\"\n]{0,600}[”\"“]|«[^«»\n]{0,600}»|“[^“”\n]{0,600}”|\"[^\"\n]{0,600}\"|^[ \t]*>[^\n]*",
    re.DOTALL | re.MULTILINE,
)
_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…](?!\s)[^.!?…\n]*)*")


def check_tone(text: str, lang: str, path: str = "") -> tuple[Remark, ...]:
    """Remarks on the words of a text, in the order in which they stand, at most MAX_REMARKS."""
    if not is_prose(text):
        return ()
    lang = lang if lang in _LANGS else _LANGS[0]
    masked = _PASSED_OVER.sub(lambda found: re.sub(r"[^\n]", "\0", found[0]), text)
    found: list[Remark] = []
    for sentence in _SENTENCE.finditer(masked):
        found += _in_sentence(text, sentence, lang, path)
        if len(found) >= MAX_REMARKS:
            break
    return tuple(found[:MAX_REMARKS])


def _in_sentence(text: str, sentence: re.Match[str], lang: str, path: str) -> Iterator[Remark]:
    has_figure = any(char.isdigit() for char in sentence[0])
    tokens = tokenise(sentence[0])
    read, names, end = Read(tokens), _names(lang), 0
    for place in range(len(tokens)):
        code, count = max(((phrase.slug, count) for phrase, count in names.at(read, place)
                           if count == len(phrase.stems)), key=lambda one: one[1], default=("", 0))
        if not count or place < end:
            continue
        if code == "neutral" or (has_figure and code != "loaded") or not _is_form(read, place, count, lang):
            end = place + count
            continue
        if place > 0 and tokens[place].surface[0].isupper():  # a name: Fabulos, Le Grand
            continue
        end = place + count
        start = sentence.start() + tokens[place].start
        yield remark_at(path, text, start, sentence.start() + tokens[end - 1].end, code)


def _is_form(read: Read, place: int, count: int, lang: str) -> bool:
    """Whether a word is a form of a listed one, and not only of its family: to impress is not to be impressive."""
    if count > 1:
        return True
    word = read.tokens[place].folded
    return any(word.startswith(begun) for begun in _beginnings(lang).get(read.stems[place], ()))


@lru_cache(maxsize=len(_LANGS))
def _beginnings(lang: str) -> dict[str, list[str]]:
    """How the single words of a language begin in all their forms, by their stems."""
    place = _LANGS.index(lang)
    found: dict[str, list[str]] = {}
    for lists in TONE_WORDS.values():
        for listed in lists[place].split(", "):
            if len(tokens := tokenise(listed)) == 1:
                found.setdefault(stem(tokens[0].folded), []).append(tokens[0].folded[:-_ENDING[lang]])
    return found


@lru_cache(maxsize=len(_LANGS))
def _names(lang: str) -> Names:
    """The words of a language, made ready once."""
    place = _LANGS.index(lang)
    return Names(
        Phrase(code, tuple(stem(token.folded) for token in tokenise(words)))
        for code, lists in TONE_WORDS.items() for words in lists[place].split(", ")
    )
