"""What browsers and search engines ask for: which addresses there are, what to leave alone, how to search here."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, render_template, request

from kb.i18n import DEFAULT, LANGUAGES
from kb.services import Services
from kb.web.addresses import case_address
from kb.web.context import absolute, services
from kb.web.guards import public
from kb.web.language import preferred_language

blueprint = Blueprint("discovery", __name__)

# What the protocol allows in one file (sitemaps.org).
MOST_ADDRESSES = 50_000
# Lists, and the kind of page that stands under each.
_PAGES = {
    "businesses": "businesses", "people": "specialists", "events": "events", "books": "books",
    "questions": "questions", "wanted": "wanted", "help": "help",
}
_TOPICS = {"industries": "industries", "platforms": "platforms"}
_SINGLE = ("", "insights", "market")


@dataclass(frozen=True, slots=True)
class Place:
    """An address without its language, the languages in which it says something of its own, and since when."""

    path: str
    langs: tuple[str, ...]
    changed: str | None = None

    @property
    def main(self) -> str:
        """The language for readers of any other."""
        return DEFAULT if DEFAULT in self.langs else self.langs[0]


@blueprint.get("/robots.txt")
@public
def robots() -> Response:
    """What search engines are asked to leave alone: whatever is a form, or somebody's own."""
    closed = [f"Disallow: /{lang}/{part}" for lang in LANGUAGES
              for part in ("account/", "admin/", "review", "write", "report", "compare", "search.", "wanted/propose")]
    lines = ["User-agent: *", "Disallow: /api/", *closed, "", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")


@blueprint.get("/sitemap.xml")
@public
def sitemaps() -> Response:
    """Where the list of addresses of each language is."""
    return _xml("feeds/sitemaps.xml", langs=LANGUAGES)


@blueprint.get("/<language:lang>/sitemap.xml")
@public
def sitemap() -> Response:
    """The addresses of one language, each with its counterparts in the others."""
    lang = request.path.split("/")[1]
    places = [place for place in _places(services()) if lang in place.langs][:MOST_ADDRESSES]
    return _xml("feeds/sitemap.xml", places=places, lang=lang)


@blueprint.get("/opensearch.xml")
@public
def opensearch() -> Response:
    """How a browser searches here by itself (OpenSearch 1.1); `lang` is the language of the results."""
    asked = request.args.get("lang", "")
    lang = asked if asked in LANGUAGES else preferred_language()
    response = _xml("feeds/opensearch.xml", lang=lang)
    response.content_type = "application/opensearchdescription+xml; charset=utf-8"
    return response


def _places(library: Services) -> Iterator[Place]:
    yield from (Place(path, LANGUAGES) for path in _SINGLE)
    for case in library.listed_cases():
        yield Place(case_address(DEFAULT, case.slug).removeprefix(f"/{DEFAULT}/"), case.langs, case.added)
    for noun, kind in _PAGES.items():
        yield Place(noun, LANGUAGES)
        yield from (Place(f"{noun}/{page.slug}", LANGUAGES) for page in library.pages(kind))
    for noun, vocabulary in _TOPICS.items():
        yield Place(noun, LANGUAGES)
        yield from (Place(f"{noun}/{term.slug}", LANGUAGES) for term in library.vocabulary(vocabulary))
    yield from (Place(f"market/{page.slug}", LANGUAGES) for page in library.market())


def _xml(template: str, **values: object) -> Response:
    body = render_template(template, build=current_app.extensions["kb.build"], **values)
    return Response(body, content_type="application/xml; charset=utf-8")
