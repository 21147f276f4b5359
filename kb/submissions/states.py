"""From which state to which: the whole life of a submission as one table."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.accounts import Action
from kb.errors import Conflict
from kb.submissions.model import State
from kb.submissions.remarks import N_

STATE_WORDS: Mapping[str, str] = {
    "draft": N_("draft"), "submitted": N_("waits for an editor"), "changes_asked": N_("changes are asked for"),
    "approved": N_("approved, on its way into the library"), "published": N_("published"),
    "declined": N_("declined"), "withdrawn": N_("taken back"),
}
_OPEN = (State.DRAFT, State.CHANGES_ASKED)


@dataclass(frozen=True, slots=True)
class Step:
    """A step: the states it can be taken from, where it leads (None: nowhere else), and what leave it wants."""

    before: tuple[State, ...]
    after: State | None
    action: Action


STEPS = {
    "save": Step(_OPEN, None, Action.EDIT_OWN),
    "submit": Step(_OPEN, State.SUBMITTED, Action.EDIT_OWN),
    "withdraw": Step((*_OPEN, State.SUBMITTED), State.WITHDRAWN, Action.EDIT_OWN),
    "reopen": Step((State.WITHDRAWN, State.DECLINED), State.DRAFT, Action.EDIT_OWN),
    "ask_for_changes": Step((State.SUBMITTED,), State.CHANGES_ASKED, Action.REVIEW),
    "decline": Step((State.SUBMITTED, State.CHANGES_ASKED), State.DECLINED, Action.REVIEW),
    "correct": Step((State.SUBMITTED,), None, Action.REVIEW),
    "approve": Step((State.SUBMITTED,), State.APPROVED, Action.APPROVE),
    # The two that no person takes: the outbox does, when the files are written or cannot be.
    "publish": Step((State.APPROVED,), State.PUBLISHED, Action.PUBLISH),
    "give_back": Step((State.APPROVED,), State.SUBMITTED, Action.PUBLISH),
}


def following(step: str, state: State) -> State:
    """The state that a step leads to. Raises Conflict where it cannot be taken."""
    taken = STEPS[step]
    if state not in taken.before:
        raise Conflict("this cannot be done any more; it stands otherwise now: %(reason)s",
                       reason=STATE_WORDS[state.value])
    return taken.after or state


def possible(state: State) -> tuple[str, ...]:
    """The steps that can be taken from a state."""
    return tuple(name for name, step in STEPS.items() if state in step.before)
