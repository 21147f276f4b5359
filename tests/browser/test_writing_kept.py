"""No text is lost: not without a connection, not after a session, not between two tabs or two editors."""

import re

import pytest
from playwright.sync_api import Page, expect

from kb.accounts import Actor, Role
from kb.submissions import Document
from tests.browser.contributors import PASSWORD, YES, Site
from tests.browser.visitor import Visitor
from tests.builders import case_markdown

pytestmark = pytest.mark.browser

PATH = "cases/prune-la-borcan.md"
TITLE = "#f-title"
TROUBLE = "[data-trouble]"


@pytest.fixture
def author(people: Visitor, site: Site) -> tuple[Page, Actor]:
    """Somebody before a browser, signed in."""
    page = people.open(expect_failures=True)
    return page, site.sign_in(page, Role.CONTRIBUTOR)


def draft_of(site: Site, who: Actor) -> str:
    text = case_markdown(title="Prune la borcan")
    return f"/ro/write/{site.services.submissions.start(who, 'ro', [Document(PATH, text)])}"


def saved_title(site: Site, who: Actor, address: str) -> str:
    found = site.services.submissions.submission(who, address.rpartition("/")[2])
    return site.services.title_of(found.main.text)


def expect_saved(page: Page) -> None:
    expect(page.locator("[data-state]")).to_contain_text("Salvat,")


def test_what_is_written_without_a_connection_is_saved_when_it_is_back(
        site: Site, author: tuple[Page, Actor]) -> None:
    page, who = author
    address = draft_of(site, who)
    page.goto(address)
    page.context.set_offline(True)
    page.locator(TITLE).fill("Scris fără rețea")
    expect(page.locator(TROUBLE)).to_contain_text("Nu există conexiune")
    page.get_by_role("button", name="Salvați", exact=True).first.click()
    expect(page.locator(TITLE)).to_have_value("Scris fără rețea")
    page.context.set_offline(False)
    expect_saved(page)
    expect(page.locator(TROUBLE)).to_be_hidden()
    assert saved_title(site, who, address) == "Scris fără rețea"
    page.reload()
    expect(page.locator(TITLE)).to_have_value("Scris fără rețea")
    expect(page.locator(TROUBLE)).to_be_hidden()


def test_what_was_not_saved_when_the_browser_closed_is_offered_when_one_comes_back(
        site: Site, author: tuple[Page, Actor]) -> None:
    page, who = author
    address = draft_of(site, who)
    page.goto(address)
    page.route("**", lambda route: route.abort())  # of this page alone: it never hears that the line is back
    page.locator(TITLE).fill("Doar aici")
    page.locator("#f-sources > [data-add]").click()
    page.locator("#f-sources-1-url").fill("https://diez.md/prune")
    expect(page.locator(TROUBLE)).to_be_visible()
    page.close(run_before_unload=False)
    again = page.context.new_page()
    again.goto(address)
    expect(again.locator(TITLE)).to_have_value("Prune la borcan")
    again.locator(TROUBLE).get_by_role("button", name="Readuceți-l în formular").click()
    expect(again.locator(TITLE)).to_have_value("Doar aici")
    expect(again.locator("#f-sources-1-url")).to_have_value("https://diez.md/prune")
    expect_saved(again)
    assert saved_title(site, who, address) == "Doar aici"


def test_after_a_session_is_over_one_signs_in_beside_it_and_the_text_is_saved(
        site: Site, author: tuple[Page, Actor]) -> None:
    page, who = author
    address = draft_of(site, who)
    page.goto(address)
    page.context.clear_cookies()
    page.locator(TITLE).fill("După sesiune")
    with page.context.expect_page() as opened:
        page.locator(TROUBLE).get_by_role("link").click()
    tab = opened.value
    tab.get_by_label("E-mail", exact=True).fill(site.email_of(who))
    tab.get_by_label("Parolă").fill(PASSWORD)
    tab.get_by_role("main").get_by_role("button", name="Intrați în cont").click()
    expect(tab).to_have_url(re.compile("/ro/account/"))
    tab.close()
    page.evaluate("dispatchEvent(new Event('focus'))")  # as when one comes back to the tab
    expect_saved(page)
    assert saved_title(site, who, address) == "După sesiune"


def type_in_two_tabs(page: Page, address: str) -> None:
    """The other tab saves first; this one is told of it and leads on to both texts."""
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    other.locator(TITLE).fill("De acolo")
    expect_saved(other)
    expect(other.locator(TROUBLE)).to_be_hidden()
    other.close()
    page.locator(TITLE).fill("De aici")
    page.locator(TROUBLE).get_by_role("button", name="Vedeți ambele versiuni").click()
    expect(page.locator("#text")).to_have_value(re.compile("De aici"))
    expect(page.locator("#theirs")).to_have_value(re.compile("De acolo"))
    expect(page.locator(".lines").first).to_contain_text("De aici")


