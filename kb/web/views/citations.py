"""How to cite a case: in plain words, and as BibTeX for reference managers."""

from datetime import date

from flask import Blueprint, Response, render_template

from kb.i18n import N_
from kb.web.addresses import case_address
from kb.web.citation import as_bibtex, as_text
from kb.web.context import SITE_NAME, absolute, current_reader, now
from kb.web.guards import public
from kb.web.pages.reading import Link
from kb.web.views.cases import asked_version, case_or_404

blueprint = Blueprint("citations", __name__)


@blueprint.get("/<language:lang>/cases/<slug>/cite")
@public
def show(slug: str) -> str:
    """Both forms, to copy."""
    reader, today = current_reader(), _today()
    case = case_or_404(slug)
    text = case.text(asked_version() or reader.lang)
    address = absolute(case_address(text.lang, case.slug))
    return render_template(
        "citations/show.html", title=text.title, lang=text.lang,
        breadcrumbs=[Link(text.title, case_address(reader.lang, case.slug))],
        plain=as_text(text, case.added, address, SITE_NAME, today, reader),
        bibtex=as_bibtex(case.slug, text, case.added, address, SITE_NAME, today),
        file=case_address(reader.lang, case.slug) + ".bib", heading=reader.say(N_("How to cite this case")))


@blueprint.get("/<language:lang>/cases/<slug>.bib")
@public
def bibtex(slug: str) -> Response:
    """BibTeX as a file."""
    case = case_or_404(slug)
    reader = current_reader()
    text = case.text(asked_version() or reader.lang)
    address = absolute(case_address(text.lang, case.slug))
    return Response(as_bibtex(case.slug, text, case.added, address, SITE_NAME, _today()),
                    content_type="text/plain; charset=utf-8")


def _today() -> date:
    return now().date()
