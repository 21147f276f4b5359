"""Who may do what: one table, one function. Whether somebody is who they say is `sessions`' part."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from kb.accounts.actor import Actor, Role


class Action(StrEnum):
    """Everything that is ever asked for leave. A route names one of these, or the app does not start."""

    PUBLIC = "public"  # read what is published
    ACCOUNT = "account"  # look after one's own account
    SUBMIT = "submit"  # write, check, preview, upload, send in
    EDIT_OWN = "edit_own"  # see and change what one wrote, take it back
    REVIEW = "review"  # see the queue and everybody's submissions, comment, ask for changes, decline
    APPROVE = "approve"  # say that it may be published; never of one's own, unless the setting allows it
    PUBLISH = "publish"  # bring what was approved into the library
    UNPUBLISH = "unpublish"  # take a page or a person out of the library
    ADMINISTER = "administer"  # accounts, audit log, index, settings


class Written(Protocol):
    """Something that somebody wrote."""

    @property
    def author_id(self) -> str | None:
        """The id of the person who wrote it; None when it is nobody's, such as a file placed by hand."""


_ROLES = tuple(Role)
# The least role that an action wants; None: no account at all.
LEAST_ROLE: Mapping[Action, Role | None] = {
    Action.PUBLIC: None,
    Action.ACCOUNT: Role.CONTRIBUTOR,
    Action.SUBMIT: Role.CONTRIBUTOR,
    Action.EDIT_OWN: Role.CONTRIBUTOR,
    Action.REVIEW: Role.EDITOR,
    Action.APPROVE: Role.EDITOR,
    Action.PUBLISH: Role.EDITOR,
    Action.UNPUBLISH: Role.EDITOR,
    Action.ADMINISTER: Role.ADMIN,
}
# What somebody may do who has yet to set up the second step that the site wants of their role.
_BEFORE_ENROLMENT = frozenset({Action.PUBLIC, Action.ACCOUNT})


def can(actor: Actor, action: Action | str, of: Written | None = None, *, approve_own: bool = False) -> bool:
    """Whether `actor` may do `action`, at all or to one thing. Raises ValueError for an action that does not exist.

    `approve_own` is the setting for a site with one editor.
    """
    wanted = Action(action)
    least = LEAST_ROLE[wanted]
    if least is None:
        return True
    if actor.role is None or _ROLES.index(actor.role) < _ROLES.index(least):
        return False
    if actor.must_enrol and wanted not in _BEFORE_ENROLMENT:
        return False
    return of is None or _fits(actor, wanted, of, approve_own)


def _fits(actor: Actor, action: Action, of: Written, approve_own: bool) -> bool:
    is_own = of.author_id is not None and of.author_id == actor.id
    if action is Action.EDIT_OWN:
        return is_own
    return action is not Action.APPROVE or approve_own or not is_own
