"""Headers on every answer, request ids, and routes that must be declared."""

import re

import pytest

from kb.errors import ConfigurationError
from kb.settings import Settings
from kb.web import create_app
from kb.web.guards import CONTENT_SECURITY_POLICY, HEADERS, public, require_declared_actions

ANSWERS = [
    ("GET", "/"), ("GET", "/ro/"), ("GET", "/ro"), ("GET", "/ro/search"), ("GET", "/ro/search.json"),
    ("GET", "/ro/cases/struguri-in-loc-de-flori"), ("GET", "/ro/cases/struguri-vechi"),
    ("GET", "/ro/cases/struguri-in-loc-de-flori.md"), ("GET", "/static/site.css"), ("GET", "/healthz"),
    ("GET", "/robots.txt"), ("GET", "/api/v1/search"), ("GET", "/nothing"), ("GET", "/api/nothing"),
    ("GET", "/ro/search?page=99"), ("POST", "/ro/"), ("POST", "/api/v1/search"), ("OPTIONS", "/ro/search"),
    ("HEAD", "/ro/"), ("TRACE", "/ro/"), ("GET", "/static/nothing"),
]


@pytest.mark.parametrize(("method", "address"), ANSWERS)
def test_every_answer_carries_every_protecting_header(client, method, address):
    headers = client.open(address, method=method).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert headers["X-Request-Id"].startswith("request-")


def test_an_unexpected_failure_is_protected_too(client, services):
    services.fail = RuntimeError()
    headers = client.get("/ro/").headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS


def test_an_unchanged_page_is_protected_too(client):
    tag = client.get("/ro/").headers["ETag"]
    headers = client.get("/ro/", headers={"If-None-Match": tag}).headers
    assert {name: headers.get(name) for name in HEADERS} == HEADERS


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    policy = dict(part.split(" ", 1) for part in CONTENT_SECURITY_POLICY.split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert set(policy.values()) == {"'none'", "'self'"}


@pytest.mark.parametrize("address", ["/ro/", "/ro/search?q=cazul", "/ro/cases/struguri-in-loc-de-flori", "/nothing"])
def test_pages_obey_the_policy(client, address):
    page = client.get(address).text
    # A block of data is never run, whatever it holds.
    page = re.sub(r'<script type="application/ld\+json">.*?</script>', "", page, flags=re.DOTALL)
    assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)", page)
    assert not re.search(r"<style|\bstyle=\"|\bon[a-z]+=\"|javascript:", page)
    loaded = re.compile(r"(?:<script|<img|<link rel=\"(?:stylesheet|icon)\")[^>]*?(?:src|href)=\"([^\"]+)\"")
    for source in loaded.findall(page):
        assert source.startswith("/static/")


def test_each_request_has_an_id_of_its_own(client):
    first, second = client.get("/ro/"), client.get("/ro/")
    assert first.headers["X-Request-Id"] != second.headers["X-Request-Id"]


def test_an_id_that_comes_in_is_not_trusted(client):
    forged = "forged\\n{}"
    assert client.get("/ro/", headers={"X-Request-Id": forged}).headers["X-Request-Id"] == "request-1"


def test_ids_are_random_unless_told(services, library):
    client = create_app(Settings(content=library, log_level="error"), services).test_client()
    found = {client.get("/healthz").headers["X-Request-Id"] for _ in range(5)}
    assert len(found) == 5
    assert all(re.fullmatch("[0-9a-f]{16}", each) for each in found)


def test_a_route_that_does_not_say_who_may_use_it_stops_the_app(make_app):
    app = make_app()
    app.add_url_rule("/hidden", "hidden", lambda: "x")
    with pytest.raises(ConfigurationError, match="/hidden"):
        require_declared_actions(app)


def test_a_declared_route_may_be_added(make_app):
    app = make_app()
    app.add_url_rule("/open", "open", public(lambda: "x"))
    require_declared_actions(app)
    assert app.test_client().get("/open").status_code == 200


@pytest.mark.parametrize(("host", "status"), [
    ("culise.md", 200), ("www.culise.md", 200), ("culise.md:8000", 200), ("evil.example", 400), ("culise.md.evil", 400),
])
def test_only_trusted_hosts_are_answered_when_they_are_set(make_app, host, status):
    client = make_app(trusted_hosts=("culise.md", "www.culise.md")).test_client()
    response = client.get("/ro/", headers={"Host": host})
    assert response.status_code == status
    assert "evil" not in response.text


def test_an_untrusted_host_gets_the_one_shape_too(make_app):
    response = make_app(trusted_hosts=("culise.md",)).test_client().get("/api/v1/search", headers={"Host": "evil"})
    assert response.status_code == 400
    assert response.json["error"]["code"] == "bad_request"


@pytest.mark.parametrize("host", ["a b", "<x>", "\"", "a/b", "[::1", "x" * 500])
def test_a_strange_host_never_breaks_the_page(client, host):
    response = client.get("/ro/", headers={"Host": host})
    assert response.status_code in (200, 400)
    assert "<x>" not in response.text
