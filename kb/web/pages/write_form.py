"""What the form of a page is made of: controls, their values, rows and groups of them, parts of the text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.web.present.write.fields import Field


@dataclass(frozen=True, slots=True)
class Option:
    """A value to choose; `is_known` unless it stands in the text and in no list."""

    value: str
    label: str
    chosen: bool = False
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Values under a heading; "" where a list has none."""

    label: str
    options: Sequence[Option]


@dataclass(frozen=True, slots=True)
class Input:
    """A control as shown: one text, chosen options, parts, or rows of parts. `wrong` is what is wrong with it."""

    field: Field
    name: str
    label: str
    hint: str = ""
    text: str = ""
    options: Sequence[OptionGroup] = ()
    parts: Sequence["Input"] = ()
    rows: Sequence["Row"] = ()
    wrong: Sequence[str] = ()
    lang: str = ""

    @property
    def id(self) -> str:
        """Its place in the page."""
        return "f-" + self.name.replace(".", "-")

    @property
    def chosen(self) -> list[str]:
        """The values that are chosen."""
        return [option.value for group in self.options for option in group.options if option.chosen]

    def walk(self) -> Iterator["Input"]:
        """It and everything in it."""
        yield self
        for part in self.parts:
            yield from part.walk()
        for row in self.rows:
            for part in row.parts:
                yield from part.walk()


@dataclass(frozen=True, slots=True)
class Row:
    """One of several things; `entry` is what the file says of it, so that what a form does not show is not lost."""

    key: str
    title: str
    parts: Sequence[Input]
    entry: str = ""
    is_spare: bool = False
    is_open: bool = False
    is_wrong: bool = False


@dataclass(frozen=True, slots=True)
class SectionInput:
    """A part of the text under its heading; `heading` is the line as it stands in the file, or would."""

    number: int
    heading: str
    title: str
    text: str
    required: bool
    key: str
    wrong: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group of a form."""

    name: str
    label: str
    inputs: Sequence[Input]
    sections: Sequence[SectionInput] = ()
    is_wrong: bool = False
