"""One submission before its editor: everything is shown as it is, and no word of anybody is lost."""

import io
import re

import pytest
from PIL import Image

from kb.i18n import LANGUAGES
from kb.submissions import Document
from tests.builders import case_markdown
from tests.builders import page as page_of
from tests.web.members import words
from tests.web.page_outline import read_page
from tests.web.review_site import BODY, GRAPES, PLUMS, YES

PARTS = ("page", "changes", "source", "checks", "talk")


def test_every_part_is_well_written_in_every_language(desk):
    draft = desk.send_change()
    desk.submissions.comment(desk.eva, draft, "Sursa?", revision=1, path=GRAPES, line=2)
    desk.file(GRAPES).write_text(desk.file(GRAPES).read_text() + "\nDe mână.\n")
    for lang in LANGUAGES:
        for part in (*PARTS, "conflict"):
            root, faults = read_page(desk.editor.get(f"/{lang}/review/{draft}?part={part}&path={GRAPES}&line=2").text)
            assert faults == []
            ids = [element.get("id") for element in root.walk() if element.get("id")]
            assert len(ids) == len(set(ids)), part
            assert len(root.all("h1")) == 1


def test_the_page_is_shown_exactly_as_it_will_be_published(desk):
    draft = desk.send()
    shown = desk.editor.get(f"/ro/review/{draft}").text
    preview = shown[shown.index('<div class="preview">'):shown.index("<aside aria-label=\"Decizie\"")]
    assert desk.decide(draft, "approve").status_code == 303
    published = desk.author.get("/ro/cases/prune").text
    body = re.search(r'<div class="prose".*?</div>', published, re.DOTALL)[0]
    assert body in preview
    assert "Gospodăria Mare" in preview
    for name in ("facts", "results", "sources"):
        [there] = re.findall(rf'class="{name}"', published)[:1]
        assert there in preview


def test_each_page_of_a_submission_can_be_looked_at(desk):
    draft = desk.send()
    page = desk.editor.get(f"/ro/review/{draft}?path=businesses/gospodaria.md").text
    assert re.search(r'class="h1"[^>]*>Gospodăria Mare<', page)
    assert "O asociație." in page
    assert re.search(r'aria-current="page"><code>businesses/gospodaria.md', page)


@pytest.mark.parametrize(("kind", "text"), [
    ("events", "Întâlnirea"), ("books", "Cartea"), ("questions", "Cum vindem?"), ("wanted", "Un caz"),
    ("specialists", "Ion Rusu"),
])
def test_a_page_of_any_kind_is_shown_by_its_own_template(desk, kind, text):
    source = [{"url": "https://example.md/x", "publisher": "Example", "lang": "ro"}]
    fields = {
        "events": {"name": text, "date": "2026-05-01", "sources": source},
        "books": {"title": text, "author": "Ana", "sources": source},
        "questions": {"title": text, "summary": "Scurt.", "cases": ["struguri-in-loc-de-flori"], "asked": "2026-05-01"},
        "wanted": {"title": text, "summary": "Scurt.", "from": "editor", "opened": "2026-05-01"},
        "specialists": {"name": text, "roles": ["marketer"], "sources": source},
    }[kind]
    draft = desk.send({f"{kind}/ceva.md": page_of({**fields, "lang": "ro"}, "Text.\n")})
    shown = desk.editor.get(f"/ro/review/{draft}").text
    assert re.search(rf'class="h1"[^>]*>{re.escape(text)}<', shown), words(shown)


def test_what_cannot_be_shown_says_why_and_leads_to_the_checks(desk):
    draft = desk.send({"cases/x.md": "---\ntitle: [x\n---\n"})
    page = desk.editor.get(f"/ro/review/{draft}")
    assert "nu poate fi arătată" in page.text
    assert f'href="/ro/review/{draft}?part=checks"' in page.text
    assert "cases/x.md:" in desk.editor.get(f"/ro/review/{draft}?part=checks").text


def test_text_of_others_is_never_markup(desk):
    evil = case_markdown(title="<script>alert(1)</script>", body=BODY + "\n<img src=x onerror=alert(1)>\n")
    draft = desk.send({"cases/rau.md": evil})
    desk.submissions.comment(desk.eva, draft, "<b>gras</b>", revision=1, path="cases/rau.md", line=1)
    for part in PARTS:
        page = desk.editor.get(f"/ro/review/{draft}?part={part}").text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b>gras" not in page


