"""Every page of writing under axe, in each language and theme, and on a phone."""

import io

import pytest
from PIL import Image

from kb.accounts import Actor, Role
from kb.i18n import LANGUAGES
from kb.submissions import Document
from tests.browser.contributors import PASSWORD, YES, Site
from tests.browser.library import GRAPES
from tests.browser.test_accessibility import faults
from tests.browser.visitor import PHONE, Visitor
from tests.builders import case_markdown

pytestmark = pytest.mark.browser

TEXT = case_markdown(title="Prune la borcan", businesses=["nimeni"], body=(
    "## Contextul\n\nCel mai bun gem, cu 1 200 lei și ER 4,2 %.\n\n## Ce s-a făcut\n\n…\n\n## Rezultate\n\nx3.\n"))


@pytest.fixture(scope="module")
def writer(site: Site) -> tuple[str, list[str]]:
    """The session of somebody with a text in every state, and the pages that they see."""
    accounts, submissions = site.services.accounts, site.services.submissions
    link = accounts.invite(Actor.CONSOLE, "ana@example.md", Role.CONTRIBUTOR, "ro")
    session = accounts.accept(link, "Ana Popescu", PASSWORD, "ro", "Firefox · Linux")
    ana, eva = accounts.actor(session), Actor("eva", Role.EDITOR)
    data = io.BytesIO()
    Image.new("RGB", (80, 50), "#7a1631").save(data, "PNG")
    draft = submissions.start(ana, "ro", [Document("cases/prune.md", TEXT)])
    site.services.attach_image(ana, draft, "borcan-cu-un-nume-foarte-lung-de-fisier.png", data.getvalue())
    empty = submissions.start(ana, "ro", [Document("events/nou.md", site.services.skeleton("events", "Nou", "ro"))])
    change = site.services.start_from(ana, f"cases/{GRAPES}.md", "ro")
    submissions.submit(ana, change, YES)
    submissions.comment(eva, change, "De unde?", revision=1, path=f"cases/{GRAPES}.md", line=3)
    submissions.ask_for_changes(eva, change, "Anul?")
    submissions.submit(ana, change, YES)
    waiting = submissions.start(ana, "ro", [Document("cases/mere.md", case_markdown(title="Mere"))])
    submissions.submit(ana, waiting, YES)
    submissions.ask_for_changes(eva, waiting, "Anul?")
    ways = ("", "/markdown", "/images", "/check")
    return session, [
        "write", "write/new?kind=cases", "write/new?kind=events", f"write/edit?path=cases/{GRAPES}.md",
        *(f"write/{draft}{way}" for way in ways), f"write/{empty}", f"write/{change}",
        f"write/{change}/compare?a=1&b=2", f"write/{waiting}",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("first", [0, 1])
def test_axe_finds_nothing_on_any_page_of_writing(
        people: Visitor, site: Site, writer: tuple[str, list[str]], lang: str, first: int) -> None:
    page = people.open()
    page.context.add_cookies([{"name": "session", "value": writer[0], "url": site.address}])
    found = []
    for address in writer[1][first::2]:
        page.goto(f"/{lang}/{address}", wait_until="networkidle")
        page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
        found += faults(page)
    assert found == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_of_writing_is_wider_than_a_phone(
        people: Visitor, site: Site, writer: tuple[str, list[str]], lang: str) -> None:
    page = people.open(**PHONE)
    page.context.add_cookies([{"name": "session", "value": writer[0], "url": site.address}])
    for address in writer[1]:
        page.goto(f"/{lang}/{address}", wait_until="networkidle")
        page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
