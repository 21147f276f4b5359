"""What editors decide: who may take each decision, and that nothing typed and no file on disk is lost on the way."""

import re

import pytest

from tests.builders import case_markdown
from tests.web.members import words
from tests.web.page_outline import read_page
from tests.web.review_site import GRAPES, PLUMS

MORE = {**PLUMS, "cases/prune.md": PLUMS["cases/prune.md"] + "\nO virgulă.\n"}


def found(desk, query):
    return re.findall(r'href="/ro/cases/([a-z-]+)', desk.author.get(f"/ro/search?q={query}").text)


def test_what_is_approved_is_published_found_and_linked(desk):
    draft = desk.send()
    answer = desk.decide(draft, "approve")
    assert (answer.status_code, answer.location) == (303, f"/ro/review/{draft}?done=published")
    page = desk.editor.get(answer.location).text
    assert "Este în bibliotecă și poate fi găsit." in page
    assert 'href="/ro/cases/prune"' in page
    assert "prune" in found(desk, "prune+borcan")
    assert desk.author.get("/ro/businesses/gospodaria").status_code == 200
    assert 'value="approve"' not in page


@pytest.mark.parametrize(("do", "state", "said"), [
    ("ask", "changes_asked", "Cereți schimbări"), ("decline", "declined", "Respingeți")])
def test_a_decision_with_words_reaches_the_author(desk, do, state, said):
    draft = desk.send()
    assert said in desk.editor.get(f"/ro/review/{draft}").text
    answer = desk.decide(draft, do, text="Lipsește anul.")
    assert answer.status_code == 303
    assert desk.state(draft) == state
    assert 'class="done"' in desk.editor.get(answer.location).text
    assert "Lipsește anul." in desk.author.get("/ro/account/notices").text


@pytest.mark.parametrize("do", ["ask", "decline"])
@pytest.mark.parametrize("text", ["", "  \n", "x" * 5_001])
def test_a_decision_without_a_reason_is_refused_at_its_field(desk, do, text):
    draft = desk.send()
    answer = desk.decide(draft, do, text=text)
    assert answer.status_code == 422
    assert f'id="{do}-problem"' in answer.text
    assert text.strip() in answer.text
    assert desk.state(draft) == "submitted"


def test_what_was_decided_meanwhile_is_told_and_the_reason_is_given_back(desk):
    draft = desk.send()
    desk.services.decline(desk.eva, draft, "Reclamă.")
    answer = desk.decide(draft, "ask", browser=desk.other, text="Un motiv lung, scris cu grijă.")
    assert answer.status_code == 409
    assert desk.state(draft) == "declined"
    assert 'value="approve"' not in answer.text


@pytest.mark.parametrize("do", ["ask", "decline"])
def test_a_reason_without_a_token_is_given_back(desk, do):
    draft = desk.send()
    answer = desk.editor.client.post(f"/ro/review/{draft}", data={"do": do, "revision": "1", "text": "Motivul meu"})
    assert answer.status_code == 403
    assert "Motivul meu" in answer.text
    assert desk.state(draft) == "submitted"


def test_only_the_revision_that_was_looked_at_is_approved(desk):
    draft = desk.send()
    desk.submissions.correct(desk.eva, draft, MORE, 1, "virgulă")
    answer = desk.decide(draft, "approve", browser=desk.other)
    assert answer.status_code == 409
    assert "Există o revizie mai nouă" in words(answer.text)
    assert f'href="/ro/review/{draft}"' in answer.text
    assert desk.state(draft) == "submitted"
    assert desk.decide(draft, "approve", browser=desk.other, revision="2").status_code == 303
    assert "O virgulă." in desk.author.get("/ro/cases/prune").text


def test_what_would_be_left_out_of_the_library_is_not_approved(desk):
    draft = desk.send({"cases/x.md": case_markdown(businesses=["nimeni"])})
    assert 'value="approve"' not in desk.editor.get(f"/ro/review/{draft}").text
    answer = desk.decide(draft, "approve")
    assert answer.status_code == 422
    assert "îndreptați mai întâi problemele" in words(answer.text).lower()
    assert not desk.file("cases/x.md").exists()


