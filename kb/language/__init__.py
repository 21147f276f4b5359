"""Pure functions on strings: folding, words, stems, stop words, analysis for an index, snippets."""

from kb.language.analysis import ANALYZER_VERSION, FTS_TOKENIZER, Analysis, analyse
from kb.language.glossary import Glossary, Meaning
from kb.language.normalise import fold, nfc
from kb.language.snippets import Marker, Passage, Snippet, Wanted, cut, mark, prepare
from kb.language.stems import stem
from kb.language.stopwords import is_stop
from kb.language.tokens import Token, tokenise, words

__all__ = [
    "ANALYZER_VERSION",
    "FTS_TOKENIZER",
    "Analysis",
    "Glossary",
    "Marker",
    "Meaning",
    "Passage",
    "Snippet",
    "Token",
    "Wanted",
    "analyse",
    "cut",
    "fold",
    "is_stop",
    "mark",
    "nfc",
    "prepare",
    "stem",
    "tokenise",
    "words",
]
