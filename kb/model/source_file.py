"""A file of the library, read and checked by itself: plain validated fields, its body, and what it links to.

Fields are plain JSON values, so a file can be kept in the catalogue and built into the model again without
reading or rendering it a second time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kb.model.problems import Problem
from kb.model.text import Body


class Link(NamedTuple):
    """A slug this file names: `kind` is a folder ("businesses") or a vocabulary ("vocabulary/industries").

    A library has hundreds of thousands of them, so it is of the kind that is quickest to make.
    """

    field: str
    line: int
    kind: str
    slug: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file; `lang` is set only for a language version (`<slug>.<lang>.md`).

    `body_line` is the line on which the body begins, from which the lines of its sections count.
    """

    path: str
    kind: str
    slug: str
    lang: str | None
    sha256: str
    fields: Mapping[str, object] = field(default_factory=dict)
    body: Body | None = None
    body_line: int = 1
    links: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether the file by itself can stand in the library."""
        return not any(problem.is_error for problem in self.problems)
