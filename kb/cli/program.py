"""The program `kb`: its commands, and what becomes of their errors."""

from typing import IO, Any

import click

from kb import __version__
from kb.cli.advice import advice
from kb.cli.audit import audit
from kb.cli.backup import backup, restore
from kb.cli.check import check
from kb.cli.config import config
from kb.cli.doctor import doctor
from kb.cli.eval import evaluate
from kb.cli.export import export
from kb.cli.new import new
from kb.cli.publish import publish
from kb.cli.reindex import reindex
from kb.cli.reports import reports
from kb.cli.search import search
from kb.cli.searches import searches
from kb.cli.serve import serve
from kb.cli.session import Session
from kb.cli.status import status
from kb.cli.user import user
from kb.cli.watch import watch
from kb.errors import KbError


class Failure(click.ClickException):
    """An error as a sentence on standard error, with what to do about it."""

    exit_code = 1

    def show(self, file: IO[Any] | None = None) -> None:
        """Say it, with the program's name as a shell user expects."""
        click.echo(f"kb: {self.format_message()}", file=file, err=True)


class Program(click.Group):
    """A group of commands whose expected errors never show a traceback."""

    def invoke(self, context: click.Context) -> object:
        """Run a command. Raises Failure for every error of ours."""
        try:
            return super().invoke(context)
        except KbError as error:
            session = context.ensure_object(Session)
            told = (session.translator.describe(error.message, error.arguments), advice(error, session))
            raise Failure("\n    ".join(filter(None, told))) from error


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="kb")
@click.pass_context
def main(context: click.Context) -> None:
    """Culise: a library of case studies in Markdown, its index, and the site that serves it."""
    context.call_on_close(context.ensure_object(Session).close)


_COMMANDS = (
    audit, backup, check, config, doctor, evaluate, export, new, publish, reindex, reports, restore, search, searches,
    serve, status, user, watch,
)
for command in _COMMANDS:
    main.add_command(command)
