"""`kb export`: the cases of the library, or their figures, for other programs: JSON lines, or a table."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict

import click

from kb.cli.search import facet_options
from kb.cli.session import Session, pass_session
from kb.i18n import LANGUAGES
from kb.model import CaseStudy, CaseText, StatedFigure, figures_of
from kb.search import SearchRequest
from kb.tables import table_row

Row = Mapping[str, object]
# What spreadsheets take for the beginning of a text in UTF-8.
_BYTE_ORDER_MARK = "\ufeff"


@click.command()
@click.argument("query", nargs=-1)
@facet_options
@click.option("--what", type=click.Choice(["cases", "figures"]), default="cases", show_default=True,
              help="Whole cases, or every figure of them with its source.")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True,
              help="JSON lines, one object each; or a table, which leaves the texts out.")
@click.option("--literal", is_flag=True, help="Search only for what is typed: no glossary, no corrections.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True,
              help="Language of names and titles in a table, and of messages.")
@pass_session
def export(
    session: Session, /, query: tuple[str, ...], what: str, form: str, literal: bool, lang: str,
    **facets: tuple[str, ...],
) -> None:
    """Print all cases, or those that QUERY and the filters find, for other programs.

    What is printed is what the site shows: people who withdrew are not named.
    """
    session.lang = lang
    filters = {facet: values for facet, values in facets.items() if values}
    cases = session.services.whole_cases(SearchRequest(" ".join(query), filters, literal=literal, lang=lang))
    rows = _ROWS[what, form]
    if form == "jsonl":
        for row in rows(cases, session):
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    for number, row in enumerate(rows(cases, session)):
        if not number:
            click.echo(_BYTE_ORDER_MARK + table_row(row), nl=False)
        click.echo(table_row(_cell(value) for value in row.values()), nl=False)


def _cases_whole(cases: Iterator[CaseStudy], session: Session) -> Iterator[Row]:
    for case in cases:
        yield {
            "slug": case.slug, "url": _url(case, session), "lang": case.lang, "added": case.added,
            "businesses": _named("businesses", case.businesses, session),
            "specialists": [
                {**named, "role": credit.role, "did": credit.did} for credit, named in zip(
                    case.specialists, _named("specialists", [each.person for each in case.specialists], session),
                    strict=True)],
            "industries": case.industries, "platforms": case.platforms, "objectives": case.objectives,
            "places": case.places, "years": case.years,
            "period": {"from": case.period.start, "to": case.period.end} if case.period else None,
            "budget": asdict(case.budget) if case.budget else None,
            "results": [asdict(result) for result in case.results],
            "sources": [asdict(source) for source in case.sources],
            "texts": [_text(text) for text in case.texts], "demo": case.demo,
        }


def _text(text: CaseText) -> Row:
    return {"lang": text.lang, "title": text.title, "summary": text.summary, "html": text.body.html,
            "plain": text.body.plain, "what_did_not_work": text.what_did_not_work, "reliability": text.reliability}


def _cases_in_short(cases: Iterator[CaseStudy], session: Session) -> Iterator[Row]:
    for case in cases:
        text = case.text(session.lang)
        yield {
            "slug": case.slug, "url": _url(case, session), "title": text.title, "summary": text.summary,
            "languages": case.langs, "added": case.added, "years": case.years,
            "businesses": _names("businesses", case.businesses, session),
            "specialists": _names("specialists", [each.person for each in case.specialists], session),
            **{name: _labels(name, getattr(case, name), session)
               for name in ("industries", "platforms", "objectives", "places")},
            "results": len(case.results), "sources": len(case.sources), "demo": case.demo,
        }


def _figures(cases: Iterator[CaseStudy], session: Session) -> Iterator[Row]:
    return (_figure(figure, case, session) for case in cases for figure in figures_of(case))


def _figure(figure: StatedFigure, case: CaseStudy, session: Session) -> Row:
    result, source = figure.result, figure.source
    stated = {name: value for name, value in asdict(result).items() if name not in ("source", "label", "text", "note")}
    lang = session.lang
    return {
        "case": case.slug, "url": _url(case, session), "title": case.text(lang).title, "place": figure.place,
        "label": figure.labels.get(lang, result.label), "text": figure.texts.get(lang, result.text), **stated,
        "note": figure.notes.get(lang, result.note),
        **{f"source_{name}": value for name, value in asdict(source).items()},
    }


_ROWS: Mapping[tuple[str, str], Callable[[Iterator[CaseStudy], Session], Iterator[Row]]] = {
    ("cases", "jsonl"): _cases_whole, ("cases", "csv"): _cases_in_short,
    ("figures", "jsonl"): _figures, ("figures", "csv"): _figures,
}


def _url(case: CaseStudy, session: Session) -> str:
    return f"{session.services.address}/{session.lang}/cases/{case.slug}"


def _named(kind: str, slugs: Sequence[str], session: Session) -> list[dict[str, str | None]]:
    pages = session.services.pages_by_slug(kind)
    return [{"slug": slug, "name": pages[slug].name if slug in pages else None} for slug in slugs]


def _names(kind: str, slugs: Sequence[str], session: Session) -> list[str]:
    return [each["name"] or str(each["slug"]) for each in _named(kind, slugs, session)]


def _labels(vocabulary: str, values: Sequence[str], session: Session) -> list[str]:
    known = session.services.vocabulary(vocabulary)
    return [known.label(value, session.lang) for value in values]


def _cell(value: object) -> object:
    """Lists in one cell are parted by semicolons; whole numbers have no point; what is not known is left empty."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, tuple | list):
        return "; ".join(map(str, value))
    return "" if value is None else value
