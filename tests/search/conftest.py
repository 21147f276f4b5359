"""The library as it is, indexed once for all tests of its search."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.indexing import LiveIndex, Reindex
from tests.indexes import live_index, search

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="session")
def real_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveIndex]:
    """The live index of `content/`; tests of the same process share it."""
    folder = tmp_path_factory.mktemp("real")
    report = Reindex(CONTENT, folder / "index", "sqlite_fts", processes=2).run()
    assert report.cases >= 40
    with live_index(folder) as opened:
        search(opened, "vin")  # opens its connections here, where they are closed
        yield opened
