"""The only place where rooms are wired together: Settings in, Services out, which is all that doors get."""

from dataclasses import dataclass

from kb.indexing import LiveIndex
from kb.mail import Mailer
from kb.services.backup import Backup, Backups, Restored
from kb.services.claiming import Claiming
from kb.services.commands import beside
from kb.services.evaluating import Evaluating, Evaluation
from kb.services.figures import Figures
from kb.services.keeping import Keeping, Mending
from kb.services.listing import ListedCase, Listing
from kb.services.membership import SentLink
from kb.services.readiness import Readiness
from kb.services.reading import Reading
from kb.services.reporting import Reporting
from kb.services.reviewing import BriefChecks, Clash, Reviewing
from kb.services.searches import Searches
from kb.services.showing import Showing
from kb.services.starting import faults, production_faults
from kb.services.suggesting import SimilarCase
from kb.services.upkeep import IndexStatus, Work
from kb.services.warming import Warming
from kb.settings import Settings

__all__ = [
    "Backup", "BriefChecks", "Clash", "Evaluation", "IndexStatus", "ListedCase", "Mending", "Restored", "SentLink",
    "Services", "SimilarCase", "Work", "beside", "build", "faults", "production_faults",
]


@dataclass(frozen=True)
class Services(
    Backups, Keeping, Claiming, Reviewing, Evaluating, Figures, Listing, Searches, Readiness, Reading, Reporting,
    Showing, Warming,
):
    """Everything a door may ask for. Close it when done."""

    def close(self) -> None:
        """Write the counts of searches that wait, end the threads and workers, and let go of the index."""
        self.end_warming()
        self.stop_counting()
        self.end_rendering()
        self.end_imaging()
        self.index.close()


def build(settings: Settings) -> Services:
    """Wire the rooms. Opens nothing yet: the index is opened by the first question. Raises ConfigurationError."""
    Mailer(settings)  # what does not fit together is told at the start, not by the first mail
    return Services(settings, LiveIndex(settings.index_folder, settings.engine))
