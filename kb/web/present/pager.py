"""The way to other pages of a long list."""

from collections.abc import Callable

from kb.web.pages.reading import PageLink, Pager

# How many pages are named on each side of the current one, besides the first and the last.
_PAGES_AROUND = 2


def pager_of(current: int, last: int, address: Callable[[int], str]) -> Pager | None:
    """Links to the pages around the current one, the first and the last; None when there is only one."""
    if last <= 1:
        return None
    near = range(current - _PAGES_AROUND, current + _PAGES_AROUND + 1)
    numbers = [number for number in range(1, last + 1) if number in (1, last) or number in near]
    return Pager(
        previous=address(current - 1) if current > 1 else None,
        next=address(current + 1) if current < last else None,
        links=[
            PageLink(number, address(number), number == current, number - before > 1)
            for before, number in zip([0, *numbers], numbers, strict=False)
        ],
    )
