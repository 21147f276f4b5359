"""`kb eval`: how good the search is, by category, and what a change of it moved."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from kb.cli.session import Session, json_option, language_option, pass_session, print_json
from kb.evaluation import SETS, Comparison, Outcome, Score, compare, scores
from kb.i18n import N_
from kb.search import engine_names

_FILE = click.Path(dir_okay=False, path_type=Path)
# The most questions that are listed one by one after a comparison.
_MOST_MOVED = 60
_NAMES = {"golden": N_("known questions"), "generated": N_("made from the library"), "written": N_("written by hand")}


@click.command("eval")
@click.option("--engine", default="", metavar="NAME", help=f"Search engine: {', '.join(engine_names())}.")
@click.option("--questions", type=_FILE, help="File of hand-written questions instead of those of the checkout.")
@click.option("--set", "sets", type=click.Choice(SETS), multiple=True, help="Ask only this set; may be repeated.")
@click.option("--misses", is_flag=True, help="List the questions whose answer is not first.")
@click.option("--compare", "comparing", is_flag=True, help="Show the difference to the saved baseline.")
@click.option("--save-baseline", is_flag=True, help="Save the numbers to compare others with.")
@click.option("--baseline", type=_FILE, help="File of baselines instead of that of the checkout.")
@json_option
@language_option
@pass_session
def evaluate(
    session: Session, /, engine: str, questions: Path | None, sets: tuple[str, ...], misses: bool, comparing: bool,
    save_baseline: bool, baseline: Path | None, as_json: bool,
) -> None:
    """Ask the library questions with known answers and print MRR@10 and success@1, @3, @10 by category.

    An index is built for it from the library, beside the live one, and removed again.
    """
    if save_baseline and sets:
        raise click.UsageError("--save-baseline needs all sets, without --set")
    evaluation = session.services.evaluate(engine, questions, sets or SETS)
    since = session.services.baseline(evaluation.engine, baseline) if comparing else None
    compared = compare(since, evaluation.outcomes) if since else None
    if as_json:
        print_json(_as_json(evaluation.engine, evaluation.cases, evaluation.outcomes, compared))
    else:
        click.echo(session.say("Engine %(engine)s, %(cases)s cases, %(asked)s questions.", engine=evaluation.engine,
                               cases=evaluation.cases, asked=len(evaluation.outcomes)))
        for line in _lines(session, evaluation.outcomes, evaluation.missing, compared, misses):
            click.echo(line)
        if comparing and since is None:
            click.echo(session.say("No baseline is saved for the engine %(engine)s.", engine=evaluation.engine))
    if save_baseline:
        saved = session.services.save_baseline(evaluation, datetime.now(UTC).date(), baseline)
        click.echo(session.say("Saved in %(file)s.", file=str(saved)), err=True)


def _lines(
    session: Session, outcomes: tuple[Outcome, ...], missing: tuple[str, ...], compared: Comparison | None,
    misses: bool,
) -> Iterator[str]:
    yield from table(scores(outcomes), compared.changes if compared else None)
    for name in missing:
        yield session.say("There are no questions of this set here: %(set)s.", set=session.say(_NAMES[name]))
    if misses:
        yield ""
        yield from (_miss(outcome) for outcome in outcomes if outcome.rank != 1)
    if compared:
        yield ""
        yield from _moves(session, compared)


def table(rows: tuple[Score, ...], changes: Mapping[tuple[str, str], float] | None = None) -> Iterator[str]:
    """The numbers, a category a line; `!` marks those below their target, and a change stands last."""
    yield f"{'':<33}{'asked':>6}{'MRR@10':>8}{'S@1':>7}{'S@3':>7}{'S@10':>7}{'target':>8}"
    for row in rows:
        name = row.origin if row.kind == "overall" else f"  {row.kind}"
        change = changes.get((row.origin, row.kind)) if changes is not None else None
        target = "" if row.target is None else f"{row.target:.2f}"
        yield (
            f"{name:<33}{row.asked:>6}{row.mrr:>8.3f}{row.at_1:>7.3f}{row.at_3:>7.3f}{row.at_10:>7.3f}{target:>8}"
            f"{' ' if row.is_met else '!'}{f'{change:+.3f}' if change else ''}"
        ).rstrip()


def _miss(outcome: Outcome) -> str:
    question = outcome.question
    rank = "-" if outcome.rank is None else str(outcome.rank)
    found = outcome.failure or ", ".join(outcome.found[:3]) or "0"
    return f"{rank:>2}  {question.key} -> {', '.join(question.expect) or '0'} | {found}"


def _moves(session: Session, compared: Comparison) -> Iterator[str]:
    since = compared.since
    yield session.say("Since %(date)s (%(cases)s cases): questions moved: %(moved)s, new: %(new)s, gone: %(gone)s.",
                      date=since.date, cases=since.cases, moved=len(compared.moved), new=compared.new,
                      gone=compared.gone)
    for moved in compared.moved[:_MOST_MOVED]:
        ranks = " -> ".join("-" if rank is None else str(rank) for rank in (moved.before, moved.outcome.rank))
        yield f"{moved.gain:+.2f}  {ranks:<8} {moved.outcome.question.key}"
    if len(compared.moved) > _MOST_MOVED:
        yield "…"


def _as_json(
    engine: str, cases: int, outcomes: tuple[Outcome, ...], compared: Comparison | None
) -> dict[str, object]:
    return {
        "engine": engine, "cases": cases,
        "scores": [
            {"set": row.origin, "kind": row.kind, "asked": row.asked, "mrr_at_10": row.mrr, "success_at_1": row.at_1,
             "success_at_3": row.at_3, "success_at_10": row.at_10, "target": row.target, "met": row.is_met}
            for row in scores(outcomes)
        ],
        "questions": [
            {"q": each.question.q, "lang": each.question.lang, "set": each.question.origin, "kind": each.question.kind,
             "expect": each.question.expect, "rank": each.rank, "found": each.found, "failure": each.failure or None}
            for each in outcomes
        ],
        "compared": _comparison_as_json(compared) if compared else None,
    }


def _comparison_as_json(compared: Comparison) -> dict[str, object]:
    return {
        "since": compared.since.date, "cases": compared.since.cases, "new": compared.new, "gone": compared.gone,
        "changes": [{"set": origin, "kind": kind, "mrr_at_10": change}
                    for (origin, kind), change in compared.changes.items()],
        "moved": [{"question": each.outcome.question.key, "before": each.before, "rank": each.outcome.rank}
                  for each in compared.moved],
    }
