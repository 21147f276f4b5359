"""The long counts of `make deep`: how many are wanted, and what they came to, kept beside all other measurements.

KB_TEST_COUNT makes them shorter, to try them out; what is kept was counted in full.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from tests.bench.results import RESULTS, add_line

HEADING = "## Long counts"
# Thousands of small transactions wait for a disk and for nothing else; what a disk does to them is tested elsewhere,
# and a process that is killed loses nothing of what it handed over to the system.
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


def wanted(count: int) -> int:
    """How many to count: `count`, unless somebody asks for fewer."""
    return min(count, int(os.environ.get("KB_TEST_COUNT", count)))


@contextmanager
def kept_count(count: int, what: str, results: Path = RESULTS) -> Iterator[None]:
    """Add a dated line to the results once the block has counted `count` of `what` without a failure."""
    started = time.monotonic()
    yield
    minutes = (time.monotonic() - started) / 60
    if wanted(count) == count:
        line = f"- {date.today().isoformat()}: {count:,} {what}: none failed; {minutes:.1f} min."  # noqa: DTZ011
        add_line(HEADING, line, results)
