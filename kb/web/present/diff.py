"""Two texts of a page as one compares them: changed fields, figures first, then lines with their words."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.submissions import Comparison, DiffLine, FieldChange


@dataclass(frozen=True, slots=True)
class PageDiff:
    """What has changed in a page; `is_new` and `is_gone` when there is no text on one side."""

    path: str
    fields: Sequence[FieldChange]
    lines: Sequence[DiffLine]
    added: int
    removed: int
    is_new: bool
    is_gone: bool

    @property
    def is_same(self) -> bool:
        """Whether nothing has changed."""
        return not (self.added or self.removed)

    @property
    def figures(self) -> Sequence[FieldChange]:
        """The changed figures, which are looked at first."""
        return [each for each in self.fields if each.is_figure]

    @property
    def others(self) -> Sequence[FieldChange]:
        """The other fields that have changed."""
        return [each for each in self.fields if not each.is_figure]


def present_diff(path: str, before: str | None, after: str | None, found: Comparison) -> PageDiff:
    """The comparison of two texts of the page at `path`."""
    return PageDiff(path, found.fields, found.lines, found.added, found.removed, before is None, after is None)
