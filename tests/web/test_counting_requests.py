"""Which requests count as a search or as opening a result, and that a broken count file is nobody's trouble."""

import sqlite3
import threading
from contextlib import closing

import pytest

from kb import database as database_room
from kb import services as wiring
from kb.accounts import Role
from kb.journal import SearchFilter
from kb.settings import Settings
from kb.web import create_app
from tests.builders import case_markdown, write_library
from tests.web.members import Browser, add_person

HERE = "http://localhost"
CASE = "/ro/cases/struguri-in-loc-de-flori"


@pytest.mark.parametrize("lang", ["ro", "ru", "en"])
def test_a_page_that_is_loaded_with_words_is_a_search(client, services, lang):
    client.get(f"/{lang}/search?q=cazul")
    assert services.counted == ["cazul"]


@pytest.mark.parametrize("query", [
    "q=cazul&industry=wine", "q=cazul&sort=newest", "q=cazul&page=2", "q=cazul&literal=1",
])
def test_another_look_at_the_same_search_is_none(client, services, query):
    assert client.get(f"/ro/search?{query}").status_code == 200
    assert services.counted == []


def test_what_is_still_being_typed_is_none_until_it_stands(client, services):
    for text in ("c", "ca", "caz", "cazul"):
        client.get(f"/ro/search?q={text}", headers={"HX-Request": "true", "HX-Trigger": "search"})
    assert services.counted == []
    answer = client.head("/ro/search?q=cazul", headers={"X-Settled": "1"})
    assert (answer.status_code, answer.data) == (204, b"")
    assert services.counted == ["cazul"]


@pytest.mark.parametrize(("method", "headers"), [
    ("head", {}),
    ("head", {"X-Settled": "2"}),
    ("head", {"X-Settled": "1", "DNT": "1"}),
    ("get", {"X-Settled": "1", "HX-Request": "true"}),
    ("get", {"HX-Request": "true", "HX-History-Restore-Request": "true"}),
    ("get", {"DNT": "1"}),
    ("get", {"Sec-GPC": "1"}),
    ("get", {"Sec-Purpose": "prefetch;prerender"}),
    ("get", {"Purpose": "prefetch"}),
    ("get", {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}),
    ("get", {"User-Agent": "Mozilla/5.0 (compatible; YandexBot/3.0)"}),
    ("get", {"User-Agent": "facebookexternalhit/1.1 crawler"}),
    ("get", {"User-Agent": "python-requests/2.32"}),
    ("get", {"User-Agent": "curl/8.5.0"}),
    ("get", {"User-Agent": ""}),
])
def test_robots_and_whoever_asks_not_to_be_are_not_counted(client, services, method, headers):
    assert getattr(client, method)("/ro/search?q=cazul", headers=headers).status_code in (200, 204)
    client.get(CASE, headers={**headers, "Referer": f"{HERE}/ro/search?q=cazul"} if method == "get" and
               "X-Settled" not in headers and "HX-Request" not in headers else headers)
    assert services.counted == []


@pytest.mark.parametrize("agent", [
    "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/128.0.0.0 Safari/537.36 Edg/128.0",
])
def test_browsers_are_counted(client, services, agent):
    client.get("/ro/search?q=cazul", headers={"User-Agent": agent})
    assert services.counted == ["cazul"]


def test_going_back_to_results_that_the_browser_holds_is_no_new_search(client, services):
    tag = client.get("/ro/search?q=cazul").headers["ETag"]
    assert client.get("/ro/search?q=cazul", headers={"If-None-Match": tag}).status_code == 304
    assert services.counted == ["cazul"]


@pytest.mark.parametrize("path", [
    "/ro/search.json?q=cazul", "/api/v1/search?q=cazul", "/ro/search.atom?q=cazul", "/api/v1/suggest?q=cazul", "/ro/",
])
def test_programs_and_suggestions_do_not_search(client, services, path):
    client.get(path)
    assert services.counted == []


