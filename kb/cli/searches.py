"""`kb searches`: what readers search for, in numbers."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import click

from kb.cli.session import Session, json_option, language_option, pass_session, print_json
from kb.i18n import LANGUAGES, number
from kb.journal import LISTS, SearchCount, SearchFilter


@click.command()
@click.option("--list", "kind", type=click.Choice(LISTS), default=LISTS[0], show_default=True,
              help="The most frequent; those without result; those of which nothing was opened; those that were "
                   "searched in other words.")
@click.option("--in", "searched_in", type=click.Choice(LANGUAGES), help="Only searches on pages of one language.")
@click.option("--days", type=click.IntRange(1), default=30, show_default=True, help="Only the last so many days.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many lines.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the whole list as a table for other programs.")
@json_option
@language_option
@pass_session
def searches(
    session: Session, /, kind: str, searched_in: str | None, days: int, limit: int, *, as_csv: bool, as_json: bool
) -> None:
    """List what readers search for. Nobody who searched is known: only days, languages and words are kept."""
    since = datetime.now(UTC).date() - timedelta(days=days - 1)
    wanted = SearchFilter(searched_in or "", since)
    if as_csv:
        for row in session.services.searches_csv(kind, wanted):
            click.echo(row, nl=False)
        return
    found = session.services.search_log.counts(kind, wanted, limit)
    if as_json:
        print_json([asdict(each) for each in found])
        return
    for each in found:
        click.echo(" · ".join(_parts(each, session)))
    if not found:
        click.echo(session.say("Nothing of the kind was searched in these days."))


def _parts(found: SearchCount, session: Session) -> Iterator[str]:
    yield found.query
    yield found.lang
    yield session.say_number("%(num)s search", "%(num)s searches", found.searches)
    if found.total is not None:
        yield session.say_number("%(count)s case", "%(count)s cases", found.total,
                                 count=number(found.total, session.lang))
    if found.opened:
        yield session.say_number("%(num)s opened", "%(num)s opened", found.opened)
