"""From an invitation to a credited page that is found: admin, author, editor and reader, each in a browser."""

import io
import re
import time
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from kb.accounts import Role
from tests.browser.contributors import PLAIN, Site, path_of, register, send_in, some_email
from tests.browser.visitor import Visitor
from tests.builders import case_markdown

pytestmark = pytest.mark.browser

BODY = "## Contextul\n\nUn an bun.\n\n## Ce s-a făcut\n\nUn gem.\n\n## Rezultate\n\nS-a vândut.\n"
WRITTEN = {
    "context": "Prunele au rămas nevândute.", "actions": "Familia le-a pus la borcan.",
    "results": "Borcanele s-au vândut toate.",
}


def picture(colour: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (80, 50), colour).save(data, "PNG")
    return data.getvalue()


def invite(admin: Page, email: str) -> str:
    """Invite somebody; the path of the link that the admin is shown."""
    admin.goto("/ro/admin/users")
    admin.get_by_label("E-mail", exact=True).fill(email)
    admin.get_by_role("button", name="Invitați").click()
    return path_of(admin.locator("#handed").input_value())


def go(page: Page, way: str) -> None:
    """Leave by a button that keeps the text first."""
    page.locator(f".ways button[value='{way}']").click()
    expect(page).to_have_url(re.compile(rf"/write/[\w-]+{f'/{way}' if way else ''}(\?|$)"))


def begin(author: Page, title: str) -> str:
    """Begin a case; the number of its draft."""
    author.goto("/ro/write")
    author.get_by_role("main").get_by_role("link", name="Un caz", exact=True).click()
    author.locator("#title").fill(title)
    author.get_by_role("button", name="Începeți").click()
    expect(author.locator("#f-title")).to_have_value(title)
    return re.search(r"/write/([\w-]+)", author.url)[1]


def fill_in(author: Page) -> None:
    """Everything that a case must have."""
    author.locator("#f-summary").fill("O familie a vândut prune la borcan.")
    author.locator("#f-businesses-0").fill("Tineri fermieri")
    author.locator("#f-industries input[value=agriculture]").check()
    author.locator("#f-platforms input[value=facebook]").check()
    author.locator("#f-years").fill("2024")
    for section, text in WRITTEN.items():
        author.locator(f"#f-section-{section}").fill(text)
    if author.locator("#f-sources-0:not([open])").count():
        author.locator("#f-sources-0 > summary").click()
    author.locator("#f-sources-0-url").fill("https://example.md/prune")
    author.locator("#f-sources-0-publisher").fill("Ziarul satului")
    author.locator("#f-reliability").fill("Cifrele sunt ale familiei.")


def add_image(author: Page, name: str, colour: str, alt: str) -> None:
    count = author.locator(".pictures img").count()
    author.locator("#file").set_input_files({"name": name, "mimeType": "image/png", "buffer": picture(colour)})
    author.locator("#alt").fill(alt)
    author.get_by_role("button", name="Adăugați imaginea").click()
    expect(author.locator(".pictures img")).to_have_count(count + 1)


def ask_for_changes(editor: Page, title: str, words: str) -> None:
    editor.goto("/ro/review")
    editor.get_by_role("link", name=title).click()
    editor.get_by_label("Ce trebuie schimbat").fill(words)
    editor.get_by_role("button", name="Cereți schimbări").click()
    expect(editor.locator(".done")).to_contain_text("S-a întors la autor")


def approve(editor: Page, draft: str, new_words: str) -> None:
    editor.goto(f"/ro/review/{draft}?part=changes&against=previous")
    expect(editor.locator(".lines").first).to_contain_text(new_words)
    editor.get_by_role("button", name="Aprobați și publicați").click()
    expect(editor.locator(".done")).to_contain_text("Este în bibliotecă")


def find(reader: Page, word: str, title: str) -> None:
    reader.goto(f"/ro/search?q={word}")
    reader.get_by_role("link", name=title).first.click()
    expect(reader.locator("h1")).to_have_text(title)


