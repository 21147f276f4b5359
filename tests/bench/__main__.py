"""`make bench`: measure ingestion, sync and the results page on the real library and on generated ones.

Sizes are arguments: `python -m tests.bench 1000 10000`; without any, the real library and 1,000 cases.
"""

import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from kb import paths
from tests.bench.ingestion import measure_ingestion
from tests.bench.page import measure_page
from tests.generator import generate_library

SEED = 2026


def main(sizes: list[int]) -> None:
    """Measure each library and print one row of figures for each."""
    print(f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.machine()}")
    with tempfile.TemporaryDirectory() as made:
        for size in sizes:
            folder = Path(made) / str(size)
            if size:
                content = folder / "content"
                generate_library(content, size, SEED)
            else:
                content = paths.content(None)
            index = folder / "index"
            print(f"\n{size or 'real library'}")
            for row in [*measure_ingestion(content, index), *measure_page(index)]:
                print("  " + row)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [0, 1000])
