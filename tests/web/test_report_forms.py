"""What readers write arrives whole, or comes back whole with the reason; over a real instance."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from kb import services as wiring
from kb.errors import StorageFailed
from kb.settings import Settings
from kb.submissions import LIMITS
from kb.submissions.throttle import MOST_AN_HOUR
from kb.web import create_app
from kb.web.views.reports import TRAP
from tests.builders import write_library

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEXT = "Au fost 70 de tone, nu 60: <b>vedeți</b> & comparați.\nȘi încă ceva."
CASE = "/ro/cases/struguri-in-loc-de-flori"
TYPED = {"about": CASE, "text": TEXT, "name": "Ana Țurcanu", "email": "ana@example.md"}


class Clock:
    """A clock that tests set."""

    def __init__(self):
        self.time = NOON

    def __call__(self):
        return self.time


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reported")
    content = write_library(folder / "content")
    services = wiring.build(Settings(content=content, index=folder / "index", log_level="error"))
    services.reindex("full")
    services.close()
    return folder


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def services(index, tmp_path):
    services = wiring.build(Settings(
        content=index / "content", index=index / "index", instance=tmp_path / "instance", log_level="error"))
    yield services
    services.close()


@pytest.fixture(scope="module")
def made(index):
    """One app for all tests: making one compiles every template."""
    services = wiring.build(Settings(content=index / "content", index=index / "index", log_level="error"))
    yield create_app(services.settings, services)
    services.close()


@pytest.fixture
def app(made, services, clock):
    made.extensions.update({"kb.services": services, "kb.clock": clock})
    made.extensions.pop("kb.form_key", None)
    return made


@pytest.fixture
def browser(app):
    return app.test_client()


def token_of(page):
    return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]


def send(browser, address="/ro/report", *, token=None, **typed):
    token = token_of(browser.get(address).text) if token is None else token
    return browser.post(address, data={**TYPED, **typed, "csrf_token": token})


def holds(page, **typed):
    """Whether a form holds what was typed."""
    shown = unescape(page)
    return all(value in shown for value in {**TYPED, **typed}.values())


def test_a_report_arrives_whole(browser, services):
    answer = send(browser)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/ro/report/sent?about={CASE.replace('/', '%2F')}"
    [report] = services.reports()
    message = report.message
    assert (message.kind, message.about, message.text) == ("report", CASE, TEXT)
    assert (message.name, message.email, message.lang) == ("Ana Țurcanu", "ana@example.md", "ro")
    assert report.received == NOON


def test_name_and_email_may_stay_empty(browser, services):
    assert send(browser, name="", email="").status_code == 303
    assert services.reports()[0].message.email == ""


def test_thanks_lead_back_to_the_page(browser):
    page = browser.get(send(browser).headers["Location"]).text
    assert f'href="{CASE}"' in page
    assert "Struguri în loc de flori" in page


def test_the_form_names_the_page_it_is_about(browser):
    page = browser.get(f"/ru/report?about={CASE}").text
    assert "Struguri în loc de flori" in page
    assert '<a href="/ro/cases/struguri-in-loc-de-flori" lang="ro">' in page


@pytest.mark.parametrize("about", [
    "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/ro/a b", "\x00", "",
])
def test_no_address_of_another_site_gets_into_the_page(browser, about):
    for path in ("/ro/report", "/ro/report/sent"):
        answer = browser.get(path, query_string={"about": about})
        assert answer.status_code == 200
        links = re.findall(r'(?:href|action)="([^"]*)"', answer.text)
        assert [link for link in links if not re.match(r"/(?![/\\])|#|http://localhost/", link)] == []
        assert not about or f'name="about" value="{about}"' not in unescape(answer.text)


@pytest.mark.parametrize(("typed", "field"), [
    ({"text": ""}, "text"),
    ({"text": "x" * (LIMITS["text"] + 1)}, "text"),
    ({"email": "ana la example"}, "email"),
    ({"name": "x" * 101}, "name"),
])
def test_what_must_be_mended_is_said_beside_its_field_and_nothing_is_lost(browser, services, typed, field):
    answer = send(browser, **typed)
    assert answer.status_code == 422
    assert holds(answer.text, **typed)
    assert f'href="#{field}"' in answer.text
    assert re.search(rf'<(?:input|textarea) id="{field}"[^>]*aria-invalid="true"', answer.text)
    assert services.reports() == ()


def test_an_address_that_is_not_ours_is_refused_when_it_is_sent(browser, services):
    assert send(browser, about="https://evil.example/").status_code == 422
    assert services.reports() == ()


def test_programs_are_caught_and_people_told(browser, services):
    answer = send(browser, **{TRAP: "https://buy.example"})
    assert answer.status_code == 422
    assert holds(answer.text)
    assert services.reports() == ()


@pytest.mark.parametrize("token", ["", "forged", "x.y"])
def test_a_form_without_a_valid_token_comes_back_filled_in_and_can_be_sent_again(browser, services, token):
    browser.get("/ro/report")
    answer = send(browser, token=token)
    assert answer.status_code == 403
    assert holds(answer.text)
    assert services.reports() == ()
    assert send(browser, token=token_of(answer.text)).status_code == 303
    assert len(services.reports()) == 1


def test_a_form_from_another_site_is_not_taken(browser, services):
    token = token_of(browser.get("/ro/report").text)
    answer = browser.post("/ro/report", data={**TYPED, "csrf_token": token}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert services.reports() == ()


def test_who_writes_too_often_gets_the_text_back_and_may_go_on_later(browser, services, clock):
    for _ in range(MOST_AN_HOUR):
        assert send(browser).status_code == 303
    answer = send(browser)
    assert answer.status_code == 429
    assert holds(answer.text)
    clock.time += timedelta(hours=1, minutes=1)
    assert send(browser).status_code == 303
    assert len(services.reports()) == MOST_AN_HOUR + 1


def test_the_limit_is_one_over_all_processes_and_browsers(app, services):
    for _ in range(MOST_AN_HOUR):
        send(app.test_client())
    other = create_app(services.settings, wiring.build(services.settings), clock=lambda: NOON)
    answer = send(other.test_client())
    other.extensions["kb.services"].close()
    assert answer.status_code == 429


def test_one_who_writes_too_often_stops_nobody_else(browser, services):
    for _ in range(MOST_AN_HOUR):
        send(browser)
    token = token_of(browser.get("/ro/report").text)
    elsewhere = {"REMOTE_ADDR": "198.51.100.4"}
    answer = browser.post("/ro/report", data={**TYPED, "csrf_token": token}, environ_base=elsewhere)
    assert answer.status_code == 303


def test_when_it_cannot_be_kept_the_text_comes_back(browser, monkeypatch):
    def fail(*_):
        raise StorageFailed("%(file)s cannot be read or written: %(reason)s", file="reports.sqlite", reason="full")

    token = token_of(browser.get("/ro/report").text)
    monkeypatch.setattr("kb.submissions.reports.Reports.open", fail)
    answer = browser.post("/ro/report", data={**TYPED, "csrf_token": token})
    assert answer.status_code == 503
    assert holds(answer.text)
    assert "Traceback" not in answer.text


def test_what_is_too_large_is_refused_before_it_is_read(browser):
    assert send(browser, text="x" * 1_100_000).status_code == 413


def test_a_proposal_keeps_what_led_to_it(browser, services):
    address = "/ru/wanted/propose?q=вино&metric=units_sold"
    answer = send(browser, address, text="Кейс про вино", q="вино", metric="units_sold")
    assert answer.status_code == 303
    [report] = services.reports()
    assert (report.message.kind, report.message.lang, report.message.text) == ("wanted", "ru", "Кейс про вино")
    assert report.message.about == "/ru/wanted/propose?q=%D0%B2%D0%B8%D0%BD%D0%BE&metric=units_sold"


@pytest.mark.parametrize(("token", "text", "status"), [("", "Кейс", 403), (None, "", 422)])
def test_a_refused_proposal_comes_back_with_everything(browser, services, token, text, status):
    answer = send(browser, "/ru/wanted/propose?q=вино&metric=units_sold", token=token, text=text)
    assert answer.status_code == status
    assert holds(answer.text, text=text, about="вино")
    assert '<input type="hidden" name="q" value="вино">' in answer.text
    assert services.reports() == ()


def test_a_very_long_search_can_be_proposed_too(browser, services):
    assert send(browser, "/ru/wanted/propose?q=" + "ы" * 900, text="Кейс").status_code == 303


@pytest.mark.parametrize("lang", ["ro", "ru", "en"])
def test_forms_are_not_for_search_engines_and_not_kept(browser, lang):
    for path in ("report", "wanted/propose", "report/sent"):
        assert '<meta name="robots" content="noindex">' in browser.get(f"/{lang}/{path}").text


@pytest.mark.parametrize("path", [CASE, "/ro/people/diana-crudu", "/ro/businesses/tineri-fermieri", "/ro/search"])
def test_every_page_leads_to_the_form_about_itself(browser, path):
    assert f'href="/ro/report?about={path.replace("/", "%2F")}"' in browser.get(path).text
