"""A query widened by the glossary: each of its concepts may be met by any way of saying it, in any language."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from kb.language import Glossary, Meaning, stem, words
from kb.query import AllOf, AnyOf, Channel, Node, Phrase, Word, all_of, any_of, exclude_forms, to_stems
from kb.search.tiers import is_telling, telling

# Every alternative costs a lookup in the index; so many of them in all keep a search of sixteen words quick.
MOST_ALTERNATIVES = 48
# However many words are typed, each may be said in another way in each of the three languages.
_LEAST_ALTERNATIVES = 3
# How many meanings are kept ready: people ask for the same things.
_MOST_KEPT = 1 << 12
_SHOWN = 2

# Those of some stems that stand in the library.
There = Callable[[Iterable[str]], set[str]]


@dataclass(frozen=True, slots=True)
class Widened:
    """The wider question, the same with each word for itself, and what was searched for in place of what."""

    node: Node
    single: Node
    meant: tuple[tuple[str, str], ...]


class Meanings:
    """What words can be said for, in one generation: ways of saying it that stand in no text are not looked for."""

    def __init__(self, glossary: Glossary, there: There = set) -> None:
        self._glossary = glossary
        self._there = there
        self._kept: dict[Meaning, tuple[Node, ...]] = {}

    def widen(self, node: Node) -> Widened | None:
        """Widen a query; None when none of its words is known."""
        parts = list(node.nodes) if isinstance(node, AllOf) else [node]
        widened: list[Node] = []
        single: list[Node] = []
        meant: list[tuple[str, str]] = []
        count = sum(map(is_telling, parts))
        limit = max(_LEAST_ALTERNATIVES, MOST_ALTERNATIVES // max(1, count))
        while parts:
            meaning = self._glossary.meaning(_run(parts))
            # A word that tells nothing means nothing by itself, unless nothing else is asked for.
            if meaning is None or (count and meaning.size == 1 and not is_telling(parts[0])):
                part = parts.pop(0)
                widened.append(self._alone(part, limit, meant) if is_telling(part) else to_stems(part))
                single.append(widened[-1])
            else:
                typed, parts = parts[:meaning.size], parts[meaning.size:]
                apart = [self._alone(part, limit, []) for part in telling(typed)] if meaning.size > 1 else []
                widened.append(self._any_way(typed, meaning, limit, apart))
                single += [self._also(part, meaning, limit) for part in apart] or widened[-1:]
                meant += _told(" ".join(_text(part) for part in typed), meaning)
        if not meant:
            return None
        return Widened(all_of(telling(widened)) or node, all_of(telling(single)) or node, tuple(meant))

    def _alone(self, part: Node, limit: int, meant: list[tuple[str, str]]) -> Node:
        """A part no meaning begins at: alternatives and phrases may have one of their own."""
        if isinstance(part, AnyOf):
            return any_of(self._alone(each, limit, meant) for each in part.nodes) or part
        said = part.words if isinstance(part, Phrase) else (part.text,) if isinstance(part, Word) else ()
        meaning = self._glossary.meaning(said)
        if meaning is None or meaning.size != len(said):
            return to_stems(exclude_forms(part))
        meant += _told(" ".join(said), meaning)
        return self._any_way([part], meaning, limit)

    def _any_way(self, typed: Sequence[Node], meaning: Meaning, limit: int, apart: Sequence[Node] = ()) -> Node:
        """The words in any form, in any other way of saying them together, and each in any way of saying it alone."""
        own = all_of(apart or [to_stems(part) for part in typed])
        return any_of([*([own] if own else []), *self._ways(meaning, limit)]) or typed[0]

    def _also(self, part: Node, meaning: Meaning, limit: int) -> Node:
        """A word in any way, or what it means together with its neighbours."""
        return any_of([part, *self._ways(meaning, limit)]) or part

    def _ways(self, meaning: Meaning, limit: int) -> Sequence[Node]:
        """The first ways of saying a meaning, in any form; languages take turns in them."""
        if meaning not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[meaning] = self._all_ways(meaning)
        return tuple(islice(self._kept[meaning], limit))

    def _all_ways(self, meaning: Meaning) -> tuple[Node, ...]:
        said = list(dict.fromkeys(tuple(map(stem, phrase)) for phrase in meaning.phrases))
        there = self._there({each for stems in said for each in stems if each.isalpha()})
        return tuple(
            Word(stems[0], Channel.STEM) if len(stems) == 1 else Phrase(stems, Channel.STEM)
            for stems in said if all(each in there or not each.isalpha() for each in stems)
        )


def _run(parts: Sequence[Node]) -> list[str]:
    """The plain words at the beginning of the parts."""
    run: list[str] = []
    for part in parts:
        if not isinstance(part, Word):
            break
        run.append(part.text)
    return run


def _told(typed: str, meaning: Meaning) -> list[tuple[str, str]]:
    """What to say of it: how other languages name the meaning; nothing when there is no other name."""
    stems = _stems(typed)
    others = [name for name in meaning.names if _stems(name) != stems]
    return [(typed, ", ".join(others[:_SHOWN]))] if others else []


def _stems(said: str) -> list[str]:
    return [stem(word) for word in words(said)]


def _text(part: Node) -> str:
    return part.text if isinstance(part, Word) else ""
