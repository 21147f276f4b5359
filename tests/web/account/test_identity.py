"""The address one signs in with and the page about oneself, as browsers of members and editors see them."""

import re

import pytest

from kb import services as wiring
from kb.accounts import Role
from kb.i18n import LANGUAGES
from kb.settings import Settings
from kb.web import create_app
from tests.builders import specialist_markdown, write_library
from tests.mail_server import mail_server
from tests.web.members import EMAIL, PASSWORD, Browser, add_person, words
from tests.web.page_outline import read_page

DIANA = "diana-crudu"


@pytest.fixture
def make(tmp_path):
    """A site over a small library with its index."""
    built = []

    def site(**changes):
        write_library(tmp_path / "content", specialists={
            DIANA: specialist_markdown(), "ion-rusu": specialist_markdown(name="Ion <Rusu>")})
        made = wiring.build(Settings(content=tmp_path / "content", index=tmp_path / "index", processes=1,
                                     instance=tmp_path / "instance", log_level="error", **changes))
        built.append(made)
        made.reindex("full")
        app = create_app(made.settings, made)
        app.testing = True
        return app
    yield site
    for made in built:
        made.close()


@pytest.fixture
def site(make):
    return make()


@pytest.fixture
def ana(site):
    return Browser(site).take(add_person(site)[1])


@pytest.fixture
def eva(site):
    return Browser(site).take(add_person(site, "eva@example.md", Role.EDITOR, "Eva")[1])


def accounts_of(site):
    return site.extensions["kb.services"].accounts


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("address", ["account/email", "account/page", "review/claims"])
def test_the_pages_are_well_written_in_every_language(ana, eva, lang, address):
    ana.send("/ro/account/page", specialist=DIANA, do="claim")
    for browser in (ana, eva):
        response = browser.get(f"/{lang}/{address}")
        if browser is ana and address.startswith("review"):
            assert response.status_code == 403
            continue
        root, faults = read_page(response.text)
        assert (response.status_code, faults) == (200, [])
        ids = [one.get("id") for one in root.all("input", "select") if one.get("id")]
        assert len(ids) == len(set(ids))
        for field in root.all("input", "select"):
            assert field.get("type") in ("hidden", "email") or any(
                label.get("for") == field.get("id") for label in root.all("label"))


def test_the_address_is_changed_by_the_password_where_no_mail_is_sent(site, ana):
    response = ana.send("/ro/account/email", new="noua@example.md", current=PASSWORD)
    assert response.location == "/ro/account/email?done=email"
    assert "Adresa este schimbată." in words(ana.get(response.location).text)
    assert accounts_of(site).person_by_email("noua@example.md").name == "Ana Popescu"


@pytest.mark.parametrize(("given", "field"), [
    ({"new": "noua@example.md", "current": "gresit"}, "current"), ({"new": "nimic", "current": PASSWORD}, "new"),
    ({"new": EMAIL, "current": PASSWORD}, "new"), ({"new": "", "current": PASSWORD}, "new"), ({}, "current")])
def test_what_is_wrong_is_told_at_its_field_and_the_password_is_not_given_back(site, ana, given, field):
    response = ana.send("/ro/account/email", **given)
    assert response.status_code in (409, 422)
    [invalid] = [one for one in read_page(response.text)[0].all("input") if one.get("aria-invalid")]
    assert invalid.get("id") == field
    assert PASSWORD not in response.text
    assert f'value="{given.get("new", "")}"' in response.text
    assert accounts_of(site).person_by_email(EMAIL)


