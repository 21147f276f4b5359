"""What checks found in a submission, as lists beside its text: problems, remarks, pages that may tell the same."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.i18n import N_
from kb.model import MESSAGES, Problem
from kb.submissions import Checked, Duplicate, Remark
from kb.web.addresses import page_address
from kb.web.reader import Reader

# Where a line of a text is shown: path, line from 1, field of the front matter or "".
AddressOf = Callable[[str, int, str], str]
MessageOf = Callable[[Remark], tuple[str, Mapping[str, object]]]

_REASONS = {
    "same_source": N_("it rests on the same source"),
    "same_business_and_year": N_("it is about the same business in the same year"),
    "similar_title": N_("its title is much alike"),
    "same_name": N_("it has the same name"),
}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """Something to look at: where, what, how it should look, and the words it is about; `url` leads to the line."""

    place: str
    field: str
    text: str
    url: str
    hint: str = ""
    words: str = ""
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class DuplicateView:
    """A page of the library that may tell the same, and why one may think so."""

    title: str
    url: str
    reasons: str


@dataclass(frozen=True, slots=True)
class ChecksView:
    """Everything that was found; errors keep a page out of the library, warnings and remarks do not."""

    problems: Sequence[CheckLine]
    remarks: Sequence[CheckLine]
    duplicates: Sequence[DuplicateView]

    @property
    def errors(self) -> int:
        """How many problems keep it out of the library."""
        return sum(each.is_error for each in self.problems)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found at all."""
        return not (self.problems or self.remarks or self.duplicates)


def present_checks(
    checked: Checked, duplicates: Iterable[Duplicate], message_of: MessageOf, address_of: AddressOf, reader: Reader
) -> ChecksView:
    """The lists; `message_of` is what the services say of a remark."""
    return ChecksView(
        [_problem(each, address_of, reader) for each in checked.problems],
        [_remark(each, message_of, address_of, reader) for each in checked.remarks],
        [DuplicateView(each.title, page_address(reader.lang, each.kind, each.slug),
                       "; ".join(reader.say(_REASONS[reason]) for reason in each.reasons)) for each in duplicates],
    )


def _problem(problem: Problem, address_of: AddressOf, reader: Reader) -> CheckLine:
    hints = [reader.say("did you mean: %(value)s", value=problem.nearest)] if problem.nearest else []
    hints += [reader.say("for example: %(value)s", value=problem.example)] if problem.example else []
    return CheckLine(
        f"{problem.path}:{problem.line}", problem.field,
        sentence(reader.translator.describe(MESSAGES[problem.code], problem.arguments)),
        address_of(problem.path, problem.line, problem.field), "\n".join(hints), is_error=problem.is_error)


def _remark(remark: Remark, message_of: MessageOf, address_of: AddressOf, reader: Reader) -> CheckLine:
    message, arguments = message_of(remark)
    return CheckLine(
        f"{remark.path}:{remark.line}", "", sentence(reader.translator.describe(message, arguments)),
        address_of(remark.path, remark.line, ""), words=remark.words)


def sentence(text: str) -> str:
    """A message as a sentence of its own."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!", "…")) else ".")
