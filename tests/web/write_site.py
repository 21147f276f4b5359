"""A site over a small real library with people who write, and what their browser sends of a form it was shown."""

import io
import zipfile

from PIL import Image

from kb.accounts import Actor, Role
from kb.submissions import Consent
from tests.web.members import Browser, add_person, make_site
from tests.web.page_outline import read_page


def image_bytes(colour="red", kind="PNG", size=(40, 30)):
    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, kind)
    return data.getvalue()


def zip_of(**members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return data.getvalue()


class Writer:
    """Somebody with an account and a browser; `token` is the session."""

    def __init__(self, site, email="ana@example.md", role=Role.CONTRIBUTOR, name="Ana Popescu"):
        self.site = site
        self.actor, self.token = add_person(site, email, role, name)
        self.browser = Browser(site).take(self.token)

    @property
    def made(self):
        return self.site.extensions["kb.services"]

    def get(self, address, **options):
        return self.browser.get(address, **options)

    def send(self, address, **fields):
        return self.browser.send(address, **fields)

    def begin(self, kind="cases", title="Prune la borcan", lang="ro", **more):
        """Begin a page; the address of its form."""
        response = self.send("/ro/write/new", kind=kind, title=title, lang=lang, **more)
        assert response.status_code == 303, response.text
        return response.location

    def change(self, path="cases/struguri-in-loc-de-flori.md"):
        return self.send("/ro/write/edit", path=path).location

    def form(self, address):
        """The names and texts that a browser would send of the main form of a page."""
        root, faults = read_page(self.get(address).text)
        assert faults == []
        [form] = [each for each in root.all("form") if each.get("id") == "write"]
        return fields_of_form(form)

    def save(self, address, changes=(), without=(), **buttons):
        """Send the form of a page with other texts, as its Save button does."""
        page = address.partition("?")
        pairs = [pair for pair in self.form(address) if pair[0] not in without]
        texts = dict(changes)
        pairs = [(name, texts.pop(name, text)) for name, text in pairs] + [*texts.items(), *buttons.items()]
        return self.post(page[0].removesuffix("/markdown"), pairs)

    def post(self, address, pairs, **headers):
        data = {}
        for name, text in pairs:
            data.setdefault(name, []).append(text)
        return self.browser.client.post(address, data=data, headers=headers)

    def id_of(self, address):
        return address.partition("?")[0].split("/")[3]

    def submission(self, address):
        return self.made.submissions.submission(self.actor, self.id_of(address))

    def texts(self, address):
        return {each.path: each.text for each in self.submission(address).documents}

    def text(self, address):
        return self.submission(address).main.text

    def fields(self, address):
        return self.made.form_of(self.text(address)).fields

    def put(self, address, text):
        """Keep a text as the main page, past every form."""
        found = self.submission(address)
        self.made.submissions.save(self.actor, found.id, {found.main.path: text}, found.version)

    def submit(self, address):
        self.made.submissions.submit(self.actor, self.id_of(address), Consent(licence=True, images=True))


def fields_of_form(form):
    """What a browser sends of a form as it stands, without its buttons."""
    pairs = []
    for box in form.all("input", "textarea", "select"):
        kind, name = box.get("type"), box.get("name")
        if not name or kind in ("submit", "file") or (kind == "checkbox" and box.get("checked") is None):
            continue
        if box.tag == "input":
            pairs.append((name, (box.get("value") or "").replace("\r", "").replace("\n", "")))
        elif box.tag == "textarea":
            text = "".join(box.texts)
            pairs.append((name, text.removeprefix("\n").replace("\n", "\r\n")))
        else:
            options = box.all("option")
            chosen = [each for each in options if each.get("selected") is not None] or options[:1]
            pairs.append((name, chosen[0].get("value") or ""))
    return pairs


def make_writing_site(folder, content, **changes):
    site = make_site(folder, content, processes=1, **changes)
    site.extensions["kb.services"].reindex("full")
    _open_what_stays_open(site)
    return site


def _open_what_stays_open(site):
    """What the first who asks opens is for all tests; none of them is to be blamed for it."""
    writer = Writer(site, "first@example.md")
    address = writer.change()
    for path in (address, f"{address}/check", "/ro/search?q=struguri", "/ro/cases/struguri-in-loc-de-flori",
                 "/ro/businesses/tineri-fermieri", "/ro/write"):
        assert writer.get(path).status_code == 200, path


EVA = Actor("eva", Role.EDITOR)
