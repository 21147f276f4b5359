"""Reindexing from a page: orders, progress that survives everything, refusals, going back; with and without scripts."""

import json
import re
import time

import pytest

from kb.accounts import Role
from kb.errors import Cancelled, Refused
from kb.i18n import LANGUAGES
from tests.web.keeping_site import CASES, browser_of, held, take_out, written
from tests.web.members import words
from tests.web.page_outline import read_page

PAGE = "/ro/admin/index"
RUNNING = {"phase": "indexing", "done": 1_200, "total": 4_000, "rate": 400.0, "process": 1,
           "began": "2026-11-22T10:00:00+00:00", "mode": "full"}


@pytest.fixture
def index(services):
    return services.settings.index_folder


def tell(index, **changes):
    (index / "progress.json").write_text(json.dumps(RUNNING | changes), encoding="ascii")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_well_written_in_every_language_at_rest_and_at_work(admin, index, lang):
    for is_running in (False, True):
        if is_running:
            tell(index)
        root, faults = read_page(admin.get(f"/{lang}/admin/index").text)
        assert faults == []
        assert len(root.all("h1")) == 1


@pytest.mark.parametrize(("mode", "command"), [
    ("full", ["reindex"]), ("changed", ["reindex", "--changed"]), ("if_needed", ["reindex", "--if-needed"]),
])
def test_a_button_begins_a_reindex_and_leads_to_its_progress(site, admin, started, mode, command):
    answer = admin.send(PAGE, mode=mode)
    assert answer.status_code == 303
    assert started == [command]
    assert written(site) == [("index.reindex", {"mode": mode, "insist": False})]
    page = admin.get(answer.headers["Location"]).text
    assert "Reindexarea pornește" in page
    assert '<meta http-equiv="refresh"' in page
    assert "<progress" in page
    assert 'name="mode"' not in page


def test_a_reindex_that_was_ordered_from_the_page_really_happens_and_says_how_it_ended(site, services, admin):
    take_out(site, [3])
    where = admin.send(PAGE, mode="changed").headers["Location"]
    ends = time.monotonic() + 60
    while "a fost adus la zi" not in admin.get(where).text and time.monotonic() < ends:
        time.sleep(0.1)
    page = words(admin.get(where).text)
    assert "Indexul a fost adus la zi." in page
    assert f"{CASES - 1} (−1)" in page
    assert services.status().manifest.cases == CASES - 1


def test_there_is_no_other_way_to_reindex(site, admin, started):
    assert admin.send(PAGE, mode="--rollback").status_code == 422
    assert admin.send(PAGE).status_code == 422
    assert (started, written(site)) == ([], [])


def test_who_orders_while_one_is_at_work_sees_that_one(site, admin, index, started):
    with held(index):
        tell(index)
        answer = admin.send(PAGE, mode="full")
        page = admin.get(answer.headers["Location"]).text
    assert "O reindexare era deja în curs." in page
    assert '<progress max="4000" value="1200"' in page
    assert (started, written(site)) == ([], [])


def test_progress_is_in_the_page_without_scripts_and_as_a_part_with_them(admin, index):
    with held(index):
        tell(index)
        page, part = admin.get(PAGE), admin.get(PAGE, headers={"HX-Request": "true"})
    for text in (page.text, part.text):
        assert '<progress max="4000" value="1200" aria-labelledby="work-state"></progress>' in text
        assert "1200 din 4000" in text.replace(".", "").replace("\u00a0", "")
        assert 'hx-trigger="every 1s"' in text
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page.text
    assert "<html" not in part.text
    assert "HX-Refresh" not in part.headers


def test_the_part_makes_the_page_load_anew_when_the_work_has_ended(admin):
    part = admin.get(f"{PAGE}?ordered=2026-01-01T00:00:00%2B00:00", headers={"HX-Request": "true"})
    assert part.headers["HX-Refresh"] == "true"
    assert "every 1s" not in part.text


def test_one_that_was_killed_is_told_with_what_to_do(admin, index, started):
    tell(index)
    page = admin.get(PAGE).text
    assert "Ultima reindexare a fost întreruptă" in page
    assert "nu s-a pierdut nimic" in page
    assert "Încercați din nou" in page
    [mode] = re.findall(r'name="mode" value="(\w+)"><button class="btn strong"', page)
    assert mode == "full"
    admin.send(PAGE, mode=mode)
    assert started == [["reindex"]]


def test_a_refused_index_is_told_with_the_reason_and_what_would_be_lost_and_can_be_put_in_place_anyway(
        site, services, admin, started):
    take_out(site, range(8))
    with pytest.raises(Refused):
        services.reindex("full")
    page = words(admin.get(PAGE).text)
    assert "Indexul nou a fost refuzat" in page
    assert "17 din 25" in page
    assert "vinul 3" in page
    html = admin.get(PAGE).text
    assert html.count('name="insist"') == 1
    admin.send(PAGE, mode="full", insist="1")
    assert started == [["reindex", "--force"]]
    assert written(site) == [("index.reindex", {"mode": "full", "insist": True})]
    services.reindex("full", insist=True)
    page = words(admin.get(PAGE).text)
    assert "17 din 25" in page
    assert "refuzat" in page  # in the history


