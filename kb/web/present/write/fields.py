"""What a form asks for, by kind of page: fields in groups, with their labels, hints and controls, as data.

Names are those of the file format. How values become controls is in `inputs`, the way back in
`posted`. A field that no form asks for stays in the file as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kb.i18n import N_
from kb.model import QUALIFIERS, RESULT_KINDS

# line, text, number, date, url: one value. select: one of a list. checks: several of a list. page: a page of the
# library. pages, lines, years: several. group: keys of one thing. rows: several things. numbered: texts by number.
Control = Literal["line", "text", "number", "date", "url", "select", "checks", "page", "pages", "lines", "years",
                  "group", "rows", "numbered"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form; `of` names the vocabulary, the kind of page or the list that its values are taken from."""

    name: str
    control: Control
    label: str
    hint: str = ""
    of: str = ""
    parts: tuple["Field", ...] = ()
    required: bool = False
    add: str = ""  # what the button says that adds a row
    is_preset: bool = False  # a new row has it filled in: alone it makes no row

    @property
    def is_long(self) -> bool:
        """Whether it takes the whole width of a form."""
        return self.control in ("text", "checks", "pages", "rows", "group", "numbered", "lines")


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together; `has_text` where the body of the page is written."""

    name: str
    label: str
    fields: tuple[Field, ...]
    has_text: bool = False


# Lists of words that stand in the format itself.
FIXED: Mapping[str, Mapping[str, str]] = {
    "languages": {"ro": "Română", "ru": "Русский", "en": "English"},
    "qualifiers": dict(zip(QUALIFIERS, (N_("exactly"), N_("about"), N_("at least"), N_("at most")), strict=True)),
    "result_kinds": dict(zip(RESULT_KINDS, (
        N_("outcome of this work"), N_("context: size, price, plan")), strict=True)),
    "currencies": {code: code for code in ("MDL", "EUR", "USD", "RON", "RUB", "UAH")},
    "origins": {"editor": N_("The editors miss it"), "empty_search": N_("People searched for it and found nothing"),
                "thin_insight": N_("Too few figures to compare")},
}

_SOURCE_NUMBER = Field("source", "select", N_("Source"), of="sources", required=True)
_LANG = Field("lang", "select", N_("Language of the text"), of="languages", required=True)
_SOURCES = Field(
    "sources", "rows", N_("Sources"), N_("Where a reader can check it. Results name a source by its number."),
    add=N_("Add a source"), required=True, parts=(
        Field("url", "url", N_("Web address"), required=True),
        Field("publisher", "line", N_("Who published it"), required=True),
        Field("lang", "line", N_("Its language"), N_("Two letters: ro, ru, en, uk …"), required=True, is_preset=True),
        Field("title", "line", N_("Its title")),
        Field("published", "date", N_("Published")),
        Field("accessed", "date", N_("Read on")),
    ))
_ALIASES = Field("aliases", "lines", N_("Former addresses"), N_("Old names of this file, one a line; they lead here."))
_SUMMARY = Field("summary", "text", N_("Summary"))
_ALSO = Field("also_known_as", "lines", N_("Other spellings"), N_("One a line, in Cyrillic letters too."))
_PLACE = Field("place", "select", N_("Place"), of="places")

_TOPICS = (
    Field("industries", "checks", N_("Industries"), of="industries"),
    Field("platforms", "checks", N_("Platforms"), of="platforms"),
)
_RESULTS = Field(
    "results", "rows", N_("Results"), N_("One for each figure that a source states; the most telling one first."),
    add=N_("Add a result"), parts=(
        Field("metric", "select", N_("What is measured"), of="metrics", required=True),
        Field("label", "line", N_("What exactly was counted"), required=True),
        Field("value", "number", N_("Value"), N_("A number; empty when the result is not one.")),
        Field("value_to", "number", N_("up to"), N_("Only for a range.")),
        Field("unit", "select", N_("Unit"), of="units"),
        Field("qualifier", "select", N_("How exactly"), of="qualifiers"),
        Field("text", "line", N_("In words"), N_("For what is not a number: a medal, a place.")),
        Field("before", "number", N_("Value before"), N_("Where it started from, in the same unit.")),
        Field("base", "select", N_("Share of what"), N_("For rates: of what is it a share?"), of="bases"),
        Field("platform", "select", N_("On which platform"), of="platforms"),
        Field("evidence", "select", N_("Evidence"), of="evidence", required=True),
        _SOURCE_NUMBER,
        Field("kind", "select", N_("Outcome or context"), of="result_kinds"),
        Field("note", "text", N_("Note")),
    ))

_CASE = (
    Group("what", N_("What it is about"), (
        Field("title", "line", N_("Title"), N_("Short and concrete: what was done, with what result."), required=True),
        Field("summary", "text", N_("Summary"), N_("One to three sentences: who, what, for whom, with what result."),
              required=True),
        _LANG,
        Field("businesses", "pages", N_("Businesses"), of="businesses", add=N_("Add a business"), required=True),
        Field("industries", "checks", N_("Industries"), of="industries", required=True),
        Field("platforms", "checks", N_("Platforms"), N_("Where it happened."), of="platforms", required=True),
        Field("objectives", "checks", N_("Objectives"), of="objectives"),
    )),
    Group("who", N_("Who did it"), (
        Field("specialists", "rows", N_("People"), N_("Only those whom a source names, or who agree."),
              add=N_("Add a person"), parts=(
                  Field("person", "page", N_("Person"), of="specialists", required=True),
                  Field("role", "select", N_("Role"), of="roles", required=True),
                  Field("did", "line", N_("What they did"), N_("In a few words.")),
              )),
    )),
    Group("when", N_("Where and when"), (
        Field("places", "checks", N_("Places"), of="places"),
        Field("years", "years", N_("Years"), N_("Every year the sources name, with commas."), required=True),
        Field("period", "group", N_("Period"), N_("A year, 2019-02, or a day: 2019-02-24."), parts=(
            Field("from", "date", N_("From")), Field("to", "date", N_("To")))),
    )),
    Group("text", N_("The text"), (
        Field("what_did_not_work", "text", N_("What did not work"), N_("Only when the sources say so.")),
    ), has_text=True),
    Group("sources", N_("Sources"), (
        _SOURCES,
        Field("reliability", "text", N_("How reliable it is"),
              N_("What a careful reader should know about these facts.")),
    )),
    Group("figures", N_("Figures"), (
        _RESULTS,
        Field("budget", "group", N_("Budget"), N_("Only when a source states it, as stated."), parts=(
            Field("amount", "number", N_("Amount")), Field("currency", "select", N_("Currency"), of="currencies"),
            Field("note", "line", N_("Note")))),
    )),
    Group("more", N_("More"), (
        Field("books", "pages", N_("Books that shaped the work"), of="books", add=N_("Add a book")),
        Field("related", "pages", N_("Related cases"), of="cases", add=N_("Add a case")),
        Field("added", "date", N_("Entered the library on")),
        _ALIASES,
    )),
)
_BUSINESS = (
    Group("what", N_("What it is"), (
        Field("name", "line", N_("Name"), required=True), _LANG, _ALSO,
        Field("industries", "checks", N_("Industries"), of="industries", required=True), _PLACE,
        Field("website", "url", N_("Website")), Field("founded", "number", N_("Founded in")), _SUMMARY,
    )),
    Group("text", N_("The text"), (), has_text=True),
    Group("sources", N_("Sources"), (_SOURCES, _ALIASES)),
)
_SPECIALIST = (
    Group("what", N_("Who it is"), (
        Field("name", "line", N_("Name"), required=True), _LANG, _ALSO,
        Field("roles", "checks", N_("Roles"), of="roles", required=True),
        Field("works_at", "pages", N_("Works at"), of="businesses", add=N_("Add a business")),
        Field("link", "url", N_("Professional page"), N_("Only one they keep for their work.")), _SUMMARY,
    )),
    Group("text", N_("The text"), (
        Field("quotes", "rows", N_("In their own words"), add=N_("Add a quote"), parts=(
            Field("text", "text", N_("Quote"), required=True), _SOURCE_NUMBER)),
    ), has_text=True),
    Group("sources", N_("Sources"), (_SOURCES, _ALIASES)),
)
_EVENT = (
    Group("what", N_("What it is"), (
        Field("name", "line", N_("Name"), required=True), _LANG, _SUMMARY,
        Field("organiser", "page", N_("Organiser"), N_("A business or a person."), of="organisers"),
    )),
    Group("when", N_("Where and when"), (
        Field("date", "date", N_("Day"), N_("A day: 2026-09-14. When only the year is known, leave it empty.")),
        Field("to", "date", N_("Last day")), Field("year", "number", N_("Year")), _PLACE,
        Field("tickets_url", "url", N_("Tickets")),
    )),
    Group("text", N_("The text"), (
        Field("speakers", "rows", N_("Speakers"), add=N_("Add a speaker"), parts=(
            Field("person", "page", N_("Person"), of="specialists", required=True),
            Field("talk", "line", N_("Talk")))),
        Field("cases", "pages", N_("Cases told there"), of="cases", add=N_("Add a case")),
    ), has_text=True),
    Group("sources", N_("Sources"), (_SOURCES, _ALIASES)),
)
_BOOK = (
    Group("what", N_("What it is"), (
        Field("title", "line", N_("Title"), required=True), Field("original_title", "line", N_("Original title")),
        Field("author", "line", N_("Author"), required=True), Field("year", "number", N_("Year")), _LANG, _SUMMARY,
        Field("recommended_by", "pages", N_("Recommended by"), of="specialists", add=N_("Add a person")),
    )),
    Group("text", N_("The text"), (), has_text=True),
    Group("sources", N_("Sources"), (_SOURCES, _ALIASES)),
)
_QUESTION = (
    Group("what", N_("The question"), (
        Field("title", "line", N_("Question"), N_("As somebody asks it: how do we …?"), required=True),
        _LANG, _SUMMARY, Field("objectives", "checks", N_("Objectives"), of="objectives"), *_TOPICS,
        Field("asked", "date", N_("Asked on")),
    )),
    Group("text", N_("The answer"), (
        Field("cases", "pages", N_("Cases the answer rests on"), of="cases", add=N_("Add a case"), required=True),
    ), has_text=True),
    Group("sources", N_("Sources"), (_SOURCES, _ALIASES)),
)
_WANTED = (
    Group("what", N_("What is missing"), (
        Field("title", "line", N_("Title"), required=True), _LANG, _SUMMARY, *_TOPICS,
        Field("query", "line", N_("What one would search for")),
        Field("from", "select", N_("Why it is wanted"), of="origins"),
        Field("opened", "date", N_("Opened")),
        Field("closed_by", "page", N_("The case that answers it"), of="cases"),
    )),
    Group("text", N_("What would help"), (), has_text=True),
    Group("sources", N_("Sources"), (_SOURCES, _ALIASES)),
)
GROUPS: Mapping[str, tuple[Group, ...]] = {
    "cases": _CASE, "businesses": _BUSINESS, "specialists": _SPECIALIST, "events": _EVENT, "books": _BOOK,
    "questions": _QUESTION, "wanted": _WANTED,
}

_CASE_VERSION = (
    Group("what", N_("What it is about"), (
        Field("title", "line", N_("Title"), required=True), Field("summary", "text", N_("Summary"), required=True),
        _LANG,
    )),
    Group("text", N_("The text"), (
        Field("what_did_not_work", "text", N_("What did not work")),
        Field("reliability", "text", N_("How reliable it is")),
    ), has_text=True),
    Group("figures", N_("Results and people"), (
        Field("labels", "numbered", N_("What exactly was counted"), of="results.label"),
        Field("texts", "numbered", N_("In words"), of="results.text"),
        Field("notes", "numbered", N_("Note"), of="results.note"),
        Field("did", "numbered", N_("What they did"), of="specialists.did"),
    )),
)
# Kinds whose pages are known by a name; all others have a title.
NAMED = ("businesses", "specialists", "events")


def groups_of(kind: str, *, is_version: bool = False) -> tuple[Group, ...]:
    """What the form of a page asks for; a language version holds words only."""
    if not is_version:
        return GROUPS[kind]
    if kind == "cases":
        return _CASE_VERSION
    name = Field("name", "line", N_("Name"), required=True) if kind in NAMED else \
        Field("title", "line", N_("Title"), required=True)
    return (Group("what", N_("What it is"), (name, _LANG, _SUMMARY)),
            Group("text", N_("The text"), (), has_text=True))


def fields_of(kind: str, *, is_version: bool = False) -> tuple[Field, ...]:
    """The fields of a form in their order."""
    return tuple(field for group in groups_of(kind, is_version=is_version) for field in group.fields)
