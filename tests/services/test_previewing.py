"""What is not in the library yet is checked and shown exactly as it would be in it."""

import pytest

from kb import services
from kb.errors import NotFound, TooComplex, Unprocessable
from kb.model import REQUIRED_SECTIONS
from kb.settings import Settings
from tests.builders import CASE_BODY, business_markdown, case_markdown, page, specialist_markdown, write_library

PATH = "cases/struguri-in-loc-de-flori.md"
RUSSIAN = page({"title": "Виноград", "lang": "ru", "summary": "Виноград."},
               "## Контекст\n\nА.\n\n## Что сделали\n\nБ.\n\n## Результаты\n\nВ.\n")
SLOW = "".join("> " * 40 + "- " * 20 + "*a **b " * 8 + "\n" for _ in range(1_500))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("previewing")
    content = write_library(folder / "content", cases={
        "struguri-in-loc-de-flori": case_markdown(), "struguri-in-loc-de-flori.ru": RUSSIAN, "altul": case_markdown(
            title="Altul", related=["struguri-in-loc-de-flori"])},
        specialists={"diana-crudu": specialist_markdown(), "ion-plecat": specialist_markdown(name="Ion Plecat",
            withdrawn="true")})
    (content / "media/altul").mkdir(parents=True)
    (content / "media/altul/a.webp").write_bytes(b"x")
    built = services.build(Settings(content=content, index=folder / "index", instance=folder / "instance",
        log_level="error"))
    built.reindex("full")
    built.check_documents({PATH: case_markdown()})  # opens what is kept open for all tests
    built.duplicates_of({PATH: case_markdown()}, "ro")
    yield built
    built.close()


def codes(checked):
    return [(problem.path, problem.field, problem.code) for problem in checked.problems]


def test_a_right_page_has_no_problems(made):
    checked = made.check_documents({"cases/nou.md": case_markdown(), "cases/nou.ru.md": RUSSIAN})
    assert (checked.problems, checked.remarks, checked.is_publishable) == ((), (), True)


def test_all_problems_are_told_at_once_by_path_line_and_field(made):
    text = case_markdown(title=None, businesses=["nimeni"], body="## Contextul\n\nText.\n")
    checked = made.check_documents({"cases/nou.md": text, "businesses/altii.md": business_markdown(industries=["zzz"])})
    assert {(path, field) for path, field, _ in codes(checked)} == {
        ("businesses/altii.md", "industries.0"), ("cases/nou.md", "title"), ("cases/nou.md", "body")}
    assert [code for _, _, code in codes(checked)].count("missing_section") == len(REQUIRED_SECTIONS) - 1
    assert not checked.is_publishable
    right = made.check_documents({"cases/nou.md": case_markdown(businesses=["nimeni"])})
    assert codes(right) == [("cases/nou.md", "businesses.0", "dangling_link")]
    assert right.problems[0].line == 5


def test_documents_of_one_submission_may_name_each_other(made):
    case = case_markdown(businesses=["gospodaria"], body=CASE_BODY + "\n[ei](../businesses/gospodaria.md)\n")
    assert codes(made.check_documents({"cases/nou.md": case})) == [
        ("cases/nou.md", "businesses.0", "dangling_link"), ("cases/nou.md", "body", "dangling_link")]
    both = {"cases/nou.md": case, "businesses/gospodaria.md": business_markdown(name="Gospodăria")}
    assert made.check_documents(both).is_publishable
    html = made.preview(both, "cases/nou.md").texts[0].body.html
    assert 'href="../businesses/gospodaria"' in html


def test_a_page_that_goes_is_missed_by_those_that_name_it(made):
    checked = made.check_documents({PATH: None, PATH.replace(".md", ".ru.md"): None})
    assert codes(checked) == [("cases/altul.md", "related.0", "dangling_link")]


def test_what_the_library_has_wrong_already_is_not_told(made):
    assert codes(made.check_documents({"cases/altul.md": None})) == []


@pytest.mark.parametrize(("text", "code"), [
    ("", "no_front_matter"), ("---\ntitle: [\n---\n", "bad_yaml"), ("---\ntitle: a\n", "unclosed_front_matter"),
    ("---\n---\n" + "a" * 400_000, "too_large"), ("---\ntitle: \x00\n---\n", "control_character"),
])
def test_broken_documents_are_problems_and_not_errors(made, text, code):
    checked = made.check_documents({"cases/nou.md": text})
    assert code in [problem.code for problem in checked.problems]
    with pytest.raises(Unprocessable):
        made.preview({"cases/nou.md": text}, "cases/nou.md")


def test_images_of_the_draft_and_of_the_library_are_known(made):
    body = CASE_BODY + "\n![a](../media/altul/a.webp)\n![b](../media/nou/b.webp)\n"
    documents = {"cases/nou.md": case_markdown(body=body)}
    assert [one.words for one in made.check_documents(documents).remarks] == ["![b](../media/nou/b.webp)"]
    assert made.check_documents(documents, {"media/nou/b.webp"}).remarks == ()


