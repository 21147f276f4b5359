"""A page that is not in the library yet, as it will stand there: its own template over its own view object.

What is made of Markdown is the services' part; a page that is published is its view's.
"""

import re
from dataclasses import replace

from flask import render_template
from markupsafe import Markup

from kb.model import Book, Business, CaseStudy, Event, Page, Question, Specialist, Wanted
from kb.web.context import current_reader, now, services
from kb.web.language import locale
from kb.web.lookup import known_page
from kb.web.present.books import present_book
from kb.web.present.business import present_business
from kb.web.present.case import present_case
from kb.web.present.events import present_event
from kb.web.present.hits import present_hits
from kb.web.present.page import PageOf
from kb.web.present.person import present_person
from kb.web.present.questions import present_question
from kb.web.present.timeline import gather
from kb.web.present.wanted import present_wanted

_H1 = re.compile(r"<(/?)h1\b")


def as_published(page: CaseStudy | Page, page_of: PageOf = known_page, lang: str | None = None) -> Markup:
    """The main part of a page as readers will see it, in the version of `lang`; its title is no h1, as another one is.

    `page_of` finds the pages that it names: those that come with it before those of the library.
    """
    shown = lang or page.texts[0].lang  # what is written, and not what its reader would be given
    if not isinstance(page, CaseStudy):
        page = replace(page, texts=(page.text(shown),))
    template, view = _view(page, page_of, shown)
    html = render_template(template, page=view, bare=True)
    return Markup(_H1.sub(_plain, html))  # noqa: S704 (a page of ours; what others wrote was escaped or sanitised)


def _plain(tag: re.Match[str]) -> str:
    return "</div" if tag[1] else '<div role="heading" aria-level="2" class="h1" '


def _view(page: CaseStudy | Page, page_of: PageOf, lang: str | None) -> tuple[str, object]:
    reader = current_reader()
    if isinstance(page, CaseStudy):
        return "cases/show.html", present_case(page, lang, reader, page_of)
    if isinstance(page, Business):
        cases = gather("business", page.slug, locale(), services().search)
        return "businesses/show.html", present_business(page, cases, reader, services().case, page_of)
    if isinstance(page, Specialist):
        cases = gather("specialist", page.slug, locale(), services().search)
        return "people/show.html", present_person(page, cases, reader, services().case, page_of)
    return _lesser_view(page, page_of)


def _lesser_view(page: Page, page_of: PageOf) -> tuple[str, object]:
    reader = current_reader()
    if isinstance(page, Event):
        events = [each for each in services().pages("events") if isinstance(each, Event)]
        cases = present_hits(services().cards(page.cases, reader.lang), reader)
        return "events/show.html", present_event(page, events, cases, now().date(), reader, page_of)
    if isinstance(page, Book):
        books = [each for each in services().pages("books") if isinstance(each, Book)]
        used = services().cases_by_book()
        cases = present_hits(services().cards(used.get(page.slug, ()), reader.lang), reader)
        return "books/show.html", present_book(page, books, used, cases, reader, page_of)
    if isinstance(page, Question):
        hits = present_hits(services().cards(page.cases, reader.lang), reader)
        cases_of = [case for case in map(services().case, page.cases) if case]
        return "questions/show.html", present_question(page, hits, cases_of, reader, page_of)
    if isinstance(page, Wanted):
        answer = services().case(page.closed_by) if page.closed_by else None
        return "wanted/show.html", present_wanted(page, answer, reader)
    raise TypeError(f"no template for {type(page).__name__}")
