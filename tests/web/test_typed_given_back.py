"""A form that could not be taken is given back: whatever somebody wrote is not lost."""

import pytest

from kb.errors import Busy, SignInNeeded, TooManyRequests, Unprocessable
from kb.settings import Settings
from kb.web import create_app
from kb.web.guards import public, requires
from tests.web.fake_services import FakeServices
from tests.web.members import Browser

TEXT = "Un text lung, scris seara întreagă.\nCu două rânduri și <semne> & \"ghilimele\"."
OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def fail():
    """What the view raises; empty for nothing."""
    return []


@pytest.fixture
def site(library, fail):
    app = create_app(Settings(content=library, log_level="error"), FakeServices())

    def view():
        if fail:
            raise fail[0]
        return "done"

    def closed():
        return view()

    app.add_url_rule("/ro/public", "a", public(view), methods=["GET", "POST"])
    app.add_url_rule("/ro/write", "b", requires("submit")(closed), methods=["GET", "POST"])
    app.testing = True
    return app


def post(site, address="/ro/public", headers=OWN, **fields):
    return site.test_client().post(address, data={"text": TEXT, "title": "Struguri", **fields}, headers=headers)


def test_whose_session_is_over_gets_the_text_back_and_a_way_on(site):
    response = post(site, "/ro/write?draft=3")
    assert response.status_code == 401
    assert "&lt;semne&gt; &amp; &#34;ghilimele&#34;" in response.text
    assert 'name="title" value="Struguri"' in response.text
    assert 'action="/ro/write?draft=3"' in response.text
    assert 'target="_blank"' in response.text
    assert 'name="csrf_token"' in response.text


def test_what_was_given_back_arrives_once_one_is_signed_in(site):
    """The page of the failure is a form that works."""
    client = site.test_client()
    page = client.post("/ro/write", data={"text": TEXT}, headers=OWN).text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    client.set_cookie("session", "contributor")
    assert client.post("/ro/write", data={"text": TEXT, "csrf_token": token}, headers=OWN).text == "done"


@pytest.mark.parametrize(("error", "status", "can_resend"), [
    (Busy("busy"), 503, True), (TooManyRequests("wait"), 429, True), (SignInNeeded("sign in"), 401, True),
    (RuntimeError("x"), 500, True), (Unprocessable("wrong"), 422, False),
])
def test_any_failure_gives_the_text_back(site, fail, error, status, can_resend):
    fail.append(error)
    browser = Browser(site)
    response = browser.client.post("/ro/public", headers=OWN, data={
        "text": TEXT, "csrf_token": token_of(browser)})
    assert response.status_code == status
    assert "Un text lung" in response.text
    assert ("<button class=\"btn\">Trimiteți din nou" in response.text) == can_resend


def token_of(browser):
    page = browser.get("/ro/account/sign-in").text
    return page.partition('name="csrf_token" value="')[2].partition('"')[0]


def test_a_form_that_lay_open_for_too_long_is_sent_again_by_one_click(site):
    response = post(site, csrf_token="old")
    assert response.status_code == 403
    assert "Un text lung" in response.text
    assert 'value="old"' not in response.text
    assert "Trimiteți din nou" in response.text


@pytest.mark.parametrize("headers", [
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}, {},
])
def test_what_another_site_sent_is_not_one_click_from_done(site, headers):
    response = post(site, headers=headers)
    assert response.status_code == 403
    assert "Trimiteți din nou" not in response.text
    assert 'name="csrf_token"' not in response.text


def test_no_secret_is_given_back(site):
    response = post(site, "/ro/write", password="o vaca verde pe deal", current="doi boi", code="123456")
    assert "vaca" not in response.text
    assert "doi boi" not in response.text
    assert "123456" not in response.text


def test_a_page_that_is_only_read_gives_nothing_back(site):
    assert "<textarea" not in site.test_client().get("/ro/nothing").text
    assert "<textarea" not in site.test_client().post("/ro/nothing", data={"text": TEXT}).text


def test_a_form_that_is_cut_off_or_too_large_does_not_fail_twice(site):
    response = site.test_client().post("/ro/write", data="x" * 900_000, headers=OWN | {
        "Content-Type": "application/x-www-form-urlencoded"})
    assert response.status_code in (401, 413)
    response = site.test_client().post("/ro/write", data=b"--x\r\nbroken", headers=OWN | {
        "Content-Type": "multipart/form-data; boundary=x"})
    assert response.status_code == 401
