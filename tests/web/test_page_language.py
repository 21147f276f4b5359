"""The language of pages, and when it is remembered."""

import pytest

from kb.i18n import LANGUAGES

COOKIES = [
    # cookie before, Accept-Language, page, cookie that is set
    (None, None, "/ro/", None),
    (None, None, "/ru/", "ru"),
    (None, "ru", "/ru/search", None),
    (None, "ru", "/en/search", "en"),
    ("en", "ru", "/en/", None),
    ("en", "en", "/ro/cases/vin-la-pahar", "ro"),
    ("en", None, "/ro/nothing", None),
    ("en", None, "/ro/search.json", None),
    ("en", None, "/", None),
]


@pytest.mark.parametrize(("cookie", "header", "address", "expected"), COOKIES)
def test_a_language_is_remembered_only_when_that_says_something_new(client, cookie, header, address, expected):
    if cookie:
        client.set_cookie("lang", cookie)
    response = client.get(address, headers={"Accept-Language": header} if header else {})
    set_now = response.headers.get("Set-Cookie")
    assert (set_now or "lang=;").split(";")[0].removeprefix("lang=") == (expected or "")


def test_the_cookie_is_for_this_site_alone(client):
    cookie = client.get("/ru/").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    assert "Secure" in client.get("/en/", base_url="https://localhost").headers["Set-Cookie"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_switch_names_each_language_in_itself_and_marks_the_current_one(client, lang):
    page = client.get(f"/{lang}/").text
    for code, name in (("ro", "Română"), ("ru", "Русский"), ("en", "English")):
        assert f'href="/{code}/" lang="{code}" hreflang="{code}"' in page
        assert name in page
    assert page.count('aria-current="true"') == 1


def test_the_switch_keeps_the_page_however_it_is_spelled(client):
    page = client.get("/ro/cases/struguri-in-loc-de-flori?version=ru").text
    assert 'href="/en/cases/struguri-in-loc-de-flori?version=ru"' in page


def test_a_page_without_a_language_switches_to_the_first_pages(client):
    page = client.get("/nothing?a=b").text
    assert 'href="/en/" lang="en"' in page


def test_odd_letters_in_an_address_are_kept_safe(client):
    page = client.get('/ro/ța"ră<').text
    assert "/ru/%C8%9Ba%22r%C4%83%3C" in page
    assert 'ța"ră<' not in page
