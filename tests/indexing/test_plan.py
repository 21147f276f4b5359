"""Plans: what differs in size or time is read, what is gone is forgotten, and nothing is done for nothing."""

import pytest

from kb.indexing.plan import plan_full, plan_sync
from kb.ingest import Scan
from kb.ingest import Stamp as Seen
from kb.model import Problem, Problems
from kb.store import Stamp

KNOWN = {"cases/a.md": Stamp(10, 100, "aa"), "cases/b.md": Stamp(20, 200, "bb")}
STRAY = Problem("cases/Rau.md", 1, "", "bad_file_name")
UNREADABLE = Problem("cases/x.md", 1, "", "unreadable", {"reason": "it is not a regular file"})
INSIDE = Problem("cases/a.md", 7, "title", "too_long", {"limit": "150"})
MISSING = Problem("vocabulary/roles.yaml", 1, "", "missing_vocabulary")


def seen(problems: Problems = (), **files: tuple[int, int]) -> Scan:
    paths = {f"cases/{slug}.md": stamp for slug, stamp in files.items()}
    return Scan({path: Seen(path, *stamp) for path, stamp in paths.items()}, problems)


PLANS = [
    ({"a": (10, 100), "b": (20, 200)}, (), ()),
    ({"a": (11, 100), "b": (20, 200)}, ("cases/a.md",), ()),
    ({"a": (10, 101), "b": (20, 200)}, ("cases/a.md",), ()),
    ({"a": (10, 99), "b": (20, 200)}, ("cases/a.md",), ()),
    ({"a": (10, 100)}, (), ("cases/b.md",)),
    ({"a": (10, 100), "b": (20, 200), "c": (1, 1)}, ("cases/c.md",), ()),
    ({"b": (21, 200), "c": (1, 1)}, ("cases/b.md", "cases/c.md"), ("cases/a.md",)),
    ({}, (), ("cases/a.md", "cases/b.md")),
]


@pytest.mark.parametrize(("files", "read", "gone"), PLANS)
def test_only_what_differs_is_read(
    files: dict[str, tuple[int, int]], read: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    plan = plan_sync("base", seen(**files), KNOWN, ())
    assert (plan.base, plan.read, plan.gone) == ("base", read, gone)
    assert plan.is_nothing == (not read and not gone)


STRAYS = [
    ((), (), True),
    ((), (INSIDE, MISSING), True),
    ((STRAY,), (STRAY,), True),
    ((STRAY, UNREADABLE), (STRAY, INSIDE, UNREADABLE, MISSING), True),
    ((STRAY,), (), False),
    ((), (STRAY,), False),
    ((UNREADABLE,), (STRAY,), False),
    ((STRAY,), (INSIDE, STRAY, UNREADABLE), False),
]


@pytest.mark.parametrize(("now", "told", "nothing"), STRAYS)
def test_files_that_cannot_be_read_at_all_are_told_again_when_they_are_others(
    now: Problems, told: Problems, nothing: bool
) -> None:
    assert plan_sync("base", seen(now, a=(10, 100), b=(20, 200)), KNOWN, told).is_nothing is nothing


def test_a_full_plan_reads_everything_and_is_never_nothing() -> None:
    plan = plan_full(seen(a=(10, 100), b=(20, 200)))
    assert (plan.base, plan.read, plan.gone) == (None, ("cases/a.md", "cases/b.md"), ())
    assert not plan.is_nothing
    assert not plan_full(seen()).is_nothing
