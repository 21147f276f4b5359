"""Which words of a text a query wants marked: as typed, in other forms, and by prefix; never the excluded ones."""

from kb.language import Wanted, is_stop, stem
from kb.query import Channel, Node, Phrase, Prefix, terms


def wanted_words(node: Node | None) -> Wanted:
    """Collect the words of a query that its results should show; stop words only when nothing else is asked for."""
    words: set[str] = set()
    stems: set[str] = set()
    prefixes: list[str] = []
    for term in terms(node):
        if isinstance(term, Prefix):
            prefixes.append(term.text)
        elif term.channel is not Channel.STEM:
            words.update(term.words if isinstance(term, Phrase) else [term.text])
        elif not isinstance(term, Phrase):  # a glossary's phrase is no reason to mark its words one by one
            stems.add(term.text)
    telling = frozenset(word for word in words if not is_stop(word)) or frozenset(words)
    return Wanted(telling, frozenset(map(stem, telling)) | stems, tuple(prefixes))
