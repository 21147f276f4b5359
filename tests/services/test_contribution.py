"""Publishing: what was approved becomes files and is found; nothing is overwritten unseen; a crash loses nothing."""

import dataclasses

import pytest

from kb import services
from kb.accounts import Actor, Role
from kb.database import write_atomically
from kb.errors import Conflict, Forbidden, NotFound, StorageFailed, Unprocessable
from kb.indexing import Generations
from kb.services import Services
from kb.settings import Settings
from kb.submissions import Document, FileSteps, State
from tests.builders import case_markdown, page, specialist_markdown, write_library
from tests.services.contributing import ANA, EVA, NEW, YES, file, found, send

RU = page({"title": "Сливы", "summary": "Сливы.", "lang": "ru"},
          "## Контекст\n\nА.\n\n## Что сделали\n\nБ.\n\n## Результаты\n\nВ.\n")


@pytest.fixture
def settings(tmp_path):
    write_library(tmp_path / "content")
    return Settings(content=tmp_path / "content", index=tmp_path / "index", instance=tmp_path / "instance", processes=1)


@pytest.fixture
def made(settings):
    built = services.build(settings)
    built.reindex("full")
    yield built
    built.close()


def test_what_is_approved_is_in_the_library_and_found(made):
    draft = send(made)
    made.approve(EVA, draft, 1)
    assert made.submissions.submission(ANA, draft).state is State.PUBLISHED
    assert file(made, "cases/prune.md").read_text() == NEW["cases/prune.md"]
    assert found(made, "prune borcan") == ["prune"]
    assert made.submissions.outbox() == []
    assert [event.step for event in made.submissions.events(ANA, draft)] == ["submit", "approve", "publish"]
    assert [notice.step for notice in made.submissions.notices(ANA)] == ["publish"]


def test_a_contributor_cannot_publish(made):
    draft = send(made)
    for actor, error in ((ANA, Forbidden), (Actor("ion", Role.CONTRIBUTOR), NotFound)):
        with pytest.raises(error):
            made.approve(actor, draft, 1)
    assert not file(made, "cases/prune.md").exists()


def test_a_published_page_is_changed_through_the_same_door(made):
    draft = made.start_from(ANA, "cases/struguri-in-loc-de-flori.md", "ro")
    before = made.submissions.submission(ANA, draft)
    text = before.main.text.replace("Struguri în loc de flori", "Mere în loc de flori")
    made.submissions.save(ANA, draft, {before.main.path: text}, 1)
    made.submissions.submit(ANA, draft, YES)
    made.approve(EVA, draft, 1)
    assert found(made, "mere flori") == ["struguri-in-loc-de-flori"]


@pytest.mark.parametrize("path", ["cases/nobody.md", "../setup.cfg", "vocabulary/roles.yaml"])
def test_only_a_page_that_is_there_can_be_changed(made, path):
    with pytest.raises((NotFound, Unprocessable)):
        made.start_from(ANA, path, "ro")


def changed_by_hand(made):
    path = file(made, "cases/struguri-in-loc-de-flori.md")
    path.write_text(path.read_text().replace("2019", "2018"))


def deleted_by_hand(made):
    file(made, "cases/struguri-in-loc-de-flori.md").unlink()


@pytest.mark.parametrize("by_hand", [changed_by_hand, deleted_by_hand])
def test_a_file_that_changed_on_disk_is_never_overwritten_unseen(made, by_hand):
    draft = made.start_from(ANA, "cases/struguri-in-loc-de-flori.md", "ro")
    made.submissions.save(ANA, draft, {"cases/struguri-in-loc-de-flori.md": case_markdown(title="Altul")}, 1)
    made.submissions.submit(ANA, draft, YES)
    by_hand(made)
    path = file(made, "cases/struguri-in-loc-de-flori.md")
    there = path.read_bytes() if path.exists() else None
    with pytest.raises(Conflict, match="changed on disk"):
        made.approve(EVA, draft, 1)
    assert (path.read_bytes() if path.exists() else None) == there
    [conflict] = made.conflicts(made.submissions.submission(EVA, draft))
    assert (conflict.path, conflict.there) == (
        "cases/struguri-in-loc-de-flori.md", None if there is None else there.decode())
    assert "Altul" in conflict.proposed
    assert made.submissions.submission(ANA, draft).state is State.SUBMITTED


def test_an_editor_who_has_seen_it_may_go_on(made):
    draft = made.start_from(ANA, "cases/struguri-in-loc-de-flori.md", "ro")
    made.submissions.save(ANA, draft, {"cases/struguri-in-loc-de-flori.md": case_markdown(title="Altul")}, 1)
    made.submissions.submit(ANA, draft, YES)
    changed_by_hand(made)
    now = made.published("cases/struguri-in-loc-de-flori.md")
    made.submissions.rebase_approved(EVA, draft, {now.path: now.base})
    made.approve(EVA, draft, 2)
    assert found(made, "altul") == ["struguri-in-loc-de-flori"]


def test_a_change_on_disk_after_the_approval_gives_it_back(made):
    """Two editors, or a crash between approval and publication, and a git pull in between."""
    draft = send(made)
    made.submissions.approve(EVA, draft, 1)
    file(made, "cases/prune.md").write_text("pus de altcineva")
    made.publish_approved()
    submission = made.submissions.submission(EVA, draft)
    assert submission.state is State.SUBMITTED
    assert file(made, "cases/prune.md").read_text() == "pus de altcineva"
    assert not file(made, "businesses/gospodaria.md").exists()
    last = made.submissions.events(EVA, draft)[-1]
    assert (last.step, last.text) == ("give_back", "cases/prune.md")


