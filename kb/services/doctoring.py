"""The doctor: what is wrong with the index and the kept records, and the repairs that lose nothing."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from kb.database import integrity_faults
from kb.errors import Busy, StorageFailed
from kb.indexing import CLEAR, REBUILD, SYNC, Finding, clear_away, examine_index
from kb.journal import SEARCHES_FILE
from kb.services.membership import Membership
from kb.services.upkeep import Upkeep
from kb.services.wired import ACCOUNTS_FILE


class Doctoring(Membership, Upkeep):
    """Looking for faults, and mending the safe ones."""

    def examine(self) -> tuple[Finding, ...]:
        """Everything that is wrong, the gravest first; takes as long as reading the whole index does."""
        settings = self.settings
        found = examine_index(settings.content_folder, settings.index_folder, settings.engine)
        return (*self._of_records(), *self._of_secret(), *found)

    def mend(self, findings: Sequence[Finding]) -> tuple[str, ...]:
        """Carry out the safe repairs of these findings; returns the commands that were done.

        Raises Busy, StorageFailed, Refused.
        """
        wanted = {finding.repair for finding in findings if finding.is_safe}
        if CLEAR in wanted:
            clear_away(self.settings.index_folder)
        if REBUILD in wanted:  # a rebuild is a sync too
            self.reindex("full")
            wanted -= {SYNC}
        elif SYNC in wanted:
            self.reindex("changed")
        return tuple(sorted(wanted))

    def _of_secret(self) -> Iterator[Finding]:
        """A secret that was changed or lost does no harm but to second steps, which are sealed with it."""
        if not (self.settings.instance_folder / ACCOUNTS_FILE).exists():
            return
        with suppress(Busy, StorageFailed):  # a file that cannot be read is told of already
            if count := self.accounts.unreadable_second_steps():
                yield Finding("secret_changed", "error", reason="%(count)s second steps of sign-in were set up with "
                              "another secret of the site and no longer open; put the old secret back, or take them "
                              "off one by one", arguments={"count": count}, repair="kb user second-step-off EMAIL")

    def _of_records(self) -> Iterator[Finding]:
        """Kept records cannot be made anew: the repair is the newest backup."""
        for path in sorted(self.settings.instance_folder.glob("*.sqlite")):
            # Counts of searches are no loss; a new file is made with the next search.
            repair = f"rm {path}" if path.name == SEARCHES_FILE else "kb restore"
            for fault in integrity_faults(path):
                yield Finding("records", "error", reason="%(file)s is damaged: %(fault)s",
                              arguments={"file": path.name, "fault": fault}, repair=repair)
            if path.stat().st_mode & 0o077:
                yield Finding("open_to_others", "warning", reason="%(file)s can be read by other users of this machine",
                              arguments={"file": path.name}, repair=f"chmod 600 {path}")
