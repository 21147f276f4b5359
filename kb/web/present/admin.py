"""People with accounts, invitations and the audit log as an admin sees them."""

from collections.abc import Mapping, Sequence

from kb.accounts import Link as AccountLink
from kb.accounts import Person, Role
from kb.i18n import N_
from kb.journal import AuditLine
from kb.services import SentLink
from kb.web.addresses import users_address
from kb.web.pages.account import AuditView, Choice, InvitationView, LinkToHand, UserView
from kb.web.present.account import moment_text
from kb.web.present.submission_words import STEPS
from kb.web.reader import Reader

ROLES = {
    Role.CONTRIBUTOR: N_("contributor"), Role.EDITOR: N_("editor"), Role.ADMIN: N_("admin"),
}
# Who acts without an account.
_NOBODIES = {"console": N_("command line"), "nobody": N_("a visitor")}
# What the log calls it, and what it means; what is not here is shown as it is written.
ACTIONS = {
    "email.make": N_("link to a new address made"), "person.email": N_("e-mail address changed"),
    "claim.make": N_("page about oneself named"), "claim.confirm": N_("page about a member confirmed"),
    "claim.refuse": N_("page about a member refused"), "claim.end": N_("link with a page ended"),
    "person.create": N_("account made"), "person.details": N_("details changed"),
    "person.new_key": N_("password changed"), "person.role": N_("role changed"),
    "person.disable": N_("account disabled"), "person.enable": N_("account enabled"),
    "person.delete": N_("account deleted"), "session.begin": N_("signed in"), "session.end": N_("signed out"),
    "session.end_all": N_("signed out everywhere"), "session.renew": N_("session renewed, others ended"),
    "second_step.on": N_("second step set up"), "second_step.off": N_("second step taken off"),
    "second_step.new_codes": N_("new recovery codes"),
    "second_step.recovery_code_used": N_("recovery code used"), "invitation.make": N_("invited"),
    "index.reindex": N_("reindex ordered"), "index.cancel": N_("reindex cancelled"),
    "index.rollback": N_("gone back to an older index"), "doctor.mend": N_("index repaired"),
    "invitation.withdraw": N_("invitation withdrawn"), "reset.make": N_("reset link made"),
    "submission.start": N_("draft begun"), "submission.discard": N_("draft deleted"),
    "submission.attach": N_("image added"), "submission.detach": N_("image taken away"),
    "submission.decide_alone": N_("page changed by an editor alone"), "report.close": N_("reader's message closed"),
    **{f"submission.{step}": words for step, words in STEPS.items()},
}


def role_choices(chosen: str, reader: Reader) -> list[Choice]:
    """The roles to choose from."""
    return [Choice(role.value, reader.say(label), role.value == chosen) for role, label in ROLES.items()]


def present_user(person: Person, own_id: str, reader: Reader) -> UserView:
    """Somebody with an account."""
    return UserView(
        id=person.id, name=person.name, email=person.email, role=person.role.value,
        since=moment_text(person.made, reader), seen=moment_text(person.seen, reader) if person.seen else "",
        sessions=person.sessions, state=_state(person, reader), is_disabled=person.disabled is not None,
        has_second_step=person.has_second_step, is_oneself=person.id == own_id,
        url=users_address(reader.lang, person.id),
    )


def _state(person: Person, reader: Reader) -> str:
    if person.disabled:
        return reader.say(N_("disabled since %(when)s"), when=moment_text(person.disabled, reader))
    return "" if person.has_password else reader.say(N_("has no password yet"))


def present_invitations(links: Sequence[AccountLink], reader: Reader) -> list[InvitationView]:
    """Invitations that wait."""
    return [InvitationView(link.id, link.email, reader.say(ROLES[link.role]), moment_text(link.ends, reader))
            for link in links]


def present_link(sent: SentLink, reader: Reader) -> LinkToHand:
    """A link that was made a moment ago."""
    if sent.is_mailed:
        return LinkToHand("", reader.say(N_("The link is on its way by mail.")))
    return LinkToHand(sent.address, reader.say(N_("No mail was sent. Hand this link over; it is shown this once:")))


def present_audit(lines: Sequence[AuditLine], names: Mapping[str, str], reader: Reader) -> list[AuditView]:
    """Lines of the log with the names that ids have today; who is gone is an id."""
    return [
        AuditView(line.number, moment_text(line.at, reader), who(line.actor, names, reader), line.actor,
                  reader.say(ACTIONS[line.action]) if line.action in ACTIONS else line.action,
                  _object(line.object, names), _change(line))
        for line in lines
    ]


def who(actor: str, names: Mapping[str, str], reader: Reader) -> str:
    """Who an id stands for."""
    return reader.say(_NOBODIES[actor]) if actor in _NOBODIES else names.get(actor, actor)


def people_in(lines: Sequence[AuditLine]) -> list[str]:
    """The ids of people that lines name."""
    return sorted({line.actor for line in lines} | {line.object.partition(":")[2] for line in lines})


def _object(written: str, names: Mapping[str, str]) -> str:
    kind, _, key = written.partition(":")
    return names.get(key, written) if kind == "person" else written


def _change(line: AuditLine) -> str:
    parts = []
    for name in sorted({*line.before, *line.after}):
        before, after = line.before.get(name), line.after.get(name)
        parts.append(f"{name}: {after}" if before is None else f"{name}: {before} → {after}")
    return ", ".join(parts)
