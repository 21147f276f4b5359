"""What the page of a failure is given."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.web.pages.reading import Link


@dataclass(frozen=True, slots=True)
class TypedField:
    """A field of a form that could not be taken; a long one is shown, a short one only kept."""

    name: str
    value: str
    is_long: bool


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What went wrong and what to do; `link` is the way out that helps most, `text` what was searched for.

    `typed` is what a form held, `resend_url` where it can be sent once more, if that may help.
    """

    status: int
    title: str
    message: str
    what_to_do: str
    request_id: str
    text: str | None
    home_url: str
    search_url: str
    link: Link | None = None
    typed: Sequence[TypedField] = ()
    resend_url: str = ""
