"""Static files with digests."""

import re

import pytest

from kb.errors import NotFound
from kb.web.app import STATIC
from kb.web.assets import DIGEST_LENGTH, TYPES, Assets, files

YEAR = "public, max-age=31536000, immutable"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "a.woff2").write_bytes(b"font")
    (tmp_path / "site.js").write_text("let a;")
    (tmp_path / "README.md").write_text("for people")
    (tmp_path / "site.css").write_text(
        "a{src:url(fonts/a.woff2)}b{src:url('fonts/a.woff2')}c{src:url(\"fonts/none.woff2\")}"
        "d{src:url(https://x/y.woff2)}e{src:url(../outside.woff2)}f{src:url(README.md)}")
    (tmp_path.parent / "outside.woff2").write_bytes(b"outside")
    return tmp_path


def test_an_address_holds_the_digest_of_the_content(folder):
    assert re.fullmatch(rf"/static/site\.js\?v=[0-9a-f]{{{DIGEST_LENGTH}}}", Assets(folder).address("site.js"))


def test_another_content_has_another_address(folder):
    assets = Assets(folder)
    before = assets.address("site.js")
    (folder / "site.js").write_text("let bb;")
    assert assets.address("site.js") != before


def test_a_file_that_went_is_not_found(folder):
    assets = Assets(folder)
    assets.get("site.js")
    (folder / "site.js").unlink()
    with pytest.raises(NotFound):
        assets.get("site.js")


def test_a_file_is_read_once(folder):
    assets = Assets(folder)
    first = assets.get("site.js")
    assert assets.get("site.js") is first
    for encoding in ("br", "gzip"):
        assert first.packed(encoding) is first.packed(encoding)


def test_addresses_in_a_stylesheet_get_the_digests_a_page_would_write(folder):
    assets = Assets(folder)
    css = assets.get("site.css").content.decode()
    font = assets.address("fonts/a.woff2").removeprefix("/static/")
    assert f"url({font})" in css
    assert f"url('{font}')" in css


def test_addresses_of_what_is_not_ours_stay(folder):
    css = Assets(folder).get("site.css").content.decode()
    for kept in ('url("fonts/none.woff2")', "url(https://x/y.woff2)", "url(../outside.woff2)", "url(README.md)"):
        assert kept in css


@pytest.mark.parametrize("name", [
    "nothing.css", "README.md", "fonts", "", ".", "..", "../outside.woff2", "fonts/../../outside.woff2", "/etc/passwd",
    "site.js\0.css", "\0", "SITE.CSS",
])
def test_nothing_else_is_given_away(folder, name):
    with pytest.raises(NotFound):
        Assets(folder).get(name)


def test_a_link_out_of_the_folder_is_not_followed(folder):
    (folder / "link.woff2").symlink_to(folder.parent / "outside.woff2")
    with pytest.raises(NotFound):
        Assets(folder).get("link.woff2")


def test_the_right_digest_is_kept_for_a_year_and_no_other(client):
    address = re.search(r'href="(/static/site\.css\?v=\w+)"', client.get("/ro/").text)[1]
    assert client.get(address).headers["Cache-Control"] == YEAR
    assert client.get("/static/site.css?v=00000000").headers["Cache-Control"] == "no-cache"
    assert client.get("/static/site.css").headers["Cache-Control"] == "no-cache"


def test_every_static_address_on_a_page_and_in_the_stylesheet_is_served(client):
    found = re.findall(r'"(/static/[^"]+)"', client.get("/ro/search?q=cazul").text)
    css = client.get("/static/site.css").text
    found += [f"/static/{name}" for name in re.findall(r"url\([\"']?([^)\"']+)[\"']?\)", css)]
    assert len(found) > 3
    for address in found:
        response = client.get(address)
        assert (response.status_code, response.headers["Cache-Control"]) == (200, YEAR), address


@pytest.mark.parametrize(("name", "content_type"), [
    ("site.css", "text/css; charset=utf-8"), ("site.js", "text/javascript; charset=utf-8"),
    ("fonts/onest-latin.woff2", "font/woff2"), ("favicon.svg", "image/svg+xml"),
])
def test_a_file_says_what_it_is(client, name, content_type):
    assert client.get(f"/static/{name}").headers["Content-Type"] == content_type


def test_every_file_of_the_site_is_of_a_known_type_or_a_note():
    assert {path.suffix for path in files(STATIC)} - set(TYPES) <= {".md"}
