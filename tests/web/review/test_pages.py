"""A published page before an editor: changed, taken out of the library, a person hidden."""

import pytest

from kb.i18n import LANGUAGES
from tests.web.page_outline import read_page
from tests.web.review_site import GRAPES


def test_a_page_of_the_library_shows_editors_alone_the_way_to_change_it(desk):
    for path, way in (("cases/struguri-in-loc-de-flori", "cases/struguri-in-loc-de-flori"),
                      ("people/diana-crudu", "specialists/diana-crudu")):
        assert f'href="/ro/review/pages/{way}"' in desk.editor.get(f"/ro/{path}").text
        assert "/review/pages/" not in desk.author.get(f"/ro/{path}").text
        assert "/review/pages/" not in desk.app.test_client().get(f"/ro/{path}").text
    assert "/review/pages/" not in desk.editor.get("/ro/cases/nimic").text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_what_can_be_done_is_well_written(desk, lang):
    for path in ("cases/struguri-in-loc-de-flori", "specialists/diana-crudu"):
        root, faults = read_page(desk.editor.get(f"/{lang}/review/pages/{path}").text)
        assert faults == []
        assert len(root.all("textarea")) == (2 if path.startswith("specialists") else 1)


def test_an_editor_begins_a_change_of_a_published_page(desk):
    answer = desk.editor.send("/ro/review/pages/cases/struguri-in-loc-de-flori", do="edit")
    assert answer.status_code == 303
    draft = desk.submissions.submission(desk.eva, answer.location.rpartition("/")[2])
    assert (draft.main.path, draft.main.text) == (GRAPES, desk.file(GRAPES).read_text())


def test_a_page_is_taken_out_with_a_reason_and_its_text_is_kept(desk):
    text = desk.file(GRAPES).read_text()
    address = "/ro/review/pages/cases/struguri-in-loc-de-flori"
    refused = desk.editor.send(address, do="take-out", reason=" ")
    assert refused.status_code == 422
    assert desk.file(GRAPES).exists()
    answer = desk.editor.send(address, do="take-out", reason="La cererea firmei.")
    assert answer.status_code == 303
    assert "textul ei se păstrează aici" in desk.editor.get(answer.location).text
    assert not desk.file(GRAPES).exists()
    assert desk.author.get("/ro/cases/struguri-in-loc-de-flori").status_code == 404
    [kept] = desk.submissions.decided(desk.eva)
    assert text in [document.text for each in desk.submissions.revisions(desk.eva, kept.id)
                    for document in each.documents]
    shown = desk.editor.get(f"/ro/review/{kept.id}")
    assert "Această pagină iese din bibliotecă" in shown.text
    assert desk.editor.get(f"/ro/review/{kept.id}?part=changes&against=previous").status_code == 200


def test_a_person_who_asks_for_it_is_hidden(desk):
    answer = desk.editor.send("/ro/review/pages/specialists/diana-crudu", do="withdraw", reason="La cererea ei.")
    assert answer.status_code == 303
    assert desk.author.get("/ro/people/diana-crudu").status_code == 404
    assert "Diana Crudu" not in desk.author.get("/ro/cases/struguri-in-loc-de-flori").text


@pytest.mark.parametrize(("path", "do", "status"), [
    ("cases/struguri-in-loc-de-flori", "withdraw", 422), ("cases/struguri-in-loc-de-flori", "x", 422),
    ("cases/nimic", "take-out", 404), ("vocabulary/roles", "take-out", 404),
])
def test_what_cannot_be_done_with_a_page_is_refused(desk, path, do, status):
    answer = desk.editor.send(f"/ro/review/pages/{path}", do=do, reason="Un motiv.")
    assert answer.status_code == status
    assert desk.file(GRAPES).exists()


def test_a_reason_for_taking_out_without_a_token_is_given_back(desk):
    answer = desk.editor.client.post("/ro/review/pages/cases/struguri-in-loc-de-flori",
                                     data={"do": "take-out", "reason": "Motivul meu"})
    assert answer.status_code == 403
    assert "Motivul meu" in answer.text
    assert desk.file(GRAPES).exists()


def test_a_contributor_takes_nothing_out(desk):
    for do in ("take-out", "withdraw", "edit"):
        assert desk.author.send("/ro/review/pages/specialists/diana-crudu", do=do, reason="x").status_code == 403
    assert desk.author.get("/ro/people/diana-crudu").status_code == 200
    assert desk.submissions.own(desk.ana) == []