QUERIES = [
    "ordered=x", "ordered=", "ordered=2026-11-22", "ordered=9999-12-31T23:59:59%2B00:00", "ordered=2026-11-22T10:00:00",
    "ordered=0001-01-01T00:00:00%2B23:59", "done=x", "done=rollback", "ordered=%00", "ordered=2026-W47-7T10:00:00Z",
]


def test_no_query_breaks_it(admin):
    assert [query for query in QUERIES if admin.get(f"{PAGE}?{query}").status_code != 200] == []


DAMAGED = ["", "{", "[]", '{"phase": 1}', '{"phase": "reading", "done": 1, "total": 0}',
           '{"phase": "failed", "done": 1, "total": 1, "began": "yesterday"}']


def test_a_damaged_progress_file_breaks_nothing(admin, index):
    for content in DAMAGED:
        (index / "progress.json").write_text(content)
        for query in ("", "?ordered=2026-01-01T00:00:00%2B00:00"):
            assert admin.get(PAGE + query).status_code == 200, content


def test_one_at_work_is_cancelled(site, admin, index):
    with held(index):
        tell(index)
        answer = admin.send(f"{PAGE}/cancel")
        assert "i s-a cerut să se oprească" in admin.get(answer.headers["Location"]).text
        assert (index / "cancel").exists()
    assert written(site) == [("index.cancel", {})]


def test_one_that_was_cancelled_says_so(services, admin, index):
    def cancel(_):
        (index / "cancel").touch()
    with pytest.raises(Cancelled):
        services.reindex("full", cancel)
    assert "Reindexarea a fost anulată." in words(admin.get(PAGE).text)


def test_cancelling_what_has_ended_says_so(site, admin):
    assert "se încheiase deja" in admin.get(admin.send(f"{PAGE}/cancel").headers["Location"]).text
    assert written(site) == []


def test_one_goes_back_and_the_older_index_is_held(site, services, admin):
    page = admin.get(PAGE).text
    assert "Reveniți la indexul dinainte" not in page
    first = services.status().manifest.generation
    take_out(site, [1])
    services.reindex("changed")
    page = words(admin.get(PAGE).text)
    assert "Reveniți la indexul dinainte" in page
    assert f"{CASES} de cazuri" in page
    where = admin.send(f"{PAGE}/rollback").headers["Location"]
    page = words(admin.get(where).text)
    assert "este din nou activ" in page
    assert "Este activ un index mai vechi" in page
    assert services.status().manifest.generation == first
    assert written(site) == [("index.rollback", {"generation": first})]
    assert admin.get("/ro/search?q=vinul").status_code == 200


def test_one_cannot_go_back_further_than_there_is_or_while_one_is_at_work(site, services, admin, index):
    assert "Nu există un index mai vechi" in admin.get(admin.send(f"{PAGE}/rollback").headers["Location"]).text
    take_out(site, [1])
    services.reindex("changed")
    with held(index):
        assert "deja în curs" in admin.get(admin.send(f"{PAGE}/rollback").headers["Location"]).text
    assert written(site) == []


def test_an_index_that_cannot_be_read_is_told_and_can_be_made(services, admin, index, started):
    (index / "CURRENT").write_text("../../etc")
    services.index.close()
    page = admin.get(PAGE)
    assert page.status_code == 200
    assert "Nu există niciun index care să poată fi citit" in page.text
    admin.send(PAGE, mode="full")
    assert started == [["reindex"]]


@pytest.mark.parametrize("path", ["", "/cancel", "/rollback"])
def test_an_order_without_a_token_is_not_carried_out(site, admin, started, path):
    assert admin.client.post(f"{PAGE}{path}", data={"mode": "full"}).status_code == 403
    assert (started, written(site)) == ([], [])


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
def test_nobody_else_sees_or_orders_anything(site, started, role):
    browser = browser_of(site, role)
    assert browser.get(PAGE).status_code == 403
    for path in ("", "/cancel", "/rollback"):
        assert browser.send(f"{PAGE}{path}", mode="full").status_code == 403
    assert (started, written(site)) == ([], [])


def test_what_questions_say_is_no_markup(services, admin, index):
    line = {"began": RUNNING["began"], "mode": "full", "outcome": "refused", "seconds": 1, "asked": 2, "met": 1,
            "lost": ["<script>alert(1)</script>"], "reason": "<b>%(x)s", "arguments": {"x": "<i>"}}
    (index / "history.jsonl").write_text(json.dumps(line) + "\n")
    tell(index, phase="refused")
    page = admin.get(PAGE).text
    assert "<script>alert" not in page
    assert "&lt;b&gt;&lt;i&gt;" in page
