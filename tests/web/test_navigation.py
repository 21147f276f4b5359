"""The ways through the site: only what is there, and where the reader is."""

import re
from types import SimpleNamespace

import pytest

from kb.errors import IndexUnavailable
from kb.i18n import LANGUAGES
from kb.web import navigation
from tests.web.page_outline import read_page

HANDBOOK = tuple(SimpleNamespace(slug=slug) for slug in ("about", "searching", "figures"))


@pytest.fixture
def at(app, services):
    """Ask something as a page at an address would."""
    def ask(address, question, handbook=HANDBOOK):
        services.pages = lambda kind: handbook if kind == "help" else ()
        with app.test_request_context(address):
            return question()
    return ask


def current(links):
    return [link.url for link in links if link.current]


@pytest.mark.parametrize(("address", "here"), [
    ("/ro/search?q=vin", ["/ro/search"]), ("/ro/cases/vin-la-pahar", ["/ro/search"]),
    ("/ro/businesses", ["/ro/businesses"]),
    ("/en/people/diana-crudu", ["/en/people"]), ("/ro/", []), ("/ro/nothing", []), ("/ro/searching", []),
])
def test_the_part_the_reader_is_in_is_marked(at, address, here):
    assert current(at(address, navigation.main_links)) == here


def test_a_part_appears_when_its_pages_do(app, at, make_app):
    links = {link.url for link in at("/ro/", navigation.main_links)}
    assert {"/ro/search", "/ro/businesses", "/ro/people"} <= links
    assert {link for link in links if app.test_client().get(link).status_code == 404} == set()


def test_every_link_of_every_group_leads_somewhere(at, app):
    adapter = app.url_map.bind("localhost")
    groups = at("/en/", navigation.all_groups)
    assert all(group.links and group.label for group in groups)
    for link in (link for group in groups for link in group.links):
        assert adapter.test(link.url, "GET"), link.url


def test_no_address_stands_in_two_groups(at):
    urls = [link.url for group in at("/ro/", navigation.all_groups) for link in group.links]
    assert len(urls) == len(set(urls))


@pytest.mark.parametrize(("page", "address"), [
    ("figures", "/ru/help/figures"), ("about", "/ru/about"), ("writing", ""), ("../secret", ""),
])
def test_the_handbook_is_offered_as_far_as_the_library_has_it(at, page, address):
    assert at("/ru/", lambda: navigation.help_address(page)) == address


def test_a_library_that_cannot_be_read_has_no_handbook(at, services):
    def fail(kind):
        raise IndexUnavailable("gone")

    def ask():
        services.pages = fail
        return navigation.help_address("figures"), navigation.all_groups()
    address, groups = at("/ro/", ask)
    assert address == ""
    assert groups


def test_an_error_page_has_the_navigation_even_without_an_index(client, services):
    services.fail = IndexUnavailable("gone")
    page = client.get("/ro/search")
    assert page.status_code == 503
    assert 'href="/ro/businesses"' in page.text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["", "search", "businesses", "people/diana-crudu", "nothing"])
def test_the_menu_of_a_phone_needs_no_script(client, lang, path):
    root, _ = read_page(client.get(f"/{lang}/{path}").text)
    [header] = [each for each in root.all("header") if each.get("class") == "top"]
    [menu] = [each for each in header.all("details") if each.get("class") == "menu"]
    assert menu.children[0].tag == "summary"
    hrefs = {link.get("href") for link in menu.all("a")}
    [foot] = [each for each in root.all("nav") if each.get("class") == "sitemap"]
    assert {link.get("href") for link in foot.all("a")} <= hrefs
    [bar] = [each for each in header.all("nav") if each.get("class") == "main"]
    assert {link.get("href") for link in bar.all("a")} <= hrefs


def test_a_shared_link_has_a_picture_in_its_language(client):
    for lang in LANGUAGES:
        page = client.get(f"/{lang}/cases/vin-la-pahar").text
        address = re.search(r'property="og:image" content="http://localhost([^"]+)"', page)[1]
        picture = client.get(address)
        assert (picture.status_code, picture.mimetype) == (200, "image/png")
        assert address.startswith(f"/static/share-{lang}.png?v=")
        assert (picture.data[16:20], picture.data[20:24]) == ((1200).to_bytes(4, "big"), (630).to_bytes(4, "big"))
