"""How answers leave: compressed, conditional, and kept only as long as they are right."""

import dataclasses
import gzip
import json

import brotli
import pytest

from kb import log
from kb.web.delivery import tag_of
from tests.web.fake_services import answer_of

CASE = "/ro/cases/struguri-in-loc-de-flori"
LARGE = ["/ro/", "/ro/search?q=cazul", "/ro/search.json", "/api/v1/search", CASE, "/static/site.css",
         "/static/site.js", "/ro/nothing"]
PAGES = ["/ro/", "/ro/search?q=cazul", "/ro/search.json", "/api/v1/search", "/api/v1/facets",
         "/api/v1/cases/vin-la-pahar", CASE, f"{CASE}.md", "/static/site.css", "/robots.txt"]


UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip")])
@pytest.mark.parametrize("address", LARGE)
def test_what_gains_by_it_is_compressed_and_unpacks_to_the_same(client, address, accepted, encoding):
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": accepted})
    assert packed.headers["Content-Encoding"] == encoding
    assert "Content-Encoding" not in plain.headers
    unpacked = UNPACK[encoding](packed.data)
    assert unpacked.replace(b"request-2", b"request-1") == plain.data
    assert len(packed.data) < len(plain.data) * 0.7
    assert packed.content_length == len(packed.data)


@pytest.mark.parametrize("address", LARGE)
def test_caches_keep_both_forms_apart(client, address):
    for headers in ({}, {"Accept-Encoding": "gzip"}, {"Accept-Encoding": "br"}):
        assert "Accept-Encoding" in client.get(address, headers=headers).vary


@pytest.mark.parametrize("accepted", ["", "zstd", "gzip;q=0", "br;q=0, gzip;q=0", "identity", "gzip;q=0, *;q=0"])
def test_a_browser_that_takes_neither_gets_it_as_it_is(client, accepted):
    for address in ("/ro/search", "/static/site.css"):
        assert "Content-Encoding" not in client.get(address, headers={"Accept-Encoding": accepted}).headers


@pytest.mark.parametrize("address", ["/healthz"])
def test_what_is_small_stays_as_it_is(client, address):
    assert "Content-Encoding" not in client.get(address, headers={"Accept-Encoding": "gzip"}).headers


def test_what_is_packed_already_is_not_packed_again(client):
    for address in ("/static/fonts/onest-latin.woff2", "/media/struguri/targ.png"):
        response = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert response.status_code == 200
        assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
def test_what_the_browser_has_is_not_sent_again(client, address, encoding):
    headers = {"Accept-Encoding": encoding}
    tag = client.get(address, headers=headers).headers["ETag"]
    again = client.get(address, headers=headers | {"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag


@pytest.mark.parametrize("address", PAGES)
def test_another_tag_gets_the_answer(client, address):
    assert client.get(address, headers={"If-None-Match": 'W/"other"'}).status_code == 200


def test_a_fresh_page_of_results_is_not_rendered(client, services, monkeypatch):
    tag = client.get("/ro/search").headers["ETag"]
    monkeypatch.setattr("kb.web.views.search.render_template", lambda *_, **__: pytest.fail("rendered"))
    assert client.get("/ro/search", headers={"If-None-Match": tag}).status_code == 304


def tags(client, *requests):
    return [client.get(address, headers=headers).headers["ETag"] for address, headers in requests]


def test_the_tag_tells_apart_all_that_looks_different(client):
    found = tags(
        client, ("/ro/search", {}), ("/ru/search", {}), ("/ro/search?q=cazul", {}), ("/ro/search?page=2", {}),
        ("/ro/search?sort=evidence", {}), ("/ro/search?industry=wine", {}), ("/ro/search", {"HX-Request": "true"}),
        ("/ro/search.json", {}),
    )
    client.set_cookie("theme", "dark")
    found += tags(client, ("/ro/search", {}))
    assert len(set(found)) == len(found)


def test_one_search_has_one_tag_however_it_is_written(client):
    found = tags(client, ("/ro/search?q=cazul&industry=wine&industry=tv&x=1", {}),
                 ("/ro/search?industry=tv&industry=wine&q=+cazul+&page=1&sort=", {}))
    assert len(set(found)) == 1


def test_a_new_generation_makes_every_search_new(client, services):
    [before] = tags(client, ("/ro/search", {}))
    services.answer = lambda request: dataclasses.replace(answer_of(request), generation="g2")
    assert tags(client, ("/ro/search", {})) != [before]


def test_tags_of_different_parts_differ_even_when_they_join_alike():
    assert tag_of("ab", "c") != tag_of("a", "bc")
    assert tag_of("\ud800") == tag_of("\ud800")


@pytest.mark.parametrize("address", ["/ro/", "/ro/search", "/ro/cases/vin-la-pahar"])
def test_pages_are_asked_for_again_and_depend_on_the_cookie(client, address):
    response = client.get(address)
    assert response.headers["Cache-Control"] == "no-cache"
    assert {"Cookie", "HX-Request"} <= set(response.vary)


def test_a_request_is_logged_without_its_address(app, capsys):
    log.configure("info")
    app.test_client().get("/ro/search?q=secret", headers={"User-Agent": "somebody"})
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["endpoint"], line["status"]) == ("request", "search.show", 200)
    assert line["request_id"] == "request-1"
    assert line["milliseconds"] > 0
    assert not {"secret", "somebody", "127.0.0.1"} & set(map(str, line.values()))
