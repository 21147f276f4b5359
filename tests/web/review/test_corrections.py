"""Small corrections by an editor: the author keeps the credit, and nobody's text is lost."""

import pytest

from kb.i18n import LANGUAGES
from tests.web.members import words
from tests.web.page_outline import read_page
from tests.web.review_site import PLUMS

MORE = {**PLUMS, "cases/prune.md": PLUMS["cases/prune.md"] + "\nO virgulă.\n"}


def correct(desk, draft, text, *, revision="1", browser=None, note="o virgulă"):
    fields = {f"text:{path}": words_of for path, words_of in {**PLUMS, "cases/prune.md": text}.items()}
    return (browser or desk.editor).send(f"/ro/review/{draft}/correct", revision=revision, note=note, **fields)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_form_for_a_correction_is_well_written(desk, lang):
    root, faults = read_page(desk.editor.get(f"/{lang}/review/{desk.send()}/correct").text)
    assert faults == []
    assert len(root.all("textarea")) == 2


def test_a_small_correction_is_a_revision_by_the_editor_with_the_authors_credit(desk):
    draft = desk.send()
    answer = correct(desk, draft, MORE["cases/prune.md"].replace("\n", "\r\n"))
    assert answer.status_code == 303
    found = desk.submissions.submission(desk.eva, draft)
    assert (found.author_id, found.main.text, found.revisions) == (desk.ana.id, MORE["cases/prune.md"], 2)
    assert found.documents[1].text == PLUMS["businesses/gospodaria.md"]
    page = words(desk.editor.get(answer.location).text)
    assert "meritul rămâne al autorului" in page
    assert "Ana Popescu · revizia 2" in page
    assert "Un redactor a făcut o mică corectură" in words(desk.author.get("/ro/account/notices").text)


def test_line_ends_of_a_file_stay_as_they_are(desk):
    text = PLUMS["cases/prune.md"].replace("\n", "\r\n")
    draft = desk.send({**PLUMS, "cases/prune.md": text})
    correct(desk, draft, text + "O virgulă.\r\n")
    assert desk.submissions.submission(desk.eva, draft).main.text == text + "O virgulă.\r\n"


def test_a_correction_that_changes_nothing_makes_no_revision(desk):
    draft = desk.send()
    assert correct(desk, draft, PLUMS["cases/prune.md"]).status_code == 303
    assert desk.submissions.submission(desk.eva, draft).revisions == 1


def test_two_editors_who_correct_at_once_lose_nothing(desk):
    draft = desk.send()
    correct(desk, draft, PLUMS["cases/prune.md"] + "Prima.\n")
    answer = correct(desk, draft, PLUMS["cases/prune.md"] + "A doua.\n", browser=desk.other)
    assert answer.status_code == 409
    assert "A doua." in answer.text[answer.text.index("<textarea"):]
    assert "<del>Prima</del>" in answer.text
    assert 'name="revision" value="2"' in answer.text
    assert desk.submissions.submission(desk.eva, draft).main.text.endswith("Prima.\n")
    assert correct(desk, draft, PLUMS["cases/prune.md"] + "Prima.\nA doua.\n", revision="2",
                   browser=desk.other).status_code == 303
    assert desk.submissions.submission(desk.eva, draft).main.text.endswith("A doua.\n")


def test_a_correction_of_what_was_decided_meanwhile_is_given_back(desk):
    draft = desk.send()
    desk.services.decline(desk.eva, draft, "Reclamă.")
    answer = correct(desk, draft, MORE["cases/prune.md"])
    assert answer.status_code == 409
    assert "O virgulă." in answer.text
    assert desk.submissions.submission(desk.eva, draft).revisions == 1


def test_a_correction_without_a_token_is_given_back(desk):
    draft = desk.send()
    answer = desk.editor.client.post(f"/ro/review/{draft}/correct", data={
        "revision": "1", "text:cases/prune.md": MORE["cases/prune.md"]})
    assert answer.status_code == 403
    assert "O virgulă." in answer.text
    assert desk.submissions.submission(desk.eva, draft).revisions == 1


def test_no_page_can_be_smuggled_in_by_a_correction(desk):
    draft = desk.send()
    desk.editor.send(f"/ro/review/{draft}/correct", revision="1", **{
        "text:cases/alta.md": "x", "text:cases/prune.md": MORE["cases/prune.md"]})
    assert [each.path for each in desk.submissions.submission(desk.eva, draft).documents] == list(PLUMS)
