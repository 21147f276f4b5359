"""Who did this here: the people credited in the cases of an industry, a platform, an objective, or of all three.

In the order of the reader's alphabet, as they are given: nobody is set above another, least of all by results.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kb.model import Page, Specialist
from kb.search.credits import Credited
from kb.web.addresses import person_address
from kb.web.pages.directory import Colleague
from kb.web.present.case import initials
from kb.web.reader import VOCABULARY_OF_FACET, Reader

PageOf = Callable[[str, str], Page | None]
Filters = Mapping[str, Sequence[str]]

# What people can be asked about: to have worked somewhere in some year makes nobody the one to ask.
ASKED_ABOUT = ("industry", "platform", "objective")
# Of more nobody reads the names; who wants them narrows what was done.
MOST_NAMED = 60


@dataclass(frozen=True, slots=True)
class DidThis:
    """What was done, as labels in the reader's language; the first by name of the `count` people who did it."""

    what: Sequence[str]
    people: Sequence[Colleague]
    count: int


def asked_about(filters: Filters) -> dict[str, tuple[str, ...]]:
    """What of the chosen facet values says what was done."""
    return {facet: tuple(filters[facet]) for facet in ASKED_ABOUT if filters.get(facet)}


def present_did_this(
    filters: Filters, reader: Reader, credited: Callable[[Filters, str], Sequence[Credited]], page_of: PageOf
) -> DidThis | None:
    """Who did what the filters say; None when they say nothing of it, or when nobody is credited."""
    asked = asked_about(filters)
    found = credited(asked, reader.lang) if asked else ()
    people = [_colleague(each, page, reader) for each in found[:MOST_NAMED]
              if isinstance(page := page_of("specialists", each.slug), Specialist) and not page.withdrawn]
    if not people:
        return None
    what = [reader.label(VOCABULARY_OF_FACET[facet], value) for facet, values in asked.items() for value in values]
    return DidThis(what, people, len(people) + len(found[MOST_NAMED:]))


def _colleague(credited: Credited, page: Specialist, reader: Reader) -> Colleague:
    name = page.name_in(reader.lang)
    roles = ", ".join(reader.label("roles", role) for role in credited.roles)
    return Colleague(name, initials(name), roles, person_address(reader.lang, credited.slug), credited.cases)
