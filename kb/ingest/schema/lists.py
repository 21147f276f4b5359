"""What the YAML files hold: vocabulary values, glossary groups, golden queries, market figures."""

from typing import Annotated

from pydantic import BeforeValidator

from kb.ingest.schema.pages import Entry, Figure
from kb.ingest.schema.scalars import (
    Boolean,
    Lang,
    Name,
    Names,
    Note,
    Paragraph,
    Sentence,
    Slugs,
    SomeSlugs,
    Url,
    Values,
    ValueSlug,
    Year,
    one_of,
    several,
    whole,
)
from kb.model import DIRECTIONS, METRIC_FAMILIES, QUALIFIERS


class Trio(Entry):
    """A short text in all three languages."""

    ro: Sentence
    ru: Sentence
    en: Sentence


class LongTrio(Entry):
    """A paragraph in all three languages."""

    ro: Paragraph
    ru: Paragraph
    en: Paragraph


class Words(Entry):
    """Lists of words, each language optional."""

    ro: Names | None = None
    ru: Names | None = None
    en: Names | None = None


class Description(Entry):
    """A sentence, each language optional."""

    ro: Paragraph | None = None
    ru: Paragraph | None = None
    en: Paragraph | None = None


class Term(Entry):
    """One vocabulary value with its labels."""

    slug: ValueSlug
    ro: Name
    ru: Name
    en: Name
    synonyms: Words | None = None
    description: Description | None = None
    parent: ValueSlug | None = None


class Metric(Term):
    """What a figure measures."""

    family: Annotated[str, one_of(METRIC_FAMILIES)]
    unit_family: ValueSlug
    units: Annotated[list[ValueSlug], several(1)]
    direction: Annotated[str, one_of(DIRECTIONS)] | None = None
    bases: Values | None = None


class Evidence(Term):
    """How well a figure is supported."""

    strength: Annotated[int, whole(1, 5)]


class Unit(Term):
    """How a value is written; `{}` stands for the number."""

    pattern: Trio
    family: ValueSlug


class GlossaryGroup(Words):
    """Words that mean the same."""

    note: Note | None = None


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


class GoldenQuery(Entry):
    """A known question with its known answers."""

    q: Sentence
    expect: SomeSlugs
    lang: Lang | None = None
    kind: Name | None = None
    filters: dict[str, Annotated[Names, BeforeValidator(_as_list)]] | None = None
    within: Annotated[int, whole(1, 100)] | None = None


class Point(Entry):
    """One market figure in time."""

    year: Year
    source: Url
    month: Annotated[int, whole(1, 12)] | None = None
    value: Figure | None = None
    qualifier: Annotated[str, one_of(QUALIFIERS)] | None = None
    note: Note | None = None
    by: Sentence | None = None


class Series(Entry):
    """Figures of one thing by one method."""

    name: Trio
    points: Annotated[list[Point], several(1, 1000)]
    platform: ValueSlug | None = None


class Market(Entry):
    """One page of market figures."""

    title: Trio
    unit: ValueSlug
    method: LongTrio
    series: Annotated[list[Series], several(1)]
    aliases: Slugs | None = None
    demo: Boolean | None = None