def test_a_page_that_is_taken_out_is_gone_with_its_versions_and_kept_here(made):
    version = file(made, "cases/struguri-in-loc-de-flori.ru.md")
    version.write_text(RU)
    text = file(made, "cases/struguri-in-loc-de-flori.md").read_text()
    with pytest.raises(Forbidden):
        made.take_out(ANA, "cases/struguri-in-loc-de-flori.md", "x")
    made.take_out(EVA, "cases/struguri-in-loc-de-flori.md", "La cererea firmei.")
    assert not version.exists()
    assert found(made, "struguri") == []
    [kept] = made.submissions.decided(EVA)
    assert made.submissions.revisions(EVA, kept.id)[0].documents[0].text == text


def test_a_person_who_asks_for_it_is_hidden_everywhere(made):
    with pytest.raises(Unprocessable):
        made.withdraw_person(EVA, "diana-crudu", " ")
    made.withdraw_person(EVA, "diana-crudu", "La cererea ei.")
    assert made.page("specialists", "diana-crudu") is None
    assert made.case("struguri-in-loc-de-flori").specialists == ()


@pytest.mark.parametrize("text", [
    specialist_markdown(withdrawn="false"), specialist_markdown().replace("\n", "\r\n"),
    "\ufeff" + specialist_markdown(),
], ids=["said not to be", "other line ends", "a mark before it"])
def test_a_person_is_hidden_however_their_page_is_written(made, text):
    """Another `withdrawn` beside the first would break the page, and take every case that names it out with it."""
    file(made, "specialists/diana-crudu.md").write_bytes(text.encode())
    made.reindex("changed")
    made.withdraw_person(EVA, "diana-crudu", "La cererea ei.")
    assert made.page("specialists", "diana-crudu") is None
    assert made.case("struguri-in-loc-de-flori") is not None
    assert made.check() == ()


def test_a_person_is_hidden_once(made):
    made.withdraw_person(EVA, "diana-crudu", "La cererea ei.")
    there = file(made, "specialists/diana-crudu.md").read_bytes()
    with pytest.raises(Conflict, match="hidden already"):
        made.withdraw_person(EVA, "diana-crudu", "La cererea ei.")
    assert file(made, "specialists/diana-crudu.md").read_bytes() == there


class Crash(Exception):
    """The process is gone."""


def crashing(after):
    """File steps of which only so many succeed."""
    left = [after]

    def write(path, content):
        if not left[0]:
            raise Crash
        left[0] -= 1
        write_atomically(path, content)
    return FileSteps(write=write)


@pytest.mark.parametrize("after", range(5))
@pytest.mark.parametrize("fault", ["crash", "full disk"])
def test_a_crash_at_any_file_is_made_good_at_the_next_start(made, monkeypatch, after, fault):
    documents = {**NEW, "specialists/maria.md": specialist_markdown(name="Maria"),
                 "cases/prune.ru.md": RU}
    draft = send(made, documents)
    steps = crashing(after)
    if fault == "full disk":
        steps = dataclasses.replace(steps, write=as_full_disk(steps.write))
    with monkeypatch.context() as patch:
        patch.setattr(Services, "file_steps", steps)
        if after < len(documents):
            with pytest.raises((Crash, StorageFailed)):
                made.approve(EVA, draft, 1)
        else:
            made.approve(EVA, draft, 1)
    made.reindex("changed")
    assert made.case("prune") is None or file(made, "businesses/gospodaria.md").exists()
    made.publish_approved()
    assert made.submissions.submission(ANA, draft).state is State.PUBLISHED
    assert {path: file(made, path).read_text() for path in documents} == documents
    assert found(made, "сливы") == ["prune"]


def as_full_disk(write):
    def fail(path, content):
        try:
            write(path, content)
        except Crash as error:
            raise StorageFailed("no space left") from error
    return fail


def test_doing_it_again_changes_nothing(made):
    draft = send(made)
    made.approve(EVA, draft, 1)
    generation = Generations(made.settings.index_folder).current()
    made.publish_approved()
    assert Generations(made.settings.index_folder).current() == generation
    assert [event.step for event in made.submissions.events(ANA, draft)].count("publish") == 1


def test_the_same_text_placed_by_hand_is_equally_fine(made):
    draft = send(made)
    for path, text in NEW.items():
        file(made, path).write_text(text)
    made.approve(EVA, draft, 1)
    assert found(made, "prune") == ["prune"]


def test_what_somebody_wrote_is_among_their_data_and_goes_with_them(made):
    ana = made.accounts.create(Actor.CONSOLE, "ana@example.md", "Ana", "ro", Role.CONTRIBUTOR)
    actor = Actor(ana, Role.CONTRIBUTOR)
    sent = send(made, actor=actor)
    draft = made.submissions.start(actor, "ro", [Document("cases/alt.md", "x")])
    data = made.data_of(actor)
    assert data["email"] == "ana@example.md"
    assert {each["id"]: each["state"] for each in data["submissions"]} == {sent: "submitted", draft: "draft"}
    made.delete_person(Actor.CONSOLE, ana)
    with pytest.raises(NotFound):
        made.submissions.submission(actor, draft)
    assert made.submissions.submission(EVA, sent).author_id == ana
    made.approve(EVA, sent, 1)
    assert found(made, "prune") == ["prune"]
