"""Runs the schema over the values of a file and turns what pydantic says into problems with line and example."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kb.ingest.plain_yaml import Value
from kb.ingest.schema import lists, pages
from kb.ingest.schema.examples import example_for
from kb.ingest.schema.rules import find_broken_rules
from kb.model import MESSAGES, Problem, Severity, nearest

# What a skeleton puts where words are still to come: valid, and reported until it is replaced.
PLACEHOLDER = "…"
PLACEHOLDER_URL = "https://example.com/"

# Of one file: a hostile one could otherwise fill the list, and a page of the site, with thousands.
MOST_PROBLEMS = 100

_PAGES: Mapping[str, tuple[type[BaseModel], type[BaseModel]]] = {
    "cases": (pages.Case, pages.CaseVersion),
    "businesses": (pages.Business, pages.NamedVersion),
    "specialists": (pages.Specialist, pages.NamedVersion),
    "events": (pages.Event, pages.NamedVersion),
    "books": (pages.Book, pages.TitledVersion),
    "questions": (pages.Question, pages.TitledVersion),
    "wanted": (pages.Wanted, pages.TitledVersion),
    "help": (pages.Help, pages.TitledVersion),
    "market": (lists.Market, lists.Market),
}
_ITEMS: Mapping[str, type[BaseModel]] = {
    "metrics": lists.Metric,
    "evidence": lists.Evidence,
    "units": lists.Unit,
    "glossary": lists.GlossaryGroup,
    "golden-queries": lists.GoldenQuery,
}
_WARNINGS = ("unknown_key", "to_fill")
_WITHOUT_EXAMPLE = ("unknown_key", "to_fill", "version_field", "duplicate_slug", "repeated_value")
_PYDANTIC_CODES = {
    "dict_type": "not_a_mapping",
    "extra_forbidden": "unknown_key",
    "list_type": "not_a_list",
    "missing": "missing",
    "model_type": "not_a_mapping",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """Typed fields (empty when an error stands among the problems) and the problems."""

    fields: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    # Of a list file: where each entry that was kept stands ("0", "2").
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where the values stand: the file and the line of each dotted path."""

    path: str
    lines: Mapping[str, int]

    def problem(self, name: str, code: str, arguments: Mapping[str, str], near: str | None = None) -> Problem:
        """A problem at the line of the field, or of the nearest thing around it."""
        severity = Severity.WARNING if code in _WARNINGS else Severity.ERROR
        example = None if code in _WITHOUT_EXAMPLE else example_for(name)
        return Problem(self.path, self.line(name), name, code, dict(arguments), severity, near, example)

    def line(self, name: str) -> int:
        """The line of a dotted path; of what holds it when it is missing; else the first."""
        while name and name not in self.lines:
            name = name.rpartition(".")[0]
        return self.lines.get(name, 1)


def field_names(kind: str) -> tuple[str, ...]:
    """Every field that a page of this kind may have, dotted, in the order of the schema; for docs and their test."""
    return tuple(dict.fromkeys(name for model in _PAGES[kind] for name in _names(model, "")))


def _names(model: type[BaseModel], above: str) -> Iterator[str]:
    for name, info in model.model_fields.items():
        dotted = f"{above}{info.alias or name}"
        yield dotted
        for inner in _models(info.annotation):
            yield from _names(inner, f"{dotted}.")


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def check_page(kind: str, *, is_version: bool, values: Mapping[str, Value], place: Place) -> Checked:
    """Check the front matter of a page, main file or language version, or a market file."""
    main, version = _PAGES[kind]
    given = without_nulls(values)
    rules = () if is_version else find_broken_rules(kind, given)
    problems = [place.problem(name, code, arguments) for name, code, arguments in rules]
    problems += [place.problem(name, "to_fill", {}) for name in _placeholders(given)]
    misplaced = [name for name in given if is_version and name in _keys(main) and name not in _keys(version)]
    problems += [place.problem(name, "version_field", {}) for name in misplaced]
    kept = {name: value for name, value in given.items() if name not in misplaced}
    checked = _check(version if is_version else main, kept, place, "")
    problems = [*checked.problems, *(one for one in problems if not _is_known(one, checked.problems))]
    return Checked({} if any(one.is_error for one in problems) else checked.fields, _most_pressing(problems))


