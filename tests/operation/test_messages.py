"""Every message that an operator may see says what to do: in its own words, or by the advice for its kind of error."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb import errors
from kb.cli.advice import ADVICE, names_command

ROOT = Path(__file__).resolve().parents[2] / "kb"
# What is started, stored, restored and asked by commands. What only writers and readers see is told by the pages.
ROOMS = (
    "backup", "cli", "database.py", "indexing", "log.py", "mail.py", "paths.py", "search/registry.py",
    "search/sqlite_fts", "search/whoosh_index", "services/backup.py", "services/doctoring.py", "services/keys.py",
    "services/readiness.py", "services/starting.py", "services/upkeep.py", "settings.py", "store", "web/metrics.py",
    "web/serve.py",
)
# The words of each message that say what to do, where they name no command. A new message is added here with its own.
SAYS = {
    "%(file)s exists already; give another name": "give another name",
    "%(file)s exists already; give another slug, or edit that file": "give another slug, or edit that file",
    "%(file)s is empty; delete it, and a new secret is made": "delete it",
    "%(file)s was written by version %(version)s of the program, which is later than this one; install that version "
    "first": "install that version first",
    "%(host)s is not an address of this machine; give another --host, such as 127.0.0.1": "give another --host",
    "%(path)s can be read by other users of this machine; run: chmod %(mode)s %(path)s": "run: chmod",
    "%(setting)s is %(folder)s, which is not a folder; make it, or name another": "make it, or name another",
    "%(slug)s is not a slug: use lower-case letters, digits and hyphens": "use lower-case letters, digits and hyphens",
    "KB_ADDRESS must be set to the https:// address of the site: links in mails begin with it": "must be set",
    "KB_METRICS needs an extra; install it with: pip install 'culise[metrics]'": "install it with",
    "KB_METRICS_FROM holds %(value)s; give network addresses such as 10.0.0.0/8": "give network addresses",
    "KB_METRICS_TOKEN is too short; make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'":
        "make one with",
    "KB_PROXIES is 0; set it to 1 with a reverse proxy in front that speaks https, or all visitors have one address "
    "and cookies are not kept to https": "set it to 1",
    "KB_SECRET_KEY is weak; leave it out, and one is made and kept in the instance folder, or make one with: python3 "
    "-c 'import secrets; print(secrets.token_urlsafe(48))'": "leave it out",
    "KB_TRUSTED_HOSTS holds %(value)s; give names of hosts alone, such as culise.example": "give names of hosts alone",
    "KB_TRUSTED_HOSTS is not set; name the hosts that the site answers to, such as culise.example, or links could be "
    "made to lead elsewhere": "name the hosts",
    "a backup does not belong into the folder that it keeps; put it elsewhere, or into %(folder)s": "put it elsewhere",
    "an installed copy has no %(name)s folder: set %(setting)s to one": "set %(setting)s to one",
    "no reindex is at work, so there is nothing to stop": "there is nothing to stop",
    "open registration confirms e-mail addresses by mail: set KB_SMTP_HOST": "set KB_SMTP_HOST",
    "port %(port)s is reserved; choose one above 1023 with --port": "choose one above 1023",
    "port %(port)s is taken by another program; give another --port": "give another --port",
    "somebody else is writing to %(file)s for too long; try again": "try again",
    "the index is being made by another process; try again when it is done": "try again",
    "the backup %(file)s cannot be used: %(reason)s; nothing was touched, take another one": "take another one",
    "the backup was made by a later version of the program; install version %(version)s first": "install version",
    "the disk has %(free)s MB left, too few for a reindex; make room": "make room",
    "the reindex was cancelled; the live index stays as it was": "the live index stays as it was",
    "the setting %(name)s is %(value)s; it must be a number from %(least)s to %(most)s": "it must be a number",
    "the setting %(name)s is %(value)s; it must be one of: %(choices)s": "it must be one of",
    "the setting %(name)s is %(value)s; it must begin with https:// or http://": "it must begin with",
    "the setting %(name)s is %(value)s; nobody of that name has a home folder here; give the whole path":
        "give the whole path",
    "the settings file %(file)s, which KB_CONFIG names, cannot be read: %(reason)s; mend it": "mend it",
    "there is no %(name)s folder: set %(setting)s to one": "set %(setting)s to one",
    "there is no backup %(file)s; give the path of one": "give the path of one",
    "there is no folder %(folder)s; make it first": "make it first",
    "there is no kind of page called %(kind)s; there are: %(kinds)s": "there are",
    "there is no search engine %(name)s; choose one of: %(choices)s": "choose one of",
    "there is something in %(folder)s already; with --force it is moved aside": "with --force",
    "this engine finds no words, only filters work; for words set KB_ENGINE to sqlite_fts": "set KB_ENGINE",
    "this search takes too long; use fewer words": "use fewer words",
    "to send mail, set KB_SMTP_FROM and KB_ADDRESS too": "set KB_SMTP_FROM",
    "too many words begin with %(letters)s; type more letters": "type more letters",
}
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.KbError)}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every error and finding that is made in the rooms of the operator, by name."""
    for room in ROOMS:
        path = ROOT / room
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield node.func.id, node


def errors_made() -> list[tuple[str, str]]:
    """(kind, message) of every error with a message of its own."""
    return sorted({
        (name, node.args[0].value) for name, node in calls()
        if name in ERRORS and node.args and isinstance(node.args[0], ast.Constant) and node.args[0].value})


def findings_made() -> list[tuple[str, str, bool]]:
    """(code, message, whether a repair stands beside it) of everything the doctor can find."""
    found = []
    for name, node in calls():
        if name == "Finding":
            given = {each.arg: each.value for each in node.keywords}
            found.append((ast.literal_eval(node.args[0]), ast.literal_eval(given["reason"]), "repair" in given))
    return sorted(found)


@pytest.mark.parametrize(("kind", "message"), errors_made())
def test_an_error_says_what_to_do(kind: str, message: str) -> None:
    is_advised = any(getattr(errors, kind) is known for known in ADVICE)
    assert names_command(message) or is_advised or SAYS[message] in message


@pytest.mark.parametrize(("code", "message", "has_repair"), findings_made())
def test_a_finding_of_the_doctor_has_its_repair_beside_it_or_says_it(code: str, message: str, has_repair: bool) -> None:
    assert has_repair or SAYS[message] in message, code


def test_there_are_messages_and_the_table_holds_no_others() -> None:
    told = {message for _, message in errors_made()} | {message for _, message, _ in findings_made()}
    assert len(told) > 50
    assert set(SAYS) - told == set()


def test_every_error_that_is_nobodys_fault_but_the_machines_has_an_advice() -> None:
    for kind in errors.ServiceError.__subclasses__():
        assert kind in ADVICE or kind in (errors.Busy, errors.ConfigurationError), "these say it themselves, each"


