"""Books: the reading list, and one book."""

from typing import cast

from flask import Blueprint, g, render_template

from kb.model import Book
from kb.web.addresses import book_address
from kb.web.context import current_reader, services
from kb.web.guards import public
from kb.web.language import locale
from kb.web.lookup import known_page, page_or_404
from kb.web.present.books import present_book, present_books
from kb.web.present.hits import present_hits

blueprint = Blueprint("books", __name__)


@blueprint.get("/<language:lang>/books")
@public
def index() -> str:
    """The reading list."""
    books = present_books(_books(), services().cases_by_book(), current_reader(), known_page)
    return render_template("books/index.html", books=books)


@blueprint.get("/<language:lang>/books/<slug>")
@public
def show(slug: str) -> str:
    """A book."""
    book = cast(Book, page_or_404("books", slug, book_address))
    g.canonical_path = book_address(locale(), book.slug)
    reader, used = current_reader(), services().cases_by_book()
    cases = present_hits(services().cards(used.get(book.slug, ()), reader.lang), reader)
    page = present_book(book, _books(), used, cases, reader, known_page)
    return render_template("books/show.html", page=page)


def _books() -> list[Book]:
    return [book for book in services().pages("books") if isinstance(book, Book)]
