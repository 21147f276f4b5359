"""Lists of businesses and people in the order of the alphabet, with what each has done here in numbers."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from kb.i18n import collation_key, initial
from kb.model import Business, Specialist
from kb.search import Answer
from kb.web.addresses import business_address, person_address
from kb.web.pages.directory import Directory, Entry, Letter
from kb.web.reader import Reader

# A list that one can see whole needs no field to narrow it and no letters to jump to.
LONG_LIST = 20


def present_businesses(businesses: Iterable[Business], answer: Answer, reader: Reader) -> Directory:
    """Every business, with what it does and where."""
    counts = _counts("business", answer)
    return _directory([_business(each, counts, reader) for each in businesses], reader.lang)


def present_people(people: Iterable[Specialist], answer: Answer, reader: Reader) -> Directory:
    """Everybody, by surname, with their roles."""
    counts = _counts("specialist", answer)
    return _directory([_person(each, counts, reader) for each in people], reader.lang)


def _counts(facet: str, answer: Answer) -> dict[str, int]:
    return {value.value: value.count for value in answer.facets.get(facet, ())}


def _business(business: Business, counts: Mapping[str, int], reader: Reader) -> Entry:
    about = [reader.label("industries", each) for each in business.industries]
    about += [reader.label("places", business.place)] if business.place else []
    return Entry(
        first="", main=business.text(reader.lang).name, url=business_address(reader.lang, business.slug),
        count=counts.get(business.slug, 0), about=" · ".join(about), also=" ".join(business.also_known_as),
    )


def _person(person: Specialist, counts: Mapping[str, int], reader: Reader) -> Entry:
    first, _, surname = person.name_in(reader.lang).rpartition(" ")
    return Entry(
        first=first, main=surname, url=person_address(reader.lang, person.slug), count=counts.get(person.slug, 0),
        about=", ".join(reader.label("roles", role) for role in person.roles),
        also=" ".join((person.name, *person.also_known_as)),
    )


def _directory(entries: list[Entry], lang: str) -> Directory:
    """Under letters as the alphabet of the language has them; those of other alphabets come last."""
    entries.sort(key=lambda entry: (collation_key(entry.main, lang), collation_key(entry.first, lang)))
    grouped = groupby(entries, key=lambda entry: initial(entry.main, lang))
    return Directory([Letter(letter, list(group)) for letter, group in grouped], len(entries), len(entries) > LONG_LIST)
