"""One tree of words made into another, and the words of a tree listed. No parsing and no searching."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from kb.language import stem
from kb.query.nodes import AllOf, AnyOf, Channel, Node, Not, Phrase, Prefix, Word, all_of, any_of, negated


def map_words(node: Node, change: Callable[[Word], Node]) -> Node:
    """The same tree with every word changed, exclusions included; phrases and prefixes stay as they are.

    `change` may give any node but a Not, so that a word can become one of several.
    """
    match node:
        case Word():
            return change(node)
        case AllOf(nodes):
            return all_of(map_words(part, change) for part in nodes) or node
        case AnyOf(nodes):
            return any_of(map_words(part, change) for part in nodes) or node
        case Not(inner):
            return negated(map_words(inner, change))
    return node


def to_stems(node: Node) -> Node:
    """The same tree asking for any form of its words. Phrases stay exact: quoted words are wanted as they stand."""
    return map_words(node, _any_form)


def exclude_forms(node: Node) -> Node:
    """The same tree with exclusions widened to any form of their words: -vin does not want `vinului` either."""
    match node:
        case Not(inner):
            return Not(to_stems(inner))
        case AllOf(nodes):
            return all_of(map(exclude_forms, nodes)) or node
        case AnyOf(nodes):
            return any_of(map(exclude_forms, nodes)) or node
    return node


def respelt(node: Node, spelling: Mapping[str, str]) -> Node:
    """The same tree with words written otherwise, inside phrases too; exclusions stay as they were typed."""
    match node:
        case Word(text):
            return replace(node, text=spelling.get(text, text))
        case Phrase(words):
            return replace(node, words=tuple(spelling.get(word, word) for word in words))
        case AllOf(nodes):
            return all_of(respelt(part, spelling) for part in nodes) or node
        case AnyOf(nodes):
            return any_of(respelt(part, spelling) for part in nodes) or node
    return node


def terms(node: Node | None) -> Iterator[Word | Phrase | Prefix]:
    """What the tree looks for, in order, without what it excludes: for marking and rescue."""
    match node:
        case Word() | Phrase() | Prefix():
            yield node
        case AllOf(nodes) | AnyOf(nodes):
            for part in nodes:
                yield from terms(part)


def _any_form(word: Word) -> Node:
    return word if word.channel is Channel.STEM else replace(word, text=stem(word.text), channel=Channel.STEM)
