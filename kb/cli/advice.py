"""What an operator can do about an error, where its own sentence does not say: by the kind of the error."""

import re
from collections.abc import Mapping

from kb.cli.session import Session
from kb.errors import EngineFailed, IndexUnavailable, KbError, MailFailed, StorageFailed
from kb.i18n import N_

_LOOK = N_("Look with: kb doctor")
ADVICE: Mapping[type[KbError], str] = {
    EngineFailed: _LOOK,
    IndexUnavailable: _LOOK,
    MailFailed: N_("Check the settings KB_SMTP_*, which kb config lists, and whether the mail server answers."),
    StorageFailed: N_(
        "Make room on the disk, or give the file to the user that runs this; then run the command again."),
}
_COMMAND = re.compile(r"\bkb [a-z]")


def names_command(text: str) -> bool:
    """Whether a sentence names a command, and so says itself what to do."""
    return bool(_COMMAND.search(text))


def advice(error: KbError, session: Session) -> str:
    """What to do about an error, as a sentence; empty where the error says it itself."""
    found = next((ADVICE[kind] for kind in type(error).__mro__ if kind in ADVICE), "")
    return session.say(found) if found and not names_command(str(error)) else ""
