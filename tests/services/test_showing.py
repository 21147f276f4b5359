"""Cases as cards and books with their cases, over a real small library."""

import pytest

from kb import services as wiring
from kb.errors import IndexUnavailable
from kb.settings import Settings
from tests.builders import SOURCE, case_markdown, page, write_library

BOOK = page({"title": "Arta vânzării", "author": "Ion Autor", "lang": "ro", "sources": [SOURCE]})


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shown")
    content = write_library(
        folder / "content",
        cases={"unu": case_markdown(title="Unu", books=["arta"]), "doi": case_markdown(title="Doi", books=["arta"]),
               "trei": case_markdown(title="Trei")},
        files={"books/arta.md": BOOK, "books/alta.md": BOOK})
    services = wiring.build(Settings(content=content, index=folder / "index", log_level="error"))
    services.reindex("full")
    services.cards(["unu"], "ro")  # opens what is kept open for all tests
    yield services
    services.close()


@pytest.mark.parametrize(("slugs", "shown"), [
    (["trei", "unu"], ["trei", "unu"]),
    (["unu", "nimic", "doi"], ["unu", "doi"]),
    ([], []),
])
def test_cards_stand_in_the_order_they_were_asked_for_and_what_is_missing_is_left_out(services, slugs, shown):
    assert [hit.slug for hit in services.cards(slugs, "ro")] == shown


def test_a_card_is_what_a_list_shows(services):
    [hit] = services.cards(["unu"], "ru")
    assert (hit.title, hit.lang, hit.why) == ("Unu", "ro", None)


def test_a_book_knows_the_cases_that_name_it(services):
    assert services.cases_by_book() == {"arta": ("doi", "unu")}


def test_without_an_index_it_says_so(tmp_path):
    services = wiring.build(Settings(content=tmp_path, index=tmp_path / "none", log_level="error"))
    for ask in (lambda: services.cards(["unu"], "ro"), services.cases_by_book):
        with pytest.raises(IndexUnavailable):
            ask()
    services.close()


def test_every_kind_of_page_around_the_cases_is_kept_with_its_languages(tmp_path):
    files = {
        "help/searching.ro.md": page({"title": "Cum se caută", "lang": "ro"}, "Scrieți."),
        "help/searching.en.md": page({"title": "How to search", "lang": "en"}, "Type."),
        "wanted/un-caz.md": page({"title": "Un caz", "lang": "ro"}, "Ce ar ajuta."),
    }
    content = write_library(tmp_path / "content", files=files)
    services = wiring.build(Settings(content=content, index=tmp_path / "index", log_level="error"))
    services.reindex("full")
    [guide] = services.pages("help")
    assert [text.name for text in guide.texts] == ["Cum se caută", "How to search"]
    assert guide.text("en").body.html == "<p>Type.</p>"
    assert services.page("help", "searching") == guide
    assert [brief.origin for brief in services.pages("wanted")] == ["editor"]
    (content / "help/searching.en.md").write_text(page({"title": "How to find", "lang": "en"}, "Type."), "utf-8")
    services.reindex("changed")
    assert services.page("help", "searching").text("en").name == "How to find"
    services.close()
