"""A process that serves looks for garbage seldom, and does not forget to."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from kb.web import garbage


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


class Knot:
    """Refers to itself, so that only a search for garbage finds it."""

    def __init__(self) -> None:
        self.own = self


def test_garbage_is_looked_for_more_seldom_and_still_looked_for() -> None:
    before = gc.get_threshold()
    garbage.look_seldom()
    young, middle, old = gc.get_threshold()
    assert young * middle * old > 10 * before[0] * before[1] * before[2]
    assert gc.isenabled()


def test_what_is_there_is_left_alone_from_then_on() -> None:
    kept = [Knot() for _ in range(10)]
    garbage.settle()
    frozen = gc.get_freeze_count()
    assert frozen > 10
    assert not any(each is kept[0] for each in gc.get_objects())
    garbage.settle()
    assert gc.get_freeze_count() > len(kept)
    assert not any(each is kept[0] for each in gc.get_objects())


def test_what_was_left_alone_and_is_garbage_since_is_taken_away() -> None:
    knot = Knot()
    seen = weakref.ref(knot)
    garbage.settle()
    del knot
    gc.collect()
    assert seen() is not None, "it is among what is not looked through"
    garbage.settle()
    assert seen() is None
