"""A message of a reader and what it may hold. Where messages are kept is in `reports`."""

import re
from dataclasses import dataclass, fields, replace
from datetime import datetime

from kb.accounts.email_address import normal_email
from kb.errors import Unprocessable

KINDS = ("report", "wanted")
# The longest each field may be, in characters: a long letter, and addresses as long as mail allows. A Cyrillic letter
# takes six in the address of a page.
LIMITS = {"text": 5_000, "name": 100, "email": 254, "about": 2_000}
LONGEST_NOTE = 1_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody wrote: a "report" about a page, or a case that is "wanted"; `about` is an address of this site."""

    kind: str
    about: str
    text: str
    name: str = ""
    email: str = ""
    lang: str = "ro"

    @property
    def names_own_page(self) -> bool:
        """Whether `about` stays on this site: a path, and not a host after two slashes or a backslash."""
        path = self.about
        return path.startswith("/") and path[1:2] not in ("/", "\\") and not re.search(r"[\s\\]", path)


@dataclass(frozen=True, slots=True)
class Report:
    """A message that was kept, with its number, and when it came and was closed (None while it is open).

    `note` is what the editor who closed it wrote down for the others.
    """

    number: int
    message: Message
    received: datetime
    closed: datetime | None = None
    note: str = ""


def checked(message: Message) -> Message:
    """The message without blanks around it and without characters that cannot be seen.

    Raises Unprocessable, naming the field, for one that is empty, too long, or not what it should be.
    """
    tidy = replace(message, **{each.name: _tidy(getattr(message, each.name)) for each in fields(Message)})
    if tidy.kind not in KINDS:
        raise Unprocessable("there is no kind of message called %(kind)s", field="kind", kind=tidy.kind)
    for name, limit in LIMITS.items():
        if len(getattr(tidy, name)) > limit:
            raise Unprocessable("more than %(limit)s characters stand here", field=name, limit=limit)
    if not tidy.text:
        raise Unprocessable("nothing is written here yet", field="text")
    if tidy.email:
        normal_email(tidy.email)
    if tidy.about and not tidy.names_own_page:
        raise Unprocessable("this is not an address of this site", field="about")
    return tidy


def _tidy(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
