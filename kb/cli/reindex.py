"""`kb reindex`: make the index equal to the library; the site goes on answering meanwhile."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from kb.cli.check import print_problems, problem_as_json
from kb.cli.progress import ProgressLines
from kb.cli.session import Session, json_option, language_option, pass_session, print_json
from kb.i18n import N_, number

if TYPE_CHECKING:
    from kb.indexing import Entry, Moved, Proof, ReindexReport

_OUTCOMES = {
    "built": N_("built anew"), "synced": N_("brought up to date"), "refused": N_("refused"), "failed": N_("failed"),
    "cancelled": N_("cancelled"), "interrupted": N_("interrupted"), "rolled_back": N_("gone back to"),
}
_ACTIONS = {
    "built": N_("The index was built anew."),
    "synced": N_("The index was brought up to date."),
    "nothing": N_("The index is up to date; nothing was done."),
}


@click.command()
@click.option("--changed", is_flag=True, help="Apply only what changed.")
@click.option("--if-needed", is_flag=True, help="Do nothing when the index is up to date.")
@click.option("--force", is_flag=True, help="Put the new index in place even when it looks worse than the live one.")
@click.option("--rollback", is_flag=True, help="Go back to the generation before the live one, and hold it.")
@click.option("--cancel", is_flag=True, help="Stop the reindex that is at work; the live index stays.")
@click.option("--history", is_flag=True, help="Show what reindexes did, the newest first.")
@json_option
@language_option
@pass_session
def reindex(session: Session, /, as_json: bool, force: bool, **chosen: bool) -> None:
    """Build the index from the library, beside the live one, and put it in its place.

    A file with an error is left out and reported; it does not stop the rest. What is built is proved before it goes
    live: when it lost most of the cases, or answers fewer of the known questions, it is refused.
    """
    named = [name for name, is_chosen in chosen.items() if is_chosen]
    if len(named) > 1:
        raise click.UsageError(" and ".join(f"--{name.replace('_', '-')}" for name in named) + " exclude each other")
    [action] = named or ["full"]
    if action in _OTHER_ACTIONS:
        _OTHER_ACTIONS[action](session, as_json)
        return
    report = session.services.reindex(action, ProgressLines(session), insist=force)
    if as_json:
        print_json(report_as_json(report, session))
    else:
        print_problems(report.problems, session)
        click.echo(report_as_text(report, session))
        if report.proof and report.proof.asked:
            click.echo(session.say("Known questions answered: %(met)s of %(asked)s.",
                                   met=number(report.proof.met, session.lang),
                                   asked=number(report.proof.asked, session.lang)))
        for line in moved_as_text(report.moved, session):
            click.echo(line)


def moved_as_text(moved: "Sequence[Moved]", session: Session) -> Iterator[str]:
    """The known questions whose first hits changed: those that are answered no longer one by one, the rest counted."""
    lost = [each for each in moved if each.was_met and not each.is_met]
    for each in lost:
        yield session.say("No longer answered: %(query)s (now first: %(found)s)",
                          query=each.q, found=", ".join(each.after) or "-")
    if len(moved) > len(lost):
        yield session.say_number("%(num)s other known question has other first hits.",
                                 "%(num)s other known questions have other first hits.", len(moved) - len(lost))


def _roll_back(session: Session, as_json: bool) -> None:
    generation = session.services.roll_back(datetime.now(UTC))
    if as_json:
        print_json({"action": "rolled_back", "generation": generation})
    else:
        click.echo(session.say("Generation %(generation)s is live again, and held until the next kb reindex.",
                               generation=generation))


def _cancel(session: Session, as_json: bool) -> None:
    session.services.cancel_reindex()
    if as_json:
        print_json({"action": "cancelling"})
    else:
        click.echo(session.say("The reindex was asked to stop."))


def _show_history(session: Session, as_json: bool) -> None:
    entries = session.services.history()
    if as_json:
        print_json([asdict(entry) | {"reason": _reason(entry, session)} for entry in entries])
        return
    for entry in entries:
        click.echo(" · ".join(part for part in _entry_parts(entry, session) if part))


def _entry_parts(entry: "Entry", session: Session) -> Iterator[str]:
    yield entry.began
    yield session.say(_OUTCOMES.get(entry.outcome, entry.outcome))
    if entry.generation:
        yield entry.generation
        yield session.say_number("%(count)s case", "%(count)s cases", entry.cases,
                                 count=number(entry.cases, session.lang))
    if entry.seconds:
        yield session.say("%(seconds)s s", seconds=number(entry.seconds, session.lang))
    yield _reason(entry, session)


def _reason(entry: "Entry", session: Session) -> str:
    return session.translator.describe(entry.reason, entry.arguments) if entry.reason else ""


_OTHER_ACTIONS = {"rollback": _roll_back, "cancel": _cancel, "history": _show_history}


def report_as_text(report: "ReindexReport", session: Session) -> str:
    """What was done, in a few words."""
    say_number = session.say_number
    parts = [
        session.say(_ACTIONS[report.action]),
        say_number("%(count)s case", "%(count)s cases", report.cases, count=number(report.cases, session.lang)),
    ]
    if report.action == "synced":
        counts = {"added": report.added, "changed": report.changed, "removed": report.removed}
        parts.append(session.say("%(added)s added, %(changed)s changed, %(removed)s removed", **counts))
    if report.left_out:
        parts.append(say_number("%(num)s file left out", "%(num)s files left out", report.left_out))
    parts.append(session.say("%(seconds)s s", seconds=number(report.seconds, session.lang)))
    return " · ".join(parts)


def report_as_json(report: "ReindexReport", session: Session) -> dict[str, object]:
    """What was done, for programs."""
    return {
        "action": report.action, "generation": report.generation, "seconds": report.seconds,
        "cases": report.cases, "added": report.added, "changed": report.changed, "removed": report.removed,
        "left_out": report.left_out,
        "problems": [problem_as_json(problem, session) for problem in report.problems],
        "known_questions": _proof_as_json(report.proof) if report.proof else None,
        "moved": [asdict(each) for each in report.moved],
    }


def _proof_as_json(proof: "Proof") -> dict[str, object]:
    return {
        "asked": proof.asked, "met": proof.met,
        "missed": [
            {"q": each.q, "lang": each.lang, "expected": each.expected, "found": each.found,
             "failure": each.failure or None}
            for each in proof.missed
        ],
    }
