"""What admins order from a page: reindexes, going back, repairs. Each order is written into the audit log.

None of them is waited for: the work is done by processes of its own.
"""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from kb.accounts import Action, Actor
from kb.errors import Forbidden, IndexUnavailable, NotFound, Unprocessable
from kb.indexing import CLEAR, MODES, REBUILD, SYNC, Finding, Generations, Manifest, clear_away, read_manifest
from kb.journal import record
from kb.services.doctoring import Doctoring


@dataclass(frozen=True, slots=True)
class Mending:
    """What was done for a sick index: the findings there were, the repairs begun (commands), whether one goes on."""

    findings: tuple[Finding, ...]
    repairs: tuple[str, ...]
    is_reindexing: bool


class Keeping(Doctoring):
    """Orders. Everything raises Busy or StorageFailed when the audit log cannot be written: then nothing is done."""

    def order_reindex(self, actor: Actor, mode: str, *, insist: bool = False) -> None:
        """Begin a reindex ("full", "changed", "if_needed"). Raises Busy, Forbidden, Unprocessable."""
        if mode not in MODES:
            raise Unprocessable("there is no such way to reindex", field="mode")
        with self._written(actor, "index.reindex", {"mode": mode, "insist": insist}):
            self.start_reindex(mode, insist=insist)

    def order_cancel(self, actor: Actor) -> None:
        """Ask the reindex that is at work to stop. Raises Forbidden, NotFound."""
        with self._written(actor, "index.cancel", {}):
            self.cancel_reindex()

    def order_roll_back(self, actor: Actor) -> str:
        """Make the generation before the live one live again. Raises Busy, Forbidden, NotFound."""
        earlier = self.earlier()
        if earlier is None:
            raise NotFound("there is no older generation to go back to; to make the index anew, run: kb reindex")
        with self._written(actor, "index.rollback", {"generation": earlier.generation}):
            return self.roll_back(self.clock())

    def order_mending(self, actor: Actor) -> Mending:
        """Carry out the safe repairs, the long ones in a process of their own. Raises Busy, Forbidden."""
        findings = self.examine()
        wanted = {finding.repair for finding in findings if finding.is_safe}
        if REBUILD in wanted:  # a rebuild is a sync too
            wanted -= {SYNC}
        mode = "full" if REBUILD in wanted else "changed" if SYNC in wanted else ""
        repairs = tuple(sorted(wanted))
        with self._written(actor, "doctor.mend", {"repairs": ", ".join(repairs)}):
            if CLEAR in wanted:
                clear_away(self.settings.index_folder)
            if mode:
                self.start_reindex(mode)
        return Mending(findings, repairs, bool(mode))

    def earlier(self) -> Manifest | None:
        """The generation that a rollback would make live; None when there is none."""
        generations = Generations(self.settings.index_folder)
        with suppress(IndexUnavailable):
            live = generations.current()
            older = max((each for each in generations.kept() if each < live), default="")
            return read_manifest(generations.folder(older)) if older else None
        return None

    @contextmanager
    def _written(self, actor: Actor, action: str, after: dict[str, object]) -> Generator[None]:
        """Write an order down with what it begins: when it cannot begin, it is not written."""
        if not self.can(actor, Action.ADMINISTER):
            raise Forbidden("your account is not allowed to do this")
        with self.database.writing() as database:
            record(database, actor.id, action, "index:live", before={}, after=after, now=self.clock())
            yield
