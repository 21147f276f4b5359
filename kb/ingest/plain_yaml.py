"""YAML narrowed to what an author needs: mappings, lists and scalars that stay text, each with its line.

No aliases, anchors, merge keys, tags or directives, no typing but null, no key twice. Only the event stream
of PyYAML's loader is used, not its composer, so that depth is checked before anything nests and nothing is
expanded. What the values mean is for the schema to say.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml

from kb.ingest.decoding import find_controls
from kb.model import Problem

Value = str | None | list["Value"] | dict[str, "Value"]

MAX_DEPTH = 6
_MOST_REPORTED = 20
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


@dataclass(frozen=True, slots=True)
class PlainYaml:
    """What was read: the value, the line of each dotted path in it, and what is wrong."""

    value: Value = None
    lines: dict[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def parse_yaml(path: str, text: str, first_line: int = 1) -> PlainYaml:
    """Read a YAML text whose first line is `first_line` of its file; never raises for bad text."""
    reader = _Reader(path, text, first_line)
    value: Value = None
    try:
        value = reader.document()
    except _Enough:
        pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        reader.refuse(line, "", "bad_yaml", reason=error.problem or type(error).__name__)
    except Exception as error:  # noqa: BLE001 - whatever a foreign parser raises on bad text is the text's fault
        reason = str(error).partition("\n")[0] or type(error).__name__
        reader.refuse(first_line, "", "bad_yaml", reason=reason)
    return PlainYaml(value, reader.lines, tuple(reader.problems))


class _Enough(Exception):
    """Reading on would tell the author nothing new."""


class _Reader:
    """One pass over the events of one text. Events come untyped from a compiled module."""

    def __init__(self, path: str, text: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.parser: Any = yaml.CSafeLoader(text)

    def refuse(self, line: int, place: str, code: str, **arguments: str) -> None:
        example = 'title: "Purcari: 1827"' if code == "bad_yaml" else None
        self.problems.append(Problem(self.path, line, place, code, arguments, example=example))
        if len(self.problems) >= _MOST_REPORTED:
            raise _Enough

    def line(self, event: Any) -> int:
        return self.first_line + int(event.start_mark.line)

    def document(self) -> Value:
        self.parser.get_event()
        start = self.parser.get_event()
        if type(start) is yaml.StreamEndEvent:
            return None
        if start.version or start.tags:
            self.refuse(self.line(start), "", "yaml_feature", feature="directives (%)")
        value = self.value(self.parser.get_event(), "", 1)
        self.parser.get_event()
        after = self.parser.get_event()
        if type(after) is not yaml.StreamEndEvent:
            self.refuse(self.line(after), "", "yaml_feature", feature="several documents (---)")
        return value

    def value(self, event: Any, place: str, depth: int) -> Value:
        kind = type(event)
        if kind is yaml.AliasEvent:
            self.refuse(self.line(event), place, "yaml_feature", feature="aliases (*)")
            return None
        self.check_marks(event, place)
        if kind is yaml.ScalarEvent:
            return self.scalar(event, place)
        if depth > MAX_DEPTH:
            self.refuse(self.line(event), place, "yaml_too_deep", limit=str(MAX_DEPTH))
            raise _Enough
        return self.mapping(place, depth) if kind is yaml.MappingStartEvent else self.sequence(place, depth)

    def check_marks(self, event: Any, place: str) -> None:
        if event.anchor is not None:
            self.refuse(self.line(event), place, "yaml_feature", feature="anchors (&)")
        if event.tag is not None:
            self.refuse(self.line(event), place, "yaml_feature", feature="tags (!)")

    def scalar(self, event: Any, place: str) -> str | None:
        text: str = event.value
        if event.implicit[0] and text in _NULLS:
            return None
        if event.style == '"':  # the style with escapes: the check of the whole text cannot see them
            self.problems += find_controls(self.path, text, self.line(event), place)
        return text

    def sequence(self, place: str, depth: int) -> list[Value]:
        values: list[Value] = []
        while type(event := self.parser.get_event()) is not yaml.SequenceEndEvent:
            inner = f"{place}.{len(values)}" if place else str(len(values))
            self.lines[inner] = self.line(event)
            values.append(self.value(event, inner, depth + 1))
        return values

    def mapping(self, place: str, depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        while type(event := self.parser.get_event()) is not yaml.MappingEndEvent:
            key = self.key(event, place)
            inner = f"{place}.{key}" if place else key
            if key in values:
                self.refuse(self.line(event), inner, "duplicate_key")
            self.lines[inner] = self.line(event)
            values[key] = self.value(self.parser.get_event(), inner, depth + 1)
        return values

    def key(self, event: Any, place: str) -> str:
        if type(event) is not yaml.ScalarEvent:
            self.refuse(self.line(event), place, "yaml_feature", feature="keys that are not plain words")
            raise _Enough
        self.check_marks(event, place)
        key: str = event.value
        if key == "<<":
            self.refuse(self.line(event), place, "yaml_feature", feature="merge keys (<<)")
        if event.style == '"':
            self.problems += find_controls(self.path, key, self.line(event), place)
        return key
