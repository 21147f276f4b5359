"""From a draft to a submission and back: the check before, the consents, taking back, going on, deleting, comparing."""

import re

import pytest

from kb.submissions import State
from tests.builders import case_markdown
from tests.web.members import words
from tests.web.write_site import EVA

CASE = "cases/struguri-in-loc-de-flori.md"
BOTH = {"licence": "1", "images": "1"}


@pytest.fixture
def on_disk(site):
    """The published case; whatever a test does to it is undone."""
    path = site.extensions["kb.services"].settings.content_folder / CASE
    before = path.read_bytes()
    yield path
    path.write_bytes(before)


def test_with_both_consents_a_draft_is_sent_in_under_its_authors_name(ana, draft):
    response = ana.send(f"{draft}/submit", **BOTH, credit="1", note="Am verificat cifrele.")
    assert response.location == f"{draft}?done=submit"
    found = ana.submission(draft)
    assert (found.state, found.revisions) == (State.SUBMITTED, 1)
    assert ana.fields(draft)["contributors"] == ["Ana Popescu"]
    shown = words(ana.get(response.location).text)
    for text in ("Textul a fost trimis.", "Așteaptă un redactor", "Am verificat cifrele.", "Versiunea 1"):
        assert text in shown


def test_who_wants_no_credit_gets_none(ana, draft):
    ana.send(f"{draft}/submit", **BOTH)
    assert "contributors" not in ana.fields(draft)


@pytest.mark.parametrize("agreed", [{}, {"licence": "1"}, {"images": "1"}])
def test_without_a_consent_nothing_is_sent_in_and_the_note_is_kept(ana, draft, agreed):
    response = ana.send(f"{draft}/submit", **agreed, note="O vorbă.")
    assert response.status_code == 422
    assert "O vorbă." in response.text
    assert 'aria-describedby="consent-problem"' in response.text
    assert ana.submission(draft).state is State.DRAFT


@pytest.mark.parametrize("change", [
    {"summary": "…"}, {"businesses": ["de-completat"]}, {"businesses": ["nimeni"]}, {"sources": None},
    {"body": "## Contextul\n\n…\n"}])
def test_what_is_not_filled_in_is_not_sent_in(ana, draft, change):
    ana.put(draft, case_markdown(title="Mere", **change))
    response = ana.send(f"{draft}/submit", **BOTH)
    assert response.status_code == 422
    assert ana.submission(draft).state is State.DRAFT
    assert 'class="bad"' in response.text


def test_a_gap_is_called_a_gap_and_not_a_wrong_name(ana, draft):
    ana.put(draft, case_markdown(businesses=["de-completat"]))
    shown = words(ana.get(f"{draft}/check").text)
    assert "nu există în" not in shown
    assert "Aceasta mai este de completat." in shown


def test_an_old_form_of_sending_in_is_shown_again(ana, draft):
    response = ana.post(f"{draft}/submit", [("csrf_token", "old"), ("licence", "1"), ("note", "O vorbă.")])
    assert response.status_code == 403
    assert "O vorbă." in response.text
    assert ana.post(f"{draft}/withdraw", [("csrf_token", "old")]).status_code == 403
    assert ana.post("/ro/write/nothing/submit", [("csrf_token", "old")]).status_code == 404


def test_what_was_sent_in_is_only_looked_at_until_it_is_taken_back(ana, draft):
    ana.send(f"{draft}/submit", **BOTH)
    for way in ("", "/markdown", "/images", "/check"):
        assert 'id="write"' not in ana.get(draft + way).text
    assert ana.send(f"{draft}/withdraw").location == f"{draft}?done=withdraw"
    assert ana.submission(draft).state is State.WITHDRAWN
    assert "Ați retras textul." in ana.get(f"{draft}?done=withdraw").text
    assert ana.send(f"{draft}/reopen").status_code == 303
    assert 'id="write"' in ana.get(draft).text


def test_a_declined_one_tells_why_and_can_be_taken_up_again(ana, draft):
    ana.submit(draft)
    ana.made.submissions.decline(EVA, ana.id_of(draft), "Sursa nu spune asta.")
    shown = words(ana.get(draft).text)
    assert "Respins" in shown
    assert "Sursa nu spune asta." in shown
    ana.send(f"{draft}/reopen")
    assert ana.submission(draft).state is State.DRAFT


def test_a_draft_that_was_never_sent_in_can_be_deleted_for_good(ana, draft):
    assert ana.send(f"{draft}/discard").location == "/ro/write?done=discarded"
    assert ana.get(draft).status_code == 404
    assert "Ciorna a fost ștearsă." in ana.get("/ro/write?done=discarded").text


