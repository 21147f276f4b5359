"""Search over any engine; the front door of the room."""

from kb.search.document import FIELDS, VERSIONS_PER_CASE, WEIGHTS, Document, case_of, document_id
from kb.search.engine import Batch, Engine, EngineStatus, Matches
from kb.search.facets import build_bitmaps, change_bitmaps
from kb.search.labels import HAS_LABELS
from kb.search.registry import engine_names, engine_version, open_engine
from kb.search.results import (
    FACETS,
    MOST_VALUES,
    PAGE_SIZE,
    SORTS,
    Answer,
    Choice,
    FacetValue,
    Figure,
    Hit,
    SearchedInstead,
    SearchRequest,
)
from kb.search.searcher import Searcher

__all__ = [
    "FACETS",
    "FIELDS",
    "HAS_LABELS",
    "MOST_VALUES",
    "PAGE_SIZE",
    "SORTS",
    "VERSIONS_PER_CASE",
    "WEIGHTS",
    "Answer",
    "Batch",
    "Choice",
    "Document",
    "Engine",
    "EngineStatus",
    "FacetValue",
    "Figure",
    "Hit",
    "Matches",
    "SearchRequest",
    "SearchedInstead",
    "Searcher",
    "build_bitmaps",
    "case_of",
    "change_bitmaps",
    "document_id",
    "engine_names",
    "engine_version",
    "open_engine",
]
