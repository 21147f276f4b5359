"""From a write-up to the library: submissions, wired to the library's files and to the index."""

import fcntl
import os
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from kb import log
from kb.accounts import Action, Actor
from kb.database import translated
from kb.errors import Busy, Conflict, NotFound, Unprocessable
from kb.ingest import set_fields
from kb.services.commands import start_command
from kb.services.membership import Membership
from kb.services.upkeep import Upkeep
from kb.submissions import (
    Approved,
    Conflicting,
    Document,
    FileSteps,
    Submission,
    Submissions,
    conflicts_of,
    hash_of,
    place_of,
    read_or_none,
    write_documents,
)
from kb.submissions.git import commit

_LOGGER = log.get_logger("publishing")
# A sync of a library of usual size takes less; a full rebuild takes longer, and is not waited for in a request.
_PATIENCE_S = 3.0


class Contribution(Membership, Upkeep):
    """What contributors and editors do."""

    @cached_property
    def submissions(self) -> Submissions:
        """Drafts, review, images and notices; everything there checks what an actor may do and see."""
        return Submissions(self.database, self.clock, approve_own=self.settings.approve_own)

    @property
    def file_steps(self) -> FileSteps:
        """How files of the library are changed."""
        return FileSteps()

    def start_from(self, actor: Actor, path: str, lang: str) -> str:
        """Begin a draft that changes a published page, and answer its id. Raises Forbidden, NotFound, Unprocessable."""
        return self.submissions.start(actor, lang, [self.published(path)])

    def published(self, path: str) -> Document:
        """A page of the library as it stands on disk. Raises NotFound, Unprocessable."""
        place_of(path)
        content = read_or_none(self.settings.content_folder / path)
        if content is None:
            raise NotFound("there is no page %(path)s", path=path)
        try:
            return Document(path, content.decode("utf-8"), hash_of(content))
        except UnicodeDecodeError as error:
            raise Unprocessable("%(path)s is not text; mend the file itself", path=path) from error

    def conflicts(self, submission: Submission) -> list[Conflicting]:
        """The files that changed on disk since the draft began."""
        return conflicts_of(self.settings.content_folder, submission.documents)

    def approve(self, actor: Actor, submission: str, revision: int) -> None:
        """Approve a revision and bring it into the library.

        Raises Conflict when files have changed on disk, Forbidden, NotFound, Outdated, Busy, StorageFailed. When the
        disk fails after the approval it stays approved and is carried out later.
        """
        found = self.submissions.submission(actor, submission)
        if changed := self.conflicts(found):
            raise Conflict("these files have changed on disk since the draft was begun: %(files)s",
                           files=", ".join(each.path for each in changed))
        self.submissions.approve(actor, submission, revision)
        self.publish_approved()

    def take_out(self, actor: Actor, path: str, reason: str) -> None:
        """Take a page with all its language versions out of the library; its text is kept with the submissions.

        Raises Busy, Forbidden, NotFound, StorageFailed, Unprocessable.
        """
        self.submissions.require(actor, Action.UNPUBLISH)
        documents = self.files_to_take_out(path)
        self.submissions.decide_alone(actor, documents, dict.fromkeys(each.path for each in documents), reason)
        self.publish_approved()

    def files_to_take_out(self, path: str) -> list[Document]:
        """All language versions of a page. Raises NotFound, Unprocessable."""
        place = place_of(path)
        folder = self.settings.content_folder / place.kind
        files = sorted(file for file in folder.glob(f"{place.slug}*.md") if file.name.split(".")[0] == place.slug)
        if not files:
            raise NotFound("there is no page %(path)s", path=path)
        return [self.published(f"{place.kind}/{file.name}") for file in files]

    def withdraw_person(self, actor: Actor, slug: str, reason: str) -> None:
        """Hide a person everywhere, as they have the right to ask. Raises as `take_out`, Conflict when they are."""
        self.submissions.require(actor, Action.UNPUBLISH)
        page = self.published(f"specialists/{slug}.md")
        text = set_fields(page.text or "", page.path, {"withdrawn": True})
        if text == page.text:
            raise Conflict("this person is hidden already")
        self.submissions.decide_alone(actor, [page], {page.path: text}, reason)
        self.publish_approved()

    def data_of(self, actor: Actor) -> dict[str, object]:
        """Everything that is kept of somebody, as plain values, for them to take away. Raises NotFound."""
        return {**self.accounts.data_of(actor.id), "submissions": self.submissions.data_of(actor)}

    def delete_person(self, actor: Actor, person: str) -> None:
        """Forget somebody: account and unsent drafts go; what was sent in keeps an id that leads nowhere.

        Raises Conflict for the last admin, NotFound.
        """
        self.accounts.delete(actor, person)
        self.forget_images(self.submissions.forget(person))

    @property
    def uploads(self) -> Path:
        """Where images are kept until they are published."""
        return self.settings.instance_folder / "uploads"

    def forget_images(self, files: Iterable[str]) -> None:
        """Delete the files of images that belong to nothing any more, with their smaller copies."""
        for file in files:
            for each in self.uploads.glob(f"{file.partition('.')[0]}.*"):
                each.unlink(missing_ok=True)

    def place_images(self, approved: Approved) -> list[Path]:  # noqa: ARG002 - see `imaging`
        """Put the images that an approved text shows into the library; answers their files."""
        return []

    def publish_approved(self) -> None:
        """Carry out everything in the outbox; what a crash left undone is done again. Raises Busy, StorageFailed."""
        if not self.database.path.exists():  # nobody has ever had an account here
            return
        with one_at_a_time(self.settings.instance_folder):
            done = [(approved, files) for approved in self.submissions.outbox() if (files := self._write(approved))]
            if done and self._sync():
                for approved, files in done:
                    self._commit(files, approved)
                    self.submissions.close(approved)

    def _write(self, approved: Approved) -> list[Path]:
        """Write the files of one and answer them; none when it was given back."""
        content = self.settings.content_folder
        if changed := conflicts_of(content, approved.documents):
            self.submissions.give_back(approved, changed)
            return []
        return [*self.place_images(approved), *write_documents(content, approved.documents, self.file_steps)]

    def _commit(self, files: list[Path], approved: Approved) -> None:
        """Commit, where the site is set to, after everything can be found: a hook may take its time."""
        if not self.settings.git_commit:
            return
        author, main = approved.submission.author_id, approved.documents[0]
        person = self.accounts.person(author) if author and author in self.accounts.names([author]) else None
        subject = f"{'Publish' if main.text is not None else 'Take out'} {main.path}"
        failure = commit(self.settings.content_folder, files, subject, person.credit if person else "")
        if failure:
            _LOGGER.warning("not committed", reason=failure)

    def _sync(self) -> bool:
        """Bring the index up to date; what cannot wait for another reindex is left to a process that can."""
        end = time.monotonic() + _PATIENCE_S
        while True:
            try:
                self.reindex("changed")
            except Busy:
                if time.monotonic() > end:
                    start_command(["publish"], self.settings)
                    return False
                time.sleep(0.1)
            else:
                return True


@contextmanager
def one_at_a_time(instance: Path) -> Generator[None]:
    """Two editors may approve at the same moment: the second waits until the first is through."""
    lock = instance / "publishing.lock"
    with translated(lock):
        instance.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
