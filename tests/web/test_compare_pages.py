"""Comparing cases: the list is in the address, a cookie remembers it, and everything works without scripts."""

import re
from html import unescape

import pytest

from kb import services as wiring
from kb.settings import Settings
from kb.web import create_app
from tests.web import figures_library


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    folder = tmp_path_factory.mktemp("compare")
    content = figures_library.write(folder / "content")
    services = wiring.build(Settings(content=content, index=folder / "index", log_level="error", processes=1))
    services.reindex("full")
    app = create_app(services.settings, services)
    for path in ("compare?case=unu", "search?q=cazul"):  # opens what is kept open for all tests
        app.test_client().get(f"/ro/{path}")
    yield app
    services.close()


@pytest.fixture
def client(app):
    """A browser of its own, with no cookies yet."""
    return app.test_client()


def words(answer):
    main = re.sub(r"(?s).*<main|</main>.*", "", answer.text)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", main)).replace("\u00a0", " "))


def compared(answer):
    """The slugs of the cases side by side, in order."""
    section = answer.text.partition('class="compared"')[2].partition("</ul>")[0]
    return re.findall(r'href="/\w\w/cases/([\w-]+)"', section)


@pytest.mark.parametrize("lang", ["ro", "ru", "en"])
@pytest.mark.parametrize("slugs", [[], ["unu"], ["unu", "doi"], ["unu", "doi", "trei"], ["unu", "doi", "trei", "fara"]])
def test_up_to_four_cases_stand_side_by_side(client, lang, slugs):
    page = client.get(f"/{lang}/compare", query_string=[("case", slug) for slug in slugs])
    assert page.status_code == 200
    assert compared(page) == slugs


ODD = [
    (["unu", "unu", "doi"], ["unu", "doi"]),
    (["unu", "nobody", "doi"], ["unu", "doi"]),
    (["vechi", "unu"], ["fara", "unu"]),
    (["vechi", "fara"], ["fara"]),
    (["../etc", "UNU", "", "unu"], ["unu"]),
    (["unu", "doi", "trei", "patru", "fara"], ["unu", "doi", "trei", "patru"]),
]


@pytest.mark.parametrize(("asked", "shown"), ODD)
def test_what_cannot_be_compared_is_left_out(client, asked, shown):
    assert compared(client.get("/ro/compare", query_string=[("case", slug) for slug in asked])) == shown


def test_differences_come_first_and_what_is_shared_last(client):
    text = words(client.get("/en/compare?case=unu&case=doi"))
    assert text.index("What differs") < text.index("What came of it") < text.index("What they share")
    differing = text[text.index("What differs"):text.index("What came of it")]
    assert "in common: Television" in differing
    assert "Facebook" in differing
    assert "Wine" not in differing
    assert "Wine" in text[text.index("What they share"):]


def test_comparable_figures_are_drawn_together_and_others_listed_alone(client):
    page = client.get("/en/compare?case=unu&case=doi")
    [drawn] = re.findall(r"(?s)<figure.*?</figure>", page.text)
    assert "A" in drawn
    assert "100" in drawn
    assert "300" in drawn
    assert "999" not in drawn
    assert "999" in words(page)


def test_without_like_figures_it_says_that_nothing_can_be_compared(client):
    text = words(client.get("/en/compare?case=unu&case=fara"))
    assert "none of them can be compared" in text
    assert "no figures published" in text


def test_each_case_can_be_taken_away(client):
    page = client.get("/ro/compare?case=unu&case=doi").text
    assert 'href="/ro/compare?case=doi"' in page
    assert 'href="/ro/compare?case=unu"' in page


def test_taking_the_last_away_leaves_none(client):
    page = client.get("/ro/compare?case=unu")
    assert 'href="/ro/compare?case="' in page.text
    assert compared(client.get("/ro/compare?case=")) == []


def test_a_case_is_found_by_words_and_added_by_a_link(client):
    page = client.get("/en/compare?case=unu&q=Cazul+doi").text
    assert 'href="/en/compare?case=unu&amp;case=doi"' in page
    assert 'type="hidden" name="case" value="unu"' in page


def test_cases_already_here_are_not_offered_again(client):
    page = client.get("/en/compare?case=unu&q=cazul").text
    assert "case=unu&amp;case=unu" not in page


def test_four_are_full(client):
    page = client.get("/en/compare?case=unu&case=doi&case=trei&case=patru").text
    assert "Add a case" not in page


# -- the shortlist -----------------------------------------------------------------------------------------------------


def add(client, slug):
    return client.get(f"/ro/compare/add/{slug}").headers["Location"]


def test_cases_gather_one_by_one(client):
    assert add(client, "unu") == "/ro/compare?case=unu"
    client.get("/ro/compare?case=unu")
    assert add(client, "doi") == "/ro/compare?case=unu&case=doi"
    client.get("/ro/compare?case=unu&case=doi")
    assert client.get("/ru/compare").headers["Location"] == "/ru/compare?case=unu&case=doi"


def test_adding_a_case_twice_moves_it_to_the_end(client):
    client.get("/ro/compare?case=unu&case=doi")
    assert add(client, "unu") == "/ro/compare?case=doi&case=unu"


def test_a_fifth_takes_the_place_of_the_oldest(client):
    client.get("/ro/compare?case=unu&case=doi&case=trei&case=patru")
    assert add(client, "fara") == "/ro/compare?case=doi&case=trei&case=patru&case=fara"


def test_clearing_forgets_the_list(client):
    client.get("/ro/compare?case=unu&case=doi")
    client.get("/ro/compare?case=")
    assert client.get_cookie("shortlist") is None
    assert client.get("/ro/compare").status_code == 200


def test_only_a_case_that_is_there_is_added(client):
    assert client.get("/ro/compare/add/nobody").status_code == 404
    assert client.get("/ro/compare/add/vechi").headers["Location"] == "/ro/compare/add/fara"


@pytest.mark.parametrize("cookie", ["", "...", "unu.<script>", "UNU", "x" * 4000, "unu.unu.unu", "\u0219"])
def test_a_cookie_may_hold_anything(client, cookie):
    client.set_cookie("shortlist", cookie)
    assert client.get("/ro/compare", follow_redirects=True).status_code == 200
    assert client.get("/ro/compare/add/doi").status_code == 303


def test_the_cookie_is_not_for_scripts_nor_for_other_sites(client):
    header = client.get("/ro/compare?case=unu").headers["Set-Cookie"]
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert "Set-Cookie" not in client.get("/ro/compare?case=unu").headers


@pytest.mark.parametrize("address", ["/ro/compare?case=unu", "/ro/compare/add/unu"])
def test_comparisons_are_not_for_search_engines(client, address):
    assert "noindex" in client.get(address).headers["X-Robots-Tag"]


@pytest.mark.parametrize("address", ["/ro/search", "/ro/cases/unu"])
def test_lists_and_cases_lead_to_the_comparison(client, address):
    assert 'href="/ro/compare/add/unu" rel="nofollow"' in client.get(address).text
