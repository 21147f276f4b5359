"""How much a submission holds, each limit at its last allowed value and one beyond; images; and two people at once."""

import pytest

from kb.accounts import Actor
from kb.errors import Conflict, Forbidden, NotFound, Outdated, Unprocessable
from kb.submissions import Document, hash_of
from kb.submissions.drafts import MAX_DRAFTS
from kb.submissions.model import MAX_DOCUMENTS, MAX_IMAGES, MAX_TEXT_BYTES
from kb.submissions.review import MAX_WORDS
from tests.submissions.conftest import ANA, EVA, ION, OLEG
from tests.submissions.parts import CASE, FIRM, YES, begin, image


def test_drafts_are_counted_each_persons_own(submissions):
    drafts = [begin(submissions) for _ in range(MAX_DRAFTS)]
    with pytest.raises(Conflict, match=str(MAX_DRAFTS)):
        begin(submissions)
    begin(submissions, actor=ION)
    submissions.submit(ANA, drafts[0], YES)
    begin(submissions)


@pytest.mark.parametrize(("documents", "fits"), [
    ({f"cases/c{number}.md": "a" for number in range(MAX_DOCUMENTS)}, True),
    ({f"cases/c{number}.md": "a" for number in range(MAX_DOCUMENTS + 1)}, False),
    ({CASE: "a" * MAX_TEXT_BYTES}, True), ({CASE: "a" * (MAX_TEXT_BYTES + 1)}, False),
    ({CASE: "ș" * (MAX_TEXT_BYTES // 2)}, True), ({CASE: "ș" * (MAX_TEXT_BYTES // 2 + 1)}, False),
    ({}, False), ({"cases/Vin.md": "a"}, False), ({"../cases/vin.md": "a"}, False), ({"cases/vin.de.md": "a"}, False),
    ({"vocabulary/roles.md": "a"}, False), ({CASE: None}, True),
], ids=["pages", "a page more", "long", "longer", "two bytes a letter", "a letter more", "none", "capitals", "outside",
        "another language", "no page", "to go"])
def test_a_draft_holds_so_much_and_no_more(submissions, documents, fits):
    draft = begin(submissions)
    for _ in range(2):
        if fits:
            version = submissions.submission(ANA, draft).version
            submissions.save(ANA, draft, documents, version)
            assert {each.path: each.text for each in submissions.submission(ANA, draft).documents} == documents
        else:
            with pytest.raises(Unprocessable):
                submissions.save(ANA, draft, documents, 1)
            assert submissions.submission(ANA, draft).main.text == "a"


@pytest.mark.parametrize(("typed", "kept"), [
    ("a\ud83dz", "a\ufffdz"), ("\ude00", "\ufffd"), ("\ud83d\ude00", "😀"), ("😀 ș", "😀 ș"), ("\ufeff", "\ufeff")])
def test_half_a_character_loses_nothing_else(submissions, typed, kept):
    """A browser's script can send one, and no database and no file can hold it."""
    draft = begin(submissions, typed)
    assert submissions.submission(ANA, draft).main.text == kept
    submissions.save(ANA, draft, {CASE: f"{typed}1"}, 1)
    submissions.submit(ANA, draft, YES, typed)
    submissions.comment(EVA, draft, f"{typed}2", revision=1)
    submissions.correct(EVA, draft, {CASE: f"{typed}3"}, 1, typed)
    submissions.ask_for_changes(EVA, draft, f"{typed}4")
    assert [each.documents[0].text for each in submissions.revisions(ANA, draft)] == [f"{kept}1", f"{kept}3"]
    assert [each.text for each in submissions.comments(ANA, draft)] == [f"{kept}2"]
    assert [each.text for each in submissions.events(ANA, draft)] == [kept, kept, f"{kept}4"]


@pytest.mark.parametrize(("words", "fits"), [
    ("x" * MAX_WORDS, True), ("x" * (MAX_WORDS + 1), False), (f"  {'x' * MAX_WORDS}\n", True),
    ("", False), ("\n ", False)])
def test_reasons_and_remarks_have_words_and_not_too_many(submissions, words, fits):
    draft = begin(submissions)
    submissions.submit(ANA, draft, YES)
    for say in (lambda: submissions.comment(EVA, draft, words, revision=1),
                lambda: submissions.ask_for_changes(EVA, draft, words)):
        if fits:
            say()
        else:
            with pytest.raises(Unprocessable):
                say()
    assert len(submissions.comments(ANA, draft)) == fits


# -- images ------------------------------------------------------------------------------------------------------------

def test_so_many_images_and_not_one_more(submissions):
    draft = begin(submissions)
    for number in range(MAX_IMAGES):
        submissions.attach(ANA, image(draft, f"i{number}.webp", f"{number:032}.webp"))
    with pytest.raises(Conflict, match=str(MAX_IMAGES)):
        submissions.attach(ANA, image(draft, "x.webp", "f" * 32 + ".webp"))
    submissions.detach(ANA, draft, "i0.webp")
    submissions.attach(ANA, image(draft, "x.webp", "f" * 32 + ".webp"))
    assert len(submissions.images(ANA, draft)) == MAX_IMAGES


@pytest.mark.parametrize("name", [
    "", "afis", "Afis.webp", "afiș.webp", "../x.webp", "a/b.webp", "x.svg", "x.webp\n", "-x.webp", "a" * 62 + ".webp",
    ".webp", "x.webp.exe", "x y.png"])
def test_an_image_has_a_name_of_the_library(submissions, name):
    draft = begin(submissions)
    with pytest.raises(Unprocessable):
        submissions.attach(ANA, image(draft, name))
    assert submissions.images(ANA, draft) == []


def test_of_one_name_there_is_one_image_a_submission(submissions):
    first, second = begin(submissions), begin(submissions)
    submissions.attach(ANA, image(first))
    with pytest.raises(Conflict, match=r"afis\.webp"):
        submissions.attach(ANA, image(first, file="1" * 32 + ".webp"))
    submissions.attach(ANA, image(second, file="2" * 32 + ".webp"))
    assert [each.file[0] for each in submissions.images(ANA, first)] == ["0"]


@pytest.mark.parametrize("deed", [
    lambda s, d: s.attach(ION, image(d)), lambda s, d: s.detach(ION, d, "afis.webp"),
    lambda s, d: s.images(ION, d), lambda s, d: s.image(ION, d, "afis.webp"),
    lambda s, d: s.images(EVA, d), lambda s, d: s.images(Actor.ANONYMOUS, d)])
def test_images_of_a_draft_are_nobody_elses(submissions, deed):
    draft = begin(submissions)
    with pytest.raises(NotFound):
        deed(submissions, draft)


def test_what_was_sent_in_keeps_its_images(submissions):
    draft = begin(submissions)
    submissions.attach(ANA, image(draft))
    submissions.submit(ANA, draft, YES)
    for change in (lambda: submissions.detach(ANA, draft, "afis.webp"),
                   lambda: submissions.attach(ANA, image(draft, "b.webp", "b" * 32 + ".webp"))):
        with pytest.raises(Conflict):
            change()
    with pytest.raises(Forbidden):
        submissions.detach(EVA, draft, "afis.webp")
    assert submissions.image(EVA, draft, "afis.webp").file == "0" * 32 + ".webp"
    with pytest.raises(NotFound):
        submissions.image(EVA, draft, "alta.webp")


# -- two at once -------------------------------------------------------------------------------------------------------

def test_of_two_tabs_the_second_learns_of_the_first(submissions):
    draft = begin(submissions)
    assert submissions.save(ANA, draft, {CASE: "prima"}, 1) == 2
    with pytest.raises(Outdated) as caught:
        submissions.save(ANA, draft, {CASE: "a doua"}, 1)
    assert caught.value.arguments == {"version": 2}
    assert submissions.submission(ANA, draft).main.text == "prima"


def test_of_two_editors_one_approves(submissions):
    draft = begin(submissions)
    submissions.submit(ANA, draft, YES)
    submissions.approve(EVA, draft, 1)
    for decide in (lambda: submissions.approve(OLEG, draft, 1), lambda: submissions.decline(OLEG, draft, "Nu."),
                   lambda: submissions.correct(OLEG, draft, {CASE: "x"}, 1, "")):
        with pytest.raises(Conflict):
            decide()
    assert [each.editor for each in submissions.outbox()] == ["eva"]


def test_a_rebase_touches_what_is_named_and_nothing_else(submissions):
    draft = submissions.start(ANA, "ro", [Document(CASE, "a", "1"), Document(FIRM, "f", "2")])
    submissions.rebase(ANA, draft, {CASE: hash_of("b"), "cases/alta.md": "3"})
    assert {each.path: each.base for each in submissions.submission(ANA, draft).documents} == {
        CASE: hash_of("b"), FIRM: "2"}
