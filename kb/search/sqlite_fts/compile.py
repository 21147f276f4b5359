"""Query nodes to FTS5 expressions. Total on nodes, and every word is quoted: no FTS5 syntax can come from outside."""

from kb.query import AllOf, AnyOf, Channel, Node, Not, Phrase, Prefix, Word
from kb.search.sqlite_fts.tables import EVERY_COLUMN, EVERY_WORD, EXACT_COLUMNS, STEM_COLUMNS

_EVERY = f'{EVERY_COLUMN} : "{EVERY_WORD}"'
_EXACT = "{" + " ".join(EXACT_COLUMNS) + "}"
_STEMS = "{" + " ".join(STEM_COLUMNS) + "}"


def compile_node(node: Node) -> str:
    """The FTS5 expression of a node tree."""
    match node:
        case Word(text, channel):
            return f"{_columns(channel)} : {_quoted(text)}"
        case Phrase(words, channel):
            return f"{_columns(channel)} : {_quoted(' '.join(words))}"
        case Prefix(text):
            return f"{_EXACT} : {_quoted(text)} *"
        case AnyOf(nodes):
            return "(" + " OR ".join(compile_node(each) for each in nodes) + ")" if nodes else _nothing()
        case AllOf(nodes):
            return _all_of(nodes)
        case Not(inner):
            return f"({_EVERY} NOT {compile_node(inner)})"


def _all_of(nodes: tuple[Node, ...]) -> str:
    wanted = [compile_node(node) for node in nodes if not isinstance(node, Not)] or [_EVERY]
    unwanted = [compile_node(node.node) for node in nodes if isinstance(node, Not)]
    if unwanted:
        # To the last one alone: an AND that is not the outermost node forgets the places of alternatives that already
        # wait at the next row when a phrase fails in this one, and scores the next too low (fts5ExprNodeZeroPoslist).
        wanted[-1] = f"({wanted[-1]} NOT ({' OR '.join(unwanted)}))"
    return "(" + " AND ".join(wanted) + ")"


def _nothing() -> str:
    return f"({_EVERY} NOT {_EVERY})"


def _columns(channel: Channel) -> str:
    return _STEMS if channel is Channel.STEM else _EXACT


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""').replace("\0", " ") + '"'
