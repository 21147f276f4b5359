"""Pure functions on strings: folding, words, stems, stop words, spelling, scripts, analysis for an index, snippets."""

from kb.language.analysis import ANALYZER_VERSION, FTS_TOKENIZER, Analysis, analyse, stems
from kb.language.glossary import Glossary, Meaning
from kb.language.keyboards import other_layout
from kb.language.normalise import fold, nfc
from kb.language.scripts import in_other_script, is_cyrillic, romanian_readings, russian_readings, sound_as_typed
from kb.language.snippets import Marker, Passage, Snippet, Wanted, cut, mark, prepare
from kb.language.sounds import sound_of
from kb.language.spelling import nearest, other_beginnings, reach
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
    "in_other_script",
    "is_cyrillic",
    "is_stop",
    "mark",
    "nearest",
    "nfc",
    "other_beginnings",
    "other_layout",
    "prepare",
    "reach",
    "romanian_readings",
    "russian_readings",
    "sound_as_typed",
    "sound_of",
    "stem",
    "stems",
    "tokenise",
    "words",
]
