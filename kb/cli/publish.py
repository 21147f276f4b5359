"""`kb publish`: carry out what was approved and is not wholly in the library yet."""

import time

import click

from kb.cli.session import Session, language_option, pass_session
from kb.errors import Busy

_PATIENCE_S = 600
_AGAIN_S = 1


@click.command()
@language_option
@pass_session
def publish(session: Session) -> None:
    """Write approved pages into the library and into the index.

    The site does this by itself at each approval and at each start; this is for the rare case that it could not,
    because the disk was full or a long reindex was at work.
    """
    end = time.monotonic() + _PATIENCE_S
    while session.services.status().work.is_building and time.monotonic() < end:
        time.sleep(_AGAIN_S)
    session.services.publish_approved()
    if waiting := session.services.submissions.outbox():
        raise Busy("%(count)s approved submissions are still waiting; run kb publish again", count=len(waiting))
    click.echo(session.say("Everything that was approved is in the library."))
