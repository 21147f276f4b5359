"""A business as its page shows it: what is known of it, its cases year by year, and who worked on them."""

from urllib.parse import urlsplit

from kb.model import Business
from kb.web.addresses import facet_address, industry_address
from kb.web.pages.directory import BusinessPage
from kb.web.pages.reading import Link
from kb.web.present.case import subtitle_of
from kb.web.present.page import PageOf, present_page
from kb.web.present.timeline import CaseOf, Cases, colleagues, counted, present_timeline
from kb.web.reader import Reader


def present_business(
    business: Business, cases: Cases, reader: Reader, case_of: CaseOf, page_of: PageOf
) -> BusinessPage:
    """The page of a business with its cases."""
    view = present_page(business, reader, "businesses", reader.say("Businesses"))
    subtitle = subtitle_of(business, reader.lang)
    return BusinessPage(
        view=view,
        subtitle=subtitle,
        spellings=[name for name in business.also_known_as if name != subtitle],
        place=_place(business, reader),
        founded=business.founded,
        website=site_link(business.website),
        industries=[Link(reader.label("industries", each), industry_address(reader.lang, each))
                    for each in business.industries],
        platforms=counted("platform", cases.answer),
        timeline=present_timeline(cases, reader),
        people=colleagues(cases.hits, reader, case_of, page_of),
    )


def site_link(address: str | None) -> Link | None:
    """A link out, named by the host it leads to."""
    return Link(urlsplit(address).netloc.removeprefix("www.") or address, address) if address else None


def _place(business: Business, reader: Reader) -> Link | None:
    if not business.place:
        return None
    return Link(reader.label("places", business.place), facet_address(reader.lang, "place", business.place))
