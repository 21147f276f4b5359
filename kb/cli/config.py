"""`kb config`: every setting with its value and its meaning, and whether they can work."""

from collections.abc import Iterator
from dataclasses import fields

import click

from kb.cli.session import Session, json_option, language_option, pass_session, print_json
from kb.errors import ConfigurationError
from kb.services import faults, production_faults
from kb.settings import Settings, is_secret, meanings


@click.command()
@click.option("--check", is_flag=True, help="Say what cannot work with these settings. Exit status 1 when something.")
@click.option("--production", is_flag=True, help="With --check: also what is not safe where everybody can reach it.")
@json_option
@language_option
@pass_session
@click.pass_context
def config(context: click.Context, session: Session, check: bool, production: bool, as_json: bool) -> None:
    """Show every setting: its name in the environment, its value, and what it means.

    KB_CONFIG may name a TOML file that holds settings by their names in small letters, without KB_.
    """
    if production and not check:
        raise click.UsageError("--production goes with --check")
    if check:
        context.exit(_check(session, production, as_json))
    rows = list(_rows(session.settings))
    if as_json:
        print_json([{"name": name, "value": value, "meaning": meaning} for name, value, meaning in rows])
        return
    for name, value, meaning in rows:
        click.echo(f"{click.style(name, bold=True)}={value or ''}\n    {meaning}")


def _check(session: Session, production: bool, as_json: bool) -> int:
    """Print what is wrong; the exit status."""
    found = [*faults(session.settings), *(production_faults(session.settings) if production else ())]
    said = [session.translator.describe(fault.message, fault.arguments) for fault in found]
    if as_json:
        print_json(said)
    else:
        for line in said or [session.say("Nothing is wrong.")]:
            click.echo(line)
    return 1 if found else 0


# What is shown in place of a secret: settings are pasted into reports of errors.
_HIDDEN = "********"


def _rows(settings: Settings) -> Iterator[tuple[str, str | None, str]]:
    for field, (name, meaning) in zip(fields(settings), meanings().items(), strict=True):
        yield name, _value(settings, field.name), meaning


def _value(settings: Settings, name: str) -> str | None:
    """A folder that is not set is shown as it was found; None where none can be found."""
    try:
        value = getattr(settings, f"{name}_folder", None) or getattr(settings, name)
    except ConfigurationError:
        return None
    if value is None:
        return None
    if is_secret(name):
        return _HIDDEN if value else ""
    return ",".join(value) if isinstance(value, tuple) else str(value)
