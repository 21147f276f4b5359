"""Following the library: whenever a file of it changes, the index is brought up to date."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from watchfiles import watch

from kb.errors import Busy, IndexUnavailable, Refused, StorageFailed
from kb.indexing.job import ReindexReport

# An editor or a checkout writes several files in a row; they are taken together.
_SETTLE_MS = 300
# So often it is tried again what could not be done, because another reindex was at work or the disk was full.
_AGAIN_MS = 2_000


def follow(
    content: Path, sync: Callable[[], ReindexReport], stop: threading.Event,
    tell: Callable[[ReindexReport | Exception], None],
) -> None:
    """Bring the index up to date now and after each change under `content`, until `stop` is set.

    What a sync did is told, and what it failed with: a failure is tried again, once an error is told not again before
    something changes.
    """
    _, told = _sync(sync, tell, "")
    pending = True  # what changed after that, before the watching began, shows in no change
    for changed in _changes(content, stop):
        if changed:
            pending, told = True, ""
        if pending:
            pending, told = _sync(sync, tell, told)


def _changes(content: Path, stop: threading.Event) -> Iterator[bool]:
    """After each change True, otherwise False every few moments, until `stop` is set. Raises StorageFailed."""
    found = watch(
        content, stop_event=stop, debounce=_SETTLE_MS, rust_timeout=_AGAIN_MS, yield_on_timeout=True,
        raise_interrupt=False,
    )
    try:
        for changes in found:
            yield bool(changes)
    except FileNotFoundError as error:
        raise StorageFailed("%(file)s cannot be read: %(reason)s", file=str(content), reason=str(error)) from error


def _sync(
    sync: Callable[[], ReindexReport], tell: Callable[[ReindexReport | Exception], None], told: str
) -> tuple[bool, str]:
    """Sync once; whether it has to be tried again, and the error that was told."""
    try:
        report = sync()
    except Busy:
        return True, told
    except (IndexUnavailable, Refused, StorageFailed) as error:
        if str(error) != told:
            tell(error)
        return not isinstance(error, Refused), str(error)
    if report.action != "nothing":
        tell(report)
    return False, ""
