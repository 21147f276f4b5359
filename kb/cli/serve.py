"""`kb serve`: the site, with its index brought up to date first."""

import click

from kb.cli.progress import ProgressLines
from kb.cli.reindex import report_as_text
from kb.cli.session import Session, language_option, pass_session
from kb.errors import ServiceError
from kb.web import listen
from kb.web import serve as serve_site


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True,
              help="Port to listen on; 0 takes a free one.")
@language_option
@pass_session
def serve(session: Session, host: str, port: int) -> None:
    """Serve the site until stopped.

    Builds the index when it is missing and brings it up to date when the library has changed.
    """
    listener = listen(host, port)
    try:
        bring_up_to_date(session)
        session.close()
        serve_site(session.settings, listener, lambda: announce(session, listener.address))
    finally:
        listener.socket.close()


def bring_up_to_date(session: Session) -> None:
    """Sync the index. An older one is served when that fails. Raises ServiceError when there is none."""
    try:
        report = session.services.reindex("if_needed", ProgressLines(session))
    except ServiceError as error:
        if session.services.status().manifest is None:
            raise
        reason = session.translator.describe(error.message, error.arguments)
        click.echo(session.say("The index stays as it was: %(reason)s", reason=reason), err=True)
    else:
        click.echo(report_as_text(report, session), err=True)


def announce(session: Session, address: str) -> None:
    """Say where the site can be opened."""
    click.echo(session.say("Culise answers on %(address)s (stop with Ctrl+C)", address=address))
