"""Which lines of a front matter belong to which key, and replacing those of single keys or list entries.

Comments are kept: one behind a key stays behind it, any other whose lines are written anew stands beside them.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from kb.ingest.plain_yaml import Value
from kb.ingest.yaml_writing import write_entry, write_item

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """A key with the lines from its own to the last one of its value, and their nodes."""

    name: str
    first: int
    end: int
    key: Any
    value: Any


def edit_lines(
    lines: Sequence[str], read: Mapping[str, Value], changed: Mapping[str, Value], order: Sequence[str], newline: str
) -> list[str]:
    """The lines of a front matter that can be read, with the changes in them; new keys stand where `order` has them."""
    root: Any = yaml.compose("".join(lines), Loader=yaml.CSafeLoader)
    if root is not None and root.flow_style:  # {title: x}: no key has lines of its own
        every = {**read, **changed}
        return [line for name, value in every.items() for line in write_entry(name, value, newline=newline)]
    indent = " " * (root.start_mark.column if root is not None else 0)
    spans = [] if root is None else [_span(key, value, len(lines)) for key, value in root.value]
    known = {span.name: span for span in spans}
    new: dict[int, list[str]] = {}
    for name in sorted(changed.keys() - known.keys(), key=lambda name: _rank(name, order)):
        place = _place_of_new(name, spans, order, len(lines))
        new.setdefault(place, []).extend(write_entry(name, changed[name], indent=indent, newline=newline))
    return [*_with_changes(lines, spans, changed, new, indent, newline)]


def _with_changes(
    lines: Sequence[str], spans: Sequence[Span], changed: Mapping[str, Value], new: Mapping[int, list[str]],
    indent: str, newline: str,
) -> Iterator[str]:
    at = 0
    for span in spans:
        yield from _copied(lines, at, span.first, new)
        if span.name in changed:
            yield from new.get(span.first, ())
            yield from _replaced(lines, span, changed[span.name], indent, newline)
        else:
            yield from _copied(lines, span.first, span.end, new)
        at = span.end
    yield from _copied(lines, at, len(lines), new)
    yield from new.get(len(lines), ())


def _copied(lines: Sequence[str], first: int, end: int, new: Mapping[int, list[str]]) -> Iterator[str]:
    for place in range(first, end):
        yield from new.get(place, ())
        yield lines[place]


def _span(key: Any, value: Any, count: int) -> Span:
    """An empty key or value at the very end stands behind the last of the `count` lines."""
    name = unicodedata.normalize("NFC", key.value)
    first = min(int(key.start_mark.line), count)
    return Span(name, first, max(first, min(_last_line(value, key) + 1, count)), key, value)


def _last_line(node: Any, key: Any = None) -> int:
    """The last line that belongs to a node; blank lines and comments after it do not."""
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):  # it ends where the next thing begins
        return int(node.end_mark.line) - (node.end_mark.column == 0)
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return max(int(node.end_mark.line), int(key.end_mark.line) if key is not None else 0)
    last = node.value[-1]
    return _last_line(last[1], last[0]) if isinstance(last, tuple) else _last_line(last)


def _rank(name: str, order: Sequence[str]) -> int:
    return order.index(name) if name in order else len(order)


def _place_of_new(name: str, spans: Sequence[Span], order: Sequence[str], end: int) -> int:
    """Behind the last key that comes before it in the schema, else before all keys."""
    rank = _rank(name, order)
    before = [span.end for span in spans if _rank(span.name, order) <= rank and span.name in order]
    if name not in order:
        return spans[-1].end if spans else end
    return max(before) if before else (spans[0].first if spans else end)


def _replaced(lines: Sequence[str], span: Span, value: Value, indent: str, newline: str) -> Iterator[str]:
    comments = dict(_comments(lines, span))
    if value is None:
        yield from (f"{indent}{words}{newline}" for line, words in comments.items() if _is_bare(lines[line]))
    elif isinstance(value, list) and value and _is_block_list(span.value):
        yield from _replaced_items(lines, span, value, comments, newline)
    else:
        first, *others = write_entry(span.name, value, indent=indent, newline=newline)
        behind = comments.pop(span.first, "")
        yield f"{first.rstrip()}   {behind}{newline}" if behind else first
        yield from others
        yield from (f"{indent}{words}{newline}" for words in comments.values())


def _is_block_list(node: Any) -> bool:
    return isinstance(node, yaml.SequenceNode) and not node.flow_style and bool(node.value)


def _replaced_items(
    lines: Sequence[str], span: Span, values: Sequence[Value], comments: Mapping[int, str], newline: str
) -> Iterator[str]:
    """The entries that stay keep their lines, wherever they stand now."""
    starts = list(_item_starts(lines, span))
    parts = list(zip(starts, [*starts[1:], span.end], strict=True))
    waiting = dict(enumerate(_plain(node) for node in span.value.value))
    indent = " " * span.value.start_mark.column
    yield from lines[span.first:starts[0]]
    for place, value in enumerate(values):
        found = next((number for number, old in waiting.items() if old == value), None)
        if found is not None:
            del waiting[found]
            yield from lines[parts[found][0]:parts[found][1]]
            continue
        if place in waiting and waiting[place] not in values[place:]:
            del waiting[place]
            yield from _told(comments, parts[place], indent, newline)
        yield write_item(value, indent=indent, newline=newline)
    for number in waiting:
        yield from _told(comments, parts[number], indent, newline)


def _told(comments: Mapping[int, str], part: _Place, indent: str, newline: str) -> Iterator[str]:
    """The comments among lines that go."""
    return (f"{indent}{words}{newline}" for line, words in comments.items() if part[0] <= line < part[1])


def _item_starts(lines: Sequence[str], span: Span) -> Iterator[int]:
    """The line of the hyphen of each entry, which may stand on a line before what it holds."""
    after = span.value.start_mark.line
    for node in span.value.value:
        between = range(after, min(int(node.start_mark.line) + 1, span.end))
        yield next((line for line in between if lines[line].lstrip().startswith("-")), after)
        after = _last_line(node) + 1


def _plain(node: Any) -> Value:
    """What the narrow YAML reads in a node: scalars as text, keys without a value left out."""
    if isinstance(node, yaml.MappingNode):
        pairs = ((str(key.value), _plain(value)) for key, value in node.value)
        return {unicodedata.normalize("NFC", name): value for name, value in pairs if value is not None}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value) for value in node.value]
    is_null = not node.style and node.value in ("", "~", "null", "Null", "NULL")
    return None if is_null else unicodedata.normalize("NFC", str(node.value))


def _comments(lines: Sequence[str], span: Span) -> Iterator[tuple[int, str]]:
    """The comment on each line of a span that has one, by line."""
    scalars = [*_scalars(span.key), *_scalars(span.value)]
    for number in range(span.first, span.end):
        line = lines[number]
        for column, char in enumerate(line):
            begins = char == "#" and (column == 0 or line[column - 1] in " \t")
            if begins and not any(start <= (number, column) < end for start, end in scalars):
                yield number, line[column:].rstrip()
                break


def _is_bare(line: str) -> bool:
    return line.lstrip().startswith("#")


def _scalars(node: Any) -> Iterator[tuple[_Place, _Place]]:
    if isinstance(node, yaml.ScalarNode):
        start = (node.start_mark.line, node.start_mark.column)
        # Behind the sign of a block stands no text of it, but perhaps a comment.
        yield (start[0] + 1, 0) if node.style in ("|", ">") else start, (node.end_mark.line, node.end_mark.column)
        return
    for inner in node.value:
        for one in inner if isinstance(inner, tuple) else (inner,):
            yield from _scalars(one)
