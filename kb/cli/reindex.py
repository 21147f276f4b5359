"""`kb reindex`: make the index equal to the library; the site goes on answering meanwhile."""

from typing import TYPE_CHECKING

import click

from kb.cli.check import print_problems, problem_as_json
from kb.cli.progress import ProgressLines
from kb.cli.session import Session, json_option, language_option, pass_session, print_json
from kb.i18n import N_, number

if TYPE_CHECKING:
    from kb.indexing import Proof, ReindexReport

_ACTIONS = {
    "built": N_("The index was built anew."),
    "synced": N_("The index was brought up to date."),
    "nothing": N_("The index is up to date; nothing was done."),
}


@click.command()
@click.option("--changed", is_flag=True, help="Apply only what changed.")
@click.option("--if-needed", is_flag=True, help="Do nothing when the index is up to date.")
@json_option
@language_option
@pass_session
def reindex(session: Session, changed: bool, if_needed: bool, as_json: bool) -> None:
    """Build the index from the library, beside the live one, and put it in its place.

    A file with an error is left out and reported; it does not stop the rest.
    """
    if changed and if_needed:
        raise click.UsageError("--changed and --if-needed exclude each other")
    mode = "changed" if changed else "if_needed" if if_needed else "full"
    report = session.services.reindex(mode, ProgressLines(session))
    if as_json:
        print_json(report_as_json(report, session))
    else:
        print_problems(report.problems, session)
        click.echo(report_as_text(report, session))
        if report.proof and report.proof.asked:
            click.echo(session.say("Known questions answered: %(met)s of %(asked)s.",
                                   met=number(report.proof.met, session.lang),
                                   asked=number(report.proof.asked, session.lang)))


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
