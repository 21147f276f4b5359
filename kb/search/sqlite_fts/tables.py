"""The tables of the engine: documents as analysed text, and the FTS5 table over them."""

from sqlite_utils import Database

from kb.language import FTS_TOKENIZER
from kb.search.document import FIELDS, WEIGHTS

EXACT_COLUMNS = FIELDS
STEM_COLUMNS = tuple(f"{name}_stems" for name in FIELDS)

# Every document holds this word in a column of its own, so that "all but these" is an ordinary question to FTS5,
# which knows no NOT without a left side.
EVERY_COLUMN = "every"
EVERY_WORD = "x"

COLUMNS = (*EXACT_COLUMNS, *STEM_COLUMNS, EVERY_COLUMN)
# How much FTS5 gathers in memory before it writes a segment. A build is then one segment or a few: quicker to make, and
# quicker to search than the dozens that the default of 1 MB leaves.
HASH_BYTES = 64 * 1024 * 1024

_WEIGHT_LIST = ", ".join(str(weight) for weight in (*WEIGHTS.values(), *WEIGHTS.values(), 0.0))
RANK = f"bm25({_WEIGHT_LIST})"


def create_tables(database: Database) -> None:
    """Make the empty tables; triggers keep the FTS5 table equal to the documents."""
    documents = database.table("documents")
    documents.create({"id": int, **dict.fromkeys(COLUMNS, str)}, pk="id")
    documents.enable_fts(COLUMNS, tokenize=FTS_TOKENIZER, create_triggers=True)
    database.execute("INSERT INTO documents_fts (documents_fts, rank) VALUES ('hashsize', ?)", [HASH_BYTES])
