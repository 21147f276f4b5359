"""What of a case is searched: the documents of its language versions, with names and labels in every language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.language import analyse, in_other_script, is_cyrillic, sound_as_typed, stem
from kb.model import CaseStudy, CaseText, Credit, Library, Term
from kb.search import FIELDS, HAS_LABELS, VERSIONS_PER_CASE, Document, document_id

# Longer ones are addresses and the like: nobody mistypes them.
LONGEST_WORD = 40

# What a case has that few others have, and that people ask for in words: what did not work, and lessons.
SAID_TO_HAVE = ("failure", "lessons")


def document_ids(case_number: int) -> tuple[int, ...]:
    """Every id the versions of a case can have."""
    return tuple(document_id(case_number, version) for version in range(VERSIONS_PER_CASE))


@dataclass(frozen=True, slots=True)
class CaseWords:
    """What of a case is searched, as plain text: names, and title, summary and body of each version."""

    number: int
    names: str
    versions: tuple[tuple[str, str, str], ...]


def words_of(number: int, case: CaseStudy, library: Library) -> CaseWords:
    """Gather what is searched; the names are the same in all versions, so that any language finds any of them."""
    return CaseWords(number, _lines(_names(case, library)), tuple(
        (text.title, text.summary, _lines(_body(case, text, library))) for text in case.texts[:VERSIONS_PER_CASE]
    ))


def documents_of(words: CaseWords) -> list[Document]:
    """Analyse it: one document a version. Pure, so that worker processes can do it."""
    names = analyse(words.names)
    return [
        Document(document_id(words.number, version), analyse(title), analyse(summary), names, analyse(body))
        for version, (title, summary, body) in enumerate(words.versions)
    ]


def vocabulary_of(documents: Sequence[Document]) -> tuple[int, set[str]]:
    """The number of the case that some documents are the versions of, and its different words, without figures."""
    texts = {getattr(each, field).exact for each in documents for field in FIELDS}
    words = {word for text in texts for word in text.split() if word.isalpha() and len(word) <= LONGEST_WORD}
    return documents[0].id // VERSIONS_PER_CASE, words


def described(word: str) -> tuple[str, str]:
    """What a word of the library can be recognised by when it is not typed as it stands: its stem, and its sound."""
    stemmed = stem(word)
    return stemmed, sound_as_typed(stemmed)


def _names(case: CaseStudy, library: Library) -> Iterable[str]:
    """Names in every known spelling, and the labels of what the case is filed under in all three languages."""
    for slug in case.businesses:
        business = library.businesses[slug]
        yield from _spellings(business.name, business.also_known_as)
    credits = [credit for _, credit in _credits(case, library)]
    for credit in credits:
        person = library.specialists[credit.person]
        yield from _spellings(person.name, person.also_known_as)
    filed = {
        "industries": case.industries, "platforms": case.platforms, "objectives": case.objectives,
        "places": case.places, "roles": tuple(credit.role for credit in credits),
    }
    for name, slugs in filed.items():
        terms = library.vocabulary(name).terms
        # A vocabulary that is missing or unreadable leaves its cases in the library, without these labels.
        known = [terms[slug] for slug in dict.fromkeys(slugs) if slug in terms]
        # Who asks for social networks means Facebook too.
        wider = [terms[term.parent] for term in known if term.parent and term.parent in terms]
        yield from (label for term in _each_once([*known, *wider]) for label in term.labels.values())
    for each in case.has:
        if each in SAID_TO_HAVE:
            yield from HAS_LABELS[each].values()
    yield " ".join(map(str, case.years))


def _each_once(terms: Iterable[Term]) -> Iterable[Term]:
    return {term.slug: term for term in terms}.values()


def _spellings(name: str, others: Sequence[str]) -> Iterable[str]:
    """A name as it is known, and in the other script unless a spelling in it is known."""
    yield from (name, *others)
    spelt = in_other_script(name)
    if spelt and not any(is_cyrillic(each) == is_cyrillic(spelt[0]) for each in others):
        yield from spelt


def _body(case: CaseStudy, text: CaseText, library: Library) -> Iterable[str]:
    for section in text.body.sections:
        yield from (section.heading if section.kind == "other" else "", section.plain)
    yield text.what_did_not_work or ""
    for number, result in enumerate(case.results, 1):
        yield from (text.labels.get(number, result.label), text.texts.get(number, result.text or ""))
    for number, credit in _credits(case, library):
        yield text.did.get(number, credit.did or "")


def _credits(case: CaseStudy, library: Library) -> list[tuple[int, Credit]]:
    """The credits with their numbers, without people who withdrew."""
    credits = enumerate(case.specialists, 1)
    return [(number, credit) for number, credit in credits if not library.specialists[credit.person].withdrawn]


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)
