"""`kb status`: how the index is, and whether a reindex is at work."""

from collections.abc import Iterator

import click

from kb.cli.advice import names_command
from kb.cli.session import Session, json_option, language_option, pass_session, print_json
from kb.i18n import number
from kb.services import IndexStatus, Work


@click.command()
@json_option
@language_option
@pass_session
@click.pass_context
def status(context: click.Context, session: Session, as_json: bool) -> None:
    """Show the live index. Exit status 1 when there is none that can be read."""
    found = session.services.status()
    if as_json:
        print_json(status_as_json(found))
    else:
        for line in _lines(found, session):
            click.echo(line)
    context.exit(1 if found.manifest is None else 0)


def _lines(found: IndexStatus, session: Session) -> Iterator[str]:
    manifest = found.manifest
    if manifest is None:
        yield session.say("No index answers: %(reason)s", reason=session.say(found.reason))
        if not names_command(found.reason):
            yield session.say("Look with: kb doctor")
    else:
        cases = number(manifest.cases, session.lang)
        yield session.say("Generation: %(generation)s, built %(created)s",
                          generation=manifest.generation, created=manifest.created)
        yield session.say_number("%(count)s case", "%(count)s cases", manifest.cases, count=cases)
        if manifest.left_out:
            yield session.say_number("%(num)s file left out", "%(num)s files left out", manifest.left_out)
        yield session.say("Engine: %(engine)s", engine=found.engine)
        if manifest.asked:
            yield session.say("Known questions answered at the last full build: %(met)s of %(asked)s.",
                              met=number(manifest.met, session.lang), asked=number(manifest.asked, session.lang))
    if "text" in found.lacks:
        yield session.say("This engine finds no words; only filters work.")
    yield from _work_lines(found.work, session)


def _work_lines(work: Work, session: Session) -> Iterator[str]:
    progress = work.progress
    if work.is_interrupted:
        yield session.say("The last reindex was interrupted; the live index is whole. Run again: kb reindex --changed")
    elif work.is_building and progress and not progress.is_over:
        yield session.say("A reindex is at %(done)s of %(total)s.", done=progress.done, total=progress.total)
    if work.is_held:
        yield session.say("This generation was gone back to and is held until somebody runs: kb reindex")


def status_as_json(found: IndexStatus) -> dict[str, object]:
    """The status for programs."""
    manifest, progress = found.manifest, found.work.progress
    return {
        "ok": manifest is not None,
        "engine": found.engine,
        "lacks": sorted(found.lacks),
        "reason": found.reason or None,
        "generation": manifest.generation if manifest else None,
        "created": manifest.created if manifest else None,
        "cases": manifest.cases if manifest else 0,
        "left_out": manifest.left_out if manifest else 0,
        "known_questions": {"asked": manifest.asked, "met": manifest.met} if manifest else None,
        "progress": {
            "phase": progress.phase, "done": progress.done, "total": progress.total, "rate": progress.rate,
        } if progress else None,
        "building": found.work.is_building,
        "interrupted": found.work.is_interrupted,
        "held": found.work.is_held,
    }
