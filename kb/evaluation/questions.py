"""Questions with known answers: what they are, and reading the ones that people wrote. Asking them is in `measure`."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.errors import ContentError
from kb.ingest import parse_yaml
from kb.model import LANGUAGES, GoldenQuery, is_slug

# The sets, in the order in which they are shown.
GOLDEN, GENERATED, WRITTEN = "golden", "generated", "written"
SETS = (GOLDEN, GENERATED, WRITTEN)
# The language of a question that names none, as of a reader who names none.
_LANG = "ro"
_FIELDS = frozenset(("q", "lang", "kind", "expect"))


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody types, and the cases any one of which answers it; none when the library has no answer.

    `origin` is one of SETS, `kind` the category inside it. `main_only` asks it of the main versions alone.
    """

    q: str
    expect: tuple[str, ...]
    lang: str
    kind: str
    origin: str
    main_only: bool = False

    @property
    def key(self) -> str:
        """What tells this question from all others, and stays when the library grows."""
        return f"{self.origin}/{self.kind}/{self.lang}: {self.q}"


def golden_questions(queries: Iterable[GoldenQuery]) -> tuple[Question, ...]:
    """The library's known questions; those that also choose facets are left to the proof of a generation."""
    return tuple(
        Question(query.q, query.expect, query.lang or _LANG, query.kind or "plain", GOLDEN)
        for query in queries if not query.filters
    )


def read_questions(path: Path) -> tuple[Question, ...]:
    """Questions written by hand, from YAML: a list of q, kind, expect (perhaps empty) and lang. Raises ContentError."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise ContentError("%(file)s cannot be read: %(reason)s", file=str(path), reason=str(error)) from error
    read = parse_yaml(path.name, text)
    if read.problems or not isinstance(read.value, list):
        line = read.problems[0].line if read.problems else 1
        raise ContentError("%(file)s:%(line)s: this is not a list of questions", file=str(path), line=line)
    return tuple(_written(entry, path, read.lines.get(str(place), 1)) for place, entry in enumerate(read.value))


def _written(entry: Any, path: Path, line: int) -> Question:
    if not _is_question(entry):
        raise ContentError("%(file)s:%(line)s: a question has q, kind, expect (a list of cases) and perhaps lang",
                           file=str(path), line=line)
    return Question(entry["q"], tuple(entry["expect"]), entry.get("lang", _LANG), entry["kind"], WRITTEN)


def _is_question(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and {"q", "kind", "expect"} <= set(entry) <= _FIELDS
        and all(isinstance(entry[name], str) and entry[name].strip() for name in ("q", "kind"))
        and isinstance(entry["expect"], list)
        and all(isinstance(slug, str) and is_slug(slug) for slug in entry["expect"])
        and entry.get("lang", _LANG) in LANGUAGES
    )
