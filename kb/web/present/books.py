"""Books: who recommends them, and in which cases they were used."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.i18n import collation_key
from kb.model import Book
from kb.web.addresses import book_address
from kb.web.pages.reading import HitView
from kb.web.present.page import PageOf, PageView, PersonLink, people_links, present_page
from kb.web.reader import Reader


@dataclass(frozen=True, slots=True)
class BookLine:
    """A book in a list; `used` is in how many cases."""

    name: str
    lang: str
    url: str
    author: str
    recommended_by: Sequence[PersonLink]
    used: int


@dataclass(frozen=True, slots=True)
class BookPage:
    """A book with everything its page shows; `original_title` only where it is another one."""

    view: PageView
    author: str
    original_title: str | None
    year: int | None
    recommended_by: Sequence[PersonLink]
    cases: Sequence[HitView]
    others: Sequence[BookLine]


def present_books(
    books: Iterable[Book], used: Mapping[str, Sequence[str]], reader: Reader, page_of: PageOf
) -> list[BookLine]:
    """Books in the order of the alphabet."""
    lines = [_line(book, used, reader, page_of) for book in books]
    return sorted(lines, key=lambda line: collation_key(line.name, reader.lang))


def present_book(
    book: Book, books: Iterable[Book], used: Mapping[str, Sequence[str]], cases: Sequence[HitView],
    reader: Reader, page_of: PageOf,
) -> BookPage:
    """The page of a book; `books` are all there are, for others that the same people recommend."""
    others = (each for each in books if each != book and set(each.recommended_by) & set(book.recommended_by))
    shown = book.text(reader.lang).name
    return BookPage(
        view=present_page(book, reader, "books", reader.say("Books")),
        author=book.author,
        original_title=book.original_title if book.original_title != shown else None,
        year=book.year,
        recommended_by=people_links(book.recommended_by, reader, page_of),
        cases=cases,
        others=present_books(others, used, reader, page_of),
    )


def _line(book: Book, used: Mapping[str, Sequence[str]], reader: Reader, page_of: PageOf) -> BookLine:
    text = book.text(reader.lang)
    return BookLine(
        name=text.name, lang=text.lang, url=book_address(reader.lang, book.slug), author=book.author,
        recommended_by=people_links(book.recommended_by, reader, page_of), used=len(used.get(book.slug, ())),
    )
