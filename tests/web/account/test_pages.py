"""One's own account, as a browser sees it."""

import re

import pytest

from kb.accounts import Actor
from kb.i18n import LANGUAGES
from tests.web.members import EMAIL, OTHER_PASSWORD, PASSWORD, Browser, add_person, code_for, make_site, words
from tests.web.page_outline import read_page
from tests.web.test_markup import ENGLISH, SAME_EVERYWHERE, own_words

PARTS = ["", "password", "second-step", "sessions", "data"]


@pytest.fixture(scope="module")
def shared_site(tmp_path_factory, library):
    site = make_site(tmp_path_factory.mktemp("account"), library)
    _, token = add_person(site, name="Ана")
    return site, token


@pytest.fixture
def site(tmp_path, library):
    return make_site(tmp_path, library)


@pytest.fixture
def accounts(site):
    return site.extensions["kb.services"].accounts


@pytest.fixture
def ana(site):
    """Her browser, signed in."""
    return Browser(site).take(add_person(site)[1])


def person(accounts):
    return accounts.person_by_email(EMAIL)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_part_is_there_in_every_language_and_well_written(shared_site, lang, part):
    site, token = shared_site
    response = Browser(site).take(token).get(f"/{lang}/account/{part}")
    root, faults = read_page(response.text)
    assert (response.status_code, faults) == (200, [])
    assert response.headers["Cache-Control"] == "no-store"
    assert len(root.all("h1")) == 1
    for field in root.all("input", "select"):
        assert field.get("type") in ("hidden", "radio") or any(
            label.get("for") == field.get("id") for label in root.all("label"))
    [main] = root.all("main")
    said = own_words(main, lang)
    if lang == "ro":
        assert ENGLISH.findall(" ".join(said).lower()) == []
    if lang == "ru":
        latin = {word.lower().strip(".,:;·()") for word in said if re.search("[A-Za-z]{2}", word)}
        assert latin - SAME_EVERYWHERE - {"firefox", "linux", "utc"} == set()


def test_details_are_kept_and_told_in_the_language_chosen(ana, accounts):
    response = ana.send("/ro/account/", name=" Ana  Maria ", credit="", lang="ru")
    assert response.location == "/ru/account/?done=details"
    assert "Данные сохранены." in ana.get(response.location).text
    found = person(accounts)
    assert (found.name, found.credit, found.lang) == ("Ana Maria", "Ana Maria", "ru")


def test_details_that_cannot_be_kept_are_given_back(ana, accounts):
    response = ana.send("/ro/account/", name=" ", credit="Ana <P.>", lang="en")
    assert response.status_code == 422
    assert 'value="Ana &lt;P.&gt;"' in response.text
    assert 'aria-invalid="true"' in response.text
    assert '<option value="en" lang="en" selected>' in response.text
    assert person(accounts).name == "Ana Popescu"


@pytest.mark.parametrize("lang", ["xx", "", "../ro", "RO"])
def test_a_language_that_is_none_becomes_that_of_the_page(ana, accounts, lang):
    ana.send("/en/account/", name="Ana", credit="", lang=lang)
    assert person(accounts).lang == "en"


def test_a_new_password_is_set_by_the_old_one_and_this_browser_stays(site, ana):
    phone = Browser(site)
    phone.sign_in()
    response = ana.send("/ro/account/password", current=PASSWORD, password=OTHER_PASSWORD)
    assert response.location == "/ro/account/password?done=password"
    assert ana.get(response.location).text.count('class="done"') == 1
    assert not phone.is_signed_in()
    assert phone.sign_in(password=OTHER_PASSWORD).status_code == 303


@pytest.mark.parametrize(("given", "status", "field"), [
    ({"current": "gresit de tot", "password": OTHER_PASSWORD}, 422, "current"),
    ({"current": PASSWORD, "password": "scurt"}, 422, "password"),
    ({"current": "", "password": ""}, 422, "current"),
    ({}, 422, "current"),
])
def test_a_password_that_cannot_be_changed_says_why_and_gives_none_back(ana, given, status, field):
    response = ana.send("/ro/account/password", **given)
    assert response.status_code == status
    assert f'id="{field}-problem"' in response.text
    assert "scurt" not in response.text
    assert PASSWORD not in response.text
    assert ana.is_signed_in()


