"""Images: taken in and cleaned, kept with a submission, put into the library with it, shown with their sizes."""

import re
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from pathlib import Path

from kb.accounts import Actor
from kb.database import translated
from kb.errors import NotFound
from kb.ingest.images import (
    ENDING,
    MAX_BYTES,
    MEDIA_TYPE,
    WIDTHS,
    clean_image,
    names_of_sizes,
    new_image_workers,
    size_of,
)
from kb.services.contribution import Contribution
from kb.services.rendering import Standby
from kb.submissions import Approved, Attachment, Document, FileSteps, Submission, image_name, place_of

MEDIA = "media"
_IMAGE = re.compile(r'<img ([^>]*?)src="/(media/[a-z0-9-]+/[a-z0-9][a-z0-9._-]*)"')
_REFERENCE = re.compile(r"media/([a-z0-9-]+)/([a-z0-9][a-z0-9._-]*)")


@dataclass(frozen=True)
class Imaging(Contribution):
    """What pages and editors ask of images."""

    image_workers: Standby = field(default_factory=lambda: Standby(new_image_workers))

    def attach_image(self, actor: Actor, submission: str, filename: str, data: bytes) -> Attachment:
        """Clean an uploaded image and keep it with a draft, under a name of the library that is free there.

        Raises Conflict, Forbidden, NotFound, StorageFailed, Unprocessable.
        """
        self.submissions.images(actor, submission)  # before any work is done for somebody who may not
        picture = clean_image(data, self.image_workers.get())
        taken = {image.name for image in self.submissions.images(actor, submission)}
        name, file = _free_name(image_name(filename), taken), f"{secrets.token_hex(16)}.{ENDING}"
        image = Attachment(file, submission, name, MEDIA_TYPE, picture.width, picture.height)
        contents = {file: picture.content}
        contents |= {other: picture.smaller[width] for width, other in names_of_sizes(file, [*picture.smaller]).items()}
        for each, content in contents.items():
            _write(self.uploads / each, content, self.file_steps)
        try:
            self.submissions.attach(actor, image)
        except BaseException:
            self.forget_images([file])
            raise
        return image

    def detach_image(self, actor: Actor, submission: str, name: str) -> None:
        """Let go of an image of a draft. Raises Conflict, Forbidden, NotFound."""
        self.forget_images([self.submissions.detach(actor, submission, name)])

    def image_content(
        self, actor: Actor, submission: str, name: str, width: int | None = None
    ) -> tuple[bytes, str]:
        """The bytes of an image of a submission and their type; `width` asks for one of WIDTHS. Raises NotFound."""
        image = self.submissions.image(actor, submission, name)
        smaller = names_of_sizes(image.file, [width]) if width in WIDTHS else {}
        for each in (*smaller.values(), image.file):
            if (content := _content(self.uploads / each)) is not None:
                return content, image.media_type
        raise NotFound("there is no such image")

    def image_names(self, actor: Actor, submission: Submission) -> tuple[str, ...]:
        """The images of a submission as the Markdown of its pages names them: "media/a-slug/photo.webp".

        One whose file is lost is left out. Raises NotFound.
        """
        slugs = dict.fromkeys(place_of(each.path).slug for each in submission.documents)
        kept = [each for each in self.submissions.images(actor, submission.id) if (self.uploads / each.file).is_file()]
        return tuple(f"media/{slug}/{each.name}" for slug in slugs for each in kept)

    def with_images(self, html: str) -> str:
        """Rendered HTML whose images of the library say how large they are, and in which widths there are copies."""
        return _IMAGE.sub(self._sized, html) if "<img " in html else html

    def _sized(self, match: re.Match[str]) -> str:
        path = self.settings.content_folder / match[2]
        size = _size_at(path)
        if size is None:
            return match[0]
        folder, name = match[2].rpartition("/")[0], path.name
        copies = {width: each for width, each in names_of_sizes(name, WIDTHS).items()
                  if width < size[0] and (path.parent / each).is_file()}
        sources = [f"/{folder}/{each} {width}w" for width, each in copies.items()] + [f"/{match[2]} {size[0]}w"]
        several = f' srcset="{escape(", ".join(sources))}" sizes="(min-width: 46em) 42em, 94vw"' if copies else ""
        return f'<img {match[1]}width="{size[0]}" height="{size[1]}"{several} src="/{match[2]}"'

    def end_imaging(self) -> None:
        """End the worker."""
        self.image_workers.close()

    def place_images(self, approved: Approved) -> list[Path]:
        """Put the images that an approved text shows into the library; doing it twice is no error.

        They go before the text, so that a page never points to one that is not there. Raises StorageFailed.
        """
        shown = _shown(approved.documents)
        return [file for image in self.submissions.images(Actor.CONSOLE, approved.submission.id)
                for slug in sorted(shown.get(image.name, ()))
                for file in self._copy(image, self.settings.content_folder / MEDIA / slug)]

    def _copy(self, image: Attachment, folder: Path) -> list[Path]:
        there = names_of_sizes(image.name, WIDTHS)
        pairs = {image.file: image.name}
        pairs |= {file: there[width] for width, file in names_of_sizes(image.file, WIDTHS).items()}
        contents = {name: content for file, name in pairs.items()
                    if (content := _content(self.uploads / file)) is not None}
        for name, content in contents.items():
            _write(folder / name, content, self.file_steps)
        return [folder / name for name in contents]


def _content(path: Path) -> bytes | None:
    """What a file holds, None when it is not there. Raises StorageFailed."""
    with translated(path), suppress(FileNotFoundError):
        return path.read_bytes()
    return None


def _write(path: Path, content: bytes, steps: FileSteps) -> None:
    with translated(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and path.read_bytes() == content:
            return
    steps.write(path, content)


def _free_name(stem: str, taken: Iterable[str]) -> str:
    """The name, with a number when there is one of this name already."""
    used = set(taken)
    names = (f"{stem}{f'-{number}' if number > 1 else ''}.{ENDING}" for number in range(1, len(used) + 2))
    return next(name for name in names if name not in used)


def _shown(documents: Iterable[Document]) -> Mapping[str, set[str]]:
    """The images that texts show, by name, with the folders of these very pages; nobody writes into another's."""
    found: dict[str, set[str]] = {}
    pages = [each for each in documents if each.text is not None]
    own = {place_of(each.path).slug for each in pages}
    for each in pages:
        for slug, name in _REFERENCE.findall(each.text or ""):
            if slug in own:
                found.setdefault(name, set()).add(slug)
    return found


def _size_at(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    # What is placed by hand may be anything; to tell its size, a whole WebP is read.
    return _size_of(path, status.st_mtime_ns, status.st_size) if status.st_size <= MAX_BYTES else None


@lru_cache(maxsize=2_000)
def _size_of(path: Path, mtime_ns: int, size: int) -> tuple[int, int] | None:  # noqa: ARG001 - what the answer hangs on
    try:
        with path.open("rb") as file:
            return size_of(file)
    except OSError:
        return None
