"""Who may do what: the table, checked against one written by hand."""

from dataclasses import dataclass

import pytest

from kb.accounts import LEAST_ROLE, Action, Actor, Role, can

CONTRIBUTOR, EDITOR, ADMIN = (Actor(f"id-{role}", role) for role in Role)
NOBODY = Actor.ANONYMOUS
EVERYBODY = (NOBODY, CONTRIBUTOR, EDITOR, ADMIN)

# Written down once more, on purpose: a change of the table is a change of who may do what.
ALLOWED = {
    "public": (NOBODY, CONTRIBUTOR, EDITOR, ADMIN),
    "account": (CONTRIBUTOR, EDITOR, ADMIN),
    "submit": (CONTRIBUTOR, EDITOR, ADMIN),
    "edit_own": (CONTRIBUTOR, EDITOR, ADMIN),
    "review": (EDITOR, ADMIN),
    "approve": (EDITOR, ADMIN),
    "publish": (EDITOR, ADMIN),
    "unpublish": (EDITOR, ADMIN),
    "administer": (ADMIN,),
}


@dataclass
class Text:
    author_id: str | None


def test_every_action_is_in_the_table_and_in_this_one():
    assert set(LEAST_ROLE) == set(Action)
    assert set(ALLOWED) == {action.value for action in Action}


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("actor", EVERYBODY)
def test_each_role_may_do_what_the_table_says(actor, action):
    assert can(actor, action) == (actor in ALLOWED[action])
    assert can(actor, action.value) == (actor in ALLOWED[action])


@pytest.mark.parametrize("action", ["", "fly", "PUBLIC", "adminster"])
def test_an_action_that_does_not_exist_is_no_permission_but_a_mistake(action):
    with pytest.raises(ValueError, match="is not a valid Action"):
        can(ADMIN, action)


@pytest.mark.parametrize("actor", [CONTRIBUTOR, EDITOR, ADMIN])
def test_only_its_author_edits_a_text(actor):
    assert can(actor, "edit_own", Text(actor.id))
    assert not can(actor, "edit_own", Text("somebody else"))
    assert not can(actor, "edit_own", Text(None))


@pytest.mark.parametrize("actor", [EDITOR, ADMIN])
def test_nobody_approves_their_own_unless_the_setting_says_so(actor):
    assert not can(actor, "approve", Text(actor.id))
    assert can(actor, "approve", Text(actor.id), approve_own=True)
    assert can(actor, "approve", Text("somebody else"))
    assert can(actor, "approve", Text(None))


def test_the_setting_makes_nobody_an_editor():
    assert not can(CONTRIBUTOR, "approve", Text(CONTRIBUTOR.id), approve_own=True)
    assert not can(CONTRIBUTOR, "approve", Text("somebody else"), approve_own=True)


def test_a_text_of_nobody_is_not_that_of_a_visitor():
    assert not can(NOBODY, "edit_own", Text("nobody"))
    assert not can(NOBODY, "edit_own", Text(None))


@pytest.mark.parametrize("action", list(Action))
def test_before_the_second_step_is_set_up_one_sees_only_ones_account(action):
    actor = Actor("x", Role.ADMIN, must_enrol=True)
    assert can(actor, action) == (action in ("public", "account"))


def test_nobody_is_signed_in_without_a_role():
    assert not Actor.ANONYMOUS.is_signed_in
    assert CONTRIBUTOR.is_signed_in
    assert can(Actor.CONSOLE, "administer")
