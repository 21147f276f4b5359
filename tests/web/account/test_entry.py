"""Ways into an account, as a browser goes them."""

import re

import pytest

from kb.accounts import Actor, Kind, Role
from tests.mail_server import mail_server
from tests.web.members import (
    EMAIL,
    OTHER_PASSWORD,
    PASSWORD,
    Browser,
    add_person,
    code_for,
    make_site,
    words,
)


@pytest.fixture
def site(tmp_path, library):
    return make_site(tmp_path, library)


@pytest.fixture
def accounts(site):
    return site.extensions["kb.services"].accounts


@pytest.fixture
def browser(site):
    return Browser(site)


@pytest.fixture
def mailing(tmp_path, library):
    with mail_server() as server:
        def build(**changes):
            return make_site(tmp_path, library, smtp_host="127.0.0.1", smtp_port=server.port, smtp_security="none",
                             smtp_from="culise@example.md", address="https://culise.example", **changes)
        build.server = server
        yield build


def test_one_signs_in_and_goes_on_to_where_one_was(site, browser):
    add_person(site)
    response = browser.sign_in(next="/ru/search?q=vin")
    assert (response.status_code, response.location) == (303, "/ru/search?q=vin")
    assert browser.is_signed_in()


@pytest.mark.parametrize("after", ["//evil.example", "https://evil.example/", "\\\\evil.example", "/\t/evil.example"])
def test_a_link_does_not_lead_on_to_strangers(site, browser, after):
    add_person(site)
    assert 'name="next"' not in browser.get("/ro/account/sign-in", query_string={"next": after}).text
    assert browser.sign_in(next=after).location == "/ro/account/"


def test_who_is_signed_in_needs_no_form(site, browser):
    browser.take(add_person(site)[1])
    assert browser.get("/ro/account/sign-in?next=/ro/search").location == "/ro/search"


@pytest.mark.parametrize("given", [
    {"password": "gresit de tot"}, {"email": "nobody@example.md"}, {"email": "", "password": ""}])
def test_a_wrong_pair_is_refused_with_the_address_given_back_and_the_password_not(site, browser, given):
    add_person(site)
    response = browser.sign_in(**given)
    assert response.status_code == 422
    assert "nu se potrivesc" in response.text
    assert f'value="{given.get("email", EMAIL)}"' in response.text
    assert PASSWORD not in response.text
    assert "gresit" not in response.text
    assert not browser.is_signed_in()


def test_the_page_is_byte_for_byte_the_same_for_known_and_unknown_addresses(site, browser):
    add_person(site)
    known, unknown = (browser.sign_in(email, "gresit de tot").text for email in (EMAIL, "eva@example.md"))
    hide = re.compile(r'value="[^"]*"|<code>[^<]*</code>')
    assert hide.sub("", known) == hide.sub("", unknown)


def test_too_many_tries_are_told_with_how_long_to_wait(site, browser):
    add_person(site)
    for _ in range(10):
        browser.sign_in(password="gresit de tot")
    response = browser.sign_in()
    assert response.status_code == 429
    assert "15 min" in response.text


def test_a_session_from_before_sign_in_is_not_one_after_it(site, browser):
    """Somebody may have put their own session into this browser."""
    _, planted = add_person(site, "eva@example.md")
    browser.take(planted)
    add_person(site)
    browser.client.delete_cookie("session")
    browser.take(planted)
    response = browser.client.get("/ro/account/sign-in")
    assert response.status_code == 303
    browser.send("/ro/account/sign-out")
    browser.sign_in()
    assert browser.session not in ("", planted)
    assert site.extensions["kb.services"].actor(planted) == Actor.ANONYMOUS


def test_forms_that_were_open_before_sign_in_are_void_after_it(site, browser):
    add_person(site)
    page = browser.get("/ro/account/sign-in").text
    [old, *_] = re.findall(r'name="csrf_token" value="([^"]+)"', page)
    browser.sign_in()
    assert browser.client.post("/ro/account/sign-out", data={"csrf_token": old}).status_code == 403
    assert browser.is_signed_in()


