"""People with accounts, as an admin sees and changes them."""

import re

import pytest

from kb.accounts import Actor, Role
from kb.i18n import LANGUAGES
from tests.mail_server import mail_server
from tests.web.members import EMAIL, Browser, add_person, make_site, words
from tests.web.page_outline import read_page


@pytest.fixture
def site(tmp_path, library):
    return make_site(tmp_path, library)


@pytest.fixture
def accounts(site):
    return site.extensions["kb.services"].accounts


@pytest.fixture
def admin(site):
    return Browser(site).take(add_person(site, "vera@example.md", Role.ADMIN, "Vera")[1])


@pytest.fixture
def ana(site):
    return add_person(site)[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pages_are_well_written_in_every_language(admin, ana, accounts, lang):
    accounts.disable(Actor.CONSOLE, ana.id)
    accounts.invite(Actor.CONSOLE, "ion@example.md", Role.EDITOR, "ro")
    for address in (f"/{lang}/admin/users", f"/{lang}/admin/users/{ana.id}"):
        root, faults = read_page(admin.get(address).text)
        assert faults == []
        assert len(root.all("h1")) == 1


def test_everybody_is_listed_with_their_state(admin, ana, accounts):
    accounts.create(Actor.CONSOLE, "ion@example.md", "Ion <b>", "ro", Role.EDITOR)
    page = admin.get("/ro/admin/users").text
    for text in ("Ana Popescu", EMAIL, "Vera", "Ion &lt;b&gt;", "nu are încă parolă"):
        assert text in page
    assert f'href="/ro/admin/users/{ana.id}"' in page


def test_an_invitation_is_made_shown_once_and_withdrawn(admin, accounts):
    response = admin.send("/ro/admin/invitations", email="Ion@example.md", role="editor", lang="ru")
    assert response.status_code == 200
    [address] = re.findall(r'value="(http[^"]+/account/register/[^"]+)"', response.text)
    assert "/ru/account/register/" in address
    page = admin.get("/ro/admin/users").text
    assert address not in page
    [link] = re.findall(r'name="invitation" value="([^"]+)"', page)
    assert admin.send("/ro/admin/invitations/withdraw", invitation=link).location.endswith("?done=withdraw")
    assert accounts.invitations() == []
    assert admin.send("/ro/admin/invitations/withdraw", invitation=link).status_code == 404


@pytest.mark.parametrize(("given", "status", "field"), [
    ({"email": "no address", "role": "editor"}, 422, "email"), ({"email": EMAIL, "role": "editor"}, 409, "email"),
    ({"email": "x@example.md", "role": "king"}, 422, "role"), ({"email": "", "role": ""}, 422, "role"),
])
def test_an_invitation_that_cannot_be_made_keeps_what_was_typed(admin, ana, accounts, given, status, field):
    response = admin.send("/ro/admin/invitations", lang="ru", **given)
    assert response.status_code == status
    assert f'value="{given["email"]}"' in response.text
    assert '<option value="ru" lang="ru" selected>' in response.text
    assert accounts.invitations() == []


def test_with_a_mail_server_the_link_goes_out_and_is_not_shown(tmp_path, library):
    with mail_server() as server:
        site = make_site(tmp_path, library, smtp_host="127.0.0.1", smtp_port=server.port, smtp_security="none",
                         smtp_from="culise@example.md", address="https://culise.example")
        admin = Browser(site).take(add_person(site, "vera@example.md", Role.ADMIN)[1])
        page = admin.send("/ro/admin/invitations", email="ion@example.md", role="contributor", lang="ro").text
        assert server.next_message()["To"] == "ion@example.md"
    assert "/account/register/" not in page
    assert "a fost trimis prin e-mail" in page


def test_on_a_closed_site_an_admin_is_told_so(tmp_path, library):
    site = make_site(tmp_path, library, registration="closed")
    admin = Browser(site).take(add_person(site, "vera@example.md", Role.ADMIN)[1])
    response = admin.send("/ro/admin/invitations", email="ion@example.md", role="editor", lang="ro")
    assert response.status_code == 403
    assert "nu primește conturi noi" in response.text


def test_each_button_does_what_it_says(site, admin, ana, accounts):
    address = f"/ro/admin/users/{ana.id}"
    assert admin.send(address, do="role", role="editor").location == f"{address}?done=role"
    assert accounts.person(ana.id).role is Role.EDITOR
    admin.send(address, do="disable")
    assert accounts.person(ana.id).disabled
    assert "dezactivat" in words(admin.get(address).text)
    admin.send(address, do="enable")
    assert not accounts.person(ana.id).disabled
    her = Browser(site)
    her.sign_in()
    admin.send(address, do="sign-out")
    assert not her.is_signed_in()
    accounts.begin_enrolment(ana, "Culise")
    admin.send(address, do="second-step")
    assert not accounts.person(ana.id).has_second_step
    assert admin.send(address, do="delete").location == "/ro/admin/users?done=delete"
    assert admin.get(address).status_code == 404


def test_a_link_to_a_new_password_is_shown_once(admin, ana):
    page = admin.send(f"/ro/admin/users/{ana.id}", do="reset-link").text
    [address] = re.findall(r'value="http://[^/]+(/ro/account/reset/[^"]+)"', page)
    assert admin.get(address).status_code == 200
    assert address not in admin.get(f"/ro/admin/users/{ana.id}").text


@pytest.mark.parametrize("given", [{}, {"do": "fly"}, {"do": "role", "role": "king"}, {"do": "role"}])
def test_a_button_that_is_not_there_changes_nothing(admin, ana, accounts, given):
    before = accounts.person(ana.id)
    assert admin.send(f"/ro/admin/users/{ana.id}", **given).status_code == 422
    assert accounts.person(ana.id) == before


@pytest.mark.parametrize("given", [{"do": "role", "role": "editor"}, {"do": "disable"}, {"do": "delete"}])
def test_the_only_admin_cannot_lock_everybody_out(admin, accounts, given):
    me = accounts.person_by_email("vera@example.md")
    response = admin.send(f"/ro/admin/users/{me.id}", **given)
    assert response.status_code == 409
    assert "singurul administrator" in response.text
    assert accounts.person(me.id) == me


@pytest.mark.parametrize("wanted", ["role", "disable", "delete", "reset-link"])
def test_nobody_of_that_number_is_404(admin, wanted):
    assert admin.send("/ro/admin/users/nobody", do=wanted, role="editor").status_code == 404


def test_what_an_admin_does_is_written_down_under_their_number(site, admin, ana, accounts):
    admin.send(f"/ro/admin/users/{ana.id}", do="role", role="editor")
    me = accounts.person_by_email("vera@example.md")
    line = site.extensions["kb.services"].audit.lines(limit=1)[0]
    assert (line.actor, line.action, line.object) == (me.id, "person.role", f"person:{ana.id}")


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
def test_nobody_else_changes_a_role_least_of_all_their_own(site, ana, accounts, role):
    me, token = add_person(site, "ion@example.md", role, "Ion")
    ion = Browser(site).take(token)
    assert ion.send(f"/ro/admin/users/{me.id}", do="role", role="admin").status_code == 403
    assert ion.send("/ro/admin/invitations", email="x@example.md", role="admin").status_code == 403
    assert accounts.person(me.id).role is role
