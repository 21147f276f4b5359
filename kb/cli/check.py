"""`kb check`: everything that is wrong with the library, all at once, with its place and how to mend it."""

from collections.abc import Iterable, Iterator

import click

from kb.cli.session import Session, json_option, language_option, pass_session, print_json
from kb.model import MESSAGES, Problem, Problems


@click.command()
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@json_option
@language_option
@pass_session
@click.pass_context
def check(context: click.Context, session: Session, strict: bool, as_json: bool) -> None:
    """Check every file of the library.

    Prints path:line: field: message for each problem. Exit status 1 when a file has an error, with --strict
    also when there are only warnings.
    """
    problems = session.services.check()
    errors = sum(problem.is_error for problem in problems)
    if as_json:
        print_json({"errors": errors, "warnings": len(problems) - errors,
                    "problems": [problem_as_json(problem, session) for problem in problems]})
    else:
        print_problems(problems, session)
        click.echo(summary(problems, session), err=True)
    context.exit(1 if errors or (strict and problems) else 0)


def print_problems(problems: Iterable[Problem], session: Session) -> None:
    """Print each problem with what helps to mend it."""
    for problem in problems:
        for line in _lines(problem, session):
            click.echo(line)


def _lines(problem: Problem, session: Session) -> Iterator[str]:
    place = f"{problem.path}:{problem.line}: " + (f"{problem.field}: " if problem.field else "")
    mark = "" if problem.is_error else " (" + session.say("warning") + ")"
    yield place + message(problem, session) + mark
    if problem.nearest:
        yield "    " + session.say("did you mean: %(value)s", value=problem.nearest)
    if problem.example:
        first, *rest = problem.example.splitlines() or [""]
        yield "    " + session.say("for example: %(value)s", value=first)
        yield from (f"    {line}" for line in rest)


def message(problem: Problem, session: Session) -> str:
    """The sentence of a problem in the language asked for."""
    return session.translator.describe(MESSAGES[problem.code], problem.arguments)


def problem_as_json(problem: Problem, session: Session) -> dict[str, object]:
    """A problem for programs; the code stays, the message is for people."""
    return {
        "path": problem.path, "line": problem.line, "field": problem.field, "code": problem.code,
        "severity": str(problem.severity), "message": message(problem, session),
        "nearest": problem.nearest, "example": problem.example,
    }


def summary(problems: Problems, session: Session) -> str:
    """How many errors and warnings there are, in words."""
    errors = sum(problem.is_error for problem in problems)
    if not problems:
        return session.say("No problems found.")
    return ", ".join((
        session.say_number("%(num)s error", "%(num)s errors", errors),
        session.say_number("%(num)s warning", "%(num)s warnings", len(problems) - errors),
    ))
