"""Where Whoosh's exceptions stop. It raises classes of its own, but bare exceptions and Python's own as well."""

from collections.abc import Generator
from contextlib import contextmanager

from whoosh.index import EmptyIndexError, IndexVersionError

from kb.errors import EngineFailed, IndexUnavailable, KbError, StorageFailed


@contextmanager
def reading() -> Generator[None]:
    """Around every read: whatever is not ours becomes EngineFailed; an index that is not there, IndexUnavailable."""
    try:
        yield
    except KbError:
        raise
    except (EmptyIndexError, IndexVersionError) as error:  # of another engine, or of another Whoosh
        raise IndexUnavailable("there is no index yet; make it with: kb reindex") from error
    except Exception as error:
        raise EngineFailed("the search engine failed: %(reason)s", reason=_reason(error)) from error


@contextmanager
def writing(name: str) -> Generator[None]:
    """Around every write to the folder `name`: a failing disk is StorageFailed, whatever else EngineFailed."""
    try:
        yield
    except KbError:
        raise
    except OSError as error:
        raise StorageFailed("%(file)s cannot be written: %(reason)s", file=name, reason=_reason(error)) from error
    except Exception as error:
        raise EngineFailed("the search engine failed: %(reason)s", reason=_reason(error)) from error


def _reason(error: Exception) -> str:
    """Its message, or its name: some of Whoosh's exceptions carry no message."""
    return str(error) or type(error).__name__
