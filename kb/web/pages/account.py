"""What the templates of accounts are given: plain objects, a class for each thing shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from kb.web.pages.reading import Link


@dataclass(frozen=True, slots=True)
class FormView:
    """A form as it is shown: what was typed, and what is wrong with which field ("" for all of it).

    Passwords and codes are never given back.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    at: str = ""

    def value(self, name: str) -> str:
        """What was typed into a field."""
        return self.values.get(name, "")

    def problem_at(self, name: str) -> str:
        """What is wrong with a field."""
        return self.problem if name == self.at else ""


@dataclass(frozen=True, slots=True)
class Told:
    """That something was done, in a sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A page for somebody who is not signed in. `email` is told where it is known, `others` are further ways in."""

    title: str
    action: str
    form: FormView
    after: str = ""
    email: str = ""
    others: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class AccountPart:
    """A part of one's account in the list of them."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class SessionView:
    """A browser that one is signed in with."""

    handle: str
    device: str
    started: str
    seen: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class SecondStepView:
    """The second step: what an app is told while it is set up, or how many codes are left; `codes` once, when made."""

    is_on: bool
    codes_left: int
    is_wanted: bool
    key: str = ""
    picture: Markup = field(default_factory=Markup)
    codes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a list to choose from."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ClaimView:
    """The page about oneself: linked, waiting for an editor, or to be chosen, with why it was refused before."""

    linked: Link | None
    waiting: Link | None
    since: str
    refused: str
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class WaitingClaim:
    """A claim before an editor: who says so of which page, since when."""

    person: str
    specialist: str
    name: str
    title: str
    url: str
    since: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class UserView:
    """Somebody with an account, in a list and on a page of their own."""

    id: str
    name: str
    email: str
    role: str
    since: str
    seen: str
    sessions: int
    state: str
    is_disabled: bool
    has_second_step: bool
    is_oneself: bool
    url: str


@dataclass(frozen=True, slots=True)
class InvitationView:
    """An invitation that waits."""

    id: str
    email: str
    role: str
    ends: str


@dataclass(frozen=True, slots=True)
class LinkToHand:
    """A link that was just made: shown this once, with whether the mail went out."""

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class AuditView:
    """A line of the audit log."""

    number: int
    at: str
    actor: str
    actor_id: str
    action: str
    object: str
    change: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A page of the log, with the filter it was asked with; `check_url` has every line looked at anew."""

    lines: Sequence[AuditView]
    total: int
    form: FormView
    actions: Sequence[Choice]
    csv_url: str
    newer: str | None
    older: str | None
    verdict: str
    is_whole: bool
    check_url: str | None = None
