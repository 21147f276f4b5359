"""`kb backup` and `kb restore`: everything that cannot be made anew, in one file and back."""

from collections.abc import Iterator
from pathlib import Path

import click

from kb.cli.progress import ProgressLines
from kb.cli.reindex import report_as_json, report_as_text
from kb.cli.session import Session, json_option, language_option, pass_session, print_json
from kb.i18n import N_, number
from kb.services import Backup, Restored

_MEGABYTE = 1_000_000
_WHOLE, _SAVED = N_("%(file)s is whole, made %(time)s."), N_("Saved in %(file)s.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--verify", is_flag=True, help="Check a backup that is there to its last byte instead of making one.")
@click.option("--keep", type=click.IntRange(1), help="Into a folder: keep only so many backups there, the newest.")
@json_option
@language_option
@pass_session
def backup(session: Session, file: Path, verify: bool, keep: int | None, as_json: bool) -> None:
    """Save accounts, submissions, messages, uploads, the secret and the library in FILE, while the site runs.

    When FILE is a folder, the backup gets the time as its name there. It holds the secret of the site and the hashes
    of passwords: keep it where only you can read it, and a copy of it on another machine.
    """
    if keep and (verify or not file.is_dir()):
        raise click.UsageError("--keep goes with a folder to put backups into")
    services = session.services
    made = services.verify_backup(file) if verify else services.back_up(file, keep or 0)
    if as_json:
        print_json(_as_json(made))
        return
    for line in _lines(made, session, verify):
        click.echo(line)


def _lines(made: Backup, session: Session, is_verified: bool) -> Iterator[str]:
    manifest = made.manifest
    count, megabytes = len(manifest.members), round(manifest.size / _MEGABYTE, 1)
    yield session.say(_WHOLE if is_verified else _SAVED, file=made.file, time=manifest.made)
    yield session.say_number(
        "%(count)s file, %(size)s MB", "%(count)s files, %(size)s MB", count,
        count=number(count, session.lang), size=number(megabytes, session.lang))
    for name in manifest.left_out:
        yield session.say("Left out, because it is no file of its folder: %(name)s", name=name)
    for file in made.deleted:
        yield session.say("Deleted: %(file)s", file=file.name)


def _as_json(made: Backup) -> dict[str, object]:
    manifest = made.manifest
    return {
        "file": str(made.file), "made": manifest.made, "version": manifest.version,
        "files": len(manifest.members), "bytes": manifest.size, "left_out": list(manifest.left_out),
        "deleted": [str(file) for file in made.deleted],
    }


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Also over what is there; that is moved aside, not deleted.")
@json_option
@language_option
@pass_session
def restore(session: Session, file: Path, force: bool, as_json: bool) -> None:
    """Put everything back as it is in the backup FILE, and make the index anew. Stop the site before, start it after.

    The backup is checked to its last byte before anything is touched.
    """
    services = session.services
    restored = services.restore(file, insist=force)
    if not as_json:
        for line in _restored_lines(restored, session):
            click.echo(line)
    report = services.reindex("full", ProgressLines(session), insist=True)
    if as_json:
        print_json({
            "made": restored.manifest.made, "files": len(restored.manifest.members),
            "aside": [str(folder) for folder in restored.aside], "reindex": report_as_json(report, session),
        })
    else:
        click.echo(report_as_text(report, session))


def _restored_lines(restored: Restored, session: Session) -> Iterator[str]:
    count = len(restored.manifest.members)
    yield session.say_number("%(count)s file of the backup of %(time)s is back in its place.",
                             "%(count)s files of the backup of %(time)s are back in their place.", count,
                             count=number(count, session.lang), time=restored.manifest.made)
    for folder in restored.aside:
        yield session.say("What was there before is now in %(folder)s; delete it when all is well.", folder=folder)
