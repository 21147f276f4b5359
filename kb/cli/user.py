"""`kb user`: people with accounts, from the server's own command line. No account is there before one is made here."""

from datetime import datetime

import click

from kb.accounts import Actor, Person, Role
from kb.cli.session import Session, json_option, language_option, pass_session, print_json
from kb.errors import NotFound
from kb.i18n import DEFAULT, LANGUAGES, N_
from kb.services import SentLink

_ROLES = click.Choice([role.value for role in Role])
_STATES = {"disabled": N_("disabled"), "waiting": N_("no password yet"), "open": ""}


@click.group()
def user() -> None:
    """People with accounts: make, list, invite, change, delete.

    EMAIL names an account. Commands act on the server itself and are written into the audit log as "console".
    """


@user.command()
@click.argument("email")
@click.option("--role", type=_ROLES, default=Role.CONTRIBUTOR.value, show_default=True, help="What they may do.")
@click.option("--name", default="", help="Their name; the part before the @ when not given.")
@click.option("--account-lang", type=click.Choice(LANGUAGES), default=DEFAULT, show_default=True,
              help="Language of mails to them.")
@language_option
@pass_session
def create(session: Session, email: str, role: str, name: str, account_lang: str) -> None:
    """Make an account and print a link by which its password is chosen. So the first admin comes to be."""
    services = session.services
    person = services.accounts.create(Actor.CONSOLE, email, name or email.partition("@")[0], account_lang, Role(role))
    click.echo(session.say("The account is made: %(email)s, %(role)s.", email=email, role=role), err=True)
    _hand_over(session, services.send_reset(Actor.CONSOLE, person))


@user.command("list")
@json_option
@language_option
@pass_session
def list_(session: Session, as_json: bool) -> None:
    """List every account: role, state, when last seen."""
    people = session.services.accounts.people()
    if as_json:
        print_json([_as_json(person) for person in people])
        return
    for person in people:
        state = session.say(_STATES[_state(person)]) if _STATES[_state(person)] else ""
        seen = f"{person.seen:%Y-%m-%d}" if person.seen else "-"
        step = session.say("second step") if person.has_second_step else ""
        told = "  ".join(filter(None, (person.role.value, seen, person.name, step, state)))
        click.echo(f"{click.style(person.email, bold=True)}  {told}")
    if not people:
        click.echo(session.say("There are no accounts. Make the first: kb user create --role admin EMAIL"), err=True)


@user.command()
@click.argument("email")
@click.argument("to", metavar="ROLE", type=_ROLES)
@language_option
@pass_session
def role(session: Session, email: str, to: str) -> None:
    """Change a role; the person's sessions end."""
    session.services.accounts.set_role(Actor.CONSOLE, _id(session, email), Role(to))
    click.echo(session.say("%(email)s is now: %(role)s.", email=email, role=to))


@user.command()
@click.argument("email")
@language_option
@pass_session
def disable(session: Session, email: str) -> None:
    """Let somebody in no more, at once."""
    session.services.accounts.disable(Actor.CONSOLE, _id(session, email))
    click.echo(session.say("%(email)s is disabled.", email=email))


@user.command()
@click.argument("email")
@language_option
@pass_session
def enable(session: Session, email: str) -> None:
    """Let somebody in again."""
    session.services.accounts.enable(Actor.CONSOLE, _id(session, email))
    click.echo(session.say("%(email)s is enabled.", email=email))


@user.command()
@click.argument("email")
@click.option("--role", type=_ROLES, default=Role.CONTRIBUTOR.value, show_default=True, help="What they may do.")
@click.option("--account-lang", type=click.Choice(LANGUAGES), default=DEFAULT, show_default=True,
              help="Language of the mail.")
@language_option
@pass_session
def invite(session: Session, email: str, role: str, account_lang: str) -> None:
    """Invite somebody: by mail, or by a link that is printed where no mail is sent."""
    _hand_over(session, session.services.invite(Actor.CONSOLE, email, Role(role), account_lang))


@user.command("reset-link")
@click.argument("email")
@language_option
@pass_session
def reset_link(session: Session, email: str) -> None:
    """Print a link, good once and for two hours, by which somebody chooses a new password."""
    _hand_over(session, session.services.send_reset(Actor.CONSOLE, _id(session, email)))


@user.command("sign-out")
@click.argument("email")
@language_option
@pass_session
def sign_out(session: Session, email: str) -> None:
    """End all sessions of somebody."""
    count = session.services.accounts.sign_out_everywhere(Actor.CONSOLE, _id(session, email))
    click.echo(session.say_number("%(num)s session ended.", "%(num)s sessions ended.", count))


@user.command("second-step-off")
@click.argument("email")
@language_option
@pass_session
def second_step_off(session: Session, email: str) -> None:
    """Take off the second step of somebody who lost phone and recovery codes."""
    session.services.accounts.end_second_step(Actor.CONSOLE, _id(session, email))
    click.echo(session.say("The second step of %(email)s is off.", email=email))


@user.command()
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask.")
@language_option
@pass_session
def delete(session: Session, email: str, yes: bool) -> None:
    """Delete an account for good; its number stays in the audit log and with what was written."""
    person = _id(session, email)
    if not yes:
        click.confirm(session.say("Delete %(email)s for good?", email=email), abort=True, err=True)
    session.services.delete_person(Actor.CONSOLE, person)
    click.echo(session.say("%(email)s is deleted.", email=email))


def _id(session: Session, email: str) -> str:
    try:
        return session.services.accounts.person_by_email(email).id
    except NotFound as error:
        raise NotFound("there is no account with this e-mail address; kb user list shows all there are") from error


def _hand_over(session: Session, sent: SentLink) -> None:
    """The link alone on standard output, so that a script can take it."""
    if sent.is_mailed:
        click.echo(session.say("The link is on its way by mail."), err=True)
        return
    if sent.reason:
        click.echo(session.say("The mail was not sent: %(reason)s", reason=sent.reason), err=True)
    click.echo(session.say("Hand this link over; it is good once:"), err=True)
    click.echo(sent.address)


def _state(person: Person) -> str:
    if person.disabled:
        return "disabled"
    return "open" if person.has_password else "waiting"


def _as_json(person: Person) -> dict[str, object]:
    def written(moment: datetime | None) -> str | None:
        return moment.isoformat() if moment else None
    return {
        "id": person.id, "email": person.email, "name": person.name, "role": person.role.value,
        "state": _state(person), "second_step": person.has_second_step, "sessions": person.sessions,
        "made": written(person.made), "seen": written(person.seen), "disabled": written(person.disabled),
    }
