"""Where a text may point to: the web, mail, anchors, the library's own pages and media; nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ingest.addresses import is_safe_href, is_safe_image, is_web_address, named_page, served

SAFE = [
    "https://publika.md/a", "http://a.md", "HTTPS://A.MD/", "mailto:ana.pop+x@casa.md", "#s-context", "#fn:1",
    "#fnref2:nota", "../cases/struguri", "../people/diana-crudu#s-context", "/media/struguri/foto.png",
]
UNSAFE = [
    "", " ", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "\x01javascript:x",
    "data:text/html,a",
    "vbscript:x", "//evil.md", "/\\evil.md", "\\\\evil.md", "https:evil.md", "https:/evil.md", "https://",
    "ftp://a.md",
    "https://a@evil.md", "https://evil.md\\@a.md", "https://a.md/ x", "mailto:a@b.c?subject=x&body=y", "mailto:",
    "#top", "#", "?q=1", "cases/x", "/ro/cases/x", "../cases/x.md", "../../etc/passwd", "../admin/x", "media/a/b.png",
    "/media/../secret", "/media/a/../b", "/media/a/.hidden", "file:///etc/passwd", "tel:+373", "blob:x",
    "http://[::1",
]


@pytest.mark.parametrize("href", SAFE)
def test_links_may_lead_to(href: str) -> None:
    assert is_safe_href(href)


@pytest.mark.parametrize("href", UNSAFE)
def test_links_may_not_lead_to(href: str) -> None:
    assert not is_safe_href(href)


@pytest.mark.parametrize(("src", "safe"), [
    ("/media/struguri/foto.png", True), ("/media/a/b-c_d.webp", True), ("/media/a/b/c.png", False),
    ("https://a.md/x.png", False), ("//a.md/x.png", False), ("data:image/png;base64,AA", False),
    ("/media/a/", False), ("/media/a/..", False), ("/media/A/x.png", False), ("media/a/x.png", False),
])
def test_images_come_only_from_the_library(src: str, safe: bool) -> None:
    assert is_safe_image(src) is safe


@pytest.mark.parametrize(("written", "address"), [
    ("../media/struguri/foto.png", "/media/struguri/foto.png"),
    ("media/struguri/foto.png", "/media/struguri/foto.png"),
    ("../cases/struguri.md", "../cases/struguri"),
    ("../cases/struguri", "../cases/struguri"),
    ("../specialists/diana-crudu.md#s-vision", "../people/diana-crudu#s-vision"),
    ("../market/x.md", "../market/x.md"),
    ("https://a.md", "https://a.md"),
    ("../media/../../x.png", "../media/../../x.png"),
])
def test_places_in_the_library_become_addresses_of_the_site(written: str, address: str) -> None:
    assert served(written) == address


@pytest.mark.parametrize(("address", "page"), [
    ("../cases/struguri.md", ("cases", "struguri")), ("../businesses/purcari#x", ("businesses", "purcari")),
    ("../people/x", None), ("https://a.md/../cases/x.md", None), ("../cases/x.md?y", None), ("", None),
])
def test_a_link_names_a_page_by_its_file(address: str, page: tuple[str, str] | None) -> None:
    assert named_page(address) == page


@given(st.text() | st.text(alphabet="htps:/@.#?\\ \tjavscrip[]"))
def test_any_text_is_judged_without_raising(text: str) -> None:
    assert is_web_address(text) <= is_safe_href(text)
    assert is_safe_href(served(text)) in (True, False)
    if is_safe_href(text):
        assert not any(char in text for char in " \t\r\n<>\"\\")
