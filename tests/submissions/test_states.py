"""From which state to which: the table says it all, and everything else is refused."""

import pytest

from kb.errors import Conflict
from kb.submissions import STEPS, State, possible
from kb.submissions.states import STATE_WORDS, following

ALLOWED = {
    ("save", "draft"): "draft", ("save", "changes_asked"): "changes_asked",
    ("submit", "draft"): "submitted", ("submit", "changes_asked"): "submitted",
    ("withdraw", "draft"): "withdrawn", ("withdraw", "submitted"): "withdrawn",
    ("withdraw", "changes_asked"): "withdrawn",
    ("reopen", "withdrawn"): "draft", ("reopen", "declined"): "draft",
    ("ask_for_changes", "submitted"): "changes_asked",
    ("decline", "submitted"): "declined", ("decline", "changes_asked"): "declined",
    ("correct", "submitted"): "submitted",
    ("approve", "submitted"): "approved",
    ("publish", "approved"): "published", ("give_back", "approved"): "submitted",
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", State)
def test_every_step_from_every_state_leads_where_it_should_or_nowhere(step, state):
    if (step, state.value) in ALLOWED:
        assert following(step, state).value == ALLOWED[step, state.value]
    else:
        with pytest.raises(Conflict, match=STATE_WORDS[state.value]):
            following(step, state)


@pytest.mark.parametrize("state", State)
def test_what_is_possible_is_what_is_not_refused(state):
    assert set(possible(state)) == {step for step, before in ALLOWED if before == state.value}


def test_what_is_published_stays_so():
    assert possible(State.PUBLISHED) == ()