def check_items(name: str, values: Sequence[Value], place: Place) -> Checked:
    """Check a list file entry by entry; a bad entry is left out, the others stay (`fields["items"]`)."""
    schema = _ITEMS.get(name, lists.Term)
    items: list[dict[str, Any]] = []
    places: list[str] = []
    problems: list[Problem] = []
    first_line: dict[str, int] = {}
    for index, value in enumerate(values):
        checked = _check(schema, without_nulls(value), place, str(index))
        problems += checked.problems
        slug = checked.fields.get("slug")
        if slug in first_line:
            other = f"{place.path}:{first_line[slug]}"
            problems.append(place.problem(f"{index}.slug", "duplicate_slug", {"other": other}))
        elif checked.fields:
            items.append(checked.fields)
            places.append(str(index))
            first_line |= {slug: place.line(str(index))} if slug else {}
    return Checked({"items": items}, _most_pressing(problems), tuple(places))


def without_nulls(value: Any) -> Any:
    """The same values without keys that have none: a key left empty counts as not written."""
    if isinstance(value, dict):
        return {key: without_nulls(inner) for key, inner in value.items() if inner is not None}
    return [without_nulls(inner) for inner in value] if isinstance(value, list) else value


def _check(schema: type[BaseModel], value: Any, place: Place, prefix: str) -> Checked:
    problems: list[Problem] = []
    try:
        fields = schema.model_validate(value)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True, include_input=False)
        problems += [_problem(schema, detail, place, prefix) for detail in details]
        if any(problem.is_error for problem in problems):
            return Checked({}, tuple(problems))
        fields = schema.model_validate(_without(value, [detail["loc"] for detail in details]))
    return Checked(fields.model_dump(by_alias=True, exclude_unset=True), tuple(problems))


def _problem(schema: type[BaseModel], detail: ErrorDetails, place: Place, prefix: str) -> Problem:
    code = _PYDANTIC_CODES.get(detail["type"], detail["type"])
    arguments = {key: str(value) for key, value in (detail.get("ctx") or {}).items()}
    known: Iterable[str] = arguments.pop("choices", "").split()
    name = ".".join(str(part) for part in ((prefix, *detail["loc"]) if prefix else detail["loc"]))
    wrong = arguments.get("value", "")
    if code == "unknown_key":
        wrong, known = str(detail["loc"][-1]), _keys(_schema_at(schema, detail["loc"][:-1]))
    if code not in MESSAGES:
        code, arguments = "wrong_type", {"expected": detail["msg"]}
    return place.problem(name, code, arguments, nearest(wrong, known) if wrong else None)


def _keys(schema: type[BaseModel] | None) -> list[str]:
    fields = schema.model_fields.items() if schema else ()
    return [info.alias or name for name, info in fields]


def _schema_at(schema: type[BaseModel] | None, location: Sequence[int | str]) -> type[BaseModel] | None:
    """The part of the schema that describes what stands at a location."""
    for name in location:
        if schema is None or isinstance(name, int):
            continue
        fields = {info.alias or key: info.annotation for key, info in schema.model_fields.items()}
        schema = _model_in(fields.get(name))
    return schema


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def _without(value: Any, locations: Sequence[Sequence[int | str]]) -> Any:
    """The value without the keys at these locations (a fresh copy, so it may be changed)."""
    for *way, last in locations:
        inner = value
        for part in way:
            inner = inner[part]
        inner.pop(last)
    return value


def _most_pressing(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """As many problems as an author can mend at once, errors first."""
    return tuple(sorted(problems, key=lambda one: not one.is_error)[:MOST_PROBLEMS])


def _is_known(problem: Problem, known: Iterable[Problem]) -> bool:
    return any(problem.field == other.field and problem.code == other.code for other in known)


def _placeholders(value: Value, prefix: str = "") -> Iterator[str]:
    if value in (PLACEHOLDER, PLACEHOLDER_URL):
        yield prefix
    elif isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for name, one in inner:
            yield from _placeholders(one, f"{prefix}.{name}" if prefix else str(name))
