"""A page read back: its elements in order, whether they are closed, and the text each shows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "input", "img", "br", "hr", "source", "wbr"})


@dataclass
class Element:
    """An element with its attributes, its parent, and the text directly or below it."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: list["Element"] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    @property
    def text(self) -> str:
        return " ".join(" ".join([*self.texts, *(child.text for child in self.children)]).split())

    def walk(self) -> Iterator["Element"]:
        yield self
        for child in self.children:
            yield from child.walk()

    def above(self) -> Iterator["Element"]:
        if self.parent:
            yield self.parent
            yield from self.parent.above()

    def all(self, *tags: str) -> list["Element"]:
        return [element for element in self.walk() if element.tag in tags]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.open = Element("", {})
        self.faults: list[str] = []

    def handle_starttag(self, tag, attributes):
        element = Element(tag, {name: value or "" for name, value in attributes}, self.open)
        if len(attributes) != len(element.attributes):
            self.faults.append(f"<{tag}> has an attribute twice, at {self.getpos()}")
        self.open.children.append(element)
        if tag not in VOID:
            self.open = element

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag != self.open.tag:
            self.faults.append(f"</{tag}> closes <{self.open.tag}>, at {self.getpos()}")
        elif self.open.parent:
            self.open = self.open.parent

    def handle_data(self, data):
        self.open.texts.append(data)


def read_page(html: str) -> tuple[Element, list[str]]:
    """The root of a page's elements, and what is wrong with how they are written."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    left_open = [f"<{reader.open.tag}> is never closed"] if reader.open is not reader.root else []
    return reader.root, reader.faults + left_open
