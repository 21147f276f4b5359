"""What the front matter of each kind of page may hold. Names are the format's; they change only by addition.

Rules between fields (a range that runs backwards, the number of a source) are in `rules`; whether a linked
slug exists is for `kb.ingest.links`.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from kb.ingest.schema.scalars import (
    Boolean,
    Currency,
    Date,
    Lang,
    Name,
    Names,
    Note,
    Numbered,
    Paragraph,
    Sentence,
    Slug,
    Slugs,
    SomeSlugs,
    SomeValues,
    SomeYears,
    SourceLang,
    Url,
    Values,
    ValueSlug,
    Year,
    number,
    one_of,
    several,
    text,
    whole,
)
from kb.model import QUALIFIERS, RESULT_KINDS

SourceNumber = Annotated[int, whole(1, 200)]
Figure = Annotated[float, number(-1e15)]
Origin = Annotated[str, one_of(("editor", "empty_search", "thin_insight"))]
Summary = Annotated[str, text(1000)]


class Entry(BaseModel):
    """What all have in common: unknown keys are found, and the parts are named as in the file."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Source(Entry):
    """Where facts were read."""

    url: Url
    publisher: Name
    lang: SourceLang
    title: Sentence | None = None
    published: Date | None = None
    accessed: Date | None = None


SomeSources = Annotated[list[Source], several(1)]
Sources = Annotated[list[Source], several()]


class Credit(Entry):
    """Who did what in a case."""

    person: Slug
    role: ValueSlug
    did: Sentence | None = None


class Period(Entry):
    """When it happened."""

    start: Annotated[Date, Field(alias="from")]
    to: Date | None = None


class Budget(Entry):
    """Money spent, as stated."""

    amount: Annotated[float, number(0)]
    currency: Currency
    note: Note | None = None


class Result(Entry):
    """One figure or stated result."""

    metric: ValueSlug
    label: Name
    evidence: ValueSlug
    source: SourceNumber
    value: Figure | None = None
    value_to: Figure | None = None
    text: Name | None = None
    unit: ValueSlug | None = None
    qualifier: Annotated[str, one_of(QUALIFIERS)] | None = None
    before: Figure | None = None
    base: ValueSlug | None = None
    platform: ValueSlug | None = None
    kind: Annotated[str, one_of(RESULT_KINDS)] | None = None
    note: Note | None = None


class Case(Entry):
    """A case study."""

    title: Name
    summary: Summary
    lang: Lang
    businesses: SomeSlugs
    industries: SomeValues
    platforms: SomeValues
    years: SomeYears
    sources: SomeSources
    objectives: Values | None = None
    specialists: Annotated[list[Credit], several()] | None = None
    places: Values | None = None
    period: Period | None = None
    added: Date | None = None
    budget: Budget | None = None
    results: Annotated[list[Result], several()] | None = None
    what_did_not_work: Paragraph | None = None
    reliability: Paragraph | None = None
    books: Slugs | None = None
    related: Slugs | None = None
    contributors: Names | None = None
    aliases: Slugs | None = None
    demo: Boolean | None = None


class CaseVersion(Entry):
    """A case in another language: words only; `labels`, `texts`, `notes` and `did` by number from 1."""

    title: Name
    summary: Summary
    lang: Lang
    what_did_not_work: Paragraph | None = None
    reliability: Paragraph | None = None
    labels: Numbered | None = None
    texts: Numbered | None = None
    notes: Numbered | None = None
    did: Numbered | None = None


class Named(Entry):
    """What pages known by a name share."""

    name: Name
    lang: Lang
    summary: Summary | None = None
    aliases: Slugs | None = None
    demo: Boolean | None = None


class Titled(Entry):
    """What pages known by a title share."""

    title: Name
    lang: Lang
    summary: Summary | None = None
    aliases: Slugs | None = None
    demo: Boolean | None = None


class NamedVersion(Entry):
    """A named page in another language."""

    name: Name
    lang: Lang
    summary: Summary | None = None


class TitledVersion(Entry):
    """A titled page in another language."""

    title: Name
    lang: Lang
    summary: Summary | None = None


class Business(Named):
    """An organisation."""

    industries: SomeValues
    also_known_as: Names | None = None
    place: ValueSlug | None = None
    website: Url | None = None
    founded: Annotated[int, whole(1000, 2100)] | None = None
    sources: Sources | None = None


class Quote(Entry):
    """What a specialist said, with the number of its source."""

    text: Annotated[str, text(2000)]
    source: SourceNumber


class Specialist(Named):
    """A person, professional facts only."""

    roles: SomeValues
    sources: SomeSources
    also_known_as: Names | None = None
    works_at: Slugs | None = None
    link: Url | None = None
    quotes: Annotated[list[Quote], several()] | None = None
    claimed: Boolean | None = None
    withdrawn: Boolean | None = None


class Talk(Entry):
    """Who spoke, about what."""

    person: Slug
    talk: Note | None = None


class Event(Named):
    """A meetup or conference; `date` or `year` (a rule) says when."""

    sources: SomeSources
    date: Date | None = None
    year: Year | None = None
    to: Date | None = None
    place: ValueSlug | None = None
    organiser: Slug | None = None
    speakers: Annotated[list[Talk], several()] | None = None
    cases: Slugs | None = None
    tickets_url: Url | None = None


class Book(Titled):
    """A book."""

    author: Name
    sources: SomeSources
    original_title: Name | None = None
    year: Year | None = None
    recommended_by: Slugs | None = None


class Help(Titled):
    """A page of the handbook."""


class Question(Titled):
    """A question whose answers rest on cases."""

    cases: SomeSlugs
    asked: Date | None = None
    objectives: Values | None = None
    platforms: Values | None = None
    industries: Values | None = None
    sources: Sources | None = None


class Wanted(Titled):
    """An open brief for a case that is missing."""

    origin: Annotated[Origin | None, Field(alias="from")] = None
    industries: Values | None = None
    platforms: Values | None = None
    query: Name | None = None
    opened: Date | None = None
    closed_by: Slug | None = None
    sources: Sources | None = None
