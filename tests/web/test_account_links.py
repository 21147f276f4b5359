"""Ways for those who are signed in: what is theirs, where they are, and nothing that leads nowhere."""

from types import SimpleNamespace

import pytest

from kb.errors import Busy
from kb.i18n import LANGUAGES
from kb.web import account_links
from tests.web.fake_services import ACTORS
from tests.web.page_outline import read_page

WAYS = {
    "contributor": ["account/", "account/notices", "write"],
    "editor": ["account/", "account/notices", "write", "review"],
    "admin": ["account/", "account/notices", "write", "review", "admin", "admin/index", "admin/doctor",
              "admin/searches", "admin/users", "admin/audit"],
}


@pytest.fixture
def as_(app):
    """Ask something as somebody would at an address."""
    def ask(who, address, question, method="GET"):
        headers = {"Cookie": f"session={who}"} if who else {}
        with app.test_request_context(address, method=method, headers=headers):
            return question()
    return ask


def links():
    return account_links._context()["own_links"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("who", WAYS)
def test_everybody_is_shown_what_they_may_do_in_their_language(as_, who, lang):
    found = as_(who, f"/{lang}/", links)
    assert [link.url for link in found] == [f"/{lang}/{path}" for path in WAYS[who]]
    assert len({link.label for link in found}) == len(found)


@pytest.mark.parametrize("who", WAYS)
def test_no_way_leads_to_a_page_that_is_refused(app, who):
    """By what each view declares, for each who is shown a way to it."""
    client = app.test_client()
    client.set_cookie("session", who)
    for path in WAYS[who]:
        assert client.get(f"/ro/{path}").status_code not in (302, 303, 401, 403, 404, 405)


def test_whoever_is_not_signed_in_is_shown_the_way_in_and_no_other(as_):
    context = as_("", "/ro/search?q=vin", account_links._context)
    assert context["own_links"] == []
    assert context["sign_in_url"] == "/ro/account/sign-in?next=%2Fro%2Fsearch%3Fq%3Dvin"


@pytest.mark.parametrize(("address", "method", "after"), [
    ("/ro/cases/vin-la-pahar", "GET", "?next=%2Fro%2Fcases%2Fvin-la-pahar"),
    ("/ro/search", "HEAD", "?next=%2Fro%2Fsearch"),
    ("/ro/report", "POST", ""), ("/ro/nothing", "GET", ""), ("/ro/account/sign-in", "GET", ""),
    ("/ro/account/reset", "GET", ""),
])
def test_one_comes_back_to_what_one_read_and_to_nothing_that_was_sent(as_, address, method, after):
    assert as_("", address, account_links._context, method)["sign_in_url"] == f"/ro/account/sign-in{after}"


@pytest.mark.parametrize(("address", "here"), [
    ("account/", "account/"), ("account/password", "account/"), ("account/notices", "account/notices"),
    ("write", "write"), ("write/abc/markdown", "write"), ("write/new", "write"), ("writers", ""),
    ("review", "review"), ("review/abc", "review"), ("review/pages/cases/x", "review"),
    ("admin", "admin"), ("admin/index", "admin/index"), ("admin/index/cancel", "admin/index"),
    ("admin/users/7", "admin/users"), ("admin/invitations", "admin/users"), ("admin/audit.csv", "admin"),
    ("search", ""), ("", ""), ("cases/write", ""),
])
def test_one_way_at_most_is_the_one_that_one_is_on(as_, address, here):
    found = [link.url for link in as_("admin", f"/ro/{address}", links) if link.current]
    assert found == ([f"/ro/{here}"] if here else [])


def test_a_page_tells_but_once_where_one_is(app):
    client = app.test_client()
    client.set_cookie("session", "admin")
    root, _ = read_page(client.get("/ro/account/").text)
    [menu] = [each for each in root.all("details") if each.get("class") == "mine"]
    assert [link.get("href") for link in menu.all("a") if link.get("aria-current")] == ["/ro/account/"]


@pytest.mark.parametrize(("notices", "review", "counts"), [
    (0, 0, {}), (2, 0, {"/ru/account/notices": 2}), (0, 3, {"/ru/review": 3}),
    (1, 1, {"/ru/account/notices": 1, "/ru/review": 1}),
])
def test_what_waits_is_counted_at_its_way(as_, services, notices, review, counts):
    services.waiting = lambda actor: SimpleNamespace(notices=notices, review=review)
    assert as_("editor", "/ru/", account_links.own_counts) == counts


def test_a_page_is_shown_without_its_numbers_when_they_cannot_be_read(as_, services):
    def fail(_):
        raise Busy("locked")
    services.waiting = fail
    assert as_("editor", "/ro/", account_links.own_counts) == {}


@pytest.mark.parametrize(("address", "status"), [
    ("", 200), ("search", 200), ("cases/vin-la-pahar", 200), ("nothing", 404), ("write", 503), ("admin/users", 503)])
def test_while_accounts_cannot_be_read_everybody_reads_on_as_a_visitor(app, services, address, status):
    """And the page that tells of it does not fail by it too."""
    def fail(_):
        raise Busy("locked")
    services.actor = fail
    client = app.test_client()
    client.set_cookie("session", "editor")
    answer = client.get(f"/ro/{address}")
    assert answer.status_code == status
    assert '"/ro/account/sign-in' in answer.text
    assert "Traceback" not in answer.text


PAGES = [("cases/vin-la-pahar", "cases/vin-la-pahar"), ("businesses/tineri-fermieri", "businesses/tineri-fermieri"),
         ("people/diana-crudu", "specialists/diana-crudu"), ("events/targul-2027", "events/targul-2027"),
         ("books/arta-vanzarii", "books/arta-vanzarii"), ("questions/cum-vindem", "questions/cum-vindem"),
         ("wanted/un-caz", "wanted/un-caz")]
NO_FILES = ("", "search", "industries/wine", "market/retele", "compare", "help/figures", "cases/vin-la-pahar/cite")


@pytest.mark.parametrize("who", ["", *ACTORS])
def test_editors_alone_are_led_from_a_page_to_its_file(as_, who):
    for address, place in PAGES:
        url = as_(who, f"/en/{address}", account_links.editing_url)
        assert url == (f"/en/review/pages/{place}" if who in ("editor", "admin") else "")
    assert {as_(who, f"/en/{address}", account_links.editing_url) for address in NO_FILES} == {""}
