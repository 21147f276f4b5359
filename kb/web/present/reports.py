"""The forms by which readers write to the editors, as they are shown: empty, or again with what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.errors import KbError
from kb.submissions import LIMITS, Message
from kb.web.lookup import NamedPage
from kb.web.reader import Reader


@dataclass(frozen=True, slots=True)
class FormProblem:
    """Why a message was not taken; `field` is the name of the one to mend, if it is one."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class MessageForm:
    """A form with what stands in it; `limits` are the longest its fields may be."""

    action: str
    about: str
    page: NamedPage | None
    text: str
    name: str
    email: str
    problem: FormProblem | None
    limits: Mapping[str, int]


def present_form(
    message: Message, action: str, page: NamedPage | None, error: KbError | None, reader: Reader
) -> MessageForm:
    """The form with a message in it, and why it was not taken, if it was sent."""
    return MessageForm(
        action=action, about=message.about, page=page, text=message.text, name=message.name, email=message.email,
        problem=_problem(error, reader) if error else None, limits=LIMITS,
    )


def _problem(error: KbError, reader: Reader) -> FormProblem:
    said = reader.translator.describe(error.message, error.arguments)
    return FormProblem(error.field or "", said[:1].upper() + said[1:] + ("" if said.endswith((".", "?", "!")) else "."))
