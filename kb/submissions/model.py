"""What is submitted: somebody's proposal to add or change pages of the library. Plain values; nothing is kept here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from kb.errors import Unprocessable
from kb.model import LANGUAGES, is_slug

# Pages that people write; vocabularies, glossary and market figures are the editors' own files.
KINDS = ("cases", "businesses", "specialists", "events", "books", "questions", "wanted")
MAX_DOCUMENTS = 12
MAX_TEXT_BYTES = 300_000
MAX_IMAGES = 20
_PATH = re.compile(rf"(?P<kind>{'|'.join(KINDS)})/(?P<slug>[a-z0-9-]+)(?:\.(?P<lang>{'|'.join(LANGUAGES)}))?\.md\Z")


class State(StrEnum):
    """Where a submission stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHANGES_ASKED = "changes_asked"
    APPROVED = "approved"  # on its way into the library
    PUBLISHED = "published"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Document:
    """A file of the library as proposed: its path in `content/`, its text, and what it started from.

    `base` is the hash of the file that the draft began from, None for a new one; `text` is None for one that is to go.
    """

    path: str
    text: str | None
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """A proposal; the first document is the main one. `version` counts the saves, so that a stale one is noticed."""

    id: str
    author_id: str | None
    kind: str
    lang: str
    state: State
    made: datetime
    changed: datetime
    version: int
    documents: tuple[Document, ...] = ()
    revisions: int = 0

    @property
    def main(self) -> Document:
        """The page it is about."""
        return self.documents[0]


@dataclass(frozen=True, slots=True)
class Revision:
    """What was submitted, or corrected by an editor: never changed afterwards. Numbers count from 1."""

    number: int
    made: datetime
    person: str
    note: str
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A step in the life of a submission: who did what when, with the words they gave."""

    at: datetime
    person: str
    step: str
    text: str
    revision: int


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on a revision as a whole, or on one line (from 1) of one of its documents."""

    number: int
    at: datetime
    person: str
    revision: int
    text: str
    path: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """What is agreed to by submitting: the library's licence, and that the images may be used."""

    licence: bool
    images: bool


@dataclass(frozen=True, slots=True)
class Conflicting:
    """A file that changed on disk since the draft began: what stands there (None when it is gone), what is proposed."""

    path: str
    there: str | None
    proposed: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A path of the library, taken apart."""

    kind: str
    slug: str
    lang: str | None = None
    path: str = field(default="", compare=False)


def place_of(path: str) -> Place:
    """Take a path apart. Raises Unprocessable for one that no page can have."""
    found = _PATH.match(path)
    if not found or not is_slug(found["slug"]):
        raise Unprocessable("%(path)s is no place for a page; write cases/a-slug.md, or a-slug.ru.md for a version",
                            field="path", path=path)
    return Place(found["kind"], found["slug"], found["lang"], path)


def hash_of(text: str | bytes) -> str:
    """What tells whether a file is still the one that a draft began from."""
    return sha256(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text).hexdigest()


def whole(text: str) -> str:
    """A text of whole characters: a browser sends half of one when the other was deleted, and no file can hold it."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def check_documents(documents: Mapping[str, str | None]) -> None:
    """Refuse what no submission can hold. Raises Unprocessable."""
    if not documents:
        raise Unprocessable("a submission holds at least one page", field="documents")
    if len(documents) > MAX_DOCUMENTS:
        raise Unprocessable("a submission holds at most %(limit)s pages", field="documents", limit=MAX_DOCUMENTS)
    for path, text in documents.items():
        place_of(path)
        if text is not None and len(text.encode("utf-8", "surrogatepass")) > MAX_TEXT_BYTES:
            raise Unprocessable("%(path)s is longer than %(limit)s bytes", field=path, path=path, limit=MAX_TEXT_BYTES)
