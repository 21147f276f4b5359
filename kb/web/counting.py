"""Which requests count as a search, or as opening a result of one. What is kept of them is the journal's part.

A search is what somebody typed and let stand: a page that was loaded with words, or words at which typing came to
rest, of which the page's script tells. Its pages, orders and filters are ways of looking at the same search. Robots,
and whoever asks not to be tracked, are not counted, though no count would tell of them.
"""

import re
from urllib.parse import parse_qs, urlsplit

from flask import request

from kb.i18n import LANGUAGES
from kb.search import Answer
from kb.web.context import services

SETTLED = "X-Settled"
_ROBOTS = re.compile(r"bot|crawl|spider|slurp|preview|monitor|python|curl|wget|scrapy|okhttp", re.IGNORECASE)
_RESULTS = re.compile(rf"/(?P<lang>{'|'.join(LANGUAGES)})/search\Z")
_LONGEST = 2_000


def is_settled() -> bool:
    """Whether the page's script says that the words it shows results of are no longer being typed."""
    return request.method == "HEAD" and request.headers.get(SETTLED) == "1"


def count_search(answer: Answer) -> None:
    """Note an answered search, when this request is one."""
    asked = answer.request
    is_narrowed = any(asked.filters.values()) or asked.sort or asked.page > 1 or asked.literal
    is_whole_page = request.method == "GET" and "HX-Request" not in request.headers
    if (is_whole_page or is_settled()) and not is_narrowed and _is_counted():
        services().count_search(answer)


def count_opening() -> None:
    """Note that a result was opened, when this request comes from a page of results."""
    if request.method == "GET" and (found := _searched_before()) and _is_counted():
        services().count_opening(*found)


def _searched_before() -> tuple[str, str] | None:
    """Language and words of the page of results that led here; browsers tell only pages of this site about them."""
    try:
        before = urlsplit(request.headers.get("Referer", "")[:_LONGEST])
        words = parse_qs(before.query, errors="replace").get("q", [""])[0]
    except ValueError:
        return None
    page = _RESULTS.match(before.path)
    return (page["lang"], words) if page and words and before.netloc == request.host else None


def _is_counted() -> bool:
    headers = request.headers
    asks_not_to_be = headers.get("DNT") == "1" or headers.get("Sec-GPC") == "1"
    is_ahead = "prefetch" in headers.get("Sec-Purpose", "") + headers.get("Purpose", "")
    agent = headers.get("User-Agent", "")
    return not asks_not_to_be and not is_ahead and bool(agent) and not _ROBOTS.search(agent)
