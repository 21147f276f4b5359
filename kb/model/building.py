"""From files that were read and found good to the model; pure: nothing is read, rendered or checked here.

`fields` are what the schema of `kb.ingest` gives, or the same again from the catalogue: plain JSON values, already
of the right types.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from kb.model.case_study import Budget, CaseStudy, CaseText, Credit, Period, Result, Source
from kb.model.library import GlossaryGroup, GoldenQuery, Library
from kb.model.pages import (
    Book,
    Business,
    Event,
    Help,
    MarketFigures,
    PageText,
    Point,
    Question,
    Quote,
    Series,
    Specialist,
    Talk,
    Wanted,
)
from kb.model.source_file import SourceFile
from kb.model.text import Body
from kb.model.vocabulary import LANGUAGES, EvidenceLevel, Metric, Term, Unit, Vocabulary

Fields = Mapping[str, Any]
Page = TypeVar("Page")


def build_library(files: Iterable[SourceFile], good: Iterable[str]) -> Library:
    """Build everything that stands in `good` (paths); versions follow their main file in the order of LANGUAGES."""
    kept = frozenset(good)
    by_kind: dict[str, dict[str, list[SourceFile]]] = {}
    for file in files:
        if file.path in kept:
            by_kind.setdefault(file.kind, {}).setdefault(file.slug, []).append(file)

    def pages(kind: str, build: Callable[[SourceFile, Sequence[SourceFile]], Page]) -> dict[str, Page]:
        return {slug: built for slug, group in sorted(by_kind.get(kind, {}).items())
                for built in _with_versions(group, build)}

    listed = {kind: _items(by_kind.get(kind, {})) for kind in ("glossary", "golden-queries")}
    return Library(
        cases=pages("cases", build_case),
        businesses=pages("businesses", build_business),
        specialists=pages("specialists", build_specialist),
        events=pages("events", build_event),
        books=pages("books", build_book),
        questions=pages("questions", build_question),
        wanted=pages("wanted", build_wanted),
        help=pages("help", build_help),
        market=pages("market", lambda main, _: build_market(main)),
        vocabularies=pages("vocabulary", lambda main, _: build_vocabulary(main)),
        glossary=tuple(_glossary_group(fields) for fields in listed["glossary"]),
        golden_queries=tuple(_golden_query(fields) for fields in listed["golden-queries"]),
    )


def build_case(main: SourceFile, versions: Sequence[SourceFile] = ()) -> CaseStudy:
    """Build a case from its main file and its language versions."""
    fields: Fields = main.fields
    return CaseStudy(
        slug=main.slug,
        texts=tuple(_case_text(file) for file in (main, *versions)),
        businesses=_tuple(fields, "businesses"), industries=_tuple(fields, "industries"),
        platforms=_tuple(fields, "platforms"), objectives=_tuple(fields, "objectives"),
        years=tuple(sorted(fields["years"])),
        sources=_sources(fields),
        specialists=tuple(Credit(**credit) for credit in fields.get("specialists", ())),
        places=_tuple(fields, "places"),
        period=_period(fields.get("period")),
        added=fields.get("added"),
        budget=Budget(**fields["budget"]) if "budget" in fields else None,
        results=tuple(_result(result) for result in fields.get("results", ())),
        books=_tuple(fields, "books"), related=_tuple(fields, "related"),
        contributors=_tuple(fields, "contributors"), aliases=_tuple(fields, "aliases"),
        demo=bool(fields.get("demo", False)),
    )


def build_business(main: SourceFile, versions: Sequence[SourceFile] = ()) -> Business:
    """Build an organisation."""
    fields: Fields = main.fields
    return Business(
        **_common(main, versions),
        also_known_as=_tuple(fields, "also_known_as"), industries=_tuple(fields, "industries"),
        **_given(fields, "place", "website", "founded"),
    )


def build_specialist(main: SourceFile, versions: Sequence[SourceFile] = ()) -> Specialist:
    """Build a person; one who has withdrawn is kept and marked: doors hide them, links stay whole."""
    fields: Fields = main.fields
    return Specialist(
        **_common(main, versions),
        also_known_as=_tuple(fields, "also_known_as"), roles=_tuple(fields, "roles"),
        works_at=_tuple(fields, "works_at"),
        quotes=tuple(Quote(**quote) for quote in fields.get("quotes", ())),
        **_given(fields, "link", "claimed", "withdrawn"),
    )


def build_event(main: SourceFile, versions: Sequence[SourceFile] = ()) -> Event:
    """Build a meetup or conference; one known only by its year has that as its date."""
    fields: Fields = main.fields
    return Event(
        **_common(main, versions),
        date=fields.get("date") or str(fields.get("year", "")),
        speakers=tuple(Talk(**talk) for talk in fields.get("speakers", ())),
        cases=_tuple(fields, "cases"),
        **_given(fields, "to", "place", "organiser", "tickets_url"),
    )


def build_book(main: SourceFile, versions: Sequence[SourceFile] = ()) -> Book:
    """Build a book."""
    return Book(
        **_common(main, versions),
        recommended_by=_tuple(main.fields, "recommended_by"),
        **_given(main.fields, "author", "original_title", "year"),
    )


def build_question(main: SourceFile, versions: Sequence[SourceFile] = ()) -> Question:
    """Build a question."""
    names = ("objectives", "platforms", "industries", "cases")
    lists: dict[str, Any] = {name: _tuple(main.fields, name) for name in names}
    return Question(**_common(main, versions), **lists, **_given(main.fields, "asked"))


def build_wanted(main: SourceFile, versions: Sequence[SourceFile] = ()) -> Wanted:
    """Build an open brief."""
    fields: Fields = main.fields
    return Wanted(
        **_common(main, versions),
        origin=fields.get("from", "editor"),
        industries=_tuple(fields, "industries"), platforms=_tuple(fields, "platforms"),
        **_given(fields, "query", "opened", "closed_by"),
    )


def build_help(main: SourceFile, versions: Sequence[SourceFile] = ()) -> Help:
    """Build a page of the handbook."""
    return Help(**_common(main, versions))


def build_market(main: SourceFile) -> MarketFigures:
    """Build a page of market figures."""
    fields: Fields = main.fields
    series = tuple(
        Series(one["name"], tuple(_point(point) for point in one["points"]), one.get("platform"))
        for one in fields["series"]
    )
    return MarketFigures(main.slug, fields["title"], fields["unit"], fields["method"], series)


def build_vocabulary(main: SourceFile) -> Vocabulary:
    """Build a closed list of values in the order of its file."""
    fields: Fields = main.fields
    terms = (_term(main.slug, item) for item in fields["items"])
    return Vocabulary(main.slug, {term.slug: term for term in terms})


def _with_versions(
    group: Sequence[SourceFile], build: Callable[[SourceFile, Sequence[SourceFile]], Page]
) -> Iterable[Page]:
    """The page of a group of files, or nothing when its main file is not among them."""
    versions = [file for lang in LANGUAGES for file in group if file.lang == lang]
    return [build(file, versions) for file in group if file.lang is None]


def _case_text(file: SourceFile) -> CaseText:
    fields: Fields = file.fields
    return CaseText(
        lang=fields["lang"], title=fields["title"], summary=fields["summary"], body=file.body or Body(),
        what_did_not_work=fields.get("what_did_not_work"), reliability=fields.get("reliability", ""),
        labels=_numbered(fields, "labels"), texts=_numbered(fields, "texts"), notes=_numbered(fields, "notes"),
        did=_numbered(fields, "did"),
    )


def _common(main: SourceFile, versions: Sequence[SourceFile]) -> dict[str, Any]:
    fields: Fields = main.fields
    return {
        "slug": main.slug,
        "texts": tuple(_page_text(file) for file in (main, *versions)),
        "sources": _sources(fields),
        "aliases": _tuple(fields, "aliases"),
        "demo": bool(fields.get("demo", False)),
    }


def _page_text(file: SourceFile) -> PageText:
    fields: Fields = file.fields
    name = fields.get("name") or fields["title"]
    return PageText(fields["lang"], name, file.body or Body(), fields.get("summary", ""))


def _sources(fields: Fields) -> tuple[Source, ...]:
    return tuple(Source(**source) for source in fields.get("sources", ()))


def _period(period: Fields | None) -> Period | None:
    return Period(period["from"], period.get("to")) if period else None


def _result(fields: Fields) -> Result:
    """Results of words only ("silver medal") have no unit."""
    return Result(**{"unit": "", **fields})


def _point(fields: Fields) -> Point:
    return Point(**{"value": None, **fields})


def _term(vocabulary: str, fields: Fields) -> Term:
    common: dict[str, Any] = {
        "slug": fields["slug"],
        "labels": {lang: fields[lang] for lang in LANGUAGES},
        "synonyms": {lang: tuple(words) for lang, words in fields.get("synonyms", {}).items()},
        "description": fields.get("description", {}),
        "parent": fields.get("parent"),
    }
    if vocabulary == "metrics":
        lists: dict[str, Any] = {name: _tuple(fields, name) for name in ("units", "bases")}
        return Metric(**common, **lists, **_given(fields, "family", "unit_family", "direction"))
    if vocabulary == "evidence":
        return EvidenceLevel(**common, strength=fields["strength"])
    if vocabulary == "units":
        return Unit(**common, **_given(fields, "pattern", "family"))
    return Term(**common)


def _glossary_group(fields: Fields) -> GlossaryGroup:
    words = {lang: tuple(fields[lang]) for lang in LANGUAGES if fields.get(lang)}
    return GlossaryGroup(words, fields.get("note", ""))


def _golden_query(fields: Fields) -> GoldenQuery:
    filters = {name: tuple(values) for name, values in fields.get("filters", {}).items()}
    rest = _given(fields, "lang", "kind", "within")
    return GoldenQuery(fields["q"], tuple(fields["expect"]), filters=filters, **rest)


def _items(files: Mapping[str, Sequence[SourceFile]]) -> list[Fields]:
    lists: list[Any] = [file.fields["items"] for group in files.values() for file in group]
    return [item for items in lists for item in items]


def _given(fields: Fields, *names: str) -> dict[str, Any]:
    """The named fields that are there, for a class that has defaults for the others."""
    return {name: fields[name] for name in names if fields.get(name) is not None}


def _tuple(fields: Fields, name: str) -> tuple[Any, ...]:
    return tuple(fields.get(name, ()))


def _numbered(fields: Fields, name: str) -> dict[int, str]:
    return {int(number): text for number, text in fields.get(name, {}).items()}
