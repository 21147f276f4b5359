"""The index doctor and the overview, as an admin reads them."""

import re

import pytest

from kb.accounts import Role
from kb.i18n import LANGUAGES
from kb.journal import record
from kb.search import SearchRequest
from tests.web.keeping_site import browser_of, held, take_out, written
from tests.web.members import words
from tests.web.page_outline import read_page

PAGE = "/ro/admin/doctor"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["admin", "admin/doctor"])
def test_the_page_is_well_written_in_every_language(site, admin, lang, path):
    take_out(site, [1])
    root, faults = read_page(admin.get(f"/{lang}/{path}").text)
    assert faults == []
    assert len(root.all("h1")) == 1


def test_a_healthy_site_has_nothing_to_repair(admin):
    page = admin.get(PAGE).text
    assert "Totul este în regulă." in words(page)
    assert "Reparați ce este sigur" not in page


def test_each_fault_stands_beside_its_exact_repair(site, services, admin):
    take_out(site, [1, 2])
    (services.settings.index_folder / "generations" / ".building-20260101T000000-000000").mkdir()
    (services.settings.content_folder / "cases" / "rau.md").write_text("---\ntitle: A\n")
    page = admin.get(PAGE).text
    found = re.findall(r'<li class="(\w+)">.*?<code>([^<]+)</code>( <small>)?', page, re.DOTALL)
    assert ("warning", "kb reindex --changed", " <small>") in found
    assert ("warning", "kb doctor --fix", " <small>") in found
    assert "fișiere ale bibliotecii schimbate de la indexare: 3" in words(page).lower()


def test_the_button_begins_the_long_repair_aside_and_leads_to_its_progress(site, admin, started):
    take_out(site, [1])
    answer = admin.send(PAGE)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/ro/admin/index?ordered=")
    assert started == [["reindex", "--changed"]]
    assert written(site) == [("doctor.mend", {"repairs": "kb reindex --changed"})]


def test_the_button_does_the_short_repair_at_once(services, admin, started):
    abandoned = services.settings.index_folder / "generations" / ".building-20260101T000000-000000"
    abandoned.mkdir()
    page = admin.get(admin.send(PAGE).headers["Location"]).text
    assert not abandoned.exists()
    assert "S-a reparat tot ce se putea repara" in page
    assert "Totul este în regulă." in words(page)
    assert started == []


def test_with_nothing_to_repair_it_says_so(admin):
    assert "Nu era nimic de reparat." in admin.get(admin.send(PAGE).headers["Location"]).text


def test_while_a_reindex_is_at_work_it_waits(site, services, admin, started):
    take_out(site, [1])
    with held(services.settings.index_folder):
        page = admin.get(admin.send(PAGE).headers["Location"]).text
    assert "O reindexare este în curs; reparați ce rămâne" in page
    assert "Cât a mai rămas" in page
    assert (started, written(site)) == ([], [])


def test_a_site_without_an_index_is_examined_too(services, admin, started):
    (services.settings.index_folder / "CURRENT").unlink()
    services.index.close()
    page = admin.get(PAGE).text
    assert "<code>kb reindex</code>" in page
    admin.send(PAGE)
    assert started == [["reindex"]]


def test_a_repair_without_a_token_or_by_anybody_else_is_not_begun(site, admin, started):
    take_out(site, [1])
    assert admin.client.post(PAGE).status_code == 403
    for role in (Role.CONTRIBUTOR, Role.EDITOR):
        browser = browser_of(site, role)
        assert browser.send(PAGE).status_code == 403
        assert browser.get(PAGE).status_code == 403
        assert browser.get("/ro/admin").status_code == 403
    assert (started, written(site)) == ([], [])


def test_the_overview_leads_to_every_part_and_says_how_it_is(services, admin):
    services.count_search(services.search(SearchRequest("xqzwv")))
    services.search_counter.flush()
    page = admin.get("/ro/admin").text
    for part in ("index", "doctor", "searches", "users", "audit"):
        assert f'<h2><a href="/ro/admin/{part}">' in page
    text = words(page)
    assert "Cazuri: 25" in text
    assert "1 persoană cu cont" in text
    assert "Căutări: 1 · N-au găsit nimic: 1" in text
    assert "Căutate în zadar: xqzwv" in text
    assert '<li class="bad">' not in page


def test_the_overview_shows_what_somebody_should_look_at(services, admin):
    (services.settings.index_folder / "CURRENT").unlink()
    services.index.close()
    page = admin.get("/ro/admin").text
    assert '<li class="bad">' in page
    assert "Nu există niciun index care să poată fi citit" in page


@pytest.mark.parametrize(("path", "current"), [
    ("admin", "/ro/admin"), ("admin/index", "/ro/admin/index"), ("admin/doctor", "/ro/admin/doctor"),
    ("admin/searches", "/ro/admin/searches"), ("admin/users", "/ro/admin/users"),
])
def test_the_list_of_parts_shows_where_one_is(admin, path, current):
    page = admin.get(f"/ro/{path}").text
    parts = page[page.index('<nav class="parts"'):]
    assert re.findall(r'<a href="([^"]+)" aria-current="page"', parts[:parts.index("</nav>")]) == [current]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_audit_log_names_orders_in_words(services, admin, lang):
    actions = ["index.reindex", "index.cancel", "index.rollback", "doctor.mend"]
    with services.database.writing() as rows:
        for action in actions:
            record(rows, "console", action, "index:live", before={}, after={}, now=services.clock())
    page = words(admin.get(f"/{lang}/admin/audit?object=index:").text)
    assert [action for action in actions if action in page] == []