def test_signing_out_ends_the_session_and_takes_the_cookie(site, browser):
    _, token = add_person(site)
    browser.take(token)
    assert browser.send("/ro/account/sign-out").location == "/ro/"
    assert browser.session == ""
    assert site.extensions["kb.services"].actor(token) == Actor.ANONYMOUS


def test_a_link_elsewhere_cannot_sign_one_out(site, browser):
    browser.take(add_person(site)[1])
    assert browser.get("/ro/account/sign-out").status_code == 405
    assert browser.client.post("/ro/account/sign-out").status_code == 403
    assert browser.is_signed_in()


def enrolled(site, browser):
    """Somebody with the second step on; answers the page with the recovery codes, and signs out."""
    browser.take(add_person(site)[1])
    shown = browser.get("/ro/account/second-step").text
    page = browser.send("/ro/account/second-step", do="on", code=code_for(shown, -1)).text
    browser.send("/ro/account/sign-out")
    return shown, re.findall(r"<code>([A-Z2-9]{5}-[A-Z2-9]{5})</code>", page)


def test_the_second_step_asks_for_a_code_and_keeps_where_one_was(site, browser):
    shown, _ = enrolled(site, browser)
    response = browser.sign_in(next="/ro/search?q=vin")
    assert response.location == "/ro/account/sign-in/code?next=%2Fro%2Fsearch%3Fq%3Dvin"
    assert not browser.is_signed_in()
    assert browser.get(response.location).status_code == 200
    wrong = browser.send("/ro/account/sign-in/code", code="000000", next="/ro/search?q=vin")
    assert wrong.status_code == 422
    assert 'value="000000"' not in wrong.text
    right = browser.send("/ro/account/sign-in/code", code=code_for(shown), next="/ro/search?q=vin")
    assert right.location == "/ro/search?q=vin"
    assert browser.is_signed_in()


def test_a_recovery_code_opens_when_the_phone_is_lost(site, browser):
    _, codes = enrolled(site, browser)
    browser.sign_in()
    assert browser.send("/ro/account/sign-in/code", code=codes[3]).location == "/ro/account/"
    assert browser.is_signed_in()


@pytest.mark.parametrize("method", ["get", "send"])
def test_the_code_is_not_asked_of_somebody_without_the_password(browser, method):
    assert getattr(browser, method)("/ro/account/sign-in/code").location == "/ro/account/sign-in"


def test_an_invitation_becomes_an_account_and_one_is_signed_in(accounts, browser):
    token = accounts.invite(Actor.CONSOLE, EMAIL, Role.EDITOR, "ro")
    page = browser.get(f"/ru/account/register/{token}")
    assert EMAIL in page.text
    assert page.headers["Cache-Control"] == "no-store"
    refused = browser.send(f"/ru/account/register/{token}", name="Ana <Popescu>", password="scurt")
    assert refused.status_code == 422
    assert 'value="Ana &lt;Popescu&gt;"' in refused.text
    assert "scurt" not in refused.text
    response = browser.send(f"/ru/account/register/{token}", name="Ana <Popescu>", password=PASSWORD)
    assert response.location == "/ru/account/"
    assert accounts.actor(browser.session).name == "Ana <Popescu>"
    assert "Ana &lt;Popescu&gt;" in browser.get("/ru/account/").text
    assert browser.get(f"/ru/account/register/{token}").status_code == 404


def test_opening_a_link_does_not_use_it_up(accounts, browser, site):
    """Mail programs open links to look at them."""
    person, _ = add_person(site, "ion@example.md")
    for path, token in (("register", accounts.invite(Actor.CONSOLE, EMAIL, Role.EDITOR, "ro")),
                        ("reset", accounts.reset_link(Actor.CONSOLE, person.id))):
        for _ in range(3):
            assert browser.get(f"/ro/account/{path}/{token}").status_code == 200
            assert browser.client.head(f"/ro/account/{path}/{token}").status_code == 200


