"""Accounts in a real browser: from an invitation to a second step, and every page of them under axe and on a phone."""

import re
import time

import pyotp
import pytest
from playwright.sync_api import expect

from kb.accounts import Actor, Role
from kb.i18n import LANGUAGES
from tests.browser.contributors import PASSWORD, PLAIN, Site, some_email
from tests.browser.test_accessibility import faults
from tests.browser.visitor import PHONE, Visitor

pytestmark = pytest.mark.browser

OWN = ["account/", "account/password", "account/second-step", "account/sessions", "account/data"]
OPEN = ["account/sign-in", "account/register", "account/reset"]


@pytest.mark.parametrize("options", [{}, PLAIN])
def test_somebody_invited_makes_an_account_with_a_second_step_and_comes_back(
        people: Visitor, site: Site, options: dict[str, bool]) -> None:
    email = some_email("invitat")
    page = people.open(site.invitation(email), expect_failures=True, **options)
    page.get_by_label("Numele dumneavoastră").fill("Ion")
    page.get_by_label("Parolă").fill("parola123456")
    page.get_by_role("button", name="Creați contul").click()
    expect(page.locator("#password-problem")).to_contain_text("se ghicesc")
    expect(page.get_by_label("Numele dumneavoastră")).to_have_value("Ion")
    page.get_by_label("Parolă").fill(PASSWORD)
    page.get_by_role("button", name="Creați contul").click()
    expect(page).to_have_url(re.compile("/ro/account/$"))
    page.goto("/ro/account/second-step")
    totp = pyotp.TOTP(page.locator("code.key").inner_text().replace(" ", ""))
    page.get_by_label("Cod").fill(totp.at(int(time.time()) - 30))
    page.get_by_role("button", name="Activați verificarea în doi pași").click()
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    page.locator(".mine summary").click()
    page.get_by_role("button", name="Ieșiți din cont").click()
    expect(page).to_have_url(re.compile("/ro/$"))
    page.goto("/ro/account/sessions")
    page.get_by_label("E-mail").fill(email.upper())
    page.get_by_label("Parolă").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Intrați în cont").click()
    page.get_by_label("Cod").fill(codes[0])
    page.get_by_role("button", name="Continuați").click()
    expect(page).to_have_url(re.compile("/ro/account/sessions$"))
    expect(page.get_by_role("main")).to_contain_text("acesta")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_on_any_page_of_an_account(
        people: Visitor, site: Site, lang: str) -> None:
    page = people.open(expect_failures=True)
    found = []
    for path in OPEN:
        page.goto(f"/{lang}/{path}")
        found += faults(page)
    person = site.sign_in(page, Role.ADMIN).id
    for path in (*OWN, "admin/users", f"admin/users/{person}", "admin/audit"):
        page.goto(f"/{lang}/{path}")
        found += faults(page)
    page.locator(".mine summary").click()
    assert found + faults(page) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_of_an_account_is_wider_than_a_phone(
        people: Visitor, site: Site, lang: str) -> None:
    page = people.open(**PHONE)
    person = site.sign_in(page, Role.ADMIN).id
    for path in (*OWN, "admin/users", f"admin/users/{person}", "admin/audit"):
        page.goto(f"/{lang}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_a_text_that_was_typed_before_the_session_ended_is_not_lost(
        people: Visitor, site: Site) -> None:
    page = people.open("/ro/", expect_failures=True)
    person = site.sign_in(page, Role.CONTRIBUTOR).id
    page.goto("/ro/account/")
    page.get_by_label("Numele dumneavoastră").fill("Ana cu un nume nou, destul de lung ca să nu încapă într-un rând")
    site.services.accounts.sign_out_everywhere(Actor.CONSOLE, person)
    page.get_by_role("button", name="Salvați").click()
    expect(page.locator("textarea[name=name]")).to_have_value(re.compile("^Ana cu un nume nou"))
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Intrați în cont într-o filă nouă").click()
    tab = opened.value
    tab.get_by_label("E-mail").fill(site.services.accounts.person(person).email)
    tab.get_by_label("Parolă").fill(PASSWORD)
    tab.get_by_role("main").get_by_role("button", name="Intrați în cont").click()
    expect(tab).to_have_url(re.compile("/ro/account/"))
    page.get_by_role("button", name="Trimiteți din nou").click()
    # The token of before sign-in is void: the text comes back once more, with one that is good.
    page.get_by_role("button", name="Trimiteți din nou").click()
    expect(page).to_have_url(re.compile("done=details"))
    assert site.services.accounts.person(person).name.startswith("Ana cu un nume nou")
