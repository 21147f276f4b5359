"""Searches for other programs: news feeds (Atom, RFC 4287) and tables (CSV)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, Response, render_template, request

from kb.search import Hit, SearchRequest
from kb.web.addresses import case_address, home_address, search_address
from kb.web.context import absolute, current_reader, services
from kb.web.guards import public
from kb.web.language import locale
from kb.web.parameters import read_search
from kb.web.spreadsheet import hits_as_csv

blueprint = Blueprint("feeds", __name__)

NEWS = 30
# More is a job for the interface for programs, page by page.
MOST_ROWS = 1_000
_BEGINNING = "2026-01-01"
# What no XML may hold (XML 1.0, 2.2), but somebody may search for; the texts of the library are free of it.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A case as a feed tells it."""

    hit: Hit
    url: str
    updated: str


@blueprint.get("/<language:lang>/feed.atom")
@public
def newest() -> Response:
    """What entered the library last."""
    lang = locale()
    own = f"/{lang}/feed.atom"
    return _feed(services().newest(lang, NEWS), SearchRequest(lang=lang), home_address(lang), own)


@blueprint.get("/<language:lang>/search.atom")
@public
def search() -> Response:
    """What a search finds, the newest first, so that a reader of feeds is told of the next one."""
    asked = replace(read_search(request.args, locale()), sort="newest", page=1)
    own = search_address(replace(asked, sort=""), ".atom")
    return _feed(list(services().hits(asked, NEWS)), asked, search_address(asked), own)


@blueprint.get("/<language:lang>/search.csv")
@public
def table() -> Response:
    """Everything a search finds, as a table."""
    asked = replace(read_search(request.args, locale()), page=1)
    rows = "".join(hits_as_csv(services().hits(asked, MOST_ROWS), absolute(""), current_reader()))
    response = Response(rows, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="culise.csv"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _feed(hits: Sequence[Hit], asked: SearchRequest, page: str, own: str) -> Response:
    added = {case.slug: case.added for case in services().listed_cases()}
    entries = [
        Entry(hit, absolute(case_address(asked.lang, hit.slug)), f"{added.get(hit.slug) or _BEGINNING}T00:00:00Z")
        for hit in hits
    ]
    updated = max((entry.updated for entry in entries), default=f"{_BEGINNING}T00:00:00Z")
    told = replace(asked, text=_NOT_IN_XML.sub(" ", asked.text))
    body = render_template("feeds/cases.xml", entries=entries, asked=told, page=absolute(page), updated=updated,
                           own=absolute(own))
    response = Response(body, content_type="application/atom+xml; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    return response
