"""`kb audit`: who did what, whether the chain of lines is whole, and the lines for other programs."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

import click

from kb.cli.session import Session, language_option, pass_session
from kb.journal import AuditFilter, AuditLine

Command = TypeVar("Command", bound=Callable[..., Any])
_DAY = click.DateTime(["%Y-%m-%d"])


def _filtered(command: Command) -> Command:
    """Give a command the options that narrow the log."""
    for option in (
        click.option("--until", type=_DAY, help="Last day, such as 2026-12-31, in UTC."),
        click.option("--since", type=_DAY, help="First day, in UTC."),
        click.option("--object", "of", default="", help="To what, or its beginning: person:, submission:12"),
        click.option("--action", default="", help="What was done, or its beginning: person.role, session."),
        click.option("--actor", default="", help="Who did it: an account's number, console, or nobody."),
    ):
        command = option(command)
    return command


@click.group()
def audit() -> None:
    """The audit log: who did what to what, when, and what changed."""


@audit.command("list")
@_filtered
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many lines.")
@language_option
@pass_session
def list_(session: Session, /, limit: int, **wanted: Any) -> None:
    """Show the latest lines first."""
    for line in session.services.audit.lines(_wanted(**wanted), limit=limit):
        click.echo(_written(line))


@audit.command()
@click.option("--noted", multiple=True, metavar="NUMBER:HASH",
              help="A line's number and hash that were noted elsewhere; may be given more than once.")
@language_option
@pass_session
@click.pass_context
def verify(context: click.Context, session: Session, noted: tuple[str, ...]) -> None:
    """Check that every line is as it was written. Exit status 1 when one is not.

    Prints the end of the chain. Note it somewhere else: given back with --noted later, it shows a log that was
    cut short or made anew.
    """
    state = session.services.audit.verify([_noted(each) for each in noted])
    if state.broken_at is None:
        click.echo(session.say_number("%(num)s line, all as written.", "%(num)s lines, all as written.", state.lines))
        click.echo(f"{state.lines}:{state.head}")
        return
    click.echo(session.say(
        "Line %(number)s is not as it was written. Keep a copy of the file, and compare it with a backup.",
        number=state.broken_at))
    context.exit(1)


@audit.command()
@_filtered
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True,
              help="JSON lines, or a table.")
@language_option
@pass_session
def export(session: Session, /, form: str, **wanted: Any) -> None:
    """Print the lines for other programs."""
    if form == "csv":
        for row in session.services.audit_csv(_wanted(**wanted)):
            click.echo(row, nl=False)
        return
    for line in session.services.audit_json(_wanted(**wanted)):
        click.echo(json.dumps(line, ensure_ascii=False))


def _wanted(actor: str, action: str, of: str, since: datetime | None, until: datetime | None) -> AuditFilter:
    return AuditFilter(actor, action, of, _day(since), _day(until))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _noted(text: str) -> tuple[int, str]:
    number, _, hashed = text.partition(":")
    if not number.isdecimal() or not hashed:
        raise click.BadParameter("NUMBER:HASH", param_hint="--noted")
    return int(number), hashed


def _written(line: AuditLine) -> str:
    changed = " ".join(f"{name}={line.before.get(name, '')}>{line.after.get(name, '')}"
                       for name in sorted({*line.before, *line.after}))
    return f"{line.number}  {line.at:%Y-%m-%d %H:%M:%S}  {line.actor}  {line.action}  {line.object}  {changed}".rstrip()
