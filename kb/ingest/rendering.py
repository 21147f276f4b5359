"""Markdown to safe HTML, sections and plain text.

Raw HTML is off, limits are checked before parsing, and the result is always sanitised as the last step, whatever
made it. Call it in a killable worker (`kb.sandbox`): small texts that stall the parser will always be found.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from kb.ingest.addresses import is_safe_href, is_safe_image, served
from kb.ingest.complexity import MAX_HTML, check_complexity, too_complex, trim_lines
from kb.ingest.sections import section_kind, split_sections
from kb.language import fold
from kb.model import Body

# Raised whenever the same Markdown would give other HTML or sections; kept HTML of another version is not reused.
RENDERER_VERSION = 2

_EXTENSIONS = ("tables", "footnotes", "fenced_code", "def_list", "sane_lists")
_CONFIGURATION: Mapping[str, Mapping[str, Any]] = {
    "tables": {"use_align_attribute": True},  # the content security policy forbids style attributes
    "footnotes": {"BACKLINK_TITLE": ""},  # it would be English on every page
}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ANCHOR = re.compile(r"s-[\w-]+|fn(?:ref)?\d*:[\w-]+")
_STASHED = re.compile("\x02.*?\x03")
_TAGS = {
    "a", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img",
    "li", "ol", "p", "pre", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}
_ATTRIBUTES = {
    "a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "td": {"align"}, "th": {"align"},
    "li": {"id"}, "sup": {"id"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
}


_RIGHT: Mapping[str, Callable[[str], object]] = {
    "href": is_safe_href,
    "id": _ANCHOR.fullmatch,
    "src": is_safe_image,
    "start": str.isdecimal,
}


def render(markdown: str) -> Body:
    """Render a text. Raises TooComplex, and nothing else, for what breaks a limit or the parser."""
    text = trim_lines(markdown)
    check_complexity(text)
    try:
        html = _convert(text)
    except Exception as error:
        _parser.cache_clear()  # a parser that raised may hold half a document
        raise too_complex("render_failed", reason=type(error).__name__) from error
    if len(html) > MAX_HTML:
        raise too_complex("render_failed", reason="it becomes too much HTML")
    safe = _cleaner().clean(html)
    return Body(markdown, safe, split_sections(safe, markdown))


def _convert(markdown: str) -> str:
    return _parser().reset().convert(markdown)


@lru_cache(maxsize=1)
def _parser() -> Markdown:
    parser = Markdown(extensions=_EXTENSIONS, extension_configs=_CONFIGURATION)
    parser.preprocessors.deregister("html_block")
    parser.inlinePatterns.deregister("html")
    parser.treeprocessors.register(_Outline(parser), "outline", 5)
    return parser


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS, attributes=_ATTRIBUTES, attribute_filter=_filter_attribute,
        allowed_classes={"a": {"footnote-ref", "footnote-backref"}, "div": {"footnote"}},
        set_tag_attribute_values={"img": {"loading": "lazy"}},
        link_rel="nofollow noopener ugc", url_schemes={"http", "https", "mailto"}, strip_comments=True,
    )


def _filter_attribute(_tag: str, name: str, value: str) -> str | None:
    """The second wall behind the tree: no address, id or number passes that this library would not have written."""
    right = _RIGHT.get(name)
    return value if right is None or right(value) else None


class _Outline(Treeprocessor):
    """Gives headings their anchors, and links and images the addresses they are served at."""

    def run(self, root: Element) -> None:
        used: Counter[str] = Counter()
        for element in root.iter():
            if element.tag in _HEADINGS:
                element.tag = "h2" if element.tag == "h1" else element.tag  # the page's title is its only h1
                element.set("id", _anchor("".join(element.itertext()), used))
            elif element.tag == "a":
                element.set("href", served(element.get("href", "")))
            elif element.tag == "img":
                _place_image(element)


def _place_image(element: Element) -> None:
    """Serve an image of the library's media; of any other only its description stays."""
    src = served(element.get("src", ""))
    if is_safe_image(src):
        element.set("src", src)
        return
    element.tag, element.text = "span", element.get("alt", "")
    element.attrib.clear()


def _anchor(heading: str, used: Counter[str]) -> str:
    """An id that stays the same while the heading does, in any language for the sections all cases share."""
    words = _STASHED.sub("", heading)
    kind = section_kind(words)
    name = kind if kind != "other" else re.sub(r"[\W_]+", "-", fold(words)).strip("-")[:60]
    anchor = f"s-{name or 'section'}"
    used[anchor] += 1
    # No heading gives an anchor with two hyphens, so a counted one never meets another heading's own.
    return anchor if used[anchor] == 1 else f"{anchor}--{used[anchor]}"
