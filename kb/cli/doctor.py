"""`kb doctor`: what is wrong, each fault with its exact repair."""

from typing import TYPE_CHECKING

import click

from kb.cli.session import Session, json_option, language_option, pass_session, print_json
from kb.i18n import N_

if TYPE_CHECKING:
    from kb.indexing import Finding

_SEVERITIES = {"error": N_("error"), "warning": N_("warning"), "note": N_("note")}


@click.command()
@click.option("--fix", is_flag=True, help="Carry out the repairs that lose nothing.")
@json_option
@language_option
@pass_session
@click.pass_context
def doctor(context: click.Context, session: Session, fix: bool, as_json: bool) -> None:
    """Examine the index and the kept records. Exit status 1 when something needs mending."""
    findings = session.services.examine()
    done = session.services.mend(findings) if fix else ()
    if done:
        findings = session.services.examine()
    if as_json:
        print_json({"done": done, "findings": [finding_as_json(finding, session) for finding in findings]})
    else:
        for command in done:
            click.echo(session.say("done: %(command)s", command=command))
        for finding in findings:
            click.echo(_line(finding, session))
        if not findings:
            click.echo(session.say("Nothing is wrong."))
    context.exit(1 if any(finding.severity != "note" for finding in findings) else 0)


def _line(finding: "Finding", session: Session) -> str:
    severity = session.say(_SEVERITIES[finding.severity])
    line = f"{severity}: {session.say(finding.reason, **finding.arguments)}"
    return line + (f"\n    -> {finding.repair}" if finding.repair else "")


def finding_as_json(finding: "Finding", session: Session) -> dict[str, object]:
    """A finding for programs."""
    return {
        "code": finding.code, "severity": finding.severity,
        "message": session.say(finding.reason, **finding.arguments),
        "repair": finding.repair or None, "is_safe": finding.is_safe,
    }
