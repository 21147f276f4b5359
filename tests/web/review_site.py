"""A site with a small library, an author, and two editors at work on what is sent in."""

import shutil
from dataclasses import dataclass

from kb.accounts import Actor, Role
from kb.submissions import Consent, Document
from tests.builders import business_markdown, case_markdown, write_library
from tests.web.members import Browser, add_person, make_site

YES = Consent(licence=True, images=True)
GRAPES = "cases/struguri-in-loc-de-flori.md"
BODY = "## Contextul\n\nA fost mult.\n\n## Ce s-a făcut\n\nUn borcan.\n\n## Rezultate\n\nS-a vândut.\n"
PLUMS = {
    "cases/prune.md": case_markdown(title="Prune la borcan", businesses=["gospodaria"], body=BODY, sources=[
        {"url": "https://example.md/prune", "publisher": "Example", "lang": "ro"}]),
    "businesses/gospodaria.md": business_markdown(name="Gospodăria Mare"),
}


@dataclass
class Desk:
    """The site, and everybody's browser."""

    app: object
    ana: Actor
    eva: Actor
    author: Browser
    editor: Browser
    other: Browser

    @property
    def services(self):
        return self.app.extensions["kb.services"]

    @property
    def submissions(self):
        return self.services.submissions

    def file(self, path):
        return self.services.settings.content_folder / path

    def send(self, documents=PLUMS, actor=None):
        """Something sent in, by the author unless told otherwise."""
        actor = actor or self.ana
        draft = self.submissions.start(actor, "ro", [Document(path, text) for path, text in documents.items()])
        self.submissions.submit(actor, draft, YES)
        return draft

    def send_change(self, old="2019", new="2018"):
        """A change of a published case, sent in."""
        draft = self.services.start_from(self.ana, GRAPES, "ro")
        text = self.submissions.submission(self.ana, draft).main.text
        self.submissions.save(self.ana, draft, {GRAPES: text.replace(old, new)}, 1)
        self.submissions.submit(self.ana, draft, YES)
        return draft

    def state(self, draft):
        return self.submissions.submission(Actor.CONSOLE, draft).state.value

    def decide(self, draft, do, browser=None, **fields):
        """What a button of the page sends."""
        sent = {"do": do, "revision": "1", **fields}
        return (browser or self.editor).send(f"/ro/review/{draft}", **sent)


NAMES = (("Ana Popescu", Role.CONTRIBUTOR), ("Eva Rusu", Role.EDITOR), ("Oleg Ciobanu", Role.ADMIN))


def prepare_desk(folder):
    """A library with its index and three accounts, to be copied; answers the tokens of their sessions."""
    app = make_site(folder, write_library(folder / "content"), processes=1)
    app.extensions["kb.services"].reindex("full")
    tokens = [add_person(app, f"{name.split()[0].lower()}@example.md", role, name)[1] for name, role in NAMES]
    app.extensions["kb.services"].close()
    return tokens


def open_desk(prepared, tokens, folder, **changes):
    """A desk over a copy of what was prepared."""
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    app = make_site(folder, folder / "content", processes=1, **changes)
    accounts = app.extensions["kb.services"].accounts
    actors = [accounts.actor(token) for token in tokens]
    return Desk(app, actors[0], actors[1], *(Browser(app).take(token) for token in tokens))
