"""When a process that serves looks for garbage: seldom, and never through what a generation keeps.

Nearly everything that a request leaves behind is let go of at once, because nothing refers to it any more. Python's
search for the rest goes through all there is, and all waits for it: a tenth of a second over 10,000 cases, every few
dozen requests.
"""

import gc

# New objects that did not go, looks at those, looks at those that outlived one: so much before all is looked through.
_YOUNG, _MIDDLE, _OLD = 2_000, 10, 50


def look_seldom() -> None:
    """From now on, look only when much has piled up."""
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)


def settle() -> None:
    """Take away what is left of before, and leave alone from now on what is there."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
