"""What waits for somebody: notices for authors; submissions, readers' messages and claimed pages for editors."""

from dataclasses import dataclass

from kb.accounts import Action, Actor
from kb.journal import record
from kb.services.contribution import Contribution
from kb.services.reporting import Reporting


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits for somebody: notices they have not seen; for editors all that waits for them."""

    notices: int
    review: int


class Noticing(Contribution, Reporting):
    """Counts for menus, and messages of readers dealt with."""

    def waiting(self, actor: Actor) -> Waiting:
        """How much waits for somebody. Raises Busy, StorageFailed."""
        is_editor = self.can(actor, Action.REVIEW)
        if not is_editor:
            return Waiting(self.submissions.unseen(actor), 0)
        review = self.submissions.waiting(actor) + len(self.reports()) + len(self.accounts.claims())
        return Waiting(self.submissions.unseen(actor), review)

    def settle_report(self, actor: Actor, number: int, note: str) -> None:
        """Mark a reader's message as dealt with, by whom and with what note. Raises NotFound, Unprocessable."""
        self.submissions.require(actor, Action.REVIEW)
        self.close_report(number, self.clock(), note)
        with self.database.writing() as database:
            record(database, actor.id, "report.close", f"report:{number}", before={}, after={}, now=self.clock())
