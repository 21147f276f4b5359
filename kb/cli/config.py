"""`kb config`: every setting with its value and its meaning."""

from collections.abc import Iterator
from dataclasses import fields

import click

from kb.cli.session import Session, json_option, pass_session, print_json
from kb.errors import ConfigurationError
from kb.settings import Settings, meanings


@click.command()
@json_option
@pass_session
def config(session: Session, as_json: bool) -> None:
    """Show every setting: its name in the environment, its value, and what it means.

    KB_CONFIG may name a TOML file that holds settings by their names in small letters, without KB_.
    """
    rows = list(_rows(session.settings))
    if as_json:
        print_json([{"name": name, "value": value, "meaning": meaning} for name, value, meaning in rows])
        return
    for name, value, meaning in rows:
        click.echo(f"{click.style(name, bold=True)}={value or ''}\n    {meaning}")


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
    return ",".join(value) if isinstance(value, tuple) else str(value)
