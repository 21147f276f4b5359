"""What somebody did, year by year, and with whom; what a search counts of it. Words and orders, no pages."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kb.i18n import collation_key
from kb.model import CaseStudy, Specialist
from kb.search import Answer, Hit, SearchRequest
from kb.web.addresses import person_address, search_address
from kb.web.pages.directory import Colleague, Counted, Moment, Part, Timeline, Year
from kb.web.pages.reading import Link
from kb.web.parameters import with_value
from kb.web.present.case import initials
from kb.web.present.hits import present_hits
from kb.web.present.page import PageOf
from kb.web.present.search import in_reading_order
from kb.web.reader import Reader

# A timeline longer than this is read nowhere; the search has the rest.
MOST_SHOWN = 60

Search = Callable[[SearchRequest], Answer]
CaseOf = Callable[[str], CaseStudy | None]


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of one facet value, newest first, with what was counted over all of them."""

    answer: Answer
    hits: Sequence[Hit]

    @property
    def is_whole(self) -> bool:
        """Whether these are all there are."""
        return len(self.hits) >= self.answer.total


def gather(facet: str, value: str, lang: str, search: Search) -> Cases:
    """The newest MOST_SHOWN cases of a facet value."""
    asked = SearchRequest(filters={facet: (value,)}, lang=lang)
    first = search(asked)
    hits = list(first.hits)
    for page in range(2, first.pages + 1):
        if len(hits) >= MOST_SHOWN:
            break
        hits += search(replace(asked, page=page)).hits
    return Cases(first, hits[:MOST_SHOWN])


def present_timeline(cases: Cases, reader: Reader, parts: Mapping[str, Part] | None = None) -> Timeline:
    """Cases under the year in which they ended, the latest year first."""
    by_time = sorted(cases.hits, key=_last_year, reverse=True)
    moments = [Moment(view, (parts or {}).get(view.hit.slug)) for view in present_hits(by_time, reader)]
    years = [Year(year, list(group)) for year, group in groupby(moments, lambda each: _last_year(each.view.hit))]
    everything = Link(reader.say("All cases"), search_address(cases.answer.request))
    return Timeline(years, cases.answer.total, None if cases.is_whole else everything)


def _last_year(hit: Hit) -> int:
    return max(hit.years, default=0)


def counted(facet: str, answer: Answer, address: Callable[[str, str], str] | None = None) -> list[Counted]:
    """The values of a facet with their counts, the fullest first: each leads to its page, else narrows the search."""
    request = answer.request
    return [
        Counted(
            value.label,
            address(request.lang, value.value) if address else search_address(with_value(request, facet, value.value)),
            value.count)
        for value in in_reading_order(facet, answer.facets.get(facet, ()), request.lang) if value.count
    ]


def colleagues(hits: Iterable[Hit], reader: Reader, case_of: CaseOf, page_of: PageOf) -> list[Colleague]:
    """Everybody credited in the cases, those of most cases first, then by name."""
    credits = [(hit.slug, credit) for hit in hits if (case := case_of(hit.slug)) for credit in case.specialists]
    counts = Counter(person for _, person in dict.fromkeys((slug, credit.person) for slug, credit in credits))
    found = []
    for person, count in counts.items():
        page = page_of("specialists", person)
        if isinstance(page, Specialist) and not page.withdrawn:
            roles = dict.fromkeys(reader.label("roles", credit.role) for _, credit in credits
                                  if credit.person == person)
            name = page.name_in(reader.lang)
            found.append(Colleague(
                name, initials(name), ", ".join(roles), person_address(reader.lang, person), count))
    return sorted(found, key=lambda each: (-each.count, collation_key(each.name, reader.lang)))


def parts_of(person: str, hits: Iterable[Hit], reader: Reader, case_of: CaseOf) -> dict[str, Part]:
    """What a person was and did in each case, by its slug, told in the language the case opens in."""
    return {hit.slug: _part(person, case, reader) for hit in hits if (case := case_of(hit.slug))}


def _part(person: str, case: CaseStudy, reader: Reader) -> Part:
    text = case.text(reader.lang)
    own = [(place, credit) for place, credit in enumerate(case.specialists, 1) if credit.person == person]
    roles = dict.fromkeys(reader.label("roles", credit.role) for _, credit in own)
    did = [text.did.get(place, credit.did) for place, credit in own]
    return Part(", ".join(roles), "; ".join(each for each in did if each), text.lang)


def roles_counted(person: str, hits: Iterable[Hit], reader: Reader, case_of: CaseOf) -> list[Counted]:
    """In how many cases the person had which role. It leads nowhere: a search would count others' roles in them too."""
    cases = [case for hit in hits if (case := case_of(hit.slug))]
    counts = Counter(role for case in cases for role in dict.fromkeys(
        credit.role for credit in case.specialists if credit.person == person))
    return [Counted(reader.label("roles", role), "", count) for role, count in counts.most_common()]
