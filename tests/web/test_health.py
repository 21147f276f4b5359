"""Is it alive, can it answer."""

from types import SimpleNamespace

from kb import errors


def test_the_process_answers_whatever_the_index_does(client, services):
    services.fail = errors.IndexUnavailable("gone")
    response = client.get("/healthz")
    assert (response.status_code, response.json) == (200, {"status": "ok"})
    assert services.asked == []


def test_a_site_with_an_index_is_ready(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json == {"status": "ok", "generation": "g1", "cases": 35, "engine": "sqlite_fts", "lacks": []}


def test_a_site_without_one_says_why(client, services):
    services.found_status = SimpleNamespace(
        manifest=None, engine="sqlite_fts", lacks=frozenset(), reason="there is none", progress=None)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json["error"]["code"] == "index_unavailable"
    assert "there is none" in response.json["error"]["message"]


def test_crawlers_are_told_what_is_theirs(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text.startswith("User-agent: *\n")
