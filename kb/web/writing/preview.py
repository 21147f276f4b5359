"""A draft as readers will see it, or why that cannot be shown yet."""

from collections.abc import Mapping

from markupsafe import Markup

from kb.errors import KbError, TooComplex, Unprocessable
from kb.i18n import LANGUAGES
from kb.model import CaseStudy, Page
from kb.web.context import current_reader, services
from kb.web.lookup import known_page
from kb.web.pages.write import PreviewView
from kb.web.writing.previewed import as_published

Texts = Mapping[str, str | None]


def preview(texts: Texts, path: str, images: Mapping[str, str]) -> PreviewView:
    """The page at `path` among the pages of a draft; its text alone while the page cannot be built."""
    own: dict[str, CaseStudy | Page | None] = {}

    def page_of(kind: str, slug: str) -> Page | None:
        """A page that comes with the draft before one of the library."""
        place = f"{kind}/{slug}.md"
        if texts.get(place) is None or place == path:
            return known_page(kind, slug)
        if place not in own:
            own[place] = _built(texts, place, images)
        found = own[place]
        return None if isinstance(found, CaseStudy) else found
    try:
        lang = path.split(".")[1]
        return PreviewView(as_published(services().preview(texts, path, images), page_of,
                                        lang if lang in LANGUAGES else None))
    except TooComplex as error:
        return PreviewView(trouble=_said(error), is_whole=False)
    except Unprocessable as error:
        return _body_alone(texts[path] or "", images, _said(error))


def _body_alone(text: str, images: Mapping[str, str], trouble: str) -> PreviewView:
    try:
        html = Markup(services().preview_body(services().form_of(text).body, images))  # noqa: S704 (sanitised)
    except TooComplex as error:
        return PreviewView(trouble=_said(error), is_whole=False)
    return PreviewView(html, trouble, is_whole=False)


def _built(texts: Texts, path: str, images: Mapping[str, str]) -> CaseStudy | Page | None:
    try:
        return services().preview(texts, path, images)
    except KbError:
        return None


def _said(error: KbError) -> str:
    said = current_reader().translator.describe(error.message, error.arguments)
    return said[:1].upper() + said[1:] + "."
