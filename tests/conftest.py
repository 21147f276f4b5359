"""What holds for every test: no connection left open, no deadline for properties, no settings from outside.

Warnings are errors by setup.cfg; an unclosed file or socket is a ResourceWarning, which so becomes a failure.
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from kb import paths
from tests.leaks import Watch

# A shared machine stalls now and then: time limits belong to the benchmarks, long counts to `make deep`.
settings.register_profile("default", deadline=None)
_patient = [HealthCheck.too_slow]
settings.register_profile("deep", deadline=None, max_examples=5_000, suppress_health_check=_patient)
# An automated run repeats the same examples, so that it fails for the change it tests and for nothing else.
settings.load_profile("ci" if os.environ.get("CI") else "default")

# A developer's own settings must not change what the tests say.
for _name in [name for name in os.environ if name.startswith("KB_") and not name.startswith("KB_TEST_")]:
    del os.environ[_name]

_watch = Watch()
_watch.start()


@pytest.fixture(autouse=True, scope="session")
def own_instance_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a test searches on a site without a folder of its own is not counted among a developer's searches."""
    real, folder = paths.instance, tmp_path_factory.mktemp("instance")
    paths.instance = lambda explicit=None, **others: real(explicit or folder, **others)
    yield
    paths.instance = real


@pytest.fixture(autouse=True)
def no_connection_left_open() -> Iterator[None]:
    """Fail a test that leaves an SQLite connection open, and name the line that opened it.

    Servers and counters of wider fixtures work on in threads of their own while a test ends, so only its own thread
    counts here; the session's end counts all.
    """
    since = _watch.mark()
    yield
    left = _watch.left_open(since, own_thread_only=True)
    _watch.forgive(left)
    if left:
        pytest.fail("left open:\n" + "\n".join(opened.where for opened in left), pytrace=False)


@pytest.fixture(autouse=True, scope="session")
def nothing_left_open_at_the_end() -> Iterator[None]:
    """Fail when a fixture of a wider scope never closes what it opened."""
    since = _watch.mark()
    yield
    left = _watch.left_open(since)
    if left:
        pytest.fail("left open at the end:\n" + "\n".join(opened.where for opened in left), pytrace=False)