@pytest.mark.parametrize("step", ["discard", "reopen"])
def test_steps_that_cannot_be_taken_are_refused(ana, draft, step):
    ana.send(f"{draft}/submit", **BOTH)
    assert ana.send(f"{draft}/{step}").status_code == 409
    assert ana.send(f"{draft}/jump").status_code == 404
    assert ana.send(f"{draft}/submit", **BOTH).status_code == 409
    assert ana.submission(draft).state is State.SUBMITTED


def test_revisions_and_the_draft_are_compared(ana, draft):
    ana.submit(draft)
    ana.made.submissions.ask_for_changes(EVA, ana.id_of(draft), "Alt titlu.")
    ana.put(draft, case_markdown(title="Mere coapte"))
    ana.submit(draft)
    shown = ana.get(f"{draft}/compare?a=1&b=2")
    assert "<del>Mere la borcan</del>" in shown.text
    assert "<ins>Mere coapte</ins>" in shown.text
    assert f"{draft}/compare?a=1&amp;b=2" in ana.get(draft).text
    assert ana.get(f"{draft}/compare?a=0&b=2").status_code == 200
    for numbers in ("a=1&b=9", "a=x&b=1", ""):
        assert ana.get(f"{draft}/compare?{numbers}").status_code == 404


def test_an_author_answers_the_editors(ana, draft):
    ana.submit(draft)
    ana.made.submissions.ask_for_changes(EVA, ana.id_of(draft), "De unde vine cifra?")
    response = ana.send(f"{draft}/comments", text="Din raport, pagina 3.")
    assert response.status_code == 303
    assert "Din raport, pagina 3." in words(ana.get(response.location).text)
    assert ana.send(f"{draft}/comments", text=" ").status_code == 422


def test_a_page_that_changed_in_the_library_meanwhile_is_shown_and_gone_on_from(ana, on_disk):
    address = ana.change()
    ana.put(address, case_markdown(title="Al meu"))
    on_disk.write_text(case_markdown(title="De acolo"))
    shown = ana.get(f"{address}/check")
    assert "De acolo" in words(shown.text)
    assert "Al meu" in words(shown.text)
    assert 'value="mine"' in shown.text
    ana.send(f"{address}/seen", page=CASE, do="mine")
    assert ana.made.conflicts(ana.submission(address)) == []
    assert "Al meu" in ana.text(address)


def test_or_ones_own_text_gives_way_to_that_of_the_library(ana, on_disk):
    address = ana.change()
    ana.put(address, case_markdown(title="Al meu"))
    on_disk.write_text(case_markdown(title="De acolo"))
    ana.send(f"{address}/seen", page=CASE, do="theirs")
    assert ana.text(address) == case_markdown(title="De acolo")
    assert ana.made.conflicts(ana.submission(address)) == []


def test_a_page_that_is_gone_meanwhile_can_be_put_there_again(ana, on_disk):
    address = ana.change()
    ana.put(address, case_markdown(title="Al meu"))
    on_disk.unlink()
    assert "Această pagină nu mai este în bibliotecă." in ana.get(f"{address}/check").text
    ana.send(f"{address}/seen", page=CASE, do="mine")
    assert ana.made.conflicts(ana.submission(address)) == []


def test_what_happened_is_new_until_its_author_has_read_it(ana, draft):
    ana.submit(draft)
    ana.made.submissions.ask_for_changes(EVA, ana.id_of(draft), "Alt titlu.")
    page = ana.get("/ro/write").text
    assert "Alt titlu." in re.search(r'<li class="new">.*?</li>', page, re.DOTALL)[0]
    [last] = re.findall(r'name="last" value="(\d+)"', page)
    ana.send("/ro/account/notices", last=last, back="write")
    assert 'class="new"' not in ana.get("/ro/write").text


def test_own_texts_stand_by_whose_turn_it_is(ana, draft):
    ana.submit(draft)
    begun = ana.begin(title="Încă o ciornă")
    shown = ana.get("/ro/write").text
    assert shown.index("În lucru") < shown.index(begun) < shown.index("La redactori") < shown.rindex(draft)


@pytest.mark.parametrize("path", ["write/x", "write/x/check", "write/x/compare?a=1&b=1", "write/x/images"])
def test_a_submission_that_is_not_there_is_not_found(ana, path):
    assert ana.get(f"/ro/{path}").status_code == 404
