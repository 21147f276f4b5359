"""Limits that a Markdown text must keep before it is parsed, because the parser's time grows with the square.

Each limit stands with what was measured without it. They keep honest mistakes cheap; the dependable guard is the
killable worker in which rendering runs.
"""

import re

from kb.errors import TooComplex
from kb.model import MESSAGES

MAX_BODY = 256 * 1024
MAX_HTML = 1024 * 1024
MAX_NESTING = 50
MAX_LINE = 20_000
# 20 lines of 4,990 blanks took over 15 s; 93 KB in runs of 200 took 1.1 s.
MAX_BLANKS = 100
# 8,000 brackets in a row took 7.2 s; 1,000 take 0.1 s.
MAX_BRACKETS = 1_000
MAX_TABLE_CELLS = 10_000

_BLANKS = re.compile(rf"[ \t]{{{MAX_BLANKS + 1}}}")
_LEADING = re.compile(r"(?:[ \t]*(?:>|[-*+:][ \t]|\d{1,9}[.)][ \t]))*[ \t]*")
_MARKER = re.compile(r">|[-*+:](?=[ \t])|\d[.)]")


def trim_lines(markdown: str) -> str:
    """The same text without blanks at the ends of lines, but for the two that break a line."""
    if " \n" not in markdown and "\t\n" not in markdown:
        return markdown.rstrip()
    lines = ((line, line.rstrip(" \t")) for line in markdown.split("\n"))
    return "\n".join(bare + "  " if bare and line.endswith("  ") else bare for line, bare in lines)


def check_complexity(markdown: str) -> None:
    """Raise TooComplex when a trimmed text breaks a limit; `arguments["problem"]` is the code among MESSAGES."""
    size = len(markdown.encode())
    if size > MAX_BODY:
        raise too_complex("body_too_large", size=str(size), limit=str(MAX_BODY))
    if any(_nesting(line) > MAX_NESTING for line in markdown.split("\n")):
        raise too_complex("too_deep", limit=str(MAX_NESTING))
    _check_excess(markdown)


def too_complex(code: str, **arguments: str) -> TooComplex:
    """The error for a problem code of the body."""
    return TooComplex(MESSAGES[code], field="body", problem=code, **arguments)


def _check_excess(markdown: str) -> None:
    if markdown.count("[") > MAX_BRACKETS:
        raise too_complex("render_failed", reason="there are too many brackets [")
    if markdown.count("|") > MAX_TABLE_CELLS:
        raise too_complex("render_failed", reason="there are too many table cells")
    if _BLANKS.search(markdown):
        raise too_complex("render_failed", reason="there are too many blanks in a row")
    if max(map(len, markdown.split("\n"))) > MAX_LINE:
        raise too_complex("render_failed", reason="a line is too long")


def _nesting(line: str) -> int:
    """How deep the lists and quotations at the beginning of a line nest at most."""
    leading = _LEADING.match(line)
    start = leading[0] if leading else ""
    if not start:
        return 0
    return len(_MARKER.findall(start)) + len(start.expandtabs(4)) // 4
