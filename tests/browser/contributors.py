"""A site where people have accounts: where it is, its services from outside, and how people come in."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from kb import services as wiring
from kb.accounts import Actor, Role
from kb.services import Services
from kb.settings import Settings
from kb.submissions import Consent
from tests.browser.library import write_browsed_library
from tests.browser.server import serve

PASSWORD = "o vaca verde pe deal"
PLAIN = {"java_script_enabled": False}
YES = Consent(licence=True, images=True)


@dataclass(frozen=True, slots=True)
class Site:
    """Where a site is, and its services in this process."""

    address: str
    services: Services

    def sign_in(self, page: Page, role: Role, name: str = "Ana Popescu") -> Actor:
        """Make an account of a role and sign a page in with it."""
        accounts = self.services.accounts
        link = accounts.invite(Actor.CONSOLE, some_email(role), role, "ro")
        session = accounts.accept(link, name, PASSWORD, "ro", "Firefox · Linux")
        page.context.add_cookies([{"name": "session", "value": session, "url": self.address}])
        return accounts.actor(session)

    def invitation(self, email: str) -> str:
        """The path of a link that makes a contributor."""
        return path_of(self.services.invite(Actor.CONSOLE, email, Role.CONTRIBUTOR, "ro").address)

    def email_of(self, actor: Actor) -> str:
        return self.services.accounts.person(actor.id).email


@contextmanager
def site_with_accounts(folder: Path) -> Iterator[Site]:
    """Serve the library of these tests, with what is written going into `folder`."""
    content = write_browsed_library(folder / "content")
    with serve(content, folder) as address:
        services = wiring.build(
            Settings(content=content, index=folder / "index", instance=folder / "instance", address=address))
        yield Site(address, services)
        services.close()


def some_email(word: str) -> str:
    """An address that nobody has yet."""
    return f"{word}{time.monotonic_ns()}@example.md"


def path_of(address: str) -> str:
    return re.sub(r"^http://[^/]+", "", address)


def register(page: Page, path: str, name: str) -> None:
    """Come by an invitation."""
    page.goto(path)
    page.get_by_label("Numele dumneavoastră").fill(name)
    page.get_by_label("Parolă").fill(PASSWORD)
    page.get_by_role("button", name="Creați contul").click()
    expect(page).to_have_url(re.compile("/ro/account/$"))


def send_in(page: Page) -> None:
    """From the check of a draft to the editors."""
    page.locator("input[name=licence]").check()
    page.locator("input[name=images]").check()
    page.locator("form[action$='/submit'] button").click()
    expect(page).to_have_url(re.compile("done=submit"))
