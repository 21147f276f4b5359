"""`kb new`: a skeleton that is valid but for the facts, to be filled in with any editor."""

from datetime import UTC, datetime

import click

from kb.cli.session import Session, pass_session
from kb.i18n import DEFAULT, LANGUAGES

_FOLDERS = {
    "case": "cases", "business": "businesses", "specialist": "specialists", "event": "events", "book": "books",
    "question": "questions", "wanted": "wanted",
}


@click.command()
@click.argument("kind", type=click.Choice(tuple(_FOLDERS)))
@click.argument("slug")
@click.option("--title", default="", help="Title of the page, or name of the business, person or event.")
@click.option("--lang", type=click.Choice(LANGUAGES), default=DEFAULT, show_default=True,
              help="Language of the file.")
@pass_session
def new(session: Session, kind: str, slug: str, title: str, lang: str) -> None:
    """Write the skeleton of a page into the library and print its path.

    SLUG is the name of the file: lower-case letters, digits and hyphens.
    """
    name = title or slug.replace("-", " ").capitalize()
    click.echo(session.services.new_page(_FOLDERS[kind], slug, name, lang, datetime.now(UTC).date()))