@pytest.mark.parametrize(("address", "expected"), [
    (f"{HERE}/ro/search?q=cazul", [("ro", "cazul")]),
    (f"{HERE}/ru/search?q=%D0%B2%D0%B8%D0%BD%D0%BE&industry=wine&page=2", [("ru", "вино")]),
    (f"{HERE}/ro/search?industry=wine", []),
    (f"{HERE}/ro/search?q=", []),
    (f"{HERE}/ro/", []),
    (f"{HERE}/fr/search?q=cazul", []),
    (f"{HERE}/ro/search/x?q=cazul", []),
    ("http://localhost:81/ro/search?q=cazul", []),
    ("https://elsewhere.example/ro/search?q=cazul", []),
    ("http://[::1/ro/search?q=cazul", []),
    ("/ro/search?q=cazul", []),
    ("", []),
    (f"{HERE}/ro/search?q=" + "x" * 5_000, [("ro", "x" * (2_000 - len(f"{HERE}/ro/search?q=")))]),
    (f"{HERE}/ro/search?q=%FF%FE", [("ro", "\ufffd\ufffd")]),
])
def test_a_case_that_is_opened_from_results_is_counted_under_their_words(client, services, address, expected):
    assert client.get(CASE, headers={"Referer": address}).status_code == 200
    assert services.counted == expected


def test_a_case_that_is_not_there_or_is_only_looked_at_was_not_opened(client, services):
    referer = {"Referer": f"{HERE}/ro/search?q=cazul"}
    client.get("/ro/cases/nobody", headers=referer)
    client.head(CASE, headers=referer)
    client.get(f"{CASE}.md", headers=referer)
    assert services.counted == []


@pytest.fixture
def real(tmp_path):
    """A site over a small library with accounts, and its services."""
    cases = {"vin-unu": case_markdown(title="Vin unu"), "vin-doi": case_markdown(title="Vin doi")}
    content = write_library(tmp_path / "content", cases=cases)
    settings = Settings(content=content, index=tmp_path / "index", instance=tmp_path / "instance", processes=1,
                        log_level="error")
    services = wiring.build(settings)
    services.reindex("full")
    yield create_app(settings, services), services
    services.close()


def sums(services):
    services.search_counter.flush()
    return services.search_log.sums(SearchFilter())


def test_a_visit_is_counted_from_the_search_to_the_case(real):
    app, services = real
    client = app.test_client()
    client.get("/ro/search?q=vin")
    client.get("/ro/cases/vin-unu", headers={"Referer": f"{HERE}/ro/search?q=vin"})
    services.search_counter.flush()
    [count] = services.search_log.counts("top", SearchFilter())
    assert (count.query, count.searches, count.total, count.opened) == ("vin", 1, 2, 1)


def test_nothing_about_who_searched_is_in_the_file_not_even_of_somebody_signed_in(real):
    app, services = real
    person, token = add_person(app, "vera@example.md", Role.ADMIN, "Vera Popa")
    browser = Browser(app, REMOTE_ADDR="203.0.113.77").take(token)
    browser.get("/ro/search?q=vin", headers={"User-Agent": "Mozilla/5.0 Neobisnuit/7"})
    assert sums(services).searches == 1
    content = (services.settings.instance_folder / "searches.sqlite").read_bytes()
    for trace in ("203.0.113.77", "Neobisnuit", person.id, token, "Vera", "vera@"):
        assert trace.encode() not in content


def broken(folder):
    (folder / "searches.sqlite").write_bytes(b"this is no database" * 500)


def folder_in_the_way(folder):
    (folder / "searches.sqlite").mkdir()


def other_columns(folder):
    with closing(sqlite3.connect(folder / "searches.sqlite")) as rows:
        rows.execute("CREATE TABLE searches (nothing_we_know TEXT)")


@pytest.mark.parametrize("spoil", [broken, folder_in_the_way, other_columns])
def test_a_count_file_that_is_damaged_disturbs_no_search(real, spoil):
    app, services = real
    services.settings.instance_folder.mkdir(exist_ok=True)
    spoil(services.settings.instance_folder)
    for _ in range(3):
        assert app.test_client().get("/ro/search?q=vin").status_code == 200
        services.search_counter.flush()


def test_a_count_file_that_somebody_holds_disturbs_no_search(real, monkeypatch):
    app, services = real
    monkeypatch.setattr(database_room, "BUSY_MS", 20)
    app.test_client().get("/ro/search?q=vin")
    assert sums(services).searches == 1
    with closing(sqlite3.connect(services.settings.instance_folder / "searches.sqlite")) as other:
        other.execute("BEGIN EXCLUSIVE")
        flushing = threading.Thread(target=services.search_counter.flush)
        assert app.test_client().get("/ro/search?q=vin").status_code == 200
        flushing.start()
        for _ in range(20):
            assert app.test_client().get("/ro/search?q=vin").status_code == 200
        flushing.join()
        other.rollback()
    assert sums(services).searches == 22


def test_accounts_are_not_touched_by_searches(real):
    app, services = real
    for _ in range(5):
        app.test_client().get("/ro/search?q=vin")
    services.search_counter.flush()
    assert not services.database.path.exists()