def test_with_mail_a_link_is_opened_read_and_only_then_used(make, monkeypatch):
    monkeypatch.setattr(wiring.Services, "_aside", lambda self, task: task())
    with mail_server() as server:
        site = make(smtp_host="127.0.0.1", smtp_port=server.port, smtp_from="culise@example.md", smtp_security="none",
                    address="https://culise.example")
        ana = Browser(site).take(add_person(site)[1])
        response = ana.send("/ru/account/email", new="noua@example.md", current=PASSWORD)
        assert response.location == "/ru/account/email?done=email-mailed"
        assert "отправлено письмо" in words(ana.get(response.location).text)
        [path] = re.findall(r"https://culise.example(\S+)", server.next_message().get_content())
        stranger = Browser(site)
        page = stranger.get(path)
        assert "noua@example.md" in page.text
        assert page.headers["Cache-Control"] == "no-store"
        assert accounts_of(site).person_by_email(EMAIL), "a program that opens links has confirmed it"
        assert stranger.send(path).status_code == 303
        assert accounts_of(site).person_by_email("noua@example.md")
        assert server.next_message()["To"] == EMAIL
        assert stranger.get(path).status_code == 404


def test_a_link_whose_address_somebody_else_got_meanwhile_says_so(site, ana):
    accounts = accounts_of(site)
    token = accounts.email_link(accounts.actor(ana.session), "noua@example.md")
    with accounts.database.writing() as rows:  # an account made on the command line a moment ago
        rows.execute("INSERT INTO people SELECT 'x', 'noua@example.md', name, credit, '', lang, role, '', made, NULL"
                     " FROM people")
    response = Browser(site).send(f"/ro/account/new-email/{token}")
    assert response.status_code == 409
    assert "Există deja un cont" in words(response.text)


def test_a_page_is_claimed_confirmed_and_shown(site, ana, eva):
    assert ana.send("/ro/account/page", specialist="ion-rusu", do="claim").location == "/ro/account/page?done=page"
    assert "Ion <Rusu>" in words(ana.get("/ro/account/page").text)
    queue = eva.get("/ro/review").text
    assert 'href="/ro/review/claims"' in queue
    page = eva.get("/ro/review/claims").text
    assert "Ana Popescu" in page
    assert 'href="/ro/people/ion-rusu"' in page
    [person] = set(re.findall(r'name="person" value="([^"]+)"', page))
    response = eva.send("/ro/review/claims", person=person, specialist="ion-rusu", do="confirm")
    assert response.location == "/ro/review/claims?done=confirm"
    assert 'href="/ro/review/claims"' not in eva.get("/ro/review").text
    assert "după cum a confirmat un editor" in words(ana.get("/ro/account/page").text)
    assert ana.send("/ro/account/page", do="end").status_code == 303
    assert accounts_of(site).person(person).specialist == ""


def test_a_refusal_needs_words_and_they_are_read(ana, eva):
    ana.send("/ro/account/page", specialist=DIANA, do="claim")
    [person] = set(re.findall(r'name="person" value="([^"]+)"', eva.get("/ro/review/claims").text))
    refused = eva.send("/ro/review/claims", person=person, specialist=DIANA, do="refuse", text="  ")
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in refused.text
    eva.send("/ro/review/claims", person=person, specialist=DIANA, do="refuse", text="Nu e <ea>.")
    page = ana.get("/ro/account/page").text
    assert "Nu e &lt;ea&gt;." in page
    assert "Sunt eu" in page


@pytest.mark.parametrize("slug", ["", "nimeni", "../x"])
def test_a_page_that_is_not_there_is_not_claimed(ana, slug):
    response = ana.send("/ro/account/page", specialist=slug, do="claim")
    assert response.status_code == 404
    assert "nu există nicio pagină" in words(response.text).lower()


def test_a_forged_claim_about_another_is_none_of_the_editors(ana, eva):
    ana.send("/ro/account/page", specialist=DIANA, do="claim")
    assert eva.send("/ro/review/claims", person="x", specialist=DIANA, do="confirm").status_code == 404
    own = eva.send("/ro/account/page", specialist=DIANA, do="claim")
    assert own.status_code == 303
    page = eva.get("/ro/review/claims").text
    assert page.count('value="confirm"') == 1
    assert "alt editor" in words(page)
