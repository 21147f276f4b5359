"""Generated questions by name: people and businesses in both scripts, and words that cases are filed under."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from kb.evaluation import spellings
from kb.evaluation.chance import seeded
from kb.evaluation.questions import GENERATED, Question
from kb.evaluation.telling import is_cyrillic, looks_romanian
from kb.model import LANGUAGES, CaseStudy, Library, Page

Maker = Callable[[Library, Sequence[CaseStudy], int], Iterator[Question]]

# More cases than this under the same facets, and any search would be right.
_MOST_RIGHT = 8
# Longer names are descriptions, which nobody spells letter by letter in another script.
_MOST_WORDS = 2


def people(library: Library, cases: Sequence[CaseStudy], most: int) -> Iterator[Question]:
    """People credited in cases: as written, last name first, in the other script; not those who withdrew."""
    credited = {
        slug: tuple(case.slug for case in cases if slug in {credit.person for credit in case.specialists})
        for slug, person in library.specialists.items() if not person.withdrawn
    }
    named = list(islice(_named(library.specialists.values(), credited), most))
    yield from _questions("person", "ro", named)
    yield from _questions("person_last_name_first", "ro", [(_reversed(name), right) for name, right in named])
    yield from _questions("person_other_script", "ru", [(_other_script(name), right) for name, right in named])


def brands(library: Library, cases: Sequence[CaseStudy], most: int) -> Iterator[Question]:
    """Businesses of cases: as written, and in the other script those that have a short name from here."""
    acting = {slug: tuple(case.slug for case in cases if slug in case.businesses) for slug in library.businesses}
    named = list(islice(_named(library.businesses.values(), acting), most))
    yield from _questions("brand", "ro", named)
    spelt = [(_other_script(name), right) for name, right in named if is_said_as_written(name)]
    yield from _questions("brand_other_script", "ru", spelt)


def facet_words(library: Library, cases: Sequence[CaseStudy], most: int) -> Iterator[Question]:
    """An industry with a platform, a place or a year of the same case; whatever is filed under both is right."""
    asked: dict[str, Question] = {}
    for case in cases:
        question = _facets(library, cases, case)
        if question and len(asked) < most:
            asked.setdefault(question.q, question)
    yield from asked.values()


def _facets(library: Library, cases: Sequence[CaseStudy], case: CaseStudy) -> Question | None:
    chance = seeded(f"facets {case.slug}")
    lang = chance.choice(LANGUAGES)
    other = chance.choice([field for field in ("platforms", "places", "years") if getattr(case, field)])
    chosen = {"industries": chance.choice(case.industries), other: chance.choice(getattr(case, other))}
    right = tuple(each.slug for each in cases if all(value in getattr(each, field) for field, value in chosen.items()))
    if len(right) > _MOST_RIGHT:
        return None
    words = [_label(library, field, value, lang) for field, value in chosen.items()]
    return Question(" ".join(words).lower(), right, lang, "facet_words", GENERATED)


def _label(library: Library, field: str, value: object, lang: str) -> str:
    if field == "years":
        return str(value)
    return library.vocabulary(field).label(str(value), lang).partition("(")[0].strip()


def _named(pages: Iterable[Page], right: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for page in sorted(pages, key=lambda page: page.slug):
        if right.get(page.slug):
            yield page.name, right[page.slug]


def _questions(kind: str, lang: str, named: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[Question]:
    for name, right in named:
        yield Question(name, right, lang, kind, GENERATED)


def _reversed(name: str) -> str:
    first, _, last = name.partition(" ")
    return f"{last} {first}".strip()


def is_said_as_written(name: str) -> bool:
    """Whether a name is short and from here, by its letters: such names are spelt in the other script too."""
    words = name.lower().split()
    return len(words) <= _MOST_WORDS and all(word.isalpha() and looks_romanian(word) for word in words)


def _other_script(name: str) -> str:
    if any(is_cyrillic(word) for word in name.lower().split()):
        return spellings.in_latin(name).title()
    return spellings.name_in_cyrillic(name)
