"""What readers look for: counted without knowing who they are, and read by those who keep the library."""

from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property

from kb import log
from kb.database import KeptDatabase
from kb.errors import KbError
from kb.journal import (
    SEARCH_MIGRATIONS,
    SEARCHES_FILE,
    Opened,
    SearchCount,
    SearchCounter,
    Searched,
    SearchFilter,
    SearchLog,
    kept_query,
    searches_as_csv,
)
from kb.model import Wanted
from kb.search import Answer
from kb.services.reading import Reading

_LOGGER = log.get_logger("searches")
# What was missed a year ago has been written since, or is not missed any more.
_MISSED_DAYS = 90


class Searches(Reading):
    """Counting searches, and the counts."""

    @cached_property
    def search_counter(self) -> SearchCounter:
        """What counts for this process; nothing is opened before something is written."""
        return SearchCounter(lambda: self.search_log, self.settings.keep_searches_days, self.clock)

    @cached_property
    def search_log(self) -> SearchLog:
        """The counts. Raises ConfigurationError when installed from a wheel and KB_INSTANCE is not set."""
        return SearchLog(KeptDatabase(self.settings.instance_folder / SEARCHES_FILE, (SEARCH_MIGRATIONS,)))

    def count_search(self, answer: Answer) -> None:
        """Note that a search was answered, unless the site counts none or its words may tell of a person."""
        query = kept_query(answer.request.text)
        if query and self.settings.record_searches:
            reason = answer.searched_instead.reason if answer.searched_instead else ""
            self.search_counter.count(
                Searched(answer.request.lang, query, answer.total, bool(answer.perhaps_total), reason))

    def count_opening(self, lang: str, text: str) -> None:
        """Note that a result of a search was opened."""
        query = kept_query(text)
        if query and self.settings.record_searches:
            self.search_counter.count(Opened(lang, query))

    def searches_csv(self, kind: str, wanted: SearchFilter) -> Iterator[str]:
        """A list of the counts as a table for other programs. Raises Busy, StorageFailed."""
        return searches_as_csv(self.search_log.counts(kind, wanted))

    def missed_searches(self, limit: int) -> tuple[SearchCount, ...]:
        """What was searched most of late and found nothing the last time, and no brief asks for yet.

        Nothing when the counts cannot be read: they are a help, not the work itself.
        """
        since = self.clock().date() - timedelta(days=_MISSED_DAYS)
        try:
            counts = self.search_log.counts("nothing", SearchFilter(since=since))
            briefs = (page for page in self.pages("wanted") if isinstance(page, Wanted))
            wanted = {kept_query(brief.query or "") for brief in briefs}
        except KbError as error:
            _LOGGER.warning("missed searches cannot be read", code=error.code, reason=str(error))
            return ()
        return tuple(each for each in counts if not each.total and each.query not in wanted)[:limit]

    def stop_counting(self) -> None:
        """Write what waits, if anything was counted."""
        if "search_counter" in self.__dict__:
            self.search_counter.close()
