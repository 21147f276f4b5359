"""Front matter and body of a Markdown file, taken apart and read safely. What values mean the schema says."""

import re
from dataclasses import dataclass, field

from kb.ingest.decoding import decode
from kb.ingest.plain_yaml import PlainYaml, Value, parse_yaml
from kb.model import Problem

MAX_FRONT_MATTER = 16 * 1024
MAX_YAML_FILE = 1024 * 1024
_FENCE = "---"
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Document:
    """A file taken apart: values with the line of each dotted path, the body with the line it begins on.

    The body is None when there is none, or when it could not be told from the front matter.
    """

    value: Value = None
    lines: dict[str, int] = field(default_factory=dict)
    body: str | None = None
    body_line: int = 1
    problems: tuple[Problem, ...] = ()


def parse_markdown(path: str, data: bytes) -> Document:
    """Take a Markdown file apart; never raises for bad content. Front matter may have 16 KB."""
    text, problems = decode(path, data)
    if problems:
        return Document(problems=problems)
    front, body, problem = _split(path, text)
    if problem:
        return Document(problems=(problem,))
    body_line = front.count("\n") + 3
    document = _parse_values(path, front, MAX_FRONT_MATTER, "front_matter_too_large", 2)
    problems = document.problems
    if not problems and not isinstance(document.value, dict):
        problems = (Problem(path, 2, "", "not_a_mapping", example="title: Struguri în loc de flori"),)
    return Document(document.value, document.lines, body, body_line, problems)


def parse_yaml_file(path: str, data: bytes) -> Document:
    """Read a YAML file of at most 1 MB; never raises for bad content."""
    if len(data) > MAX_YAML_FILE:
        return Document(problems=(_too_large(path, 1, "too_large", len(data), MAX_YAML_FILE),))
    text, problems = decode(path, data)
    if problems:
        return Document(problems=problems)
    read = _parse_values(path, text, MAX_YAML_FILE, "too_large", 1)
    return Document(read.value, read.lines, problems=read.problems)


def _parse_values(path: str, text: str, limit: int, code: str, first_line: int) -> PlainYaml:
    size = len(text.encode())
    if size > limit:
        return PlainYaml(problems=(_too_large(path, first_line, code, size, limit),))
    return parse_yaml(path, text, first_line)


def _too_large(path: str, line: int, code: str, size: int, limit: int) -> Problem:
    return Problem(path, line, "", code, {"size": str(size), "limit": str(limit)})


def _split(path: str, text: str) -> tuple[str, str, Problem | None]:
    """Front matter with its last newline, body, and what is wrong with the fences."""
    first, _, rest = text.partition("\n")
    if first.rstrip() != _FENCE:
        return "", "", Problem(path, 1, "", "no_front_matter", example=_FENCE)
    closing = _CLOSING.search(rest)
    if closing is None:
        return "", "", Problem(path, 1, "", "unclosed_front_matter", example=_FENCE)
    return rest[:closing.start()], rest[closing.end() + 1:], None
