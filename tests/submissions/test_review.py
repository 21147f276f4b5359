"""Review: the queue, the decisions, who may take them, and what the author is told."""

import pytest

from kb.errors import Conflict, Forbidden, NotFound, Outdated, Unprocessable
from kb.submissions import Consent, Document, State, Submissions
from tests.submissions.conftest import ANA, EVA, ION, OLEG, Clock

YES = Consent(licence=True, images=True)
CASE = Document("cases/vin.md", "line 1\nline 2\n")


@pytest.fixture
def sent(submissions):
    draft = submissions.start(ANA, "ro", [CASE])
    submissions.submit(ANA, draft, YES)
    return draft


def test_the_queue_shows_what_waits_the_longest_first(submissions, sent):
    second = submissions.start(ION, "ru", [CASE])
    submissions.submit(ION, second, YES)
    submissions.start(ION, "ru", [CASE])
    assert [each.id for each in submissions.queue(EVA)] == [sent, second]
    submissions.decline(EVA, sent, "nu")
    assert [each.id for each in submissions.queue(EVA)] == [second]
    assert [each.id for each in submissions.decided(EVA)] == [sent]


def test_contributors_have_no_queue(submissions, sent):
    with pytest.raises(Forbidden):
        submissions.queue(ANA)
    with pytest.raises(NotFound):
        submissions.submission(ION, sent)


@pytest.mark.parametrize(("step", "state"), [("ask_for_changes", "changes_asked"), ("decline", "declined")])
def test_a_decision_wants_words_and_the_author_reads_them(submissions, sent, step, state):
    for empty in ("", "  \n"):
        with pytest.raises(Unprocessable, match="say why"):
            getattr(submissions, step)(EVA, sent, empty)
    getattr(submissions, step)(EVA, sent, " Lipsește sursa. ")
    assert submissions.submission(ANA, sent).state.value == state
    [notice] = submissions.notices(ANA)
    assert (notice.submission, notice.step, notice.text, notice.seen) == (sent, step, "Lipsește sursa.", False)
    assert submissions.unseen(ANA) == 1
    submissions.mark_seen(ANA, notice.number)
    assert submissions.unseen(ANA) == 0


@pytest.mark.parametrize("step", ["ask_for_changes", "decline"])
def test_the_author_cannot_decide(submissions, sent, step):
    with pytest.raises(Forbidden):
        getattr(submissions, step)(ANA, sent, "da")


@pytest.mark.parametrize("editor", [EVA, OLEG])
def test_nobody_approves_their_own(submissions, database, editor):
    own = submissions.start(editor, "ro", [CASE])
    submissions.submit(editor, own, YES)
    with pytest.raises(Forbidden):
        submissions.approve(editor, own, 1)
    alone = Submissions(database, Clock(), approve_own=True)
    alone.approve(editor, own, 1)
    assert alone.submission(editor, own).state is State.APPROVED


def test_only_the_revision_that_was_read_is_approved(submissions, sent):
    submissions.correct(EVA, sent, {"cases/vin.md": "corrected"}, 1, "virgulă")
    with pytest.raises(Outdated):
        submissions.approve(OLEG, sent, 1)
    submissions.approve(OLEG, sent, 2)
    [approved] = submissions.outbox()
    assert (approved.submission.id, approved.editor) == (sent, "oleg")
    assert [each.text for each in approved.documents] == ["corrected"]


def test_a_correction_is_the_editors_and_the_credit_the_authors(submissions, sent):
    assert submissions.correct(EVA, sent, {"cases/vin.md": "corrected"}, 1, "virgulă") == 2
    found = submissions.submission(ANA, sent)
    assert (found.author_id, found.state, found.main.text) == ("ana", State.SUBMITTED, "corrected")
    assert [(each.number, each.person, each.note) for each in submissions.revisions(ANA, sent)] == [
        (1, "ana", ""), (2, "eva", "virgulă")]
    with pytest.raises(Outdated):
        submissions.correct(OLEG, sent, {"cases/vin.md": "x"}, 1, "")


def test_what_was_approved_cannot_be_taken_back_or_approved_again(submissions, sent):
    submissions.approve(EVA, sent, 1)
    for attempt in (lambda: submissions.withdraw(ANA, sent), lambda: submissions.approve(EVA, sent, 1),
                    lambda: submissions.decline(EVA, sent, "nu")):
        with pytest.raises(Conflict):
            attempt()


def test_comments_stand_on_the_whole_or_on_a_line(submissions, sent):
    first = submissions.comment(EVA, sent, "Bun.", revision=1)
    submissions.comment(EVA, sent, "Sursa?", revision=1, path="cases/vin.md", line=2)
    submissions.comment(ANA, sent, "Adaug.", revision=1)
    found = submissions.comments(ANA, sent)
    assert [(each.person, each.text, each.path, each.line) for each in found] == [
        ("eva", "Bun.", "", None), ("eva", "Sursa?", "cases/vin.md", 2), ("ana", "Adaug.", "", None)]
    assert found[0].number == first
    assert [each.step for each in submissions.notices(ANA)] == ["comment", "comment"]


@pytest.mark.parametrize(("revision", "path", "line", "error"), [
    (9, "", None, NotFound), (1, "cases/other.md", 1, Unprocessable), (1, "cases/vin.md", 99, Unprocessable),
    (1, "cases/vin.md", 0, Unprocessable),
])
def test_a_comment_on_what_is_not_there_is_refused(submissions, sent, revision, path, line, error):
    with pytest.raises(error):
        submissions.comment(EVA, sent, "?", revision=revision, path=path, line=line)
    assert submissions.comments(EVA, sent) == []


def test_the_way_of_a_submission_can_be_read(submissions, sent):
    submissions.ask_for_changes(EVA, sent, "sursa?")
    submissions.submit(ANA, sent, YES, "adăugată")
    assert [(each.person, each.step, each.text, each.revision) for each in submissions.events(ANA, sent)] == [
        ("ana", "submit", "", 1), ("eva", "ask_for_changes", "sursa?", 1), ("ana", "submit", "adăugată", 2)]


def test_everything_of_ones_own_can_be_taken_along(submissions, sent):
    submissions.comment(ANA, sent, "Adaug.", revision=1)
    [data] = submissions.data_of(ANA)
    assert (data["id"], data["state"], data["pages"], data["comments"]) == (
        sent, "submitted", {"cases/vin.md": CASE.text}, ["Adaug."])


def test_who_goes_takes_their_drafts_and_leaves_what_was_sent_in(submissions, sent):
    submissions.start(ANA, "ro", [CASE])
    submissions.forget("ana")
    assert [each.id for each in submissions.own(ANA)] == [sent]
    assert submissions.revisions(EVA, sent)[0].person == "ana"
