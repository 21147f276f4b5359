"""One's own writing: whose turn it is, what may be done with it now, and what stands above every page about it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.accounts import Actor, Role
from kb.i18n import LANGUAGES, translator
from kb.submissions import KINDS, Attachment, Document, Notice, State, Submission, possible
from kb.web.present.write.drafts import (
    WAYS,
    present_head,
    present_images,
    present_list,
    present_standing,
    snippet,
)
from kb.web.reader import Reader
from kb.web.writing.draft import Draft
from tests.web.fake_cases import VOCABULARIES
from tests.web.fake_services import FakeServices

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANA = Actor("ana", Role.CONTRIBUTOR)


def reader(lang="en"):
    return Reader(translator(lang), VOCABULARIES.__getitem__)


def sent(state="draft", path="cases/prune.md", text="x", revisions=0, number=1, **changes):
    documents = changes.pop("documents", (Document(path, text),))
    return Submission(f"id-{number}", "ana", path.partition("/")[0], "ro", State(state), NOON, NOON, 3, documents,
                      revisions)


def title_of(text):
    return {"x": "Prune", "y": "Bar Vechi"}.get(text, "")


@pytest.mark.parametrize(("state", "turn"), [
    ("draft", "open"), ("changes_asked", "open"), ("submitted", "waiting"), ("approved", "waiting"),
    ("published", "done"), ("declined", "done"), ("withdrawn", "done"),
])
def test_everything_stands_by_whose_turn_it_is(state, turn):
    page = present_list([sent(state)], [], title_of, reader())
    assert {name: len(getattr(page, name)) for name in ("open", "waiting", "done")} == {
        "open": 0, "waiting": 0, "done": 0} | {turn: 1}


@pytest.mark.parametrize("state", [state.value for state in State])
def test_what_an_author_may_do_is_what_the_table_of_steps_allows(state):
    standing = present_standing(sent(state, revisions=1), reader())
    shown = {"save": standing.can_save, "submit": standing.can_submit, "withdraw": standing.can_withdraw,
             "reopen": standing.can_reopen}
    allowed = set(possible(State(state)))
    assert {step for step, is_shown in shown.items() if is_shown} == allowed & set(shown)


@pytest.mark.parametrize(("state", "revisions", "withdraw", "discard"), [
    ("draft", 0, False, True), ("draft", 1, True, False), ("changes_asked", 1, True, False),
    ("submitted", 1, True, False), ("published", 1, False, False),
])
def test_what_nobody_has_seen_yet_is_thrown_away_rather_than_taken_back(state, revisions, withdraw, discard):
    standing = present_standing(sent(state, revisions=revisions), reader())
    assert (standing.can_withdraw, standing.can_discard) == (withdraw, discard)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("state", [state.value for state in State])
def test_every_state_is_told_and_explained_as_sentences(state, lang):
    standing = present_standing(sent(state), reader(lang))
    assert standing.label[0] == standing.label[0].upper()
    assert standing.meaning.endswith(".")


def test_a_line_falls_back_to_the_path_and_leads_to_the_text():
    [line] = present_list([sent(text="no title in it")], [], title_of, reader("ru")).open
    assert (line.title, line.url, line.published) == ("cases/prune.md", "/ru/write/id-1", None)


@pytest.mark.parametrize(("path", "url"), [
    ("cases/prune.md", "/en/cases/prune"), ("specialists/ion.md", "/en/people/ion"),
    ("businesses/bar.ru.md", "/en/businesses/bar"), ("wanted/un-caz.md", "/en/wanted/un-caz"),
])
def test_what_is_published_leads_to_its_page(path, url):
    [line] = present_list([sent("published", path)], [], title_of, reader()).done
    assert (line.published.label, line.published.url) == ("Prune", url)


def test_a_page_that_was_taken_out_of_the_library_leads_nowhere():
    [line] = present_list([sent("published", text=None)], [], lambda text: "", reader()).done
    assert line.published is None


def notices(*steps):
    return [Notice(number, NOON, "id-1", step, text, seen=number > 1)
            for number, (step, text) in enumerate(steps, 1)]


def test_the_last_words_of_the_editor_stand_where_they_are_wanted():
    told = notices(("ask_for_changes", "Anul?"), ("ask_for_changes", "Sursa?"))
    assert present_list([sent("changes_asked")], told, title_of, reader()).open[0].said == "Anul?"
    assert present_list([sent("draft")], told, title_of, reader()).open[0].said == ""


@pytest.mark.parametrize(("step", "said"), [("publish", "Prune: published"), ("a_new_step", "Prune: a_new_step")])
def test_a_notice_names_the_page_and_what_was_done(step, said):
    [notice] = present_list([sent()], notices((step, "")), title_of, reader()).notices
    assert (notice.text, notice.url, notice.is_new) == (said, "/en/write/id-1", True)


def test_a_notice_of_what_is_not_ones_own_any_more_is_left_out():
    assert present_list([sent(number=2)], notices(("publish", "")), title_of, reader()).notices == []


def test_every_kind_of_page_can_be_begun_and_a_case_is_the_usual_one():
    kinds = present_list([], [], title_of, reader("ro")).kinds
    assert {tab.path for tab in kinds} == set(KINDS)
    assert [tab.path for tab in kinds if tab.is_main] == ["cases"]
    assert all(tab.url == f"/ro/write/new?kind={tab.path}" for tab in kinds)


# -- above a page of a draft -------------------------------------------------------------------------------------------

MAIN, RUSSIAN, FIRM = "cases/prune.md", "cases/prune.ru.md", "businesses/bar.md"
PAGES = (Document(MAIN, "x"), Document(RUSSIAN, "z"), Document(FIRM, "y"))


@pytest.fixture
def head(app):
    """The head of a draft at one of its pages; the language of a text is read by the services."""
    services = FakeServices()
    services.form_of = lambda text: type("Form", (), {"fields": {"lang": "ro"}, "body": text})
    app.extensions["kb.services"] = services

    def present(path=MAIN, way="", documents=PAGES, lang="en"):
        with app.test_request_context(f"/{lang}/write/id-1"):
            return present_head(Draft(ANA, sent(documents=documents), path), way, title_of, [], reader(lang))
    return present


def test_every_page_of_the_submission_is_a_tab_that_keeps_the_way_of_looking(head):
    tabs = head(FIRM, "markdown").tabs
    assert [(tab.label, tab.current, tab.is_main) for tab in tabs] == [
        ("Prune", False, True), ("prune.ru.md (ru)", False, False), ("Bar Vechi", True, False)]
    assert all(tab.url.startswith("/en/write/id-1/markdown?page=") for tab in tabs)


@pytest.mark.parametrize("way", WAYS)
def test_the_way_one_looks_at_it_is_marked_and_every_other_stays_on_the_page(head, way):
    shown = head(FIRM, way)
    assert [tab.path for tab in shown.ways if tab.current] == [way]
    assert all("page=businesses%2Fbar.md" in tab.url for tab in shown.ways)


@pytest.mark.parametrize(("path", "documents", "others"), [
    (MAIN, PAGES, ["en"]), (MAIN, PAGES[:1], ["ru", "en"]), (FIRM, PAGES, ["ru", "en"]), (RUSSIAN, PAGES, []),
])
def test_language_versions_that_are_not_there_yet_are_offered_on_main_pages_alone(head, path, documents, others):
    assert [option.value for option in head(path, documents=documents).other_langs] == others


@pytest.mark.parametrize(("path", "is_version", "can_remove"), [
    (MAIN, False, False), (RUSSIAN, True, True), (FIRM, False, True)])
def test_the_page_it_is_about_cannot_be_taken_out_and_all_others_can(head, path, is_version, can_remove):
    shown = head(path)
    assert (shown.is_version, shown.can_remove) == (is_version, can_remove)


def test_a_change_of_a_published_page_is_told_from_a_new_one(head):
    assert not head().is_change
    assert head(documents=(Document(MAIN, "x", base="abc"),)).is_change


# -- images ------------------------------------------------------------------------------------------------------------

def image(name="afis.webp"):
    return Attachment("random", "id-1", name, "image/webp", 640, 400)


@pytest.mark.parametrize(("texts", "is_used"), [
    (("![Un afiș](../media/prune/afis.webp)", "y"), True), (("x", "![](../media/prune/afis.webp)"), True),
    (("x", "y"), False), (("../media/alta/afis.webp", "y"), False), ((None, None), False),
])
def test_an_image_knows_whether_any_page_shows_it(texts, is_used):
    documents = tuple(Document(path, text) for path, text in zip((MAIN, FIRM), texts, strict=True))
    [shown] = present_images([image()], Draft(ANA, sent(documents=documents), MAIN), reader())
    assert shown.is_used is is_used
    assert shown.size == "640 × 400"
    address = "/en/write/id-1/images/afis.webp"
    assert (shown.url, shown.remove_url) == (address, f"{address}/remove")


@given(st.text(max_size=40))
def test_whatever_a_description_holds_the_line_shows_one_image_and_nothing_else(alt):
    line = snippet("prune", "afis.webp", alt)
    assert line.endswith("](../media/prune/afis.webp)")
    words = line.removeprefix("![").removesuffix("](../media/prune/afis.webp)")
    assert not set(words) & set("[]\\\n\r")
    assert words == " ".join(words.split())
