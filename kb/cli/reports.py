"""`kb reports`: what readers wrote to the editors."""

from collections.abc import Iterator
from datetime import UTC, datetime

import click

from kb.cli.session import Session, json_option, language_option, pass_session, print_json
from kb.i18n import N_, date
from kb.submissions import Report

_KINDS = {"report": N_("about a page"), "wanted": N_("a case that is missing")}


@click.group(invoke_without_command=True)
@click.option("--all", "with_closed", is_flag=True, help="Show closed ones too.")
@json_option
@language_option
@pass_session
@click.pass_context
def reports(context: click.Context, session: Session, with_closed: bool, as_json: bool) -> None:
    """List what readers wrote: errors, replies, cases they miss. `kb reports close ID` closes one."""
    if context.invoked_subcommand:
        return
    found = session.services.reports(with_closed=with_closed)
    if as_json:
        print_json([report_as_json(report) for report in found])
        return
    for report in found:
        click.echo("\n".join(_lines(report, session)) + "\n")
    if not found:
        click.echo(session.say("Nothing is waiting."))


@reports.command()
@click.argument("number", metavar="ID", type=int)
@language_option
@pass_session
def close(session: Session, number: int) -> None:
    """Mark a message as dealt with; the name and e-mail in it are deleted. ID is its number in the list."""
    session.services.close_report(number, datetime.now(UTC))
    click.echo(session.say("Message %(number)s is closed.", number=number))


def _lines(report: Report, session: Session) -> Iterator[str]:
    """What readers wrote is shown without control characters: they were taken out when it came."""
    message = report.message
    kind = session.say(_KINDS[message.kind])
    closed = f", {session.say('closed')}" if report.closed else ""
    head = f"{report.number}  {date(report.received.date().isoformat(), session.lang)}  {kind}{closed}"
    yield click.style(head, bold=True)
    for line in (message.about, " · ".join(part for part in (message.name, message.email) if part)):
        if line:
            yield f"    {line}"
    yield from (f"    | {line}" for line in message.text.split("\n"))


def report_as_json(report: Report) -> dict[str, object]:
    """A message for programs."""
    message = report.message
    return {
        "id": report.number, "kind": message.kind, "about": message.about or None, "text": message.text,
        "name": message.name or None, "email": message.email or None, "lang": message.lang,
        "received": report.received.isoformat(), "closed": report.closed.isoformat() if report.closed else None,
    }
