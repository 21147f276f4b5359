"""The only place where rooms are wired together: Settings in, Services out, which is all that doors get."""

from dataclasses import dataclass

from kb.indexing import LiveIndex
from kb.services.reading import Reading
from kb.services.upkeep import IndexStatus, Upkeep
from kb.settings import Settings

__all__ = ["IndexStatus", "Services", "build"]


@dataclass(frozen=True)
class Services(Reading, Upkeep):
    """Everything a door may ask for. Close it when done."""

    def close(self) -> None:
        """Let go of the index."""
        self.index.close()


def build(settings: Settings) -> Services:
    """Wire the rooms. Opens nothing yet: the index is opened by the first question."""
    return Services(settings, LiveIndex(settings.index_folder, settings.engine))