def test_changed_figures_stand_in_front(desk):
    draft = desk.send_change('value: "60"', 'value: "70"')
    for address in (f"/ro/review/{draft}", f"/ro/review/{draft}?part=changes"):
        page = words(desk.editor.get(address).text)
        assert re.search(r"Cifre schimbate 1 .*\.value 60 70 ", page), page
    page = desk.editor.get(f"/ro/review/{draft}").text
    assert page.index("Cifre schimbate") < page.index('class="preview"')


def test_changes_are_shown_by_line_and_by_word(desk):
    draft = desk.send_change("Diana a filmat un apel", "Diana a scris un apel")
    page = desk.editor.get(f"/ro/review/{draft}?part=changes").text
    assert "Diana a <del>filmat</del> un apel." in page
    assert "Diana a <ins>scris</ins> un apel." in page
    assert "linii sunt la fel" in page


def test_a_change_is_compared_with_the_library_or_with_the_revision_before(desk):
    draft = desk.send_change("Diana a filmat", "Diana a scris")
    found = desk.submissions.submission(desk.eva, draft)
    desk.submissions.correct(desk.eva, draft, {GRAPES: found.main.text.replace("scris", "desenat")}, 1, "verb")
    library = desk.editor.get(f"/ro/review/{draft}?part=changes").text
    before = desk.editor.get(f"/ro/review/{draft}?part=changes&against=previous").text
    assert ("<del>filmat</del>" in library, "<del>scris</del>" in library) == (True, False)
    assert ("<del>filmat</del>" in before, "<del>scris</del>" in before) == (False, True)


def test_any_two_revisions_are_compared(desk):
    draft = desk.send_change("Diana a filmat", "Diana a scris")
    found = desk.submissions.submission(desk.eva, draft)
    desk.submissions.correct(desk.eva, draft, {GRAPES: found.main.text.replace("scris", "desenat")}, 1, "verb")
    page = desk.editor.get(f"/ro/review/{draft}/compare?a=1&b=2").text
    assert "<del>scris</del>" in page
    assert "<ins>desenat</ins>" in page
    assert desk.editor.get(f"/ro/review/{draft}/compare?a=1&b=9").status_code == 404
    assert "<ins>desenat</ins>" in desk.editor.get(f"/ro/review/{draft}/compare").text
    assert desk.author.get(f"/ro/review/{draft}/compare").status_code == 403


def test_the_source_has_line_numbers_and_its_front_matter_as_a_table(desk):
    draft = desk.send()
    root, _ = read_page(desk.editor.get(f"/ro/review/{draft}?part=source").text)
    rows = [row for row in root.all("tr") if (row.get("id") or "").startswith("cases-prune-md-")]
    assert [row.get("id") for row in rows][:2] == ["cases-prune-md-1", "cases-prune-md-2"]
    assert len(rows) == PLUMS["cases/prune.md"].count("\n")
    terms = [term.text for term in root.all("dt")]
    assert "title" in terms
    assert "results.1.value" in terms
    assert terms.index("results.1.metric") < terms.index("title")


def test_checks_are_listed_with_place_reason_and_a_way_to_the_line(desk):
    draft = desk.send({"cases/x.md": case_markdown(title="X", businesses=["nimeni"], body=(
        "## Contextul\n\nO campanie incredibilă.\n\n## Ce s-a făcut\n\nA.\n\n## Rezultate\n\nB.\n"))})
    page = desk.editor.get(f"/ro/review/{draft}?part=checks").text
    said = words(page)
    assert "Nimeni nu există în businesses." in said
    assert "incredibilă" in said
    assert "se sprijină pe aceeași sursă" in said
    line = rf"/ro/review/{draft}\?part=source&amp;revision=1&amp;path=cases%2Fx.md&amp;line=(\d+)#cases-x-md-\1"
    assert re.search(line, page)


def test_a_remark_on_a_line_stands_under_it_and_the_author_is_told(desk):
    draft = desk.send()
    form = desk.editor.get(f"/ro/review/{draft}?part=source&path=cases/prune.md&line=3").text
    assert 'name="line" value="3"' in form
    answer = desk.editor.send(f"/ro/review/{draft}/comments", revision="1", path="cases/prune.md", line="3",
                              text="Ce an?\nȘi unde?")
    assert answer.status_code == 303
    page = desk.editor.get(answer.location).text
    assert page.index('id="cases-prune-md-3"') < page.index("Ce an?") < page.index('id="cases-prune-md-4"')
    assert "cases/prune.md:3" in desk.editor.get(f"/ro/review/{draft}?part=talk").text
    assert "Ce an?" in desk.author.get("/ro/account/notices").text


