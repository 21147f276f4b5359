"""Images that belong to a submission: which there are, and under what name they will stand in the library.

How an image is read, cleaned and made smaller is the ingest room's part; here are rows, not pixels.
"""

import re
import sqlite3
from dataclasses import dataclass
from typing import Any

from kb.accounts import Actor
from kb.database import stamp
from kb.errors import Conflict, NotFound, Unprocessable
from kb.submissions.model import MAX_IMAGES
from kb.submissions.publishing import Publishing

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}\.(?:png|jpg|webp)\Z")


@dataclass(frozen=True, slots=True)
class Attachment:
    """An image: `file` is the random name it is kept under, `name` the one in the library; sizes in pixels."""

    file: str
    submission: str
    name: str
    media_type: str
    width: int
    height: int


class Attachments(Publishing):
    """Images of submissions."""

    def attach(self, actor: Actor, image: Attachment) -> None:
        """Note an image that has been kept. Raises Conflict, Forbidden, NotFound, Unprocessable."""
        if not _NAME.match(image.name):
            raise Unprocessable("an image is named in lower-case letters, digits and hyphens, and is png, jpg or webp",
                                field="name")
        with self.database.writing() as database:
            self.take(database, actor, image.submission, "save")
            [count] = database.execute(
                "SELECT count(*) FROM images WHERE submission = ?", (image.submission,)).fetchone()
            if count >= MAX_IMAGES:
                raise Conflict("a submission holds at most %(limit)s images", limit=MAX_IMAGES)
            row = (image.file, image.submission, image.name, image.media_type, image.width, image.height,
                   stamp(self.clock()))
            try:
                database.execute("INSERT INTO images VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            except sqlite3.IntegrityError as error:
                raise Conflict("there is an image of this name already: %(name)s", name=image.name) from error
            self.note(database, actor, "submission.attach", image.submission, after={"name": image.name})

    def detach(self, actor: Actor, submission: str, name: str) -> str:
        """Let go of an image; answers the file that it was kept under. Raises Conflict, Forbidden, NotFound."""
        with self.database.writing() as database:
            self.take(database, actor, submission, "save")
            row = database.execute("DELETE FROM images WHERE submission = ? AND name = ? RETURNING file",
                                   (submission, name)).fetchone()
            if row is None:
                raise NotFound("there is no such image")
            self.note(database, actor, "submission.detach", submission, before={"name": name})
        return str(row["file"])

    def images(self, actor: Actor, submission: str) -> list[Attachment]:
        """The images of a submission, by name. Raises NotFound."""
        with self.database.reading() as database:
            self.find(database, actor, submission)
            rows = database.execute("SELECT * FROM images WHERE submission = ? ORDER BY name", (submission,)).fetchall()
        return [_attachment(row) for row in rows]

    def image(self, actor: Actor, submission: str, name: str) -> Attachment:
        """One of them. Raises NotFound."""
        for image in self.images(actor, submission):
            if image.name == name:
                return image
        raise NotFound("there is no such image")


def _attachment(row: Any) -> Attachment:
    return Attachment(row["file"], row["submission"], row["name"], row["media_type"], row["width"], row["height"])
