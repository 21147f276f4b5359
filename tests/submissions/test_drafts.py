"""Drafts: nothing typed is lost, nothing is overwritten unseen, nobody sees another's."""

import pytest

from kb.accounts import Actor, Role
from kb.errors import Conflict, Forbidden, NotFound, Outdated, Unprocessable
from kb.journal import AuditLog
from kb.submissions import Consent, Document, State
from kb.submissions.drafts import MAX_DRAFTS
from tests.submissions.conftest import ANA, EVA, ION, OLEG

YES = Consent(licence=True, images=True)
CASE = Document("cases/vin.md", "---\ntitle: Vin\n---\n")


@pytest.fixture
def draft(submissions):
    return submissions.start(ANA, "ro", [CASE])


def test_a_draft_is_as_it_was_begun(submissions, draft):
    found = submissions.submission(ANA, draft)
    assert (found.state, found.kind, found.lang, found.version, found.revisions) == (State.DRAFT, "cases", "ro", 1, 0)
    assert (found.author_id, found.main) == ("ana", CASE)


def test_what_is_saved_is_there(submissions, draft):
    assert submissions.save(ANA, draft, {"cases/vin.md": "x", "businesses/purcari.md": "y"}, 1) == 2
    found = submissions.submission(ANA, draft)
    assert [(each.path, each.text) for each in found.documents] == [
        ("cases/vin.md", "x"), ("businesses/purcari.md", "y")]
    assert submissions.save(ANA, draft, {"cases/alt-slug.md": "x"}, 2) == 3
    assert submissions.submission(ANA, draft).main.path == "cases/alt-slug.md"


def test_two_tabs_do_not_overwrite_each_other(submissions, draft):
    submissions.save(ANA, draft, {"cases/vin.md": "from the first tab"}, 1)
    with pytest.raises(Outdated):
        submissions.save(ANA, draft, {"cases/vin.md": "from the second tab"}, 1)
    assert submissions.submission(ANA, draft).main.text == "from the first tab"


def test_the_base_of_a_changed_page_is_kept_through_saves(submissions):
    draft = submissions.start(ANA, "ro", [Document("cases/vin.md", "old", "hash")])
    submissions.save(ANA, draft, {"cases/vin.md": "new", "cases/vin.ru.md": "нов"}, 1)
    assert [each.base for each in submissions.submission(ANA, draft).documents] == ["hash", None]
    submissions.rebase(ANA, draft, {"cases/vin.md": "other"})
    assert submissions.submission(ANA, draft).main.base == "other"


@pytest.mark.parametrize("other", [ION, EVA, OLEG, Actor.ANONYMOUS])
def test_a_draft_is_not_there_for_anybody_else(submissions, draft, other):
    with pytest.raises(NotFound):
        submissions.submission(other, draft)
    with pytest.raises(NotFound):
        submissions.save(other, draft, {"cases/vin.md": "x"}, 1)
    with pytest.raises(NotFound):
        submissions.submit(other, draft, YES)


def test_without_an_account_nothing_is_begun(submissions):
    with pytest.raises(Forbidden):
        submissions.start(Actor.ANONYMOUS, "ro", [CASE])
    with pytest.raises(Forbidden):
        submissions.start(Actor("x", Role.EDITOR, must_enrol=True), "ro", [CASE])


@pytest.mark.parametrize("consent", [
    Consent(licence=False, images=True), Consent(licence=True, images=False), Consent(licence=False, images=False)])
def test_nothing_is_sent_in_without_consent(submissions, draft, consent):
    with pytest.raises(Unprocessable) as refused:
        submissions.submit(ANA, draft, consent)
    assert refused.value.field == "consent"
    assert submissions.submission(ANA, draft).state is State.DRAFT


def test_sending_in_makes_a_revision_that_never_changes(submissions, draft):
    assert submissions.submit(ANA, draft, YES, "prima") == 1
    submissions.ask_for_changes(EVA, draft, "sursa?")
    submissions.save(ANA, draft, {"cases/vin.md": "second"}, submissions.submission(ANA, draft).version)
    assert submissions.submit(ANA, draft, YES) == 2
    first, second = submissions.revisions(ANA, draft)
    assert (first.number, first.person, first.note, first.documents) == (1, "ana", "prima", (CASE,))
    assert second.documents[0].text == "second"


def test_what_was_sent_in_cannot_be_changed_until_it_comes_back(submissions, draft):
    submissions.submit(ANA, draft, YES)
    version = submissions.submission(ANA, draft).version
    with pytest.raises(Conflict, match="waits for an editor"):
        submissions.save(ANA, draft, {"cases/vin.md": "x"}, version)


def test_taking_back_and_going_on(submissions, draft):
    submissions.submit(ANA, draft, YES)
    submissions.withdraw(ANA, draft)
    assert submissions.submission(ANA, draft).state is State.WITHDRAWN
    submissions.reopen(ANA, draft)
    assert submissions.submission(ANA, draft).main == CASE


def test_a_draft_that_was_never_sent_in_can_be_deleted(submissions, draft):
    assert submissions.discard(ANA, draft) == ()
    assert submissions.own(ANA) == []
    sent = submissions.start(ANA, "ro", [CASE])
    submissions.submit(ANA, sent, YES)
    submissions.withdraw(ANA, sent)
    submissions.reopen(ANA, sent)
    with pytest.raises(Conflict, match="take it back"):
        submissions.discard(ANA, sent)


def test_own_ones_are_listed_the_last_changed_first(submissions, draft):
    second = submissions.start(ANA, "ru", [CASE])
    submissions.start(ION, "ro", [CASE])
    assert [each.id for each in submissions.own(ANA)] == [second, draft]
    submissions.save(ANA, draft, {"cases/vin.md": "x"}, 1)
    assert [each.id for each in submissions.own(ANA)] == [draft, second]


def test_forgotten_drafts_are_bounded(submissions):
    for _ in range(MAX_DRAFTS):
        submissions.start(ANA, "ro", [CASE])
    with pytest.raises(Conflict, match="finish or delete"):
        submissions.start(ANA, "ro", [CASE])
    submissions.start(ION, "ro", [CASE])


def test_each_step_stands_in_the_audit_log_and_text_does_not(submissions, draft, database):
    submissions.submit(ANA, draft, YES)
    lines = AuditLog(database).lines()
    assert [(line.actor, line.action, line.object) for line in reversed(lines)] == [
        ("ana", "submission.start", f"submission:{draft}"), ("ana", "submission.submit", f"submission:{draft}")]
    assert lines[0].before == {"state": "draft"}
    assert lines[0].after == {"state": "submitted", "revision": 1}
    assert AuditLog(database).verify().is_whole


def test_a_step_that_fails_leaves_no_trace(submissions, draft, database):
    count = AuditLog(database).count()
    with pytest.raises(Outdated):
        submissions.save(ANA, draft, {"cases/vin.md": "x"}, 99)
    assert (AuditLog(database).count(), submissions.submission(ANA, draft).version) == (count, 1)