@pytest.mark.parametrize(("button", "kept"), [
    ("Păstrați-l pe acesta", "De aici"), ("Păstrați-l pe celălalt", "De acolo"),
], ids=["mine", "theirs"])
def test_of_two_tabs_both_texts_are_shown_and_the_chosen_one_is_asked_about_no_more(
        site: Site, author: tuple[Page, Actor], button: str, kept: str) -> None:
    page, who = author
    address = draft_of(site, who)
    type_in_two_tabs(page, address)
    page.locator(".own-text .go").get_by_text(button).click()
    expect(page.locator("#write")).to_be_visible()
    page.goto(address)
    expect(page.locator(TITLE)).to_have_value(kept)
    expect(page.locator(TROUBLE)).to_be_hidden()
    assert saved_title(site, who, address) == kept


def test_a_conflict_that_was_left_unsolved_is_still_there_to_be_solved(
        site: Site, author: tuple[Page, Actor]) -> None:
    page, who = author
    address = draft_of(site, who)
    type_in_two_tabs(page, address)
    page.goto(address)
    page.locator(TROUBLE).get_by_role("button", name="Readuceți-l în formular").click()
    expect(page.locator(TITLE)).to_have_value("De aici")
    # It was typed over an older text, so it does not replace the newer one unseen.
    page.locator(TROUBLE).get_by_role("button", name="Vedeți ambele versiuni").click()
    expect(page.locator("#theirs")).to_have_value(re.compile("De acolo"))
    assert saved_title(site, who, address) == "De acolo"


def test_saving_while_it_saves_by_itself_makes_no_conflict_with_oneself(
        site: Site, author: tuple[Page, Actor]) -> None:
    page, who = author
    address = draft_of(site, who)
    page.goto(address)
    held = []
    page.route(f"**{address}", lambda route: held.append(route) if not held and route.request.method == "POST"
               else route.continue_())
    with page.expect_request(lambda request: request.method == "POST" and request.url.endswith(address)):
        page.locator(TITLE).fill("Întâi")
    page.locator(TITLE).fill("Apoi")
    page.get_by_role("button", name="Salvați", exact=True).first.click()
    held[0].continue_()
    expect(page).to_have_url(re.compile("done=saved"))
    expect(page.locator(TITLE)).to_have_value("Apoi")
    expect(page.locator(TROUBLE)).to_be_hidden()
    assert saved_title(site, who, address) == "Apoi"


def test_of_two_editors_who_correct_at_once_the_second_sees_what_the_first_changed(
        people: Visitor, site: Site, author: tuple[Page, Actor]) -> None:
    draft = draft_of(site, author[1]).rpartition("/")[2]
    site.services.submissions.submit(author[1], draft, YES)
    eva, ion = people.open(expect_failures=True), people.open(expect_failures=True)
    for page, name in ((eva, "Eva Rusu"), (ion, "Ion Lungu")):
        site.sign_in(page, Role.EDITOR, name)
        page.goto(f"/ro/review/{draft}/correct")
    for page, words in ((eva, "vândut toți strugurii"), (ion, "cumpărat tot")):
        text = page.locator("textarea.code")
        text.fill(text.input_value().replace("cumpărat strugurii", words))
        page.get_by_role("button", name="Păstrați corectura").click()
    expect(ion.locator("textarea.code")).to_have_value(re.compile("cumpărat tot"))
    expect(ion.locator(".lines").first).to_contain_text("vândut toți strugurii")
    [*_, newest] = site.services.submissions.revisions(author[1], draft)
    assert "vândut toți strugurii" in newest.documents[0].text
    ion.get_by_role("button", name="Păstrați corectura").click()
    expect(ion.locator(".done")).to_be_visible()
    [*_, newest] = site.services.submissions.revisions(author[1], draft)
    assert "cumpărat tot" in newest.documents[0].text


def test_of_two_editors_who_decide_at_once_the_second_is_told_and_keeps_the_words_typed(
        people: Visitor, site: Site, author: tuple[Page, Actor]) -> None:
    draft = draft_of(site, author[1]).rpartition("/")[2]
    site.services.submissions.submit(author[1], draft, YES)
    eva, ion = people.open(expect_failures=True), people.open(expect_failures=True)
    for page, name in ((eva, "Eva Rusu"), (ion, "Ion Lungu")):
        site.sign_in(page, Role.EDITOR, name)
        page.goto(f"/ro/review/{draft}")
    ion.get_by_label("Ce trebuie schimbat").fill("Lipsește anul târgului.")
    eva.get_by_label("Ce trebuie schimbat").fill("Câte borcane?")
    eva.get_by_role("button", name="Cereți schimbări").click()
    expect(eva.locator(".done")).to_be_visible()
    ion.get_by_role("button", name="Cereți schimbări").click()
    expect(ion.get_by_label("Ce ați scris")).to_have_value("Lipsește anul târgului.")
    ion.get_by_role("button", name="Trimiteți observația").click()
    expect(ion.locator(".letters-in").first).to_contain_text("Lipsește anul târgului.")
