"""The index and its reindexes as an admin sees them: facts, progress, how it ended and what to do, history."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from kb.i18n import N_, number
from kb.indexing import Entry, Manifest, Progress
from kb.services import IndexStatus, Work
from kb.web.pages.admin import HistoryLine, IndexPage, WorkView
from kb.web.present.account import moment_text
from kb.web.reader import Reader

MODES = {
    "full": N_("everything anew"), "changed": N_("what changed"), "if_needed": N_("what changed, if anything"),
    "": N_("step back"),
}
OUTCOMES = {
    "built": N_("built anew"), "synced": N_("brought up to date"), "refused": N_("refused"), "failed": N_("failed"),
    "cancelled": N_("cancelled"), "interrupted": N_("interrupted"), "rolled_back": N_("gone back to"),
}
_PHASES = {
    "reading": N_("Reading the files"), "indexing": N_("Indexing the cases"), "proving": N_("Proving the new index"),
}
_BAD = ("refused", "failed", "interrupted")
# A process of its own needs some seconds to begin; after so many it will not.
_PATIENCE = timedelta(seconds=30)
_MOST_LINES = 30


def present_index(
    status: IndexStatus, history: Sequence[Entry], earlier: Manifest | None, work: WorkView, reader: Reader,
) -> IndexPage:
    """The whole page; `earlier` is the generation that a step back would make live."""
    trouble = "" if status.manifest else reader.say(
        N_("There is no index that can be read: %(reason)s"), reason=status.reason)
    held = reader.say(N_("An older index is live because somebody went back to it. It is held: nothing replaces it "
                         "by itself until somebody reindexes here or by hand.")) if status.work.is_held else ""
    return IndexPage(
        facts=_facts(status, reader), trouble=trouble, held=held, work=work,
        history=[_line(entry, reader) for entry in history[:_MOST_LINES]],
        earlier=_told_generation(earlier, reader) if earlier else "",
    )


def present_work(
    work: Work, history: Sequence[Entry], ordered: datetime | None, now: datetime, reader: Reader,
) -> WorkView:
    """How the work at the index stands; `ordered` is when whoever looks has ordered a reindex, if they have."""
    progress = work.progress
    if work.is_building:
        return _running(progress, reader) if progress and not progress.is_over else _starting(reader)
    if ordered and not _began_since(progress, ordered):
        return _starting(reader) if now - ordered < _PATIENCE else WorkView(
            "failed", reader.say(N_("The reindex did not start.")),
            reader.say(N_("Look into the log of the server, or run there: kb reindex")))
    if work.is_interrupted and progress:
        return WorkView(
            "interrupted", reader.say(N_("The last reindex was interrupted.")),
            reader.say(N_("Its process was stopped, or the machine was. The live index is whole and answers; nothing "
                          "is lost. Start it again.")), retry=progress.mode)
    if progress is None or (progress.phase == "done" and not ordered):
        return WorkView("idle", reader.say(N_("No reindex is at work.")))
    return _ended(progress, history, reader)


def _began_since(progress: Progress | None, ordered: datetime) -> bool:
    began = _moment(progress.began) if progress else None
    return began is not None and began >= ordered


def _starting(reader: Reader) -> WorkView:
    return WorkView("starting", reader.say(N_("The reindex is starting.")))


def _running(progress: Progress, reader: Reader) -> WorkView:
    parts = [reader.say(N_("%(done)s of %(total)s"), done=number(progress.done, reader.lang),
                        total=number(progress.total, reader.lang))]
    if progress.rate >= 1:
        parts.append(reader.say(N_("%(rate)s a second"), rate=number(round(progress.rate), reader.lang)))
    if progress.remaining_s is not None:
        parts.append(reader.translator.ngettext("%(num)s second left", "%(num)s seconds left", progress.remaining_s))
    is_counted = progress.phase != "proving"
    phase = reader.say(_PHASES.get(progress.phase, progress.phase))
    return WorkView(
        "running", phase, reader.say(N_("The live index answers meanwhile. You may leave this page.")),
        " · ".join(parts) if is_counted else "", progress.done if is_counted else 0,
        progress.total if is_counted else 0)


def _ended(progress: Progress, history: Sequence[Entry], reader: Reader) -> WorkView:
    entry = next((each for each in history if each.began == progress.began), None)
    if entry is None:
        return WorkView("done", reader.say(N_("The index is up to date; nothing was done.")))
    titles = {
        "built": N_("The index was built anew."), "synced": N_("The index was brought up to date."),
        "refused": N_("The new index was refused; the live one stays."), "cancelled": N_("The reindex was cancelled."),
    }
    title = reader.say(titles.get(entry.outcome, N_("The reindex failed; the live index stays.")))
    state = "done" if entry.outcome in ("built", "synced") else entry.outcome
    return WorkView(
        state, title, _reason(entry, reader), proof=_proof(entry, reader), lost=entry.lost,
        retry=entry.mode if entry.outcome in _BAD else "")


def _facts(status: IndexStatus, reader: Reader) -> list[tuple[str, str]]:
    manifest = status.manifest
    if manifest is None:
        return []
    facts = [
        (reader.say(N_("Built")), _told(manifest.created, reader)),
        (reader.say(N_("Cases")), number(manifest.cases, reader.lang)),
        (reader.say(N_("Files left out")), number(manifest.left_out, reader.lang)),
        (reader.say(N_("Search engine")), status.engine),
        (reader.say(N_("Generation")), manifest.generation),
    ]
    if manifest.asked:
        told = reader.say(N_("%(met)s of %(asked)s"), met=manifest.met, asked=manifest.asked)
        facts.insert(3, (reader.say(N_("Known questions answered")), told))
    return facts


def _line(entry: Entry, reader: Reader) -> HistoryLine:
    changes = (("+", entry.added), ("~", entry.changed), ("−", entry.removed))
    told = " ".join(f"{sign}{number(count, reader.lang)}" for sign, count in changes if count)
    cases = number(entry.cases, reader.lang) if entry.generation else ""
    seconds = reader.say(N_("%(seconds)s s"), seconds=number(round(entry.seconds, 1), reader.lang))
    return HistoryLine(
        began=_told(entry.began, reader),
        mode=reader.say(MODES.get(entry.mode, entry.mode)),
        outcome=reader.say(OUTCOMES.get(entry.outcome, entry.outcome)), is_bad=entry.outcome in _BAD,
        cases=f"{cases} ({told})" if told else cases,
        proof=_proof(entry, reader), seconds=seconds if entry.seconds else "", reason=_reason(entry, reader),
        lost=entry.lost,
    )


def _reason(entry: Entry, reader: Reader) -> str:
    if not entry.reason:
        return ""
    told = reader.translator.describe(entry.reason, entry.arguments)
    return told[:1].upper() + told[1:] + "."


def _proof(entry: Entry, reader: Reader) -> str:
    """How many of the known questions were answered, and how many have other first hits than before."""
    if not entry.asked:
        return ""
    told = reader.say(N_("%(met)s of %(asked)s"), met=entry.met, asked=entry.asked)
    if entry.moved:
        told += ", " + reader.translator.ngettext("%(num)s has other first hits", "%(num)s have other first hits",
                                                  entry.moved)
    return told


def _told_generation(manifest: Manifest, reader: Reader) -> str:
    cases = reader.translator.ngettext("%(count)s case", "%(count)s cases", manifest.cases,
                                       count=number(manifest.cases, reader.lang))
    return f"{_told(manifest.created, reader)}, {cases}"


def _told(text: str, reader: Reader) -> str:
    moment = _moment(text)
    return moment_text(moment, reader) if moment else text


def _moment(text: str) -> datetime | None:
    """A moment that a file of the index folder tells; None when the file tells something else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
