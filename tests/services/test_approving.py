"""Approving is refused for whatever would leave a page out of the library, also where no page of the site asks."""

import io

import pytest
from PIL import Image

from kb import services
from kb.accounts import Actor, Role
from kb.errors import Conflict, Forbidden, NotFound, NotPublishable, Outdated
from kb.search import SearchRequest
from kb.settings import Settings
from kb.submissions import Consent, Document, State
from tests.builders import CASE_BODY, business_markdown, case_markdown, page, specialist_markdown, write_library

ANA, EVA, OLEG = Actor("ana", Role.CONTRIBUTOR), Actor("eva", Role.EDITOR), Actor("oleg", Role.ADMIN)
YES = Consent(licence=True, images=True)
CASE, OLD = "cases/prune.md", "cases/struguri-in-loc-de-flori.md"
BODY = "## Контекст\n\nА.\n\n## Что сделали\n\nБ.\n\n## Результаты\n\nВ.\n"
VERSION = page({"title": "Виноград", "summary": "Виноград.", "lang": "ru"}, BODY)


@pytest.fixture
def made(tmp_path):
    write_library(tmp_path / "content")
    built = services.build(Settings(content=tmp_path / "content", index=tmp_path / "index", processes=1,
                                    instance=tmp_path / "instance", log_level="error"))
    built.reindex("full")
    yield built
    built.close()


def draft_of(made, documents, actor=ANA):
    return made.submissions.start(actor, "ro", [Document(path, text) for path, text in documents.items()])


def send(made, documents):
    draft = draft_of(made, documents)
    made.submissions.submit(ANA, draft, YES)
    return draft


def change(made, path, **fields):
    """A change of a published case that was sent in."""
    draft = made.start_from(ANA, path, "ro")
    made.submissions.save(ANA, draft, {path: case_markdown(**fields)}, 1)
    made.submissions.submit(ANA, draft, YES)
    return draft


def files(made):
    """Everything in the library, with what it holds."""
    folder = made.settings.content_folder
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(made, draft, match):
    before = files(made)
    with pytest.raises(NotPublishable, match=match) as caught:
        made.approve(EVA, draft, 1)
    assert files(made) == before
    assert made.submissions.submission(EVA, draft).state is State.SUBMITTED
    assert made.submissions.outbox() == []
    return caught.value


@pytest.mark.parametrize("text", [
    "", "fără antet", "---\n---\n", case_markdown(title=None), case_markdown(businesses=["nimeni"]),
    case_markdown(industries=["magie"]), case_markdown(body="## Contextul\n\n" + "> " * 60 + "a\n"),
    case_markdown(results=[]), case_markdown(lang="de"), case_markdown() + "\0",
], ids=["empty", "no front matter", "no fields", "no title", "no such business", "no such industry", "too deep",
        "no results", "another language", "a character no text holds"])
def test_a_page_that_would_be_left_out_is_not_approved(made, text):
    draft = send(made, {CASE: text})
    is_left_out = CASE in {each.path for each in made.check_documents({CASE: text}).problems if each.is_error}
    if is_left_out:
        refused(made, draft, "mend the problems first")
    else:
        made.approve(EVA, draft, 1)
        assert made.case("prune") is not None


def test_all_pages_of_a_submission_are_looked_at(made):
    draft = send(made, {CASE: case_markdown(businesses=["gospodaria"]), "businesses/gospodaria.md": "---\nname: x\n"})
    refused(made, draft, "mend the problems first")


def test_it_is_the_revision_that_counts_and_not_what_the_author_types_meanwhile(made):
    draft = send(made, {CASE: case_markdown(title=None)})
    made.submissions.ask_for_changes(EVA, draft, "Lipsește titlul.")
    made.submissions.save(ANA, draft, {CASE: case_markdown(title="Prune")}, 3)
    made.submissions.submit(ANA, draft, YES)
    made.approve(EVA, draft, 2)
    assert made.case("prune").texts[0].title == "Prune"


def test_an_older_revision_is_outdated_however_broken_it_was(made):
    draft = send(made, {CASE: case_markdown(title=None)})
    made.submissions.correct(EVA, draft, {CASE: case_markdown(title="Prune")}, 1, "titlul")
    with pytest.raises(Outdated):
        made.approve(EVA, draft, 1)
    made.approve(EVA, draft, 2)


def test_what_cannot_be_approved_now_is_told_before_what_is_wrong_with_it(made):
    draft = send(made, {CASE: case_markdown(title=None)})
    made.submissions.decline(EVA, draft, "Nu.")
    with pytest.raises(Conflict) as caught:
        made.approve(EVA, draft, 1)
    assert not isinstance(caught.value, Outdated)


@pytest.mark.parametrize(("actor", "error"), [
    (ANA, Forbidden), (Actor("ion", Role.CONTRIBUTOR), NotFound), (Actor.ANONYMOUS, NotFound)])
def test_who_may_not_approve_is_told_nothing_of_the_checks(made, actor, error):
    draft = send(made, {CASE: case_markdown(title=None)})
    with pytest.raises(error):
        made.approve(actor, draft, 1)


