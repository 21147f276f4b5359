"""Who acts: a person with a role, the command line, or nobody in particular. `permissions` says what they may do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Role(StrEnum):
    """What a person is trusted with; each later role may do all that the earlier ones may."""

    CONTRIBUTOR = "contributor"
    EDITOR = "editor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who asks for something. The id is what is written down; the name is shown and never kept elsewhere.

    `must_enrol`: the site wants a second step at sign-in of people like this one, who has none yet; until then they
    may do no more than set it up.
    """

    id: str
    role: Role | None
    name: str = ""
    must_enrol: bool = False

    ANONYMOUS: ClassVar["Actor"]
    CONSOLE: ClassVar["Actor"]

    @property
    def is_signed_in(self) -> bool:
        """Whether this is a person with an account."""
        return self.role is not None


Actor.ANONYMOUS = Actor("nobody", None)
# Whoever can run commands on the server can read the file of accounts anyway.
Actor.CONSOLE = Actor("console", Role.ADMIN, "kb")
