"""Rendering: what Markdown becomes, and that nothing but the allowed tags and attributes ever comes out."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import TooComplex
from kb.ingest.addresses import is_safe_href, is_safe_image
from kb.ingest.rendering import render
from kb.model import body_sha256

TAGS = {
    "a", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img",
    "li", "ol", "p", "pre", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}
ATTRIBUTES = {
    "a": {"href", "title", "rel", "class"}, "img": {"src", "alt", "title", "loading"}, "div": {"class"},
    "ol": {"start"}, "td": {"align"}, "th": {"align"}, "li": {"id"}, "sup": {"id"},
    **{heading: {"id"} for heading in ("h2", "h3", "h4", "h5", "h6")},
}


class Auditor(HTMLParser):
    """Reads HTML as a browser roughly would, and notes everything that has no business there."""

    def __init__(self) -> None:
        super().__init__()
        self.offences: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.offences.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()):
                self.offences.append(f"<{tag} {name}>")
            self.judge(name, value or "")

    def judge(self, name: str, value: str) -> None:
        right = {
            "href": is_safe_href, "src": is_safe_image,
            "id": re.compile(r"s-[\w-]+|fn(ref)?\d*:[\w-]+").fullmatch,
            "class": {"footnote", "footnote-ref", "footnote-backref"}.__contains__,
            "align": {"left", "center", "right"}.__contains__,
            "rel": "nofollow noopener ugc".__eq__,
        }.get(name)
        if right is not None and not right(value):
            self.offences.append(f"{name}={value!r}")
        if name == "id":
            self.ids.append(value)

    def handle_decl(self, decl: str) -> None:
        self.offences.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.offences.append(f"<?{data}>")

    def handle_comment(self, data: str) -> None:
        self.offences.append(f"<!--{data}-->")


def offences(html: str) -> list[str]:
    auditor = Auditor()
    auditor.feed(html)
    auditor.close()
    repeated = {one for one in auditor.ids if auditor.ids.count(one) > 1}
    return auditor.offences + [f"id {one} twice" for one in repeated]


@pytest.mark.parametrize(("markdown", "html"), [
    ("", ""),
    ("un *doi* **trei** `patru`", "<p>un <em>doi</em> <strong>trei</strong> <code>patru</code></p>"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>"),
    ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
    ("## Contextul", '<h2 id="s-context">Contextul</h2>'),
    ("# Titlu", '<h2 id="s-titlu">Titlu</h2>'),
    ("### Buget și echipă", '<h3 id="s-buget-si-echipa">Buget și echipă</h3>'),
    ("## Итоги года", '<h2 id="s-итоги-года">Итоги года</h2>'),
    ("```\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
    ("a\n:   b", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>"),
    ("a<br>b", "<p>a&lt;br&gt;b</p>"),
    ("a & b &amp; c", "<p>a &amp; b &amp; c</p>"),
    ("![foto](../media/x/a.png)", '<p><img alt="foto" src="/media/x/a.png" loading="lazy"></p>'),
    ("![foto](https://evil.md/a.png)", "<p>foto</p>"),
    ("![](https://evil.md/a.png)", "<p></p>"),
])
def test_markdown_becomes_html(markdown: str, html: str) -> None:
    assert render(markdown).html == html


@pytest.mark.parametrize(("markdown", "href"), [
    ("[a](https://publika.md/x)", "https://publika.md/x"),
    ("<https://publika.md/x>", "https://publika.md/x"),
    ("[a](../cases/struguri.md)", "../cases/struguri"),
    ("[a](../specialists/diana.md)", "../people/diana"),
    ("[a](#s-context)", "#s-context"),
    ("[a][1]\n\n[1]: https://a.md 'titlu'", "https://a.md"),
    ("<ana@casa.md>", "mailto:ana@casa.md"),
])
def test_links_are_kept_and_marked_as_not_ours(markdown: str, href: str) -> None:
    html = render(markdown).html
    assert f'href="{href}"' in html
    assert 'rel="nofollow noopener ugc"' in html


def test_tables_align_without_style_attributes() -> None:
    html = render("| a | b |\n|:-:|--:|\n| 1 | 2 |").html
    assert '<td align="center">1</td>' in html
    assert '<td align="right">2</td>' in html
    assert "style" not in html


def test_footnotes_link_both_ways() -> None:
    html = render("a[^1]\n\n[^1]: nota").html
    assert '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1"' in html
    assert '<li id="fn:1">' in html
    assert "Jump back" not in html


def test_anchors_are_unique_and_stay_the_same() -> None:
    text = "## Lecții\n\n## Lecții\n\n## Alta\n\n## Alta\n\n## !!!\n"
    ids = re.findall(r'id="([^"]+)"', render(text).html)
    assert ids == ["s-lessons", "s-lessons--2", "s-alta", "s-alta--2", "s-section"]
    assert render(text) == render(text)


def test_one_text_leaves_nothing_behind_for_the_next() -> None:
    first = render("a[^1] [b][r]\n\n[^1]: nota\n[r]: https://a.md\n\n## Lecții")
    assert render("a[^1] [b][r]\n\n## Lecții").html == (
        '<p>a[^1] [b][r]</p>\n<h2 id="s-lessons">Lecții</h2>'
    )
    assert render(first.markdown) == first


def test_the_name_of_a_body_is_that_of_its_text() -> None:
    assert body_sha256("a") == body_sha256("a") != body_sha256("b")
    assert len(body_sha256("ț")) == 64


VECTORS = (Path(__file__).parent / "script_vectors.txt").read_text("utf-8").split("\n%\n")


@pytest.mark.parametrize("vector", VECTORS)
def test_no_script_vector_comes_through(vector: str) -> None:
    assert offences(render(vector).html) == []


def test_the_auditor_sees_what_it_should() -> None:
    bad = '<script>x</script><p onclick=x><a href="javascript:x">a</a><img src=//a/b><svg/onload=x><h2 id="top">'
    assert len(offences(bad)) == 7


MARKUP = st.sampled_from([
    "<script>", "</script>", "<img src=x onerror=alert(1)>", "javascript:", "[a](", ")", "](", "![", "]", "<", ">",
    '"', "'",
    "`", "```", "*", "**", "_", "#", "## ", "\n", "\n\n", "- ", "1. ", "> ", "|", "---", ":", "    ", "\t", "[^1]",
    "[^1]: ",
    "&#x6a;", "&lt;", "\\", "{: onclick=x }", "<!--", "-->", "<svg", "/", "=", "http://a.md", "\u2028", "\x02",
    "\x03",
    "STX", "wzxhzdk:0", "klzzwxh:0000", "ț", "ж", " ", "a", "1",
])


@given(st.lists(MARKUP, max_size=40).map("".join))
@settings(max_examples=300)
def test_any_mixture_of_markup_gives_only_allowed_html(markdown: str) -> None:
    try:
        body = render(markdown)
    except TooComplex:
        return
    assert offences(body.html) == []
    assert "<script" not in body.html.lower()
    assert all(section.plain == section.plain.strip() for section in body.sections)


@given(st.text(max_size=500))
def test_any_text_renders_or_is_too_complex(text: str) -> None:
    try:
        html = render(text).html
    except TooComplex:
        html = ""
    assert offences(html) == []