def test_nobody_approves_their_own_unless_the_site_says_so(desk):
    draft = desk.send(PLUMS, desk.eva)
    page = desk.editor.get(f"/ro/review/{draft}").text
    assert "trebuie să îl aprobe alt redactor" in page
    assert 'value="approve"' not in page
    assert desk.decide(draft, "approve").status_code == 403
    assert not desk.file("cases/prune.md").exists()
    assert desk.decide(draft, "approve", browser=desk.other).status_code == 303


def test_a_site_with_one_editor_lets_them_approve_their_own(make_desk):
    desk = make_desk(approve_own=True)
    draft = desk.send(PLUMS, desk.eva)
    assert 'value="approve"' in desk.editor.get(f"/ro/review/{draft}").text
    assert desk.decide(draft, "approve").status_code == 303
    assert desk.file("cases/prune.md").exists()


@pytest.mark.parametrize("do", ["approve", "ask", "decline", "go-on"])
def test_a_contributor_decides_nothing(desk, do):
    draft = desk.send()
    assert desk.decide(draft, do, browser=desk.author, text="Da.").status_code == 403
    assert desk.state(draft) == "submitted"


def test_a_button_that_is_not_there_does_nothing(desk):
    draft = desk.send()
    assert desk.decide(draft, "publish").status_code == 422
    assert desk.decide("nimic", "approve").status_code == 404
    assert desk.state(draft) == "submitted"


def changed_by_hand(desk):
    path = desk.file(GRAPES)
    path.write_text(path.read_text().replace("2019", "2017"))


def deleted_by_hand(desk):
    desk.file(GRAPES).unlink()


@pytest.mark.parametrize("by_hand", [changed_by_hand, deleted_by_hand])
def test_a_file_that_changed_on_disk_is_shown_beside_what_is_proposed_and_replaced_knowingly(desk, by_hand):
    draft = desk.send_change()
    by_hand(desk)
    there = desk.file(GRAPES).read_bytes() if desk.file(GRAPES).exists() else None
    assert "Priviți ambele texte" in desk.editor.get(f"/ro/review/{draft}").text
    refused = desk.decide(draft, "approve")
    assert refused.status_code == 409
    assert "Acum pe disc" in refused.text
    assert "<ins>" in refused.text
    assert (desk.file(GRAPES).read_bytes() if desk.file(GRAPES).exists() else None) == there
    seen = dict(re.findall(r'name="(seen:[^"]+)" value="([^"]*)"', refused.text))
    assert list(seen) == [f"seen:{GRAPES}"]
    answer = desk.decide(draft, "go-on", **seen)
    assert answer.status_code == 303
    assert "Conflict" not in words(desk.editor.get(answer.location).text)
    assert desk.decide(draft, "approve", revision="2").status_code == 303
    assert '"2018"' in desk.file(GRAPES).read_text()


def test_a_file_that_changes_again_after_it_was_seen_is_shown_again(desk):
    draft = desk.send_change()
    changed_by_hand(desk)
    seen = dict(re.findall(r'name="(seen:[^"]+)" value="([^"]*)"',
                           desk.editor.get(f"/ro/review/{draft}?part=conflict").text))
    deleted_by_hand(desk)
    desk.decide(draft, "go-on", **seen)
    assert desk.decide(draft, "approve", revision="2").status_code == 409
    assert not desk.file(GRAPES).exists()


@pytest.mark.parametrize(("do", "step"), [("ask", "ask_for_changes"), ("decline", "decline")])
def test_words_typed_for_a_decision_that_came_too_late_can_still_go_as_a_remark(desk, do, step):
    draft = desk.send()
    desk.services.decline(desk.eva, draft, "Altcineva a fost mai iute.")
    answer = desk.decide(draft, do, text="Anul lipsește <aici>.")
    assert answer.status_code == 409
    assert "starea de acum: respins" in words(answer.text)
    assert "Anul lipsește &lt;aici&gt;." in answer.text
    assert f'action="/ro/review/{draft}/comments"' in answer.text
    assert read_page(answer.text)[1] == []


def test_words_that_can_be_sent_again_stand_in_their_own_field_alone(desk):
    answer = desk.decide(desk.send(), "decline", text=" ")
    assert 'id="kept"' not in answer.text