@pytest.mark.parametrize("options", [{}, PLAIN], ids=["scripts", "plain"])
def test_a_case_written_by_form_is_asked_about_corrected_approved_found_and_credited(
        people: Visitor, site: Site, options: dict[str, bool]) -> None:
    word = f"prune{time.monotonic_ns()}"
    title = f"Prune la borcan {word}"
    admin, author, editor = (people.open(**options) for _ in range(3))
    site.sign_in(admin, Role.ADMIN, "Vera Munteanu")
    site.sign_in(editor, Role.EDITOR, "Eva Rusu")
    register(author, invite(admin, some_email("ana")), "Ana Popescu")

    draft = begin(author, title)
    fill_in(author)
    go(author, "markdown")
    text = author.locator("#text")
    assert "Familia le-a pus la borcan." in text.input_value()
    text.fill(text.input_value().replace("lang: ro\n", "lang: ro   # scris de mână\ncules_de: bunica\n", 1))
    go(author, "")
    expect(author.locator("#write")).to_contain_text("cules_de")
    expect(author.locator("#f-sources-0-publisher")).to_have_value("Ziarul satului")
    author.locator("#f-section-results").fill("Borcanele s-au vândut toate, la târg.")
    go(author, "markdown")
    assert "lang: ro   # scris de mână\ncules_de: bunica\n" in text.input_value()
    assert "toate, la târg" in text.input_value()
    text.fill(text.input_value().replace("cules_de: bunica\n", ""))

    go(author, "images")
    add_image(author, "Borcan.png", "#7a1631", "Un borcan cu prune")
    add_image(author, "Târg.png", "#16317a", "Târgul din sat")
    author.get_by_role("link", name="Verificați și trimiteți").click()
    expect(author.locator(".previewed img")).to_have_count(2)
    send_in(author)

    ask_for_changes(editor, title, "Câte borcane?")
    author.goto("/ro/write")
    expect(author.locator(".news .new")).to_contain_text("Câte borcane?")
    author.locator(".news").get_by_role("link", name=title).click()
    results = author.locator("#f-section-results")
    results.fill(results.input_value().replace("Borcanele s-au vândut toate", "Toate cele 300 de borcane s-au vândut"))
    go(author, "check")
    send_in(author)
    approve(editor, draft, "300 de borcane")

    reader = people.open(**options)
    find(reader, word, title)
    expect(reader.get_by_role("main")).to_contain_text("Toate cele 300 de borcane s-au vândut, la târg.")
    expect(reader.get_by_role("main")).to_contain_text("Caz scris de Ana Popescu")
    expect(reader.locator("img[alt='Un borcan cu prune'], img[alt='Târgul din sat']")).to_have_count(2)
    assert reader.evaluate("[...document.querySelectorAll('.prose img')].every((each) => each.naturalWidth > 0)")
    author.goto("/ro/write")
    own = author.locator("section", has=author.locator("#done"))
    expect(own).to_contain_text("Publicat")
    expect(own).to_contain_text("Ana Popescu")
    own.get_by_role("link", name="Deschideți pagina").first.click()
    expect(author.locator("h1")).to_have_text(title)


def zipped(folder: Path, name: str, text: str) -> Path:
    """A text with two images, as somebody packs a folder."""
    file = folder / f"{name}.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{name}/{name}.md", f"{text}\n![Un borcan](borcan.png)\n\n![Un târg](poze/targ.png)\n")
        archive.writestr(f"{name}/borcan.png", picture("#7a1631"))
        archive.writestr(f"{name}/poze/targ.png", picture("#16317a"))
    return file


def test_an_archive_of_a_text_with_two_images_becomes_a_page_that_shows_them(
        people: Visitor, site: Site, tmp_path: Path) -> None:
    word = f"gem{time.monotonic_ns()}"
    title = f"Gem de prune {word}"
    author, editor = people.open(), people.open()
    site.sign_in(author, Role.CONTRIBUTOR)
    site.sign_in(editor, Role.EDITOR, "Eva Rusu")
    author.goto("/ro/write/new?kind=cases")
    author.locator("#file").set_input_files(zipped(tmp_path, word, case_markdown(title=title, body=BODY)))
    author.get_by_role("button", name="Încărcați").click()
    expect(author.locator("#f-title")).to_have_value(title)
    draft = re.search(r"/write/([\w-]+)", author.url)[1]
    author.goto(f"/ro/write/{draft}/check")
    expect(author.locator(".previewed img")).to_have_count(2)
    send_in(author)
    editor.goto(f"/ro/review/{draft}")
    expect(editor.locator(".preview img")).to_have_count(2)
    editor.get_by_role("button", name="Aprobați și publicați").click()
    expect(editor.locator(".done")).to_contain_text("Este în bibliotecă")
    reader = people.open()
    find(reader, word, title)
    expect(reader.locator("img[alt='Un borcan'], img[alt='Un târg']")).to_have_count(2)
    expect(reader.get_by_role("main")).to_contain_text("Ana Popescu")
