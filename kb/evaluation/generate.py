"""Questions made from the library itself, always the same for the same library: known cases, asked for in many ways.

Each case gives at most one question a category; a large library is sampled evenly. What its people, businesses and
facets are called is in `generate_names`.
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from kb.evaluation import spellings
from kb.evaluation.chance import Chance, seeded
from kb.evaluation.generate_names import brands, facet_words, people
from kb.evaluation.inflections import other_forms
from kb.evaluation.questions import GENERATED, Question
from kb.evaluation.telling import Wording, folded_words, is_cyrillic, looks_romanian, title_words
from kb.language import fold
from kb.model import CaseStudy, CaseText, Library

# Questions a category: enough for differences of a few hundredths, few enough to be asked in seconds.
MOST = 60
# A word that takes two slips and is still that word.
_LONG_WORD = 9
_SHORT_WORD = 4

Maker = Callable[[Wording, CaseStudy, CaseText, Chance], str]


def generate(library: Library) -> tuple[Question, ...]:
    """Every generated question."""
    cases = _shuffled(library)
    wording = Wording.of(cases)
    known = [
        question for kind, lang, make in _KINDS for question in islice(_asked(cases, wording, kind, lang, make), MOST)
    ]
    crossed: dict[str, list[Question]] = {}
    for question in _across(cases):
        crossed.setdefault(question.kind, []).append(question)
    across = [question for kind in sorted(crossed) for question in crossed[kind][:MOST]]
    named = [question for make in (people, brands, facet_words) for question in make(library, cases, MOST)]
    return (*known, *across, *named)


def _shuffled(library: Library) -> list[CaseStudy]:
    """The cases in an order that has nothing to do with their names and hardly changes when the library grows."""
    return sorted(library.cases.values(), key=lambda case: (zlib.crc32(case.slug.encode()), case.slug))


def _asked(
    cases: Sequence[CaseStudy], wording: Wording, kind: str, lang: str, make: Maker
) -> Iterator[Question]:
    for case in cases:
        for text in case.texts:
            if text.lang == lang and (words := make(wording, case, text, seeded(f"{kind} {case.slug}"))):
                yield Question(words, (case.slug,), lang, kind, GENERATED)


def _plain(wording: Wording, _: CaseStudy, text: CaseText, chance: Chance) -> str:
    return " ".join(wording.remembered(text, 3, chance))


def _inflected(wording: Wording, case: CaseStudy, text: CaseText, chance: Chance) -> str:
    """The words in forms that the case does not have, one of them at least."""
    own = {word for version in case.texts for word in folded_words(version)}

    def others(word: str) -> list[str]:
        return [form for form in other_forms(word, text.lang, wording.forms[text.lang]) if fold(form) not in own]

    words = wording.remembered(text, 3, chance, lambda word: bool(others(word)))
    return " ".join(chance.choice(others(word) or [word]) for word in words)


def _respelt(respell: Callable[[str], str]) -> Maker:
    """Words of which one at least is written otherwise."""
    def make(wording: Wording, _: CaseStudy, text: CaseText, chance: Chance) -> str:
        return respell(" ".join(wording.remembered(text, 3, chance, lambda word: respell(word) != word)))
    return make


def _mistyped(least: int, times: int, *, first_letter: bool = False) -> Maker:
    """Two words, one of them with slips."""
    def make(wording: Wording, _: CaseStudy, text: CaseText, chance: Chance) -> str:
        words = wording.remembered(text, 2, chance, lambda word: len(word) >= least)
        spoilt = max(words, key=len, default="")
        wrong = spoilt
        for _time in range(times if words else 0):
            wrong = spellings.mistyped(wrong, chance, first_letter=first_letter)
        return " ".join(wrong if word == spoilt else word for word in words) if wrong != spoilt else ""
    return make


def _rewritten(rewrite: Callable[[str], str]) -> Maker:
    """Two words of the text's own language in other letters."""
    def make(wording: Wording, _: CaseStudy, text: CaseText, chance: Chance) -> str:
        own = is_cyrillic if text.lang == "ru" else looks_romanian if text.lang == "ro" else bool
        return rewrite(" ".join(wording.remembered(text, 2, chance, among=own)))
    return make


def _careful(text: str) -> str:
    return spellings.in_latin(text, careful=True)


_KINDS: tuple[tuple[str, str, Maker], ...] = (
    ("plain_ro", "ro", _plain), ("plain_ru", "ru", _plain), ("plain_en", "en", _plain),
    ("inflected_ro", "ro", _inflected), ("inflected_ru", "ru", _inflected),
    ("no_diacritics", "ro", _respelt(spellings.without_marks)),
    ("cedilla", "ro", _respelt(spellings.with_cedilla)),
    ("old_i", "ro", _respelt(spellings.in_old_spelling)),
    ("typo_ro", "ro", _mistyped(_SHORT_WORD, 1)), ("typo_ru", "ru", _mistyped(_SHORT_WORD, 1)),
    ("typo_first_letter", "ro", _mistyped(_SHORT_WORD, 1, first_letter=True)),
    ("typo_two", "ro", _mistyped(_LONG_WORD, 2)),
    ("layout_ru", "ru", _rewritten(spellings.on_other_layout)),
    ("layout_ro", "ro", _rewritten(spellings.on_other_layout)),
    ("layout_en", "en", _rewritten(spellings.on_other_layout)),
    ("translit_ru", "ru", _rewritten(spellings.in_latin)), ("translit_ru_careful", "ru", _rewritten(_careful)),
    ("translit_ro", "ro", _rewritten(spellings.in_cyrillic)),
)


def _across(cases: Sequence[CaseStudy]) -> Iterator[Question]:
    """The words of another version's title, asked where only the main version can be found.

    Words that the main version has too, names above all, are left out: what finds the case is glossary and labels.
    """
    for case in cases:
        main = folded_words(case.texts[0])
        for text in case.texts[1:]:
            words = [word for word in title_words(text) if fold(word) not in main][:4]
            if len(words) > 1:
                kind = f"cross_{text.lang}_to_{case.lang}"
                yield Question(" ".join(words), (case.slug,), text.lang, kind, GENERATED, main_only=True)
