"""Whether this process can answer: for whoever sends it visitors."""

from kb.errors import IndexUnavailable
from kb.indexing import Generations
from kb.services.upkeep import IndexStatus, Upkeep


class Readiness(Upkeep):
    """Asked often, so it looks at little: whether files can be read, not what is in them."""

    def ready(self) -> IndexStatus:
        """How the index is, when everything can be read. Raises Busy, IndexUnavailable, StorageFailed when not.

        A generation that is live and cannot be opened is told, although an older one may still be answering.
        """
        if self.database.path.exists():  # nobody has an account here, and none is wanted to read
            with self.database.reading() as records:
                records.table_names()
        status = self.status()
        if status.manifest is None:
            raise IndexUnavailable("the index cannot be read: %(reason)s", reason=status.reason)
        if not self._is_live(status.manifest.generation):
            raise IndexUnavailable("generation %(answering)s answers and %(live)s is live; look with: kb doctor",
                                   answering=status.manifest.generation, live=self._generations().current())
        return status

    def _is_live(self, generation: str) -> bool:
        """A swap may come between two looks, so a difference is looked at again."""
        return generation == self._generations().current() or (
            (manifest := self.status().manifest) is not None and manifest.generation == self._generations().current())

    def _generations(self) -> Generations:
        return Generations(self.settings.index_folder)
