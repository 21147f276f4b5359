"""A case study: its page, and its source as Markdown."""

from typing import Any, Never

from flask import Blueprint, Response, abort, g, make_response, redirect, render_template, request, url_for

from kb.errors import NotFound
from kb.i18n import LANGUAGES, N_
from kb.model import CaseStudy
from kb.web.addresses import case_address, with_query
from kb.web.context import SITE_NAME, absolute, current_reader, services
from kb.web.counting import count_opening
from kb.web.guards import public
from kb.web.language import locale
from kb.web.lookup import known_page
from kb.web.present.case import present_case
from kb.web.present.similar import present_similar
from kb.web.structured import article, as_script, breadcrumbs

blueprint = Blueprint("cases", __name__)


@blueprint.get("/<language:lang>/cases/<slug>")
@public
def show(slug: str) -> Response:
    """A case in the version asked for, else in the reader's language, else in its main one."""
    version, case = asked_version(), case_or_404(slug)
    count_opening()
    reader = current_reader()
    shown = case.text(version if version and version in case.langs else reader.lang).lang
    similar = present_similar(services().similar(case, reader.lang), shown, reader, known_page)
    g.own_languages = case.langs
    page = present_case(case, version, reader, services().page, similar)
    g.canonical_path = case_address(locale(), case.slug, version=version if version in case.langs else None)
    g.home_of_text = case_address(shown, case.slug)
    host = absolute("")
    names = [business.name for business in page.businesses]
    structured = [article(case, page.text, absolute(g.home_of_text), SITE_NAME, names),
                  breadcrumbs(page.breadcrumbs, page.text.title, host)]
    return make_response(render_template("cases/show.html", page=page, structured=map(as_script, structured)))


@blueprint.get("/<language:lang>/cases/<slug>.md")
@public
def source(slug: str) -> Response:
    """The Markdown file of a case or of one of its language versions."""
    version = asked_version()
    case = case_or_404(slug)
    text = services().source_text("cases", slug, version if version and version != case.lang else None)
    if text is None:
        raise NotFound(N_("this case has no version in this language"), field="version")
    response = Response(text, content_type="text/markdown; charset=utf-8")
    response.headers["Content-Language"] = version or case.lang
    return response


def case_or_404(slug: str) -> CaseStudy:
    """A case by its slug. An old slug is answered with a redirect to the same of the new one. Raises NotFound."""
    return services().case(slug) or _moved(slug)


def asked_version() -> str | None:
    """The language version that the address names; what is no language is ignored."""
    version = request.args.get("version")
    return version if version in LANGUAGES else None


def _moved(slug: str) -> Never:
    """Page, file, citation or data: each leads for good to the same view of the new slug. Raises NotFound."""
    new = services().renamed("cases", slug)
    if new is None:
        raise NotFound(N_("there is no case named %(slug)s"), field="slug", slug=slug)
    values: dict[str, Any] = {"slug": new}
    if request.url_rule is not None and "lang" in request.url_rule.arguments:
        values["lang"] = locale()
    path = url_for(request.endpoint or "", **values)
    abort(redirect(with_query(path, list(request.args.items(multi=True))), 301))
