"""Workers shared by all tests of this room: starting processes for each test would be most of its time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.ingest import new_workers
from kb.sandbox import Workers
from tests.builders import write_library


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    with new_workers(2) as made:
        yield made


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder with one right case, what it links to, and all vocabularies."""
    return write_library(tmp_path / "content")