def test_a_change_that_would_take_another_page_out_names_it(made):
    """A version in the language that the main file now says it has would be left out, and nobody would know."""
    version = OLD.replace(".md", ".ru.md")
    (made.settings.content_folder / version).write_text(VERSION)
    made.reindex("changed")
    error = refused(made, change(made, OLD, lang="ru"), "other pages would not appear")
    assert error.arguments == {"files": version}


def test_what_was_broken_before_stands_in_nobodys_way(made):
    (made.settings.content_folder / "cases/stricat.md").write_text(case_markdown(businesses=["nimeni"]))
    made.reindex("changed")
    made.approve(EVA, send(made, {CASE: case_markdown(title="Prune")}), 1)
    assert made.case("prune") is not None


def test_an_alias_that_is_another_pages_name_is_refused(made):
    refused(made, send(made, {CASE: case_markdown(aliases=["struguri-in-loc-de-flori"])}), "would not appear")


@pytest.mark.parametrize(("path", "needed_by"), [
    ("businesses/tineri-fermieri.md", OLD), ("specialists/diana-crudu.md", OLD)])
def test_a_page_that_others_need_is_not_taken_out(made, path, needed_by):
    before = files(made)
    with pytest.raises(NotPublishable) as caught:
        made.take_out(EVA, path, "La cererea firmei.")
    assert caught.value.arguments == {"files": needed_by}
    assert files(made) == before
    made.take_out(EVA, needed_by, "La cererea firmei.")
    made.take_out(EVA, path, "La cererea firmei.")
    assert path not in files(made)
    assert made.check() == ()


def test_a_version_goes_with_its_page_and_is_no_page_that_needs_it(made):
    (made.settings.content_folder / OLD.replace(".md", ".ru.md")).write_text(VERSION)
    made.reindex("changed")
    made.take_out(EVA, OLD, "La cererea firmei.")
    assert made.search(SearchRequest()).total == 0


def test_a_submission_may_take_a_page_out_only_with_what_needs_it(made):
    business = "businesses/tineri-fermieri.md"
    draft = made.start_from(ANA, business, "ro")
    made.submissions.save(ANA, draft, {business: None}, 1)
    made.submissions.submit(ANA, draft, YES)
    refused(made, draft, "other pages would not appear")


# -- images ------------------------------------------------------------------------------------------------------------

def png():
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, "PNG")
    return out.getvalue()


def with_image(made, text, path=CASE, others=()):
    draft = draft_of(made, {path: case_markdown(title="Prune", body=CASE_BODY + text), **dict(others)})
    made.attach_image(ANA, draft, "afis.png", png())
    made.submissions.submit(ANA, draft, YES)
    return draft


@pytest.mark.parametrize("text", [
    "\n![Afiș](../media/prune/alt.webp)\n", "\n![Afiș](../media/prune/afis.png)\n",
    "\n![Afiș](../media/nimeni/afis.webp)\n", "\n![Afiș][a]\n\n[a]: ../media/prune/alt.webp\n",
], ids=["mistyped", "another ending", "another folder", "by reference"])
def test_a_page_that_shows_an_image_which_is_not_there_is_refused(made, text):
    refused(made, with_image(made, text), "is not there")


def test_an_image_whose_file_was_lost_is_not_there(made):
    draft = with_image(made, "\n![Afiș](../media/prune/afis.webp)\n")
    for file in made.uploads.iterdir():
        file.unlink()
    assert refused(made, draft, "is not there").arguments == {"name": "media/prune/afis.webp"}


def test_an_image_of_the_library_may_be_shown_by_another_page(made):
    made.approve(EVA, with_image(made, "\n![Afiș](../media/prune/afis.webp)\n"), 1)
    text = case_markdown(title="Mere", body=CASE_BODY + "\n![Afiș](../media/prune/afis.webp)\n")
    made.approve(EVA, send(made, {"cases/mere.md": text}), 1)
    assert made.case("mere") is not None


def test_what_only_speaks_of_an_image_shows_none(made):
    made.approve(EVA, send(made, {CASE: case_markdown(
        title="Prune", body=CASE_BODY + "\n`![Afiș](../media/prune/alt.webp)`\n")}), 1)
    assert made.case("prune") is not None


def test_every_page_of_a_submission_has_the_images_of_it(made):
    """An upload of a zip may show an image on the page of the business too."""
    body = "O asociație.\n\n![Afiș](../media/gospodaria/afis.webp)\n"
    draft = with_image(made, "", others={"businesses/gospodaria.md": business_markdown(name="G", body=body)}.items())
    names = made.image_names(EVA, made.submissions.submission(EVA, draft))
    assert names == ("media/prune/afis.webp", "media/gospodaria/afis.webp")
    made.approve(EVA, draft, 1)
    assert "media/gospodaria/afis.webp" in files(made)
    assert "media/prune/afis.webp" not in files(made)


def test_what_an_admin_approves_is_checked_too(made):
    draft = send(made, {"specialists/ion.md": specialist_markdown(roles=["zmeu"])})
    with pytest.raises(NotPublishable):
        made.approve(OLEG, draft, 1)
