"""`kb watch`: follow the library, and bring the index up to date whenever a file of it changes."""

import os
import signal
import sys
import threading
from types import FrameType
from typing import TYPE_CHECKING

import click

from kb.cli.reindex import report_as_text
from kb.cli.session import Session, language_option, pass_session
from kb.errors import KbError

if TYPE_CHECKING:
    from kb.indexing import ReindexReport


@click.command()
@click.option("--while-stdin-open", is_flag=True, hidden=True, help="Stop when standard input is closed.")
@language_option
@pass_session
def watch(session: Session, while_stdin_open: bool) -> None:
    """Follow the library until stopped: a file that is saved is found within a second or two."""
    stop = threading.Event()

    def end(_: int, __: FrameType | None) -> None:
        stop.set()

    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, end)
    if while_stdin_open:
        threading.Thread(target=_wait_for_end_of_input, args=(stop,), daemon=True).start()
    click.echo(session.say("Following %(folder)s (stop with Ctrl+C)", folder=session.settings.content_folder))
    session.services.follow(stop, lambda news: click.echo(_as_text(news, session)))


def _wait_for_end_of_input(stop: threading.Event) -> None:
    """Whoever started this holds the other end, and its death closes it, however it dies."""
    while os.read(sys.stdin.fileno(), 1024):  # not through the buffer, whose lock must be free when this ends
        pass
    stop.set()


def _as_text(news: "ReindexReport | Exception", session: Session) -> str:
    if isinstance(news, KbError):
        return session.translator.describe(news.message, news.arguments)
    return str(news) if isinstance(news, Exception) else report_as_text(news, session)