def test_a_remark_on_the_whole_is_part_of_the_talk(desk):
    draft = desk.send()
    assert desk.editor.send(f"/ro/review/{draft}/comments", revision="1", text="Bun.").status_code == 303
    assert "Eva Rusu" in words(desk.editor.get(f"/ro/review/{draft}?part=talk").text)
    assert "Bun." in desk.editor.get(f"/ro/review/{draft}?part=talk").text


@pytest.mark.parametrize("fields", [
    {"text": " "}, {"text": "Un gând lung", "path": "cases/prune.md", "line": "9999"},
    {"text": "Un gând lung", "path": "cases/alta.md", "line": "1"}, {"text": "x" * 5_001},
])
def test_a_remark_that_is_refused_is_given_back(desk, fields):
    draft = desk.send()
    answer = desk.editor.send(f"/ro/review/{draft}/comments", revision="1", **fields)
    assert answer.status_code == 422
    assert desk.submissions.comments(desk.eva, draft) == []
    if "path" not in fields:
        assert fields["text"] in answer.text


def test_a_remark_without_a_token_is_given_back(desk):
    draft = desk.send()
    answer = desk.editor.client.post(f"/ro/review/{draft}/comments", data={"revision": "1", "text": "Un gând lung"})
    assert answer.status_code == 403
    assert "Un gând lung" in answer.text
    assert desk.submissions.comments(desk.eva, draft) == []


def test_history_and_revisions_are_told_with_names(desk):
    draft = desk.send()
    desk.submissions.correct(desk.eva, draft, {**PLUMS, "cases/prune.md": PLUMS["cases/prune.md"] + "x\n"}, 1, "punct")
    desk.services.ask_for_changes(desk.eva, draft, "Anul?")
    page = words(desk.editor.get(f"/ro/review/{draft}?part=talk").text)
    assert re.search("trimis · Ana Popescu .* corectat de un redactor · Eva Rusu .* schimbări cerute · Eva Rusu", page)
    assert "Anul?" in page
    assert f"/ro/review/{draft}/compare?a=1&amp;b=2" in desk.editor.get(f"/ro/review/{draft}?part=talk").text


def test_an_older_revision_can_be_read_but_not_decided_about(desk):
    draft = desk.send()
    desk.submissions.correct(desk.eva, draft, {**PLUMS, "cases/prune.md": PLUMS["cases/prune.md"] + "x\n"}, 1, "")
    page = desk.editor.get(f"/ro/review/{draft}?revision=1").text
    assert "Aceasta este o revizie mai veche" in page
    assert 'value="approve"' not in page
    assert desk.editor.get(f"/ro/review/{draft}?revision=7").status_code == 404


def picture():
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), (122, 22, 49)).save(kept, "PNG")
    return kept.getvalue()


def test_images_are_seen_by_editors_and_in_the_preview(desk):
    draft = desk.submissions.start(desk.ana, "ro", documents_with_image())
    image = desk.services.attach_image(desk.ana, draft, "borcan.png", picture())
    desk.submissions.submit(desk.ana, draft, YES)
    page = desk.editor.get(f"/ro/review/{draft}").text
    address = f"/ro/review/{draft}/images/{image.name}"
    assert page.count(f'src="{address}"') == 2
    answer = desk.editor.get(address)
    assert answer.content_type.startswith("image/")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert desk.editor.get(f"/ro/review/{draft}/images/alta.webp").status_code == 404
    assert desk.author.get(address).status_code == 403


def documents_with_image():
    body = BODY.replace("Un borcan.", "![Un borcan de prune](../media/prune/borcan.webp)")
    return [Document("cases/prune.md", case_markdown(title="Prune la borcan", body=body))]


@pytest.mark.parametrize("path", ["review/nimic", "review/nimic/correct", "review/nimic/compare",
                                  "review/nimic/images/x.webp", "review/pages/cases/nimic", "review/pages/nimic/x",
                                  "review/pages/cases/..%2Fx"])
def test_what_is_not_there_is_not_there(desk, path):
    assert desk.editor.get(f"/ro/{path}").status_code == 404


def test_any_part_and_place_that_does_not_exist_shows_the_page(desk):
    draft = desk.send()
    for query in ("part=x", "part=conflict", "path=../x", "line=abc&part=source", "revision=x",
                  "against=y&part=changes"):
        assert desk.editor.get(f"/ro/review/{draft}?{query}").status_code == 200