def test_the_second_step_is_set_up_by_a_first_code(ana, accounts):
    page = ana.get("/ro/account/second-step").text
    assert page.count("<svg class=\"qr\"") == 1
    before = ana.session
    wrong = ana.send("/ro/account/second-step", do="on", code="000000")
    assert wrong.status_code == 422
    right = ana.send("/ro/account/second-step", do="on", code=code_for(wrong.text))
    codes = re.findall(r"<code>([A-Z2-9]{5}-[A-Z2-9]{5})</code>", right.text)
    assert len(set(codes)) == 10
    assert ana.session != before
    assert ana.is_signed_in()
    assert person(accounts).has_second_step
    again = ana.get("/ro/account/second-step").text
    assert "10 coduri de rezervă" in words(again)
    assert not any(code in again for code in codes)


def test_it_is_taken_off_and_its_codes_renewed_by_the_password_alone(ana, accounts):
    page = ana.get("/ro/account/second-step").text
    ana.send("/ro/account/second-step", do="on", code=code_for(page))
    for wanted in ("codes", "off", ""):
        assert ana.send("/ro/account/second-step", do=wanted, current="gresit").status_code == 422
    assert person(accounts).has_second_step
    assert "<ol class=\"codes\">" in ana.send("/ro/account/second-step", do="codes", current=PASSWORD).text
    assert ana.send("/ro/account/second-step", do="off", current=PASSWORD).location.endswith("?done=off")
    assert not person(accounts).has_second_step


def test_where_the_site_wants_it_everything_else_waits(tmp_path, library):
    site = make_site(tmp_path, library, require_totp=True)
    vera = Browser(site).take(add_person(site, "vera@example.md", Actor.CONSOLE.role)[1])
    assert vera.get("/ro/admin/users").location == "/ro/account/second-step"
    assert vera.send("/ro/admin/invitations", email="x@example.md").status_code == 403
    page = vera.get("/ro/account/second-step").text
    assert "problem whole" in page
    vera.send("/ro/account/second-step", do="on", code=code_for(page))
    assert vera.get("/ro/admin/users").status_code == 200


def test_sessions_are_listed_and_ended(site, ana, accounts):
    phone = Browser(site, HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 15) Chrome/142.0 Mobile Safari/537.36")
    phone.sign_in()
    page = ana.get("/ro/account/sessions").text
    assert "Chrome · Android" in page
    assert page.count('name="session"') == 1
    [handle] = re.findall(r'name="session" value="([^"]+)"', page)
    assert ana.send("/ro/account/sessions", session=handle).location.endswith("?done=session")
    assert not phone.is_signed_in()
    assert ana.is_signed_in()
    assert ana.send("/ro/account/sessions", session=handle).status_code == 404


def test_all_other_browsers_are_signed_out_at_once(site, ana):
    others = [Browser(site) for _ in range(3)]
    for other in others:
        other.sign_in()
    ana.send("/ro/account/sessions")
    assert ana.is_signed_in()
    assert not any(other.is_signed_in() for other in others)


def test_ones_data_is_a_file_to_take_away(ana):
    response = ana.get("/ro/account/data.json")
    assert response.headers["Content-Disposition"] == 'attachment; filename="culise-account.json"'
    assert response.headers["Cache-Control"] == "no-store"
    assert response.json["email"] == EMAIL
    assert len(response.json["sessions"]) == 1


def test_an_account_is_deleted_by_the_password(ana, accounts):
    assert ana.send("/ro/account/delete", current="gresit").status_code == 422
    assert person(accounts)
    response = ana.send("/ro/account/delete", current=PASSWORD)
    assert response.status_code == 200
    assert "a fost șters" in response.text
    assert ana.session == ""
    assert accounts.people() == []


def test_the_only_admin_is_told_to_name_another_first(site):
    vera = Browser(site).take(add_person(site, "vera@example.md", Actor.CONSOLE.role)[1])
    response = vera.send("/ro/account/delete", current=PASSWORD)
    assert response.status_code == 409
    assert "singurul administrator" in response.text
    assert vera.is_signed_in()


@pytest.mark.parametrize("path", ["", "password", "second-step", "sessions", "delete"])
def test_no_form_of_another_site_changes_an_account(ana, accounts, path):
    before = person(accounts)
    response = ana.client.post(f"/ro/account/{path}", data={
        "name": "Eva", "current": PASSWORD, "password": OTHER_PASSWORD, "do": "on", "session": "x"})
    assert response.status_code == 403
    assert person(accounts) == before
