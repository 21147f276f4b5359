"""From a file on a laptop to a credited page that is found: an author, an editor, a reader, each in a browser.

Also every page of the review under axe, in each language and theme, and on a phone.
"""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from kb.accounts import Actor, Role
from kb.i18n import LANGUAGES
from kb.submissions import Document, Message
from tests.browser.contributors import PLAIN, YES, Site, register, send_in, some_email
from tests.browser.library import GRAPES
from tests.browser.test_accessibility import faults
from tests.browser.visitor import PHONE, Visitor
from tests.builders import case_markdown

pytestmark = pytest.mark.browser

BODY = """## Contextul

Prunele au rămas nevândute.

## Ce s-a făcut

Familia le-a pus la borcan.

## Rezultate

Borcanele s-au vândut.
"""
PLUMS = case_markdown(title="Prune la borcan", summary="O familie a vândut prune la borcan.", body=BODY)


@pytest.mark.parametrize("options", [{}, PLAIN])
def test_an_uploaded_file_becomes_a_credited_page_that_is_found(
        people: Visitor, site: Site, tmp_path: Path, options: dict[str, bool]) -> None:
    word = f"prune{time.monotonic_ns()}"
    file = tmp_path / f"{word}.md"
    file.write_text(PLUMS.replace("Prune la borcan", f"Prune la borcan {word}"), encoding="utf-8")
    author, editor = people.open(**options), people.open(**options)
    register(author, site.invitation(some_email("ana")), "Ana Popescu")
    site.sign_in(editor, Role.EDITOR, "Eva Rusu")

    author.goto("/ro/write/new?kind=cases")
    author.locator("input[name=file]").set_input_files(file)
    author.locator("form[enctype] button").click()
    expect(author).to_have_url(re.compile(r"/ro/write/[\w-]+"))
    draft = re.search(r"/write/([\w-]+)", author.url)[1]
    author.goto(f"/ro/write/{draft}/check")
    send_in(author)

    editor.goto("/ro/review")
    editor.get_by_role("link", name=f"Prune la borcan {word}").click()
    expect(editor.locator(".preview")).to_contain_text("Familia le-a pus la borcan.")
    editor.get_by_label("Ce trebuie schimbat").fill("Câte borcane? Spuneți și sursa.")
    editor.get_by_role("button", name="Cereți schimbări").click()
    expect(editor.locator(".done")).to_contain_text("S-a întors la autor")

    author.goto("/ro/account/notices")
    expect(author.get_by_role("main")).to_contain_text("Câte borcane? Spuneți și sursa.")
    author.get_by_role("link", name=f"Prune la borcan {word}").first.click()
    expect(author.get_by_role("main")).to_contain_text("Câte borcane?")
    author.goto(f"/ro/write/{draft}/markdown")
    text = author.locator("textarea#text")
    text.fill(text.input_value().replace("Borcanele s-au vândut.", "Toate cele 300 de borcane s-au vândut."))
    author.locator("button[name=go][value=check]").last.click()
    expect(author).to_have_url(re.compile("/check"))
    send_in(author)

    editor.goto(f"/ro/review/{draft}?part=changes&against=previous")
    expect(editor.locator(".lines")).to_contain_text("300 de borcane")
    editor.get_by_role("button", name="Aprobați și publicați").click()
    expect(editor.locator(".done")).to_contain_text("Este în bibliotecă")
    editor.get_by_role("link", name="Vedeți în bibliotecă").click()
    expect(editor.locator("h1")).to_have_text(f"Prune la borcan {word}")

    reader = people.open(f"/ro/search?q={word}", **options)
    reader.get_by_role("link", name=f"Prune la borcan {word}").first.click()
    expect(reader.get_by_role("main")).to_contain_text("Toate cele 300 de borcane s-au vândut.")
    expect(reader.get_by_role("main")).to_contain_text("Ana Popescu")


@pytest.fixture(scope="module")
def waiting(site: Site) -> dict[str, str]:
    """One of everything that an editor meets: a new case with problems, a change in conflict, a letter."""
    services = site.services
    ana = Actor("ana", Role.CONTRIBUTOR)
    text = case_markdown(title="Nou", businesses=["nimeni"], body=BODY.replace("vândut", "superb"))
    new = services.submissions.start(ana, "ro", [Document("cases/nou.md", text)])
    services.submissions.submit(ana, new, YES)
    path = f"cases/{GRAPES}.md"
    change = services.start_from(ana, path, "ro")
    text = services.submissions.submission(ana, change).main.text or ""
    changed = text.replace('value: "60"', 'value: "70"').replace("vecinii", "toți vecinii")
    services.submissions.save(ana, change, {path: changed}, 1)
    services.submissions.submit(ana, change, YES)
    eva = Actor("eva", Role.EDITOR)
    services.submissions.comment(eva, change, "De unde?", revision=1, path=path, line=3)
    services.submissions.correct(eva, change, {path: changed + "\nÎncă un rând.\n"}, 1, "un rând")
    file = services.settings.content_folder / path
    file.write_text(file.read_text("utf-8").replace("depozit", "hambar"), encoding="utf-8")
    letter = Message("report", f"/ro/cases/{GRAPES}", "Au fost 70 de tone.", "Ion", "ion@example.md", "ro")
    services.send_message(letter, "203.0.113.1", services.clock())
    return {"new": new, "change": change}


def addresses(waiting: dict[str, str]) -> list[str]:
    parts = ("page", "changes", "source", "checks", "talk", "conflict")
    return [
        "review", *(f"review/{waiting['change']}?part={part}&path=cases/{GRAPES}.md&line=4" for part in parts),
        f"review/{waiting['new']}", f"review/{waiting['new']}?part=checks", f"review/{waiting['change']}/correct",
        f"review/{waiting['change']}/compare", "review/pages/specialists/diana-crudu", "account/notices",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_on_any_page_of_the_review(
        people: Visitor, site: Site, waiting: dict[str, str], lang: str) -> None:
    page = people.open()
    site.sign_in(page, Role.EDITOR, "Eva Rusu")
    found = []
    for address in addresses(waiting):
        page.goto(f"/{lang}/{address}")
        found += faults(page)
    assert found == []


def test_no_page_of_the_review_is_wider_than_a_phone(
        people: Visitor, site: Site, waiting: dict[str, str]) -> None:
    page = people.open(**PHONE)
    site.sign_in(page, Role.EDITOR, "Eva Rusu")
    for lang in LANGUAGES:
        for address in addresses(waiting):
            page.goto(f"/{lang}/{address}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, (lang, address)


def test_two_texts_in_conflict_are_both_seen_before_one_replaces_the_other(
        people: Visitor, site: Site, waiting: dict[str, str]) -> None:
    page = people.open(expect_failures=True)
    site.sign_in(page, Role.EDITOR, "Eva Rusu")
    page.goto(f"/ro/review/{waiting['change']}")
    page.get_by_role("button", name="Aprobați și publicați").click()
    expect(page.locator(".lines").first).to_contain_text("hambar")
    page.get_by_role("button", name="Le-am văzut pe ambele").click()
    page.get_by_role("button", name="Aprobați și publicați").click()
    expect(page.locator(".done")).to_contain_text("Este în bibliotecă")
    assert "depozit" in (site.services.settings.content_folder / f"cases/{GRAPES}.md").read_text("utf-8")
