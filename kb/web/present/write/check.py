"""What the check says of a draft, for its author: each thing with where it stands, by field or by line."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kb.model import LANGUAGES, MESSAGES, SECTION_TITLES, Problem
from kb.submissions import Checked, Duplicate, FoundFigure
from kb.web.addresses import write_address
from kb.web.pages.write import CheckView, Fault, FigureFound
from kb.web.present.checks import CheckLine, MessageOf, present_checks, sentence
from kb.web.present.write.fields import fields_of
from kb.web.present.write.inputs import PLACEHOLDERS
from kb.web.present.write.sections import key_of_heading
from kb.web.reader import Reader

_AROUND = 60
_MOST_FIGURES = 20


@dataclass(frozen=True)
class Ground:
    """The page at hand: which submission and file, its text, the lines of its fields, and what its form shows.

    `names` are those of the form's controls; without any, places are lines of the Markdown.
    """

    submission: str
    path: str
    text: str
    lines: Mapping[str, int]
    names: frozenset[str] = frozenset()

    def control(self, field: str, line: int) -> str:
        """The control that a problem is about; "" when the form has none for it."""
        if field == "body" or (not field and line):
            return self._control_at(line)
        parts = field.split(".")
        ways = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
        return next((way for way in ways if way in self.names), "")

    def _control_at(self, line: int) -> str:
        above = self.text.split("\n")[:line]
        if (key := next((key for each in reversed(above) if (key := key_of_heading(each))), "")) and \
                f"section.{key}" in self.names:
            return f"section.{key}"
        fields = [(place, name) for name, place in self.lines.items() if place <= line]
        if fields and line <= max(self.lines.values()):
            return self.control(max(fields)[1], 0)
        return "body" if "body" in self.names else ""


def present_check(
    checked: Checked, duplicates: Iterable[Duplicate], figures: Sequence[FigureFound], message_of: MessageOf,
    ground: Ground, reader: Reader,
) -> CheckView:
    """Everything at once; what is wrong with other pages of the draft apart."""
    lines = present_checks(checked, duplicates, message_of, lambda *_: "", reader)
    problems = [
        (each, replace(_placed(replace(line, text=_said(each, reader), is_error=must_be_mended(each)), each.path,
                               each.line, control_of(each, ground), ground, reader),
                       label=label_of(each, ground.text, reader) if each.path == ground.path else "",
                       is_gap=_code(each) == "to_fill"))
        for each, line in zip(checked.problems, lines.problems, strict=True)]
    own = [pair for pair in problems if pair[0].path == ground.path]
    return CheckView(
        errors=[fault for problem, fault in own if must_be_mended(problem)],
        warnings=[fault for problem, fault in own if not must_be_mended(problem)],
        remarks=[_placed(line, each.path, each.line, ground.control("", each.line), ground, reader)
                 for each, line in zip(checked.remarks, lines.remarks, strict=True) if each.path == ground.path],
        elsewhere=[fault for problem, fault in problems if problem.path != ground.path],
        figures=figures[:_MOST_FIGURES], duplicates=lines.duplicates,
        is_publishable=not any(must_be_mended(each) for each in checked.problems),
    )


def must_be_mended(problem: Problem) -> bool:
    """Whether a draft cannot be sent in with it: what the library refuses, and gaps nobody has filled."""
    return problem.is_error or problem.code == "to_fill"


def _said(problem: Problem, reader: Reader) -> str:
    """The sentence; a slug that only holds a place is a gap, not a wrong name."""
    return sentence(reader.translator.describe(MESSAGES[_code(problem)], problem.arguments))


def _code(problem: Problem) -> str:
    return "to_fill" if problem.arguments.get("value") in PLACEHOLDERS else problem.code


def label_of(problem: Problem, text: str, reader: Reader) -> str:
    """What the form calls the place of a problem, such as "Sources 2, Address"; "" when it has no name."""
    if problem.field == "body":
        headings = (each.lstrip("# ") for each in reversed(text.split("\n")[:problem.line]) if key_of_heading(each))
        return next(headings, "")
    kind, _, file = problem.path.partition("/")
    name, *rest = problem.field.split(".")
    found = next((each for each in fields_of(kind, is_version=file.split(".")[1] in LANGUAGES) if each.name == name),
                 None)
    if found is None:
        return ""
    number = f" {int(rest[0]) + 1}" if rest and rest[0].isdecimal() and found.parts else ""
    part = next((each for each in found.parts if each.name == rest[-1]), None) if rest else None
    return reader.say(found.label) + number + (f", {reader.say(part.label)}" if part else "")


def wrong_by_control(checked: Checked, ground: Ground, reader: Reader) -> dict[str, list[str]]:
    """What is wrong with each control of a form."""
    wrong: dict[str, list[str]] = {}
    for problem in checked.problems:
        if problem.path == ground.path and (name := control_of(problem, ground)):
            wrong.setdefault(name, []).append(_said(problem, reader))
    return wrong


def control_of(problem: Problem, ground: Ground) -> str:
    """The control of the form that a problem is about; "" when there is none."""
    if problem.code == "missing_section":
        title = problem.arguments.get("section", "")
        return next((name for kind, titles in SECTION_TITLES.items() if title in titles.values()
                     and (name := f"section.{kind}") in ground.names), "")
    return ground.control(problem.field, problem.line)


def _placed(line: CheckLine, path: str, number: int, control: str, ground: Ground, reader: Reader) -> Fault:
    """In a form the place is a control; in the Markdown, and where a form has none, it is a line."""
    place = reader.say("line %(line)s", line=number)
    words = "" if line.words in line.text else line.words
    field = ""
    help = words or ("" if control and "\n" not in line.hint else line.hint)
    if path != ground.path:
        url, target, field = write_address(reader.lang, ground.submission, "", path), "", path
    elif control:
        target, place = "f-" + control.replace(".", "-"), ""
        url = f"#{target}"
    else:
        target = "text"
        way = write_address(reader.lang, ground.submission, "markdown", path) if ground.names else ""
        url, field = f"{way}#text", "" if line.field == "body" else line.field
    return Fault(line.text, place, url, target, number, line.is_error, help, field)


def present_figures(found: Iterable[FoundFigure], body: str, fields: Mapping[str, Any] | None, reader: Reader
                    ) -> list[FigureFound]:
    """Figures of the text that no result of the page states."""
    return [_figure(each, body, reader) for each in found if each.value not in set(_stated(fields or {}))]


def _stated(fields: Mapping[str, Any]) -> Iterator[float]:
    results = fields.get("results")
    for result in results if isinstance(results, list) else ():
        for name in ("value", "value_to", "before"):
            try:
                yield float(result[name])
            except (KeyError, TypeError, ValueError):
                continue


def _figure(found: FoundFigure, body: str, reader: Reader) -> FigureFound:
    before = body[max(0, found.start - _AROUND):found.start].rpartition("\n")[2]
    after, is_cut, _ = body[found.end:found.end + _AROUND].partition("\n")
    after = re.sub(r"\s+\S*\Z", "…", after) if len(after) == _AROUND and not is_cut else after
    metric = reader.label("metrics", found.metric) if found.metric else ""
    number = reader.figure(found.value, found.value_to, None, found.unit or "count")
    told = ", ".join(filter(None, (number, metric)))
    return FigureFound(found.words, _cut(before), after, told, f"{found.start}:{found.words}")


def _cut(text: str) -> str:
    return "…" + re.sub(r"\A\S*\s+", "", text) if len(text) >= _AROUND else text
