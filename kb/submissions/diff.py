"""What changed between two texts: lines, words inside changed lines, and front matter as a table, figures in front.

Big or hostile texts are compared more coarsely, so that the answer is always there in a fraction of a second.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kb.ingest import read_fields

# Beyond these the whole middle is shown as replaced: lines, and pairs of equal lines, which the comparison grows with.
_MOST_LINES = 4_000
_MOST_PAIRS = 200_000
# Characters of changed lines whose words are compared, and pairs of equal words in one line; beyond them a line is
# shown as changed wholly.
_MOST_CHARACTERS = 100_000
_A_LINE = 50  # what comparing even empty lines costs, in characters
_MOST_WORD_PAIRS = 10_000
_CONTEXT = 3
_WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line, changed or not."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line that is "same", "removed" or "added", with its number before and after; or `count` lines "skipped"."""

    kind: str
    old: int | None
    new: int | None
    parts: tuple[Part, ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with its values as short texts, None where it is not there; `is_figure` for what stands in `results`."""

    name: str
    before: str | None
    after: str | None
    is_figure: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences of two texts; `added` and `removed` count lines."""

    fields: tuple[FieldChange, ...]
    lines: tuple[DiffLine, ...]
    added: int
    removed: int


def compare_texts(before: str | None, after: str | None) -> Comparison:
    """Compare two states of a document; None stands for one that is not there."""
    lines = diff_lines(before or "", after or "")
    count = Counter(line.kind for line in lines)
    return Comparison(diff_fields(before, after), shortened(lines), count["added"], count["removed"])


def diff_lines(before: str, after: str) -> tuple[DiffLine, ...]:
    """Every line of both, in an order in which the changes can be read."""
    old, new = _lines(before), _lines(after)
    lines: list[DiffLine] = []
    budget = _MOST_CHARACTERS
    for tag, i1, i2, j1, j2 in _opcodes(old, new):
        if tag == "equal":
            pairs = zip(range(i1, i2), range(j1, j2), strict=True)
            lines += [DiffLine("same", i + 1, j + 1, (Part(old[i], is_changed=False),)) for i, j in pairs]
            continue
        words = [diff_words(a, b) if (budget := budget - len(a) - len(b) - _A_LINE) > 0 else _wholly(a, b)
                 for a, b in zip(old[i1:i2], new[j1:j2], strict=False)]
        told = len(words)
        lines += [DiffLine("removed", i1 + n + 1, None, pair[0]) for n, pair in enumerate(words)]
        lines += [DiffLine("removed", i + 1, None, (Part(old[i], is_changed=True),)) for i in range(i1 + told, i2)]
        lines += [DiffLine("added", None, j1 + n + 1, pair[1]) for n, pair in enumerate(words)]
        lines += [DiffLine("added", None, j + 1, (Part(new[j], is_changed=True),)) for j in range(j1 + told, j2)]
    return tuple(lines)


def diff_words(before: str, after: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Two lines in parts; lines that have hardly anything in common are changed wholly."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if _pairs(old, new) > _MOST_WORD_PAIRS:
        return _wholly(before, after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.quick_ratio() < 0.3:
        return _wholly(before, after)
    left: list[Part] = []
    right: list[Part] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        _add(left, "".join(old[i1:i2]), tag != "equal")
        _add(right, "".join(new[j1:j2]), tag != "equal")
    return tuple(left), tuple(right)


def shortened(lines: Sequence[DiffLine], context: int = _CONTEXT) -> tuple[DiffLine, ...]:
    """The changed lines with some around them; longer runs of equal lines are told by their count."""
    changed = [place for place, line in enumerate(lines) if line.kind != "same"]
    shown = {near for place in changed for near in range(place - context, place + context + 1)}
    found: list[DiffLine] = []
    for place, line in enumerate(lines):
        if place in shown:
            found.append(line)
        elif found and found[-1].kind == "skipped":
            found[-1] = DiffLine("skipped", None, None, count=found[-1].count + 1)
        else:
            found.append(DiffLine("skipped", None, None))
    return tuple(found)


def diff_fields(before: str | None, after: str | None) -> tuple[FieldChange, ...]:
    """The fields of the front matter that differ, figures first; none when one side cannot be read."""
    old, new = (dict(_flat(_fields(text))) for text in (before, after))
    names = [*new, *(name for name in old if name not in new)]
    changes = [FieldChange(name, old.get(name), new.get(name), name.startswith("results"))
               for name in names if old.get(name) != new.get(name)]
    return tuple(sorted(changes, key=lambda change: not change.is_figure))


def _lines(text: str) -> list[str]:
    """The lines as everything else counts them: a separator that a word processor left stands inside its line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """As SequenceMatcher gives them, with what begins and ends alike left out of the search."""
    first = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    most = min(len(old), len(new)) - first
    last = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    old_end, new_end = len(old) - last, len(new) - last
    if first:
        yield "equal", 0, first, 0, first
    middle_old, middle_new = old[first:old_end], new[first:new_end]
    if middle_old or middle_new:
        for tag, i1, i2, j1, j2 in _middle(middle_old, middle_new):
            yield tag, i1 + first, i2 + first, j1 + first, j2 + first
    if last:
        yield "equal", old_end, len(old), new_end, len(new)


def _middle(old: Sequence[str], new: Sequence[str]) -> Iterable[tuple[str, int, int, int, int]]:
    if max(len(old), len(new)) > _MOST_LINES or _pairs(old, new) > _MOST_PAIRS:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _pairs(old: Sequence[str], new: Sequence[str]) -> int:
    """In how many ways one of the old can be one of the new."""
    counts = Counter(old)
    return sum(counts[each] for each in new)


def _wholly(before: str, after: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    return (Part(before, is_changed=True),), (Part(after, is_changed=True),)


def _add(parts: list[Part], text: str, is_changed: bool) -> None:
    words = text.rstrip()
    if words and words != text and is_changed:  # the blank behind a changed word has not changed
        parts += [Part(words, is_changed=True), Part(text[len(words):], is_changed=False)]
    elif text:
        parts.append(Part(text, is_changed))


def _fields(text: str | None) -> Mapping[str, object]:
    return (read_fields(text).fields or {}) if text else {}


def _flat(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Dotted names with short texts; entries of lists are told apart by what they are about, not by their place."""
    if isinstance(value, Mapping) and (value or not name):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        used: Counter[str] = Counter()
        for entry in value:
            about = _about(entry)
            used[about] += 1
            yield from _flat(entry, f"{name}.{about}" if used[about] == 1 else f"{name}.{about} ({used[about]})")
    elif isinstance(value, list):
        yield name, ", ".join(f"“{one}”" if "," in str(one) else str(one) for one in value)
    else:
        yield name, str(value)


def _about(entry: object) -> str:
    """What an entry of a list is about: the label of a result, the address of a source, the name of a person."""
    if isinstance(entry, Mapping):
        for key in ("label", "url", "person", "text", "metric"):
            if isinstance(found := entry.get(key), str):
                return found[:80]
    return "?"
