"""`kb serve`: the site, with its index brought up to date first."""

from contextlib import AbstractContextManager, nullcontext

import click

from kb.cli.progress import ProgressLines
from kb.cli.reindex import report_as_text
from kb.cli.session import Session, language_option, pass_session
from kb.errors import Conflict, ServiceError
from kb.services import beside, faults, production_faults
from kb.settings import Settings
from kb.web import WORKERS, cores, listen
from kb.web import serve as serve_site


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True,
              help="Port to listen on; 0 takes a free one.")
@click.option("--production", is_flag=True, help="Where everybody can reach it: as many processes as processors, and "
              "no start with settings that are not safe there.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes that answer, each with four threads.")
@language_option
@pass_session
def serve(session: Session, host: str, port: int, production: bool, workers: int | None) -> None:
    """Serve the site until stopped; what has begun is answered first.

    Builds the index when it is missing and brings it up to date when the library has changed.
    """
    check_settings(session, production)
    listener = listen(host, port)
    try:
        bring_up_to_date(session)
        session.close()
        with following(session.settings):
            serve_site(session.settings, listener, lambda: announce(session, listener.address),
                       workers or (cores() if production else WORKERS))
    finally:
        listener.socket.close()


def check_settings(session: Session, production: bool) -> None:
    """Say everything that is wrong with the settings. Raises ConfigurationError for the last of it."""
    found = [*faults(session.settings), *(production_faults(session.settings) if production else ())]
    for fault in found[:-1]:
        click.echo(f"kb: {session.translator.describe(fault.message, fault.arguments)}", err=True)
    if found:
        raise found[-1]


def following(settings: Settings) -> AbstractContextManager[None]:
    """Follow the library beside the server, where the setting asks for it."""
    return beside(["watch", "--while-stdin-open"], settings) if settings.follow else nullcontext()


def bring_up_to_date(session: Session) -> None:
    """Finish what was approved, and sync the index; an older one is served when that fails.

    Raises ServiceError when there is none.
    """
    try:
        session.services.publish_approved()
        report = session.services.reindex("if_needed", ProgressLines(session))
    except (ServiceError, Conflict) as error:
        if session.services.status().manifest is None:
            raise
        reason = session.translator.describe(error.message, error.arguments)
        click.echo(session.say("The index stays as it was: %(reason)s", reason=reason), err=True)
    else:
        click.echo(report_as_text(report, session), err=True)


def announce(session: Session, address: str) -> None:
    """Say where the site can be opened."""
    click.echo(session.say("Culise answers on %(address)s (stop with Ctrl+C)", address=address))
