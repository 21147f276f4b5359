"""No form of another site, and none without this browser's token, changes anything."""

import pytest
from flask import render_template_string, request

from kb.settings import Settings
from kb.web import create_app
from kb.web.forms import FIELD, HEADER, MAX_AGE_S, cookie_name, csrf_token, renew_browser
from kb.web.guards import public
from tests.web.fake_services import FakeServices

PAGE = "{{ csrf_field() }}"


@pytest.fixture
def sent():
    """What got through to the view."""
    return []


@pytest.fixture
def site(library, sent):
    app = create_app(Settings(content=library, log_level="error"), FakeServices())

    def form():
        if request.method == "GET":
            return render_template_string(PAGE)
        sent.append(request.form.get("text"))
        return "done"

    def renew():
        renew_browser()
        return "new"

    app.add_url_rule("/ro/form", "form", public(form), methods=["GET", "POST", "PUT", "DELETE"])
    app.add_url_rule("/ro/renew", "renew", public(renew))
    app.testing = True
    return app


@pytest.fixture
def browser(site):
    return site.test_client()


def token_of(browser, **changes):
    return browser.get("/ro/form", **changes).text.partition('value="')[2].partition('"')[0]


def test_a_form_of_our_own_page_arrives(browser, sent):
    answer = browser.post("/ro/form", data={FIELD: token_of(browser), "text": "salut"})
    assert (answer.status_code, sent) == (200, ["salut"])


def test_the_token_may_come_in_a_header_for_scripts(browser, sent):
    answer = browser.post("/ro/form", data={"text": "salut"}, headers={HEADER: token_of(browser)})
    assert (answer.status_code, sent) == (200, ["salut"])


def test_two_forms_open_at_once_both_arrive(browser):
    first, second = token_of(browser), token_of(browser)
    for token in (first, second):
        assert browser.post("/ro/form", data={FIELD: token}).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_arrives_without_a_token(browser, sent, method):
    browser.get("/ro/form")
    assert getattr(browser, method)("/ro/form", data={"text": "x"}).status_code == 403
    assert sent == []


@pytest.mark.parametrize("forge", [
    lambda token: "", lambda token: token[:-1], lambda token: "A" + token, lambda token: token + ".x",
    lambda token: token.partition(".")[2], lambda token: "aaaa." + token.partition(".")[2], lambda token: "\u202e",
    lambda token: "x" * 5_000, lambda token: "0." * 50,
])
def test_a_forged_token_does_not_pass(browser, sent, forge):
    assert browser.post("/ro/form", data={FIELD: forge(token_of(browser)), "text": "x"}).status_code == 403
    assert sent == []


def test_the_token_of_another_browser_does_not_pass(site, browser, sent):
    """Else an attacker could put a token of their own into a forged form."""
    theirs = token_of(site.test_client())
    browser.get("/ro/form")
    assert browser.post("/ro/form", data={FIELD: theirs}).status_code == 403
    assert sent == []


def test_a_token_without_its_cookie_does_not_pass(site, browser):
    assert site.test_client().post("/ro/form", data={FIELD: token_of(browser)}).status_code == 403


def test_an_empty_cookie_signs_nothing(site, browser, sent):
    with site.test_request_context("/ro/form", headers={"Cookie": "form="}):
        token = csrf_token()
    answer = browser.post("/ro/form", data={FIELD: token}, headers={"Cookie": "form="})
    assert (answer.status_code, sent) == (403, [])


def test_a_token_of_before_sign_in_does_not_pass_after_it(browser):
    before = token_of(browser)
    browser.get("/ro/renew")
    assert browser.post("/ro/form", data={FIELD: before}).status_code == 403
    assert browser.post("/ro/form", data={FIELD: token_of(browser)}).status_code == 200


def test_an_old_token_does_not_pass(browser, monkeypatch):
    token = token_of(browser)
    now = __import__("time").time()
    monkeypatch.setattr("itsdangerous.timed.TimestampSigner.get_timestamp", lambda _: int(now) + MAX_AGE_S + 5)
    assert browser.post("/ro/form", data={FIELD: token}).status_code == 403


@pytest.mark.parametrize(("headers", "status"), [
    ({"Sec-Fetch-Site": "same-origin"}, 200),
    ({"Sec-Fetch-Site": "none"}, 200),
    ({"Sec-Fetch-Site": "cross-site"}, 403),
    ({"Sec-Fetch-Site": "same-site"}, 403),
    ({"Origin": "http://localhost"}, 200),
    ({"Origin": "https://evil.example"}, 403),
    ({"Origin": "null"}, 403),
    ({"Origin": "http://[broken"}, 403),
    ({}, 200),
])
def test_what_comes_from_another_site_does_not_pass_even_with_a_token(browser, headers, status):
    assert browser.post("/ro/form", data={FIELD: token_of(browser)}, headers=headers).status_code == status


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(browser):
    cookie = browser.get("/ro/form").headers["Set-Cookie"]
    assert cookie.startswith("form=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_over_https_no_neighbouring_host_can_write_the_cookie(browser):
    cookie = browser.get("/ro/form", base_url="https://localhost").headers["Set-Cookie"]
    assert cookie.startswith("__Host-form=")
    assert "Secure" in cookie.split("; ")
    assert "Domain" not in cookie


def test_the_cookie_is_set_once_and_only_with_a_form(browser):
    assert "Set-Cookie" not in browser.get("/healthz").headers
    assert "Set-Cookie" in browser.get("/ro/form").headers
    assert "Set-Cookie" not in browser.get("/ro/form").headers


def test_a_refused_form_is_answered_in_plain_words_with_its_status(browser):
    answer = browser.post("/ro/form", data={"text": "x"})
    assert answer.status_code == 403
    assert "Traceback" not in answer.text
    assert "<h1" in answer.text


def test_an_address_that_takes_no_forms_says_so_first(browser):
    assert browser.post("/ro/search").status_code == 405
    assert browser.post("/ro/nothing").status_code == 404


def test_a_cookie_of_any_letters_never_fails(site):
    for value in ("ă", "\xff", "a" * 3_000, "=;="):
        browser = site.test_client()
        assert browser.post("/ro/form", headers={"Cookie": f"form={value}"}).status_code == 403


def test_the_name_of_the_cookie_is_one(site):
    with site.test_request_context("/ro/form"):
        assert cookie_name() == "form"
