"""What an engine indexes: one document a language version of a case, already analysed."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyroaring import BitMap

from kb.language import Analysis

# Fields with their weights. A word in a title says most; body text is the measure the others are set against.
WEIGHTS: dict[str, float] = {"title": 8.0, "summary": 4.0, "names": 4.0, "body": 1.0}
FIELDS = tuple(WEIGHTS)

# A case has at most one document a language; ids are dense, so that sets of them stay small.
VERSIONS_PER_CASE = 4


@dataclass(frozen=True, slots=True)
class Document:
    """Analysed texts of one version; `id` tells its case (see `case_of`)."""

    id: int
    title: Analysis
    summary: Analysis
    names: Analysis
    body: Analysis


def document_id(case_number: int, version: int) -> int:
    """The id of a version (0 for the main one) of a case."""
    return case_number * VERSIONS_PER_CASE + version


def case_of(document: int) -> int:
    """The number of the case a document belongs to."""
    return document // VERSIONS_PER_CASE


def cases_of(documents: Iterable[int]) -> BitMap:
    """The cases that some documents belong to."""
    return BitMap([document // VERSIONS_PER_CASE for document in documents])


def version_of(document: int) -> int:
    """Which version of its case a document is, 0 for the main one."""
    return document % VERSIONS_PER_CASE
