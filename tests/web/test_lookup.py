"""Pages by the address of others: named where they have a name, never failing over what somebody typed."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.exceptions import HTTPException

from kb.errors import NotFound
from kb.web.addresses import event_address
from kb.web.lookup import known_page, named_page, page_or_404


@pytest.fixture
def at(app):
    """Ask something on a page of a language."""
    def ask(question, lang="ro"):
        with app.test_request_context(f"/{lang}/"):
            return question()
    return ask


@pytest.mark.parametrize(("address", "lang", "named"), [
    ("/ro/cases/struguri-in-loc-de-flori", "ro", ("Struguri în loc de flori", "ro")),
    ("/ro/cases/struguri-in-loc-de-flori", "ru", ("Виноград вместо цветов", "ru")),
    ("/en/cases/vin-la-pahar?version=ru#rezultate", "en", ("Vin la pahar", "ro")),
    ("/ro/people/diana-crudu", "ro", ("Diana Crudu", "ro")),
    ("/ro/businesses/tineri-fermieri", "ro", ("Tineri fermieri", "ro")),
    ("/ru/events/targul-2027", "ru", ("Ярмарка винограда", "ru")),
    ("/ro/wanted/un-caz", "ro", ("Un caz", "ro")),
])
def test_a_page_is_named_by_its_title_in_the_readers_language(at, address, lang, named):
    found = at(lambda: named_page(address), lang)
    assert (found.label, found.lang, found.url) == (*named, address)


@pytest.mark.parametrize("address", [
    "/ro/cases/nobody", "/ro/search?q=vin", "/ro/", "/", "/fr/cases/vin-la-pahar", "/ro/cases/vin-la-pahar/cite",
    "cases/vin-la-pahar", "/ro/specialists/nobody", "/ro/nothing/vin-la-pahar", "//ro/cases/vin-la-pahar",
])
def test_what_has_no_title_goes_by_its_address(at, address):
    found = at(lambda: named_page(address))
    assert (found.label, found.url) == (address, address)


def test_no_address_is_no_page(at):
    assert at(lambda: named_page("")) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=40) | st.text("/rocases?#.", max_size=20))
def test_any_text_can_stand_where_an_address_is_wanted(at, address):
    found = at(lambda: named_page(address))
    assert (found is None) == (not address)
    assert found is None or found.url == address


def test_a_page_is_there_moved_or_missing(at):
    assert at(lambda: page_or_404("events", "targul-2027", event_address)).slug == "targul-2027"
    with pytest.raises(HTTPException) as moved:
        at(lambda: page_or_404("events", "targul-vechi", event_address))
    assert (moved.value.response.status_code, moved.value.response.location) == (301, "/ro/events/targul-2027")
    with pytest.raises(NotFound) as missing:
        at(lambda: page_or_404("events", "nobody", event_address))
    assert missing.value.field == "slug"


def test_a_page_that_is_only_named_may_be_missing(at):
    found = at(lambda: [known_page("specialists", slug) for slug in ("diana-crudu", "nobody", "")])
    assert [page.slug if page else None for page in found] == ["diana-crudu", None, None]


NOUNS = ("businesses", "people", "events", "books", "questions", "wanted", "industries", "platforms", "market", "help",
         "cases")
NOBODY = ("..", ".", "%2e%2e", "a b", "ș", "a\u202eb", "x" * 2_000, "__proto__", "0", "-", "a.ru", "{{7*7}}",
          "<script>", "'", "\\", "CON", "null")


@pytest.mark.parametrize("noun", NOUNS)
def test_a_name_that_nobody_has_is_not_found_and_given_back_unharmed(client, noun):
    for slug in NOBODY:
        answer = client.get(f"/ro/{noun}/{quote(slug)}")
        said = answer.text.partition("<main")[2].partition("</main>")[0]
        assert answer.status_code in (404, 308), slug
        assert "<script>" not in said
        assert "49" not in said
