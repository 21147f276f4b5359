"""A case as its page shows it. Names of businesses and people come from their own pages."""

from collections.abc import Callable, Iterable, Sequence

from markupsafe import Markup

from kb.i18n import LANGUAGES, OWN_NAMES, number
from kb.model import Business, CaseStudy, CaseText, Page, Specialist, spelled_for
from kb.search import SearchRequest
from kb.web.addresses import (
    business_address,
    case_address,
    facet_address,
    home_address,
    industry_address,
    person_address,
    platform_address,
    search_address,
)
from kb.web.pages.reading import BusinessView, CasePage, HitView, Link, PersonView, VersionLink
from kb.web.present.results import evidence_levels, key_figures, present_results, present_sources
from kb.web.reader import VOCABULARY_OF_FACET, Reader, years_text

PageOf = Callable[[str, str], Page | None]


def present_case(
    case: CaseStudy, version: str | None, reader: Reader, page_of: PageOf, similar: Sequence[HitView] = (),
) -> CasePage:
    """The page of a case in the asked version, else in the reader's language, else in its main one."""
    text = case.text(version if version and version in case.langs else reader.lang)
    sources = present_sources(case.sources)
    results = present_results(case, text, sources, reader)
    return CasePage(
        case=case,
        text=text,
        html=Markup(text.body.html),  # noqa: S704 (sanitised when it was rendered)
        lang=text.lang,
        lang_note=reader.lang not in case.langs,
        breadcrumbs=_breadcrumbs(reader),
        businesses=[_business(slug, reader, page_of) for slug in case.businesses],
        people=list(_people(case, text, reader, page_of)),
        industries=[Link(reader.label("industries", each), industry_address(reader.lang, each))
                    for each in case.industries],
        platforms=[Link(reader.label("platforms", each), platform_address(reader.lang, each))
                   for each in case.platforms],
        objectives=_links("objective", case.objectives, reader),
        places=_links("place", case.places, reader),
        period=reader.period((case.period.start, case.period.end) if case.period else None, case.years),
        years=years_text(case.years),
        budget=_budget(case, reader),
        key_figures=key_figures(results),
        results=results,
        sources=sources,
        reliability=text.reliability,
        what_did_not_work=text.what_did_not_work,
        versions=[_version(case, lang, text.lang, reader) for lang in LANGUAGES if lang in case.langs],
        similar=similar,
        levels=evidence_levels(reader) if results else [],
    )


def _breadcrumbs(reader: Reader) -> list[Link]:
    return [
        Link("Culise", home_address(reader.lang)),
        Link(reader.say("Cases"), search_address(SearchRequest(lang=reader.lang))),
    ]


def _business(slug: str, reader: Reader, page_of: PageOf) -> BusinessView:
    page = page_of("businesses", slug)
    if not isinstance(page, Business):
        return BusinessView(slug, "", facet_address(reader.lang, "business", slug), [])
    return BusinessView(
        name=page.text(reader.lang).name,
        subtitle=subtitle_of(page, reader.lang),
        url=business_address(reader.lang, slug),
        industries=[reader.label("industries", industry) for industry in page.industries],
    )


def subtitle_of(business: Business, lang: str) -> str:
    """The name in the reader's letters where the name itself is in others and such a spelling is known, else nothing.

    It stands beside the name and never in its place: a trade mark is written as its owner writes it.
    """
    is_readable = spelled_for(lang, (business.text(lang).name,))
    return "" if is_readable else spelled_for(lang, business.also_known_as) or ""


def _people(case: CaseStudy, text: CaseText, reader: Reader, page_of: PageOf) -> Iterable[PersonView]:
    """People in the order of the case; who withdrew is not named."""
    for place, credit in enumerate(case.specialists, 1):
        page = page_of("specialists", credit.person)
        if isinstance(page, Specialist) and not page.withdrawn:
            name = page.name_in(reader.lang)
            yield PersonView(
                name=name,
                initials=initials(name),
                role=reader.label("roles", credit.role),
                did=text.did.get(place, credit.did),
                url=person_address(reader.lang, credit.person),
            )


def initials(name: str) -> str:
    """At most two first letters, of the first and the last word: "Diana Crudu" is DC."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in dict.fromkeys((*words[:1], *words[-1:]))).upper()


def _links(facet: str, values: Sequence[str], reader: Reader) -> list[Link]:
    vocabulary = VOCABULARY_OF_FACET[facet]
    return [Link(reader.label(vocabulary, each), facet_address(reader.lang, facet, each)) for each in values]


def _budget(case: CaseStudy, reader: Reader) -> str | None:
    """Money as a source states it, in its own currency."""
    if case.budget is None:
        return None
    amount = f"{number(case.budget.amount, reader.lang)}\u00a0{case.budget.currency}"
    return f"{amount} ({case.budget.note})" if case.budget.note else amount


def _version(case: CaseStudy, lang: str, shown: str, reader: Reader) -> VersionLink:
    """The version that opens anyway needs no parameter."""
    version = None if lang == case.text(reader.lang).lang else lang
    url = case_address(reader.lang, case.slug, version=version)
    return VersionLink(lang, OWN_NAMES[lang], url, lang == shown)
