"""What commands share: settings and services, made when first asked for, and the language of messages."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import click

from kb import log
from kb.i18n import LANGUAGES, Translator, translator
from kb.services import Services, build
from kb.settings import Settings, read_settings

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass
class Session:
    """One run of the program; tests put their own settings and services in."""

    read: Callable[[], Settings] = read_settings
    make: Callable[[Settings], Services] = build
    lang: str = "en"

    @cached_property
    def settings(self) -> Settings:
        """The settings. Raises ConfigurationError."""
        return self.read()

    @cached_property
    def services(self) -> Services:
        """The services, with their log going where the settings say."""
        log.configure(self.settings.log_level)
        return self.make(self.settings)

    @property
    def translator(self) -> Translator:
        """The texts in the language that was asked for."""
        return translator(self.lang)

    def say(self, message: str, **arguments: object) -> str:
        """A text in the language that was asked for."""
        return self.translator.gettext(message, **arguments)

    def say_number(self, one: str, many: str, number: int, **arguments: object) -> str:
        """A text in the form that goes with `number`, which stands for `%(num)s`."""
        return self.translator.ngettext(one, many, number, **arguments)

    def close(self) -> None:
        """Let go of what was opened."""
        if "services" in self.__dict__:
            self.services.close()


pass_session = click.make_pass_decorator(Session)


def language_option(command: Command) -> Command:
    """Give a command `--lang`, the language of what it says."""
    option = click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True,
                          expose_value=False, callback=_choose_language, help="Language of messages.")
    return option(command)


def _choose_language(context: click.Context, _: click.Parameter, value: str) -> None:
    context.ensure_object(Session).lang = value


def json_option(command: Command) -> Command:
    """Give a command `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(command)


def print_json(value: object) -> None:
    """Print a value for programs."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