def test_a_remark_comes_with_its_message(made):
    [remark] = made.check_documents({"cases/nou.md": case_markdown(
    body=CASE_BODY + "\nUn succes răsunător.\n")}).remarks
    message, arguments = made.remark_message(remark)
    assert "succes răsunător" in message % arguments


def test_a_name_of_somebody_who_withdrew_is_remarked_on(made):
    checked = made.check_documents({"cases/nou.md": case_markdown(body=CASE_BODY + "\nIon Plecat a ajutat.\n")})
    assert [(one.code, one.words) for one in checked.remarks] == [("withdrawn", "Ion Plecat")]
    assert checked.is_publishable


def test_the_preview_of_a_published_page_is_that_page(made):
    live = made.case("struguri-in-loc-de-flori")
    shown = made.preview({PATH: case_markdown()}, PATH)
    assert [text.body.html for text in shown.texts] == [text.body.html for text in live.texts]
    assert shown.results == live.results and shown.langs == ("ro", "ru")


def test_a_version_is_shown_with_its_live_page_and_alone_not_at_all(made):
    shown = made.preview({"cases/altul.ru.md": RUSSIAN}, "cases/altul.ru.md")
    assert (shown.slug, shown.text("ru").title, shown.text("ro").title) == ("altul", "Виноград", "Altul")
    with pytest.raises(NotFound, match=r"cases/nou\.md"):
        made.preview({"cases/nou.ru.md": RUSSIAN}, "cases/nou.ru.md")


def test_warnings_and_links_into_the_air_do_not_keep_a_preview_back(made):
    shown = made.preview({"cases/nou.md": case_markdown(businesses=["nimeni"], body="Fără secțiuni.")}, "cases/nou.md")
    assert shown.texts[0].body.html == "<p>Fără secțiuni.</p>"


def test_other_kinds_of_pages_are_shown_too(made):
    shown = made.preview({"specialists/nou.md": specialist_markdown(name="Ana Nou")}, "specialists/nou.md")
    assert (shown.name, shown.roles) == ("Ana Nou", ("business_owner",))


def test_images_of_the_draft_are_shown_from_where_they_are(made):
    documents = {"cases/nou.md": case_markdown(body=CASE_BODY + "\n![Afiș](../media/nou/a.webp)\n")}
    html = made.preview(documents, "cases/nou.md", {"media/nou/a.webp": "/ro/write/7/images/a.webp?x=1&y=2"}).texts[
        0].body.html
    assert 'src="/ro/write/7/images/a.webp?x=1&amp;y=2"' in html
    assert 'alt="Afiș"' in html and 'loading="lazy"' in html


def test_a_body_alone_is_rendered_safely(made):
    html = made.preview_body("# Titlu\n\n<script>alert(1)</script> ![x](https://a.md/x.png) [y](javascript:z)")
    assert "<script" not in html and "https://a.md" not in html and "javascript" not in html
    assert '<h2 id="s-titlu">Titlu</h2>' in html


@pytest.mark.parametrize("body", ["> " * 60 + "x", "[" * 2_000, SLOW])
def test_what_takes_too_much_is_too_complex(made, body):
    documents = {"cases/nou.md": case_markdown(body=body)}
    with pytest.raises(TooComplex):
        made.preview(documents, "cases/nou.md")
    with pytest.raises(TooComplex):
        made.preview_body(body)
    assert not made.check_documents(documents).is_publishable
    assert made.preview_body("Text.") == "<p>Text.</p>"


def test_pages_that_a_draft_would_make_can_be_looked_up(made):
    drafted = made.drafted_pages({"cases/nou.md": case_markdown(), "businesses/gospodaria.md": business_markdown(
        name="G"),
                                  "businesses/stricat.md": "---\n---\n", "specialists/plecat.md": None})
    assert {key: found.name for key, found in drafted.items()} == {("businesses", "gospodaria"): "G"}


def test_duplicates_are_found_in_the_library(made):
    found = made.duplicates_of({"cases/nou.md": case_markdown(), "cases/nou.ru.md": RUSSIAN}, "ro")
    assert [(one.slug, one.reasons[0]) for one in found] == [("struguri-in-loc-de-flori", "same_source"), ("altul",
        "same_source")]
    assert made.duplicates_of({PATH: None}, "ro") == ()


def test_figures_are_found_with_the_words_of_the_library(made):
    [found] = made.figures_in("Au vândut peste 60 t de struguri.", "ro")
    assert (found.value, found.unit, found.qualifier) == (60, "tonne", "at_least")


def test_nothing_is_published_by_looking(made):
    before = sorted(made.settings.content_folder.rglob("*"))
    made.check_documents({"cases/nou.md": case_markdown()})
    made.preview({"cases/nou.md": case_markdown()}, "cases/nou.md")
    assert sorted(made.settings.content_folder.rglob("*")) == before
    assert made.case("nou") is None
