"""The way to other pages: the first, the last, and those around the current one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.web.present.pager import pager_of

SHOWN = [
    (1, 2, [1, 2]),
    (1, 3, [1, 2, 3]),
    (1, 9, [1, 2, 3, "gap", 9]),
    (5, 9, [1, "gap", 3, 4, 5, 6, 7, "gap", 9]),
    (4, 9, [1, 2, 3, 4, 5, 6, "gap", 9]),
    (9, 9, [1, "gap", 7, 8, 9]),
]


def address(number):
    return f"/p{number}"


def shown(pager):
    found = []
    for link in pager.links:
        found += ["gap", link.number] if link.gap else [link.number]
    return found


@pytest.mark.parametrize(("current", "last", "expected"), SHOWN)
def test_which_pages_are_named(current, last, expected):
    pager = pager_of(current, last, address)
    assert pager is not None
    assert shown(pager) == expected
    assert [link.number for link in pager.links if link.current] == [current]


@pytest.mark.parametrize("last", [0, 1])
def test_one_page_needs_no_way_to_others(last):
    assert pager_of(1, last, address) is None


@given(st.integers(2, 60).flatmap(lambda last: st.tuples(st.integers(1, last), st.just(last))))
def test_every_link_leads_to_a_page_there_is(place):
    current, last = place
    pager = pager_of(current, last, address)
    assert pager is not None
    assert all(1 <= link.number <= last and link.url == address(link.number) for link in pager.links)
    assert (pager.previous, pager.next) == (
        address(current - 1) if current > 1 else None, address(current + 1) if current < last else None)
    assert {1, current, last} <= {link.number for link in pager.links}
