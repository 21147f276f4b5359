"""Questions "how do we make it work?": the list, and one question with its steps."""

from typing import cast

from flask import Blueprint, g, render_template, request

from kb.model import Question
from kb.web.addresses import question_address
from kb.web.context import current_reader, services
from kb.web.guards import public
from kb.web.language import locale
from kb.web.lookup import known_page, page_or_404
from kb.web.parameters import MAX_VALUE, MAX_VALUES
from kb.web.present.hits import present_hits
from kb.web.present.questions import TOPICS, Chosen, present_question, present_questions

blueprint = Blueprint("questions", __name__)


@blueprint.get("/<language:lang>/questions")
@public
def index() -> str:
    """The questions that fit the chosen objectives, industries and platforms."""
    questions = [page for page in services().pages("questions") if isinstance(page, Question)]
    page = present_questions(questions, _chosen(), current_reader())
    return render_template("questions/index.html", page=page)


@blueprint.get("/<language:lang>/questions/<slug>")
@public
def show(slug: str) -> str:
    """A question."""
    question = cast(Question, page_or_404("questions", slug, question_address))
    g.canonical_path = question_address(locale(), question.slug)
    reader = current_reader()
    hits = present_hits(services().cards(question.cases, reader.lang), reader)
    cases = [case for case in map(services().case, question.cases) if case]
    return render_template(
        "questions/show.html", page=present_question(question, hits, cases, reader, known_page))


def _chosen() -> Chosen:
    """What the address chooses; unknown parameters are ignored, and values cut to size."""
    given = {facet: request.args.getlist(facet)[:MAX_VALUES] for facet in TOPICS}
    return {facet: frozenset(value[:MAX_VALUE] for value in values if value) for facet, values in given.items()}
