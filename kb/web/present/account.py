"""One's own account as its pages show it: its parts, sessions, the second step, and forms that were refused."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from kb.accounts import Claim, Enrolment, SecondStepState, Session
from kb.errors import KbError
from kb.i18n import N_
from kb.model import Page, Specialist
from kb.web.addresses import account_address, page_address
from kb.web.language import current_translator
from kb.web.pages.account import AccountPart, Choice, ClaimView, FormView, SecondStepView, SessionView, WaitingClaim
from kb.web.pages.reading import Link
from kb.web.reader import Reader

# Fields that are never given back to the page.
_SECRET = ("password", "current", "code")
_PARTS = {
    "": N_("Details"), "notices": N_("Notices"), "email": N_("E-mail address"), "password": N_("Password"),
    "second-step": N_("Second step"), "sessions": N_("Sessions"), "page": N_("The page about me"),
    "data": N_("My data"),
}


def refused(error: KbError, given: Mapping[str, str]) -> FormView:
    """A form with what was typed and what is wrong with it."""
    message = current_translator().describe(error.message, error.arguments)
    sentence = message[:1].upper() + message[1:] + "."
    values = {name: value for name, value in given.items() if name not in _SECRET}
    return FormView(values, sentence, error.field or "")


def account_parts(part: str, reader: Reader) -> list[AccountPart]:
    """The parts of one's account; `part` is the one that is shown."""
    return [AccountPart(reader.say(label), account_address(reader.lang, name), name == part)
            for name, label in _PARTS.items()]


def present_claim(
    linked: str, claim: Claim | None, people: Sequence[Page], chosen: str, reader: Reader
) -> ClaimView:
    """What somebody sees of the page about them; `linked` is its slug, `people` are all such pages."""
    names = _names(people)

    def link(slug: str) -> Link:
        return Link(names.get(slug, slug), page_address(reader.lang, "specialists", slug))
    choices = [Choice(slug, name, slug == chosen) for slug, name in sorted(names.items(), key=lambda each: each[1])]
    if claim is None:
        return ClaimView(link(linked) if linked else None, None, "", "", choices)
    return ClaimView(link(linked) if linked else None, None if claim.refused else link(claim.specialist),
                     moment_text(claim.made, reader), claim.refused, choices)


def present_waiting_claims(
    claims: Sequence[Claim], own_id: str, people: Sequence[Page], reader: Reader
) -> list[WaitingClaim]:
    """The claims that wait for an editor; `own_id` is the editor's."""
    names = _names(people)
    return [WaitingClaim(each.person, each.specialist, each.name, names.get(each.specialist, each.specialist),
                         page_address(reader.lang, "specialists", each.specialist), moment_text(each.made, reader),
                         each.person == own_id) for each in claims]


def _names(people: Sequence[Page]) -> dict[str, str]:
    return {each.slug: each.name for each in people if isinstance(each, Specialist)}


def present_sessions(sessions: Sequence[Session], reader: Reader) -> list[SessionView]:
    """Where somebody is signed in."""
    return [SessionView(each.handle, each.device or reader.say(N_("a browser")), moment_text(each.started, reader),
                        moment_text(each.seen, reader), each.is_current) for each in sessions]


def present_second_step(
    state: SecondStepState, enrolment: Enrolment | None, reader: Reader, *, is_wanted: bool,
    codes: Sequence[str] = (),
) -> SecondStepView:
    """The second step of somebody; the key in groups of four, as one types it."""
    key = enrolment.key if enrolment else ""
    groups = " ".join(key[start:start + 4] for start in range(0, len(key), 4))
    picture = _named(enrolment.picture, reader.say(N_("A picture for the camera of an authenticator app"))) \
        if enrolment else Markup()
    return SecondStepView(state.is_on, state.codes_left, is_wanted, groups, picture, codes)


def _named(svg: str, name: str) -> Markup:
    """The picture of a QR code, which is markup of a library of ours, with its name for those who do not see it."""
    start = Markup('<svg class="qr" role="img" aria-label="{}"').format(name)
    return start + Markup(svg.removeprefix("<svg"))  # noqa: S704 (squares; the address is drawn, not written)


def moment_text(moment: datetime, reader: Reader) -> str:
    """A moment: day and time, in UTC, as servers everywhere write it down."""
    return f"{reader.date(moment.date().isoformat())}, {moment:%H:%M} UTC"
