"""The audit log, as an admin reads it."""

import csv
import io
import re
import sqlite3
from contextlib import closing

import pytest

from kb.accounts import Actor, Role
from kb.i18n import LANGUAGES
from kb.journal import record
from kb.journal.audit import _walk
from kb.web.views.admin_audit import PER_PAGE
from tests.web.members import Browser, add_person, make_site, words
from tests.web.page_outline import read_page


@pytest.fixture
def site(tmp_path, library):
    return make_site(tmp_path, library)


@pytest.fixture
def admin(site):
    return Browser(site).take(add_person(site, "vera@example.md", Role.ADMIN, "Vera")[1])


def rows_of(page):
    return re.findall(r'<tr id="line-(\d+)">', page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_well_written_in_every_language(admin, lang):
    root, faults = read_page(admin.get(f"/{lang}/admin/audit").text)
    assert faults == []
    assert len(root.all("h1")) == 1


def test_people_are_named_as_they_are_called_today_and_who_is_gone_by_number(site, services, admin):
    ana, _ = add_person(site)
    services.accounts.set_role(Actor.CONSOLE, ana.id, Role.EDITOR)
    page = words(admin.get("/ro/admin/audit").text)
    assert "rol schimbat role: contributor → editor Ana Popescu" in page
    assert "linia de comandă" in page
    services.accounts.delete(Actor.CONSOLE, ana.id)
    page = words(admin.get("/ro/admin/audit").text)
    assert "Ana Popescu" not in page
    assert f"person:{ana.id}" in page


def test_lines_are_filtered_and_the_filter_stays_in_the_form(site, services, admin):
    ana, _ = add_person(site)
    page = admin.get("/ro/admin/audit", query_string={"object": f"person:{ana.id}", "action": "session."}).text
    assert len(rows_of(page)) == 1
    assert f'value="person:{ana.id}"' in page
    assert rows_of(admin.get("/ro/admin/audit?actor=nobody-here").text) == []


@pytest.mark.parametrize("query", [
    "since=x", "until=9999-12-31", "since=2026-02-30", "page=0", "page=x", "page=-1", "page=99999999999", "page=٢",
    "action=%00", "actor=%F0%9F%8D%87", "object=" + "x" * 5_000, "since=9999-12-31&until=0001-01-01", "action=*%5B",
])
def test_no_query_breaks_it(admin, query):
    assert admin.get(f"/ro/admin/audit?{query}").status_code == 200
    assert admin.get(f"/ro/admin/audit.csv?{query}").status_code == 200


def test_a_long_log_is_read_page_by_page(services, admin):
    with services.database.writing() as rows:
        for number in range(2 * PER_PAGE):
            record(rows, "console", "thing.make", f"thing:{number}", before={}, after={}, now=services.clock())
    seen, address = [], "/ro/admin/audit?action=thing."
    while address:
        page = admin.get(address).text
        seen += rows_of(page)
        [address] = [each.replace("&amp;", "&") for each in re.findall(r'href="([^"]+)" rel="next"', page)] or [None]
    assert len(seen) == len(set(seen)) == 2 * PER_PAGE


def test_the_table_holds_what_the_filter_says_and_no_formula(site, services, admin):
    with services.database.writing() as rows:
        record(rows, "console", "thing.make", "=HYPERLINK()", before={}, after={}, now=services.clock())
    response = admin.get("/ro/admin/audit.csv?action=thing.")
    assert response.mimetype == "text/csv"
    assert response.headers["Content-Disposition"] == 'attachment; filename="culise-audit.csv"'
    head, row = csv.reader(io.StringIO(response.text))
    assert row[head.index("object")] == "'=HYPERLINK()"


def test_what_stands_in_the_log_is_no_markup(services, admin):
    with services.database.writing() as rows:
        record(rows, "console", "<b>x", "<script>", before={}, after={"a": "<i>"}, now=services.clock())
    page = admin.get("/ro/admin/audit").text
    assert "<script>" not in page
    assert "&lt;b&gt;x" in page


def test_a_log_that_was_changed_past_the_program_is_told_with_the_line(services, admin):
    with closing(sqlite3.connect(services.database.path)) as rows:
        rows.execute("DROP TRIGGER audit_no_update")
        rows.execute("UPDATE audit SET actor = 'somebody' WHERE number = 2")
        rows.commit()
    page = admin.get("/ro/admin/audit").text
    assert "Linia 2 nu mai este cum a fost scrisă" in page


@pytest.mark.parametrize("path", ["audit", "audit.csv"])
def test_nobody_else_reads_it(site, path):
    for role in (Role.CONTRIBUTOR, Role.EDITOR):
        browser = Browser(site).take(add_person(site, f"{role}@example.md", role)[1])
        assert browser.get(f"/ro/admin/{path}").status_code == 403


def test_old_lines_are_checked_when_it_is_asked_for(site, services, admin):
    add_person(site)
    assert "Lanțul este întreg" in words(admin.get("/ro/admin/audit").text)
    with closing(sqlite3.connect(services.database.path)) as rows:
        rows.execute("DROP TRIGGER audit_no_update")
        rows.execute("UPDATE audit SET actor = 'nobody' WHERE number = 2")
        rows.commit()
    page = admin.get("/ro/admin/audit?action=person.&since=2020-01-01").text
    [address] = re.findall(r'href="(/ro/admin/audit\?[^"]*check=all[^"]*)"', page)
    assert "action=person." in address
    page = admin.get(address.replace("&amp;", "&")).text
    assert "Linia 2 nu mai este cum a fost scrisă" in words(page)
    assert "Verificați din nou fiecare linie" not in page


def test_pages_hash_only_what_is_new(site, services, admin, monkeypatch):
    hashed = []
    monkeypatch.setattr("kb.journal.audit._walk", lambda database, state, noted, walk=_walk: (
        hashed.append(state.lines), walk(database, state, noted))[1])
    for _ in range(2):
        admin.get("/ro/admin/audit")
    assert hashed[0] == 0
    assert hashed[1] == services.audit.count() > 0
