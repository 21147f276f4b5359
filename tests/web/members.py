"""A site with real accounts, and browsers that people sit before."""

import re
import time
from html import unescape

import pyotp

from kb import services as wiring
from kb.accounts import Actor, Role
from kb.settings import Settings
from kb.web import create_app

PASSWORD = "o vaca verde pe deal"
OTHER_PASSWORD = "doi boi albi la arat"
EMAIL = "ana@example.md"


def make_site(folder, content, **changes):
    """A site whose accounts are in a folder of its own."""
    services = wiring.build(Settings(content=content, instance=folder / "instance", index=folder / "index",
                                     log_level="error", **changes))
    app = create_app(services.settings, services)
    app.testing = True
    return app


def add_person(app, email=EMAIL, role=Role.CONTRIBUTOR, name="Ana Popescu"):
    """Somebody with an account, and the token of a session."""
    accounts = app.extensions["kb.services"].accounts
    token = accounts.accept(accounts.invite(Actor.CONSOLE, email, role, "ro"), name, PASSWORD, "ro", "Firefox · Linux")
    return accounts.actor(token), token


class Browser:
    """A browser that keeps cookies and sends forms as our pages make them."""

    def __init__(self, app, **environment):
        self.client = app.test_client()
        self.environment = environment

    def get(self, address, **changes):
        return self.client.get(address, environ_overrides=self.environment, **changes)

    def send(self, address, **fields):
        """Send a form with the token of a page of ours."""
        page = self.get("/ro/account/sign-in", follow_redirects=True).text
        [token, *_] = re.findall(r'name="csrf_token" value="([^"]+)"', page)
        return self.client.post(address, data={"csrf_token": token, **fields}, environ_overrides=self.environment)

    def sign_in(self, email=EMAIL, password=PASSWORD, **more):
        return self.send("/ro/account/sign-in", email=email, password=password, **more)

    @property
    def session(self):
        cookie = self.client.get_cookie("session")
        return cookie.value if cookie else ""

    def take(self, token):
        """Use a session that was begun elsewhere."""
        self.client.set_cookie("session", token)
        return self

    def is_signed_in(self):
        return self.get("/ro/account/").status_code == 200


def code_for(page, steps=0):
    """The code for the key that a page shows."""
    [key] = re.findall(r'<code class="key">([^<]+)</code>', page)
    totp = pyotp.TOTP(key.replace(" ", ""))
    return totp.generate_otp(int(time.time()) // 30 + steps)


def words(page):
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))
