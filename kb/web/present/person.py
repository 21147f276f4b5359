"""A specialist as their page shows them: a track record of counts and cases, and their own sense of the trade.

Counts are counts: nobody is rated here, and nobody is set above another.
"""

from kb.model import Business, Specialist
from kb.web.addresses import business_address
from kb.web.pages.directory import PersonPage, Statement
from kb.web.pages.reading import Link
from kb.web.present.business import site_link
from kb.web.present.page import PageOf, PageView, present_page
from kb.web.present.timeline import CaseOf, Cases, counted, parts_of, present_timeline, roles_counted
from kb.web.reader import Reader


def present_person(person: Specialist, cases: Cases, reader: Reader, case_of: CaseOf, page_of: PageOf) -> PersonPage:
    """The page of a specialist with their cases."""
    view = present_page(person, reader, "people", reader.say("People"))
    name = person.name_in(reader.lang)
    return PersonPage(
        view=view,
        name=name,
        spellings=[each for each in dict.fromkeys((person.name, *person.also_known_as)) if each != name],
        roles=[reader.label("roles", role) for role in person.roles],
        works_at=[_employer(slug, reader, page_of) for slug in person.works_at],
        link=site_link(person.link),
        claimed=person.claimed,
        statements=_statements(person, view),
        statements_lang=person.texts[0].lang,
        timeline=present_timeline(cases, reader, parts_of(person.slug, cases.hits, reader, case_of)),
        as_role=roles_counted(person.slug, cases.hits, reader, case_of),
        in_industry=counted("industry", cases.answer),
        on_platform=counted("platform", cases.answer),
    )


def _employer(slug: str, reader: Reader, page_of: PageOf) -> Link:
    page = page_of("businesses", slug)
    known = isinstance(page, Business)
    return Link(page.text(reader.lang).name if page else slug, business_address(reader.lang, slug) if known else "")


def _statements(person: Specialist, view: PageView) -> list[Statement]:
    """Each with its source; sources count from 1."""
    sources = view.sources
    return [
        Statement(quote.text, sources[quote.source - 1] if 1 <= quote.source <= len(sources) else None)
        for quote in person.quotes
    ]
