"""A Markdown file as a form: its fields read, changed and written back without touching anything else of the text.

Only the lines of the top-level keys that change are written anew (`yaml_lines`). All others, with their comments,
their order, unknown keys and line ends, stay as they are, byte for byte.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from kb.errors import Unprocessable
from kb.ingest.front_matter import parse_markdown
from kb.ingest.plain_yaml import Value
from kb.ingest.schema import field_names, without_nulls
from kb.ingest.yaml_lines import edit_lines
from kb.ingest.yaml_writing import as_plain, write_entry
from kb.model import Problems

_FENCE = "---"
_BYTE_ORDER_MARK = "\ufeff"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a file (every scalar as text; None when they cannot be read, `problems` says why) and its body.

    Keys without a value are left out; the body is without the blank lines it begins with; `lines` are those of dotted
    paths, counted from 1.
    """

    fields: Mapping[str, Value] | None
    body: str
    problems: Problems
    lines: Mapping[str, int]


def read_fields(text: str, path: str = "") -> Form:
    """Read a file into a form; never raises: what is wrong stands in `problems`, with lines."""
    document = parse_markdown(path, text.encode("utf-8", "surrogatepass"))
    body = (document.body or "").lstrip("\n")
    is_begun = {problem.code for problem in document.problems} == {"not_a_mapping"} and _is_empty(text)
    if document.problems and not is_begun:
        return Form(None, body, document.problems, document.lines)
    values = document.value if isinstance(document.value, dict) else {}
    return Form(without_nulls(values), body, (), document.lines)


def set_fields(text: str, kind: str, fields: Mapping[str, object | None]) -> str:
    """Change some fields of a file of `kind` (or at a path); None takes a field out, an equal value changes nothing.

    Raises Unprocessable when the front matter cannot be read, or a value cannot be written.
    """
    read = _readable(text)
    given = {unicodedata.normalize("NFC", name): as_plain(value) for name, value in fields.items()}
    changed = {name: value for name, value in given.items() if value != read.get(name)}
    if not changed:
        return text
    head, front, rest = _cut(text)
    newline, wanted = _newline(head[0]), {name: x for name, x in {**read, **changed}.items() if x is not None}
    lines = edit_lines(front, read, changed, _order(kind), newline)
    new = "".join((*head, *lines, *rest))
    if read_fields(new).fields == wanted:
        return new
    # However odd the way a file is written: what it says is never changed, at the price of its comments.
    lines = [line for name, value in wanted.items() for line in write_entry(name, value, newline=newline)]
    new = "".join((*head, *lines, *rest))
    if read_fields(new).fields != wanted:
        raise Unprocessable("%(fields)s cannot be written: there are characters in it that no file may hold",
                            field=next(iter(changed)), fields=", ".join(changed))
    return new


def set_body(text: str, body: str) -> str:
    """Put another body under the front matter, with the line ends of the file. Raises Unprocessable when broken."""
    head, front, (fence, *old) = _cut(text)
    new = _line_feeds(body).strip("\n")
    if new == _line_feeds("".join(old)).strip("\n"):
        return text
    newline = _newline(head[0])
    blank = next((place for place, line in enumerate(old) if line.strip()), len(old))
    ended = fence if fence.endswith(("\n", "\r")) else fence + newline
    return "".join((*head, *front, ended, *(old[:blank] or [newline]), (new + "\n").replace("\n", newline)))


def add_contributor(text: str, name: str) -> str:
    """Credit somebody who wrote a case up, unless they are credited already. Raises Unprocessable when broken."""
    there = _readable(text).get("contributors")
    names = there if isinstance(there, list) else []
    return text if name in names else set_fields(text, "cases", {"contributors": [*names, name]})


def _readable(text: str) -> Mapping[str, Value]:
    form = read_fields(text)
    if form.fields is None:
        raise _broken(form.problems[0].line)
    return form.fields


def _broken(line: int) -> Unprocessable:
    return Unprocessable("the front matter cannot be read, so nothing was changed; mend line %(line)s first",
                         field="front_matter", line=line)


def _cut(text: str) -> tuple[list[str], list[str], list[str]]:
    """The line of the first fence, those of the front matter, those from the second fence on."""
    lines = _lines(text)
    if lines and lines[0].removeprefix(_BYTE_ORDER_MARK).rstrip() == _FENCE:
        for place, line in enumerate(lines[1:], 1):
            if line.startswith(_FENCE) and line.rstrip(" \t\r\n") == _FENCE:
                return lines[:1], lines[1:place], lines[place:]
    raise _broken(1)


def _lines(text: str) -> list[str]:
    """Lines with their ends; only those ends count that YAML knows."""
    return _LINE.findall(text)


def _newline(line: str) -> str:
    return next((end for end in ("\r\n", "\r") if line.endswith(end)), "\n")


def _line_feeds(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _is_empty(text: str) -> bool:
    """Whether there is front matter with no key in it yet, which is no mistake in a form that is being filled in."""
    try:
        _, front, _ = _cut(text)
    except Unprocessable:
        return False
    bare = (line.strip(" \t\r\n") for line in front)
    return all(not line or line.startswith("#") for line in bare)


def _order(kind: str) -> list[str]:
    """The top-level keys of a kind of page in the order of the schema."""
    names = field_names(kind.partition("/")[0])
    return list(dict.fromkeys(name for name in names if "." not in name))
