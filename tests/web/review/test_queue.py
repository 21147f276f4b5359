"""The editors' queue: what waits, what readers wrote, what the library wants."""

import re
from datetime import timedelta

import pytest

from kb.accounts import Actor
from kb.i18n import LANGUAGES
from kb.journal import AuditFilter, Searched
from kb.submissions import Document, Message
from tests.builders import case_markdown
from tests.web.members import words
from tests.web.page_outline import read_page
from tests.web.review_site import GRAPES, PLUMS

REPORT = Message("report", "/ro/cases/struguri-in-loc-de-flori", "Au fost 70 de tone.", "Ion", "ion@example.md", "ro")


def report(desk, message=REPORT):
    return desk.services.send_message(message, "203.0.113.1", desk.services.clock())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_well_written_in_every_language(desk, lang):
    desk.send()
    report(desk)
    root, faults = read_page(desk.editor.get(f"/{lang}/review").text)
    assert faults == []
    ids = [element.get("id") for element in root.walk() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert [heading.tag for heading in root.all("h1")] == ["h1"]


def test_what_waits_is_named_with_its_author_kind_language_and_checks(desk):
    draft = desk.send()
    page = words(desk.editor.get("/ro/review").text)
    assert "Prune la borcan studiu de caz · Română · Ana Popescu verificările nu au găsit nimic astăzi" in page
    assert f"/ro/review/{draft}" in desk.editor.get("/ro/review").text


def test_problems_and_remarks_are_counted(desk):
    desk.send({"cases/x.md": case_markdown(title="X", businesses=["nimeni"], body=(
        "## Contextul\n\nO campanie incredibilă.\n\n## Ce s-a făcut\n\nA.\n\n## Rezultate\n\nB.\n"))})
    page = words(desk.editor.get("/ro/review").text)
    assert "1 problemă" in page
    assert re.search(r"\d observați", page)
    assert "poate deja povestit" in page


def test_a_page_that_cannot_be_read_is_named_by_its_path(desk):
    desk.send({"cases/x.md": "---\ntitle: [x\n---\n"})
    assert "cases/x.md studiu de caz" in words(desk.editor.get("/ro/review").text)


@pytest.mark.parametrize(("days", "said"), [(0, "astăzi"), (1, "1 zi"), (5, "5 zile"), (20, "20 de zile")])
def test_the_age_is_told_in_days(desk, days, said):
    desk.send()
    now = desk.services.clock()
    desk.app.extensions["kb.clock"] = lambda: now + timedelta(days=days)
    assert f" {said} " in words(desk.editor.get("/ro/review").text)


def test_it_is_grouped_by_whose_turn_it_is_and_can_be_narrowed(desk):
    desk.send()
    asked = desk.send_change()
    desk.services.ask_for_changes(desk.eva, asked, "sursa?")
    page = words(desk.editor.get("/ro/review").text)
    assert page.index("Așteaptă un redactor 1") < page.index("Așteaptă autorul 1")
    narrowed = words(desk.editor.get("/ro/review?state=changes_asked&kind=cases").text)
    assert "Prune la borcan" not in narrowed
    assert "Struguri în loc de flori" in narrowed
    assert "Nimic nu așteaptă un redactor" in words(desk.editor.get("/ro/review?kind=books").text)


def test_a_draft_and_what_its_author_changes_now_are_nobodys_business(desk):
    desk.submissions.start(desk.ana, "ro", [Document("cases/secret.md", case_markdown(title="Secret"))])
    asked = desk.send_change()
    desk.services.ask_for_changes(desk.eva, asked, "sursa?")
    desk.submissions.save(desk.ana, asked, {GRAPES: case_markdown(title="Neterminat")},
                          desk.submissions.submission(desk.ana, asked).version)
    page = desk.editor.get("/ro/review").text
    assert "Secret" not in page
    assert "Neterminat" not in page
    for part in ("page", "changes", "source", "checks", "talk"):
        assert "Neterminat" not in desk.editor.get(f"/ro/review/{asked}?part={part}").text


def test_what_was_decided_is_told_below(desk):
    desk.services.decline(desk.eva, desk.send(), "O reclamă.")
    page = words(desk.editor.get("/ro/review").text)
    assert "Decise de curând Prune la borcan studiu de caz · Română · Ana Popescu respins" in page


def test_who_is_gone_is_said_to_be_gone(desk):
    desk.send()
    desk.services.accounts.delete(Actor.CONSOLE, desk.ana.id)
    assert "cineva al cărui cont nu mai există" in words(desk.editor.get("/ro/review").text)


def test_readers_messages_are_shown_and_closed_with_a_note(desk):
    number = report(desk)
    page = desk.editor.get("/ro/review").text
    assert "Au fost 70 de tone." in page
    assert 'href="mailto:ion@example.md"' in page
    assert "Struguri în loc de flori" in page
    answer = desk.editor.send(f"/ro/review/reports/{number}", note="Corectat.")
    assert answer.status_code == 303
    assert "Au fost 70 de tone." not in desk.editor.get("/ro/review").text
    [kept] = desk.services.reports(with_closed=True)
    assert (kept.note, kept.message.email, kept.closed is not None) == ("Corectat.", "", True)
    [line] = [line for line in desk.services.audit_json(AuditFilter()) if line["action"] == "report.close"]
    assert (line["actor"], line["object"]) == (desk.eva.id, f"report:{number}")


def test_a_note_that_is_too_long_comes_back_at_its_message(desk):
    first, second = report(desk), report(desk, Message("wanted", "", "Un caz despre pâine.", lang="ro"))
    answer = desk.editor.send(f"/ro/review/reports/{second}", note="x" * 1_001)
    assert answer.status_code == 422
    assert f'id="note-{second}-problem"' in answer.text
    assert f'id="note-{first}-problem"' not in answer.text
    assert "x" * 1_001 in answer.text
    assert len(desk.services.reports()) == 2


def test_a_note_without_a_token_comes_back_and_nothing_is_closed(desk):
    number = report(desk)
    answer = desk.editor.client.post(f"/ro/review/reports/{number}", data={"note": "Corectat de mine"})
    assert answer.status_code == 403
    assert "Corectat de mine" in answer.text
    assert len(desk.services.reports()) == 1


def test_a_message_that_is_not_there_is_not_closed(desk):
    assert desk.editor.send("/ro/review/reports/99", note="").status_code == 404


def test_a_figure_with_too_few_cases_becomes_a_brief(desk):
    page = desk.editor.get("/ro/review").text
    assert "1 caz până acum, mai lipsesc 2" in words(page)
    answer = desk.editor.send("/ro/review/briefs/new", metric="units_sold")
    assert answer.status_code == 303
    draft = answer.location.rpartition("/")[2]
    found = desk.submissions.submission(desk.eva, draft)
    assert (found.kind, found.main.path, found.state.value) == ("wanted", "wanted/figures-units-sold.md", "draft")
    fields = desk.services.form_of(found.main.text).fields
    assert (fields["from"], fields["lang"]) == ("thin_insight", "ro")
    assert fields["title"].startswith("Cazuri cu cifre: ")


def test_a_second_brief_for_the_same_figure_gets_a_name_of_its_own(desk):
    folder = desk.file("wanted")
    folder.mkdir()
    (folder / "figures-units-sold.md").write_text("x")
    answer = desk.editor.send("/ro/review/briefs/new", metric="units_sold")
    found = desk.submissions.submission(desk.eva, answer.location.rpartition("/")[2])
    assert found.main.path == "wanted/figures-units-sold-2.md"


def test_a_figure_is_not_offered_again_while_a_brief_for_it_is_on_its_way(desk):
    assert 'value="units_sold"' in desk.editor.get("/ro/review").text
    answer = desk.editor.send("/ro/review/briefs/new", metric="units_sold")
    assert 'value="units_sold"' not in desk.editor.get("/ro/review").text
    desk.submissions.discard(desk.eva, answer.location.rpartition("/")[2])
    assert 'value="units_sold"' in desk.editor.get("/ro/review").text


def missed(desk, query, lang="ro"):
    desk.services.search_log.add([(desk.services.clock().date(), Searched(lang, query, 0))] * 3)


def test_what_readers_searched_in_vain_becomes_a_brief_in_one_click(desk):
    missed(desk, "drone <agricole>")
    page = desk.editor.get("/ro/review")
    assert "drone <agricole> 3 căutări · Română" in words(page.text)
    assert read_page(page.text)[1] == []
    answer = desk.editor.send("/ro/review/briefs/new", q="drone <agricole>", **{"in": "ro"})
    assert answer.status_code == 303
    found = desk.submissions.submission(desk.eva, answer.location.rpartition("/")[2])
    fields = desk.services.form_of(found.main.text).fields
    assert (fields["title"], fields["query"], fields["from"]) == (
        "Drone <agricole>", "drone <agricole>", "empty_search")
    assert "drone <agricole>" in fields["summary"]
    assert "drone" not in desk.editor.get("/ro/review").text.partition('id="readers"')[2].replace("Drone", "")


def test_a_search_in_another_language_makes_a_brief_in_that_language(desk):
    missed(desk, "дроны", "ru")
    assert 'name="in" value="ru"' in desk.editor.get("/ro/review").text
    answer = desk.editor.send("/ro/review/briefs/new", q="дроны", **{"in": "ru"})
    found = desk.submissions.submission(desk.eva, answer.location.rpartition("/")[2])
    assert (found.lang, desk.services.lang_of(found.main.text, "ro")) == ("ru", "ru")
    assert "Читатели" in desk.services.form_of(found.main.text).fields["summary"]


def test_neither_a_search_nor_a_figure_makes_no_brief(desk):
    assert desk.editor.send("/ro/review/briefs/new", q="  ").status_code == 404
    assert desk.author.send("/ro/review/briefs/new", q="drone").status_code == 403


def test_there_is_no_brief_for_a_figure_that_does_not_exist(desk):
    assert desk.editor.send("/ro/review/briefs/new", metric="../x").status_code == 404


def test_the_menu_counts_what_waits(desk):
    assert "vă așteaptă" not in words(desk.editor.get("/ro/").text)
    desk.send()
    report(desk)
    assert "2 lucruri vă așteaptă" in words(desk.editor.get("/ro/").text)
    assert "vă așteaptă" not in words(desk.author.get("/ro/").text)


def test_ones_own_does_not_wait_for_oneself(desk):
    desk.send(PLUMS, desk.eva)
    assert "vă așteaptă" not in words(desk.editor.get("/ro/").text)
    assert "1 lucru vă așteaptă" in words(desk.other.get("/ro/").text)


@pytest.mark.parametrize("path", ["review", "review/briefs", "review/x", "review/x/correct", "review/x/compare"])
def test_contributors_have_no_business_here(desk, path):
    assert desk.author.get(f"/ro/{path}").status_code in (403, 405)
