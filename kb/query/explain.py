"""A query back to text, and to a plain structure for people who wonder what was understood."""

import re
from collections.abc import Mapping

from kb.query.fields import write_values
from kb.query.nodes import AllOf, AnyOf, Node, Not, Phrase, Prefix, Word

# Three digits after a blank would be read as thousands of the number before.
_THOUSANDS = re.compile(r"[0-9]{3}")


def canonical(
    words: Node | None, filters: Mapping[str, tuple[str, ...]], excluded: Mapping[str, tuple[str, ...]]
) -> str:
    """One text for all ways to type the same query: words, then filters, then excluded values."""
    parts = [_write(words)] if words else []
    parts += [f"{name}:{write_values(values)}" for name, values in filters.items()]
    parts += [f"-{name}:{write_values(values)}" for name, values in excluded.items()]
    return " ".join(parts)


def outline(node: Node | None) -> object:
    """A tree as strings, lists and one-entry dictionaries, ready for JSON."""
    match node:
        case None:
            return None
        case AllOf(nodes):
            return {"all": [outline(part) for part in nodes]}
        case AnyOf(nodes):
            return {"any": [outline(part) for part in nodes]}
        case Not(inner):
            return {"not": outline(inner)}
        case Phrase(words, channel):
            return {channel.value: list(words)}
        case Word(text, channel):
            return {channel.value: text}
        case Prefix(text):
            return {"prefix": text}


def _write(node: Node) -> str:
    """A tree as people type it. OR binds tighter than the blank, so only AllOf ever needs parentheses."""
    match node:
        case AllOf(nodes):
            return " ".join(map(_write, nodes))
        case AnyOf(nodes):
            return " OR ".join(map(_write_grouped, nodes))
        case Not(AnyOf(nodes)):
            return " ".join(f"-{_write_grouped(part)}" for part in nodes)
        case Not(inner):
            return f"-{_write_grouped(inner)}"
        case Phrase(words):
            return f'"{_write_phrase(words)}"'
        case Word(text):
            return f'"{text}"' if _THOUSANDS.fullmatch(text) else text
        case Prefix(text):
            return f"{text}*"


def _write_grouped(node: Node) -> str:
    return f"({_write(node)})" if isinstance(node, AllOf) else _write(node)


def _write_phrase(words: tuple[str, ...]) -> str:
    return "".join(
        (", " if _THOUSANDS.fullmatch(word) else " ") * bool(index) + word for index, word in enumerate(words)
    )
