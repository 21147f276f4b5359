"""Before pages of the library change: whatever would leave one out of it, or take another out with it, is refused.

The doors show these errors; what is remarked on as advice is no part of this.
"""

import re
from collections.abc import Collection, Mapping

from kb.accounts import Action, Actor
from kb.errors import NotPublishable
from kb.i18n import N_
from kb.services.imaging import Imaging
from kb.services.previewing import Previewing
from kb.submissions import Document, possible

_SHOWN = re.compile(r'<img [^>]*src="/(media/[^"]+)"')


class Approving(Imaging, Previewing):
    """Decisions that change files of the library."""

    def approve(self, actor: Actor, submission: str, revision: int) -> None:
        """Approve a revision that would wholly be in the library, and bring it there.

        Raises NotPublishable, Conflict when files have changed on disk, Forbidden, IndexUnavailable, NotFound,
        Outdated, Busy, StorageFailed. When the disk fails after the approval it stays approved and is carried out
        later.
        """
        found = self.submissions.submission(actor, submission)
        self.submissions.require(actor, Action.APPROVE, found)
        if "approve" in possible(found.state) and revision == found.revisions:
            documents = self.submissions.revisions(actor, submission)[-1].documents
            texts = {each.path: each.text for each in documents}
            images = self.image_names(actor, found)
            self._refuse_unpublishable(texts, images)
            self._refuse_without_image(texts, images)
        super().approve(actor, submission, revision)

    def files_to_take_out(self, path: str) -> list[Document]:
        """The files of a page, none of which any other page needs. Raises NotFound, NotPublishable, Unprocessable."""
        files = super().files_to_take_out(path)
        self._refuse_unpublishable(dict.fromkeys(each.path for each in files))
        return files

    def _refuse_unpublishable(self, texts: Mapping[str, str | None], images: Collection[str] = ()) -> None:
        errors = [each for each in self.check_documents(texts, images).problems if each.is_error]
        if any(each.path in texts for each in errors):
            raise NotPublishable(N_("mend the problems first: with them the page would not appear in the library"))
        if others := sorted({each.path for each in errors}):
            raise NotPublishable(N_("with this, other pages would not appear in the library any more: %(files)s"),
                                 files=", ".join(others))

    def _refuse_without_image(self, texts: Mapping[str, str | None], images: Collection[str]) -> None:
        """A page must not show what is not there: a file may be lost, or its name mistyped."""
        shown = [name for html in self.rendered(texts) for name in _SHOWN.findall(html)]
        there = {*images, *self.media()} if shown else set()
        if lost := [name for name in shown if name not in there]:
            raise NotPublishable(N_("the image %(name)s is not there; upload it, or take it out of the text"),
                                 name=lost[0])