@pytest.mark.parametrize("path", ["register", "reset"])
@pytest.mark.parametrize("token", ["x", "%00", "a" * 500, "ă", "%ff"])
def test_a_link_that_is_none_is_told_what_to_do(browser, path, token):
    response = browser.get(f"/ro/account/{path}/{token}")
    assert response.status_code == 404
    assert "cereți altul" in response.text


def test_a_reset_link_gives_a_new_password(site, accounts, browser):
    person, session = add_person(site)
    token = accounts.reset_link(Actor.CONSOLE, person.id)
    assert browser.send(f"/ro/account/reset/{token}", password="parola123456").status_code == 422
    done = browser.send(f"/ro/account/reset/{token}", password=OTHER_PASSWORD)
    assert done.status_code == 200
    assert f'value="{EMAIL}"' in done.text
    assert accounts.actor(session) == Actor.ANONYMOUS
    assert not browser.is_signed_in()
    assert browser.sign_in(password=OTHER_PASSWORD).status_code == 303


def test_without_mail_one_is_told_whom_to_ask(browser):
    assert "administrator" in words(browser.get("/ro/account/reset").text)
    response = browser.send("/ro/account/reset", email=EMAIL)
    assert response.status_code == 404
    assert "administrator" in words(response.text)


def test_a_link_to_a_new_password_comes_by_mail_and_the_page_does_not_tell_to_whom(mailing):
    site = mailing()
    add_person(site)
    browser = Browser(site)
    known, unknown = (browser.send("/ro/account/reset", email=email) for email in (EMAIL, "eva@example.md"))
    hide = re.compile(r"ana@|eva@|<code>[^<]*</code>")
    assert known.status_code == unknown.status_code == 200
    assert hide.sub("", known.text) == hide.sub("", unknown.text)
    message = mailing.server.next_message()
    assert message["To"] == EMAIL
    assert mailing.server.taken.empty()
    [address] = re.findall(r"https://culise\.example(/\S+)", message.get_content())
    assert browser.send(address, password=OTHER_PASSWORD).status_code == 200


def test_a_host_that_somebody_made_up_stands_in_no_mail(mailing):
    site = mailing()
    add_person(site)
    browser = Browser(site, HTTP_HOST="evil.example")
    browser.send("/ro/account/reset", email=EMAIL)
    assert "evil" not in mailing.server.next_message().get_content()


def test_on_an_open_site_the_link_comes_by_mail(mailing):
    site = mailing(registration="open")
    browser = Browser(site)
    assert browser.get("/ro/account/register").text.count('name="email"') == 1
    refused = browser.send("/ro/account/register", email="no address")
    assert refused.status_code == 422
    assert 'value="no address"' in refused.text
    assert browser.send("/ro/account/register", email="ion@example.md").status_code == 200
    [address] = re.findall(r"https://culise\.example(/\S+)", mailing.server.next_message().get_content())
    assert browser.send(address, name="Ion", password=PASSWORD).location == "/ro/account/"
    link_gone = site.extensions["kb.services"].accounts
    with pytest.raises(Exception, match="used already"):
        link_gone.link(Kind.INVITATION, address.rpartition("/")[2])


@pytest.mark.parametrize("registration", ["invitation", "closed"])
def test_elsewhere_one_is_told_how_to_be_invited(tmp_path, library, registration):
    browser = Browser(make_site(tmp_path, library, registration=registration))
    page = browser.get("/ro/account/register").text
    assert "prin invitație" in page
    assert 'name="email"' not in page
    assert browser.send("/ro/account/register", email="ion@example.md").status_code == 403


@pytest.mark.parametrize("path", ["sign-in", "register", "reset"])
@pytest.mark.parametrize("lang", ["ro", "ru", "en"])
def test_ways_in_are_kept_out_of_search_engines_and_caches(browser, lang, path):
    response = browser.get(f"/{lang}/account/{path}")
    assert response.status_code == 200
    assert '<meta name="robots" content="noindex">' in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert response.text.count("<h1>") == 1
