"""Who is asking: cookies, caches, and what nobody sees of somebody else's page."""

import pytest

from kb.errors import Busy
from kb.web.guards import requires
from kb.web.visitor import current_actor, may, require
from tests.web.fake_services import ACTORS, FakeServices
from tests.web.members import Browser, add_person, make_site

PAGES = ["/ro/", "/ro/search", "/ro/search?q=cazul", "/ro/cases/vin-la-pahar", "/api/v1/search", "/ro/search.json"]


@pytest.fixture
def site(tmp_path, library):
    return make_site(tmp_path, library)


@pytest.fixture
def editor(client):
    client.set_cookie("session", "editor")
    return client


def test_nobody_is_asked_for_without_a_cookie(app, services, client):
    services.actor = None  # whoever calls it fails
    assert client.get("/ro/").status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_a_page_for_somebody_is_kept_nowhere(editor, address):
    response = editor.get(address)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


@pytest.mark.parametrize("address", PAGES)
def test_what_a_browser_kept_from_before_sign_in_is_not_shown_after_it(client, address):
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    client.set_cookie("session", "editor")
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("address", ["/ro/", "/ro/search", "/ro/cases/vin-la-pahar"])
def test_a_page_for_everybody_holds_nobodys_name_and_may_be_kept(app, client, address):
    editor = app.test_client()
    editor.set_cookie("session", "editor")
    assert "Ana Editor" in editor.get(address).text
    response = client.get(address)
    assert "Ana" not in response.text
    assert response.headers["Cache-Control"] == "no-cache"
    assert "Cookie" in response.vary


@pytest.mark.parametrize("address", ["/static/site.css", "/media/struguri/targ.png"])
def test_files_are_the_same_for_all(client, editor, address):
    tag = editor.get(address).headers["ETag"]
    assert editor.get(address).headers["Cache-Control"] != "no-store"
    assert editor.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_who_is_signed_in_sees_their_own_ways(client):
    found = {}
    for who in ("", *ACTORS):
        if who:
            client.set_cookie("session", who)
        found[who] = client.get("/ro/").text
    assert 'href="/ro/account/sign-in' in found[""]
    assert "/account/sign-out" not in found[""]
    for who in ACTORS:
        assert 'action="/ro/account/sign-out"' in found[who]
        assert ("/ro/admin/users" in found[who]) == (who == "admin")


def test_the_way_to_sign_in_leads_back(client):
    assert 'href="/ro/account/sign-in?next=%2Fro%2Fsearch%3Fq%3Dvin"' in client.get("/ro/search?q=vin").text
    assert 'href="/ro/account/sign-in"' in client.get("/ro/account/reset").text


def test_a_page_that_wants_an_account_leads_to_where_one_signs_in(client):
    response = client.get("/ru/admin/audit?actor=x")
    assert (response.status_code, response.location) == (
        303, "/ru/account/sign-in?next=%2Fru%2Fadmin%2Faudit%3Factor%3Dx")
    assert response.headers["Cache-Control"] in ("no-store", "no-cache")


def test_what_replaces_a_part_of_a_page_is_refused_instead(client):
    response = client.get("/ro/admin/audit", headers={"HX-Request": "true"})
    assert response.status_code == 401


def test_too_small_a_role_is_told_so(editor):
    response = editor.get("/ru/admin/users")
    assert response.status_code == 403
    assert "нет такого права" in response.text


def test_accounts_that_cannot_be_read_are_told_in_a_page(app, client, services):
    def busy(token):
        raise Busy("somebody else is writing to %(file)s for too long; try again", file="accounts.sqlite")
    services.actor = busy
    client.set_cookie("session", "editor")
    response = client.get("/ro/account/")
    assert response.status_code == 503
    assert "<h1" in response.text
    assert client.get("/healthz").status_code == 200


def test_a_view_asks_again_for_the_thing_itself(make_app, services):
    class Text:
        author_id = ACTORS["editor"].id

    def approve():
        require("approve", Text())
        return "approved"

    def told():
        return f"{may('approve', Text())} {current_actor().id}"

    app = make_app()
    app.add_url_rule("/approve", "approve", requires("approve")(approve))
    app.add_url_rule("/told", "told", requires("account")(told))
    client = app.test_client()
    for who, status in (("editor", 403), ("admin", 200)):
        client.set_cookie("session", who)
        assert client.get("/approve").status_code == status
    services.approve_own = True
    client.set_cookie("session", "editor")
    assert client.get("/approve").text == "approved"
    assert client.get("/told").text == "True id-of-editor"


@pytest.mark.parametrize("token", ["x", "ă", "\xff", "a" * 3_000, "=;", "editor;"])
def test_any_other_cookie_is_nobody(client, token):
    response = client.get("/ro/", headers={"Cookie": f"session={token}"})
    assert response.status_code == 200
    assert "/account/sign-out" not in response.text


def test_the_cookie_is_kept_from_scripts_and_other_sites(site):
    add_person(site)
    browser = Browser(site)
    cookies = browser.sign_in().headers.getlist("Set-Cookie")
    [session] = [cookie for cookie in cookies if cookie.startswith("session=")]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(session.split("; "))
    assert "Domain" not in session


def test_over_https_no_neighbouring_host_can_write_the_cookie(tmp_path, library):
    site = make_site(tmp_path, library, proxies=1)
    add_person(site)
    client = site.test_client()
    secure = {"X-Forwarded-Proto": "https"}
    page = client.get("/ro/account/sign-in", headers=secure, base_url="https://localhost").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    response = client.post("/ro/account/sign-in", base_url="https://localhost", headers=secure, data={
        "csrf_token": token, "email": "ana@example.md", "password": "o vaca verde pe deal"})
    [cookie] = [each for each in response.headers.getlist("Set-Cookie") if "session=" in each]
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
    assert client.get("/ro/account/", base_url="https://localhost", headers=secure).status_code == 200


@pytest.mark.parametrize(("proxies", "forwarded", "is_believed"), [
    (0, "203.0.113.9", False), (1, "203.0.113.9", True), (1, "198.51.100.1, 203.0.113.9", True),
])
def test_only_as_many_proxies_are_believed_as_there_are(tmp_path, library, proxies, forwarded, is_believed):
    """Else a visitor says with each try that they come from somewhere else."""
    site = make_site(tmp_path, library, proxies=proxies)
    seen = []
    accounts = site.extensions["kb.services"].accounts
    accounts.__dict__["_limits"] = lambda _, address: seen.append(address) or {"x": 9}
    page = site.test_client()
    token = page.get("/ro/account/sign-in").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    page.post("/ro/account/sign-in", data={"csrf_token": token, "email": "x@example.md"},
              headers={"X-Forwarded-For": forwarded}, environ_overrides={"REMOTE_ADDR": "192.0.2.1"})
    assert seen == [forwarded.rpartition(" ")[2] if is_believed else "192.0.2.1"]


def test_fakes_know_everybody_by_the_name_of_their_role():
    services = FakeServices()
    assert [services.actor(role).role for role in ("contributor", "editor", "admin")] == list(ACTORS)
