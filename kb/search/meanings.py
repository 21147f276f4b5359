"""A query widened by the glossary: each of its concepts may be met by any way of saying it, in any language."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.language import Glossary, Meaning, stem, words
from kb.query import AllOf, AnyOf, Channel, Node, Phrase, Word, all_of, any_of, exclude_forms, to_stems
from kb.search.tiers import telling

# Every alternative costs a lookup in the index; so many of them in all keep a search of sixteen words quick.
MOST_ALTERNATIVES = 32
_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Widened:
    """The wider question, the same with each word for itself, and what was searched for in place of what."""

    node: Node
    single: Node
    meant: tuple[tuple[str, str], ...]


def widen(node: Node, glossary: Glossary) -> Widened | None:
    """Widen a query by the glossary; None when it knows none of the words."""
    parts = list(node.nodes) if isinstance(node, AllOf) else [node]
    widened: list[Node] = []
    single: list[Node] = []
    meant: list[tuple[str, str]] = []
    limit = max(2, MOST_ALTERNATIVES // len(parts))
    while parts:
        meaning = glossary.meaning(_run(parts))
        if meaning is None:
            widened.append(_alone(parts.pop(0), glossary, limit, meant))
            single.append(widened[-1])
        else:
            typed, parts = parts[:meaning.size], parts[meaning.size:]
            apart = [_alone(part, glossary, limit, []) for part in typed] if meaning.size > 1 else []
            widened.append(_any_way(typed, meaning, limit, apart))
            single += [_also(part, meaning, limit) for part in apart] or widened[-1:]
            meant += _told(" ".join(_text(part) for part in typed), meaning)
    if not meant:
        return None
    return Widened(all_of(telling(widened)) or node, all_of(telling(single)) or node, tuple(meant))


def _run(parts: Sequence[Node]) -> list[str]:
    """The plain words at the beginning of the parts."""
    run: list[str] = []
    for part in parts:
        if not isinstance(part, Word):
            break
        run.append(part.text)
    return run


def _alone(part: Node, glossary: Glossary, limit: int, meant: list[tuple[str, str]]) -> Node:
    """A part no meaning begins at: alternatives and phrases may have one of their own."""
    if isinstance(part, AnyOf):
        return any_of(_alone(each, glossary, limit, meant) for each in part.nodes) or part
    said = part.words if isinstance(part, Phrase) else (part.text,) if isinstance(part, Word) else ()
    meaning = glossary.meaning(said)
    if meaning is None or meaning.size != len(said):
        return to_stems(exclude_forms(part))
    meant += _told(" ".join(said), meaning)
    return _any_way([part], meaning, limit)


def _any_way(typed: Sequence[Node], meaning: Meaning, limit: int, apart: Sequence[Node] = ()) -> Node:
    """The words in any form, in any other way of saying them together, and each in any way of saying it alone."""
    own = all_of(apart or [to_stems(part) for part in typed])
    return any_of([*([own] if own else []), *_ways(meaning, limit)]) or typed[0]


def _also(part: Node, meaning: Meaning, limit: int) -> Node:
    """A word in any way, or what it means together with its neighbours."""
    return any_of([part, *_ways(meaning, limit)]) or part


@lru_cache(maxsize=1 << 10)
def _ways(meaning: Meaning, limit: int) -> tuple[Node, ...]:
    """The ways to say a meaning, in any form; kept, because people ask for the same things."""
    return tuple(map(_stemmed, meaning.phrases[:limit]))


def _stemmed(phrase: tuple[str, ...]) -> Node:
    stems = tuple(map(stem, phrase))
    return Word(stems[0], Channel.STEM) if len(stems) == 1 else Phrase(stems, Channel.STEM)


def _told(typed: str, meaning: Meaning) -> list[tuple[str, str]]:
    """What to say of it: how other languages name the meaning; nothing when there is no other name."""
    stems = _stems(typed)
    others = [name for name in meaning.names if _stems(name) != stems]
    return [(typed, ", ".join(others[:_SHOWN]))] if others else []


def _stems(said: str) -> list[str]:
    return [stem(word) for word in words(said)]


def _text(part: Node) -> str:
    return part.text if isinstance(part, Word) else ""
