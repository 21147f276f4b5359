"""The fields of the index: the columns that the FTS5 engine has, and two numbers a document."""

from whoosh.analysis.tokenizers import SpaceSeparatedTokenizer
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, TEXT, Schema

from kb.query import Channel
from kb.search.document import FIELDS, WEIGHTS, Document

# By channel: each field of the index with the weight of a word in it.
CHANNELS: dict[Channel, dict[str, float]] = {
    Channel.EXACT: WEIGHTS,
    Channel.STEM: {f"{name}_stems": weight for name, weight in WEIGHTS.items()},
}
EXACT_FIELDS = FIELDS

# The document's id and its length in words. Neither is indexed: both are read once, when an index is opened.
ID = "id"
LENGTH = "length"
# Says in the place of a length that the document was removed by the batch that put it.
REMOVED = 0xFFFFFFFF


def new_schema() -> Schema:
    """The fields of an empty index."""
    texts = {name: _words() for channel in CHANNELS.values() for name in channel}
    return Schema(**texts, **{name: COLUMN(NumericColumn("I")) for name in (ID, LENGTH)})


def values(document: Document) -> dict[str, str | int]:
    """What a document puts into each field."""
    exact = {name: getattr(document, name).exact for name in FIELDS}
    stems = {f"{name}_stems": getattr(document, name).stems for name in FIELDS}
    texts = exact | stems
    return {ID: document.id, LENGTH: sum(len(text.split()) for text in texts.values()), **texts}


def tombstone(document_id: int) -> dict[str, int]:
    """What stands for a document that its own batch removed again."""
    return {ID: document_id, LENGTH: REMOVED}


def _words() -> TEXT:
    """Words parted by blanks, with their places. Lengths a field are not asked for, and cost a third of the writing."""
    field = TEXT(analyzer=SpaceSeparatedTokenizer())
    field.scorable = False
    return field
