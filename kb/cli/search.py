"""`kb search`: the same search as the page, in a terminal."""

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

import click

from kb.cli.session import Session, json_option, pass_session, print_json
from kb.i18n import LANGUAGES, amount, number, period
from kb.model import Unit
from kb.search import FACETS, PAGE_SIZE, SORTS, Answer, Figure, Hit, SearchRequest
from kb.search.serialise import as_json as answer_as_json

_MARK = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)


def facet_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each facet, each of which may be given several times."""
    for facet in reversed(FACETS):
        command = click.option(f"--{facet}", facet, multiple=True, metavar="VALUE",
                               help=f"Only cases with this {facet}; may be repeated.")(command)
    return command


@click.command()
@click.argument("query", nargs=-1)
@facet_options
@click.option("--sort", type=click.Choice(SORTS), help="Order; relevance when there are words, else newest.")
@click.option("--page", type=click.IntRange(min=1), default=1, show_default=True, help="Page of ten cases.")
@click.option("--literal", is_flag=True, help="Search only for what is typed: no glossary, no corrections.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True,
              help="Language of labels.")
@json_option
@pass_session
def search(
    session: Session, /, query: tuple[str, ...], sort: str | None, page: int, literal: bool, lang: str,
    as_json: bool, **facets: tuple[str, ...],
) -> None:
    """Search the library for QUERY, with the words, fields and operators of the search page."""
    session.lang = lang
    filters = {facet: values for facet, values in facets.items() if values}
    answer = session.services.search(SearchRequest(" ".join(query), filters, sort or "", page, literal, lang))
    if as_json:
        print_json(answer_as_json(answer))
    else:
        for line in _lines(answer, session):
            click.echo(line)


def _lines(answer: Answer, session: Session) -> Iterator[str]:
    if answer.searched_instead:
        yield session.say("Searched instead for: %(query)s", query=answer.searched_instead.query)
    for text, reason in answer.ignored:
        if reason == "no_text_search":
            yield session.say("Left out, since this engine finds no words: %(text)s", text=text)
        else:
            yield session.say("Not read as typed: %(text)s", text=text)
    yield session.say_number("%(count)s case", "%(count)s cases", answer.total,
                             count=number(answer.total, session.lang))
    if answer.perhaps_total:
        yield session.say_number("%(count)s case has only a part of the words.",
                                 "%(count)s cases have only a part of the words.", answer.perhaps_total,
                                 count=number(answer.perhaps_total, session.lang))
    for place, hit in enumerate(answer.hits, (answer.request.page - 1) * PAGE_SIZE + 1):
        yield ""
        yield from _hit(place, hit, session)
    if answer.pages > 1:
        yield ""
        yield session.say("Page %(page)s of %(pages)s", page=answer.request.page, pages=answer.pages)


def _hit(place: int, hit: Hit, session: Session) -> Iterator[str]:
    yield f"{place}. {click.style(hit.title, bold=True)} [{', '.join(hit.versions)}]"
    times = period(*hit.period, session.lang) if hit.period else ", ".join(map(str, hit.years))
    labels = [choice.label for choice in (*hit.businesses, *hit.industries, *hit.platforms)]
    yield "   " + " · ".join([*labels, times])
    if hit.figure:
        yield "   " + _figure(hit.figure, session)
    if hit.snippet:
        yield "   " + plain(hit.snippet)
    yield f"   /{session.lang}/cases/{hit.slug}"


def plain(snippet: str) -> str:
    """A snippet without markup; what matched is bold where the terminal can show it."""
    return html.unescape(_MARK.sub(lambda match: click.style(match[1], bold=True), snippet))


def _figure(figure: Figure, session: Session) -> str:
    sources = session.say_number("%(num)s source", "%(num)s sources", figure.sources)
    return f"{_amount(figure, session)} {figure.label} ({figure.evidence_label}, {sources})"


def _amount(figure: Figure, session: Session) -> str:
    if figure.value is None:
        return figure.text
    unit = session.services.vocabulary("units").terms.get(figure.unit)
    forms = unit.forms(session.lang) if isinstance(unit, Unit) else ("{}",)
    return amount(figure.value, figure.value_to, forms, session.lang)
