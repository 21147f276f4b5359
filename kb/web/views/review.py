"""The editors' queue: what was sent in, what readers wrote, what was decided, and what the library still wants."""

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kb.accounts import Action
from kb.errors import FormExpired, Unprocessable, UserError
from kb.i18n import LANGUAGES, N_
from kb.submissions import Submission
from kb.web.addresses import review_address, write_address
from kb.web.context import current_reader, now, services
from kb.web.guards import requires
from kb.web.language import locale
from kb.web.lookup import named_page
from kb.web.pages.account import FormView, Told
from kb.web.present.account import refused
from kb.web.present.review import (
    WAITING,
    QueueLine,
    QueuePage,
    choices,
    grouped,
    missed_searches,
    present_line,
    present_report,
    thin_figures,
)
from kb.web.present.submission_words import KINDS, STATES
from kb.web.visitor import current_actor
from kb.web.writing.beginning import asked_already, brief_for_figure, brief_for_search, figure_path
from kb.web.writing.submission import author_of

blueprint = Blueprint("review", __name__)

MOST_DECIDED = 15
MOST_MISSED = 8
_DONE = {
    "report": N_("The message is closed; who sent it is forgotten."),
    "published": N_("It is in the library."), "taken-out": N_("The page is out of the library; its text is kept here."),
    "withdrawn": N_("The person is hidden everywhere."),
    "decline": N_("It is declined, and the author can read why."),
    "ask": N_("It is back with its author, who can read what to change."),
}


@blueprint.get("/<language:lang>/review")
@requires(Action.REVIEW)
def index() -> Response:
    """The queue, narrowed by state and kind if asked."""
    return _queue(FormView())


@blueprint.post("/<language:lang>/review/reports/<int:number>")
@requires(Action.REVIEW)
def close(number: int) -> BaseResponse:
    """Close a reader's message with a note. Raises NotFound."""
    try:
        services().settle_report(current_actor(), number, request.form.get("note", ""))
    except Unprocessable as error:
        return _queue(refused(error, {**request.form, "number": str(number)}), error)
    return redirect(review_address(locale(), pairs=[("done", "report")]), 303)


@blueprint.post("/<language:lang>/review/briefs/new")
@requires(Action.REVIEW)
def brief() -> BaseResponse:
    """Begin a brief for a search that found nothing, or a measure that has too few cases, and go on writing it.

    Raises Conflict, NotFound, Unprocessable.
    """
    query, lang = request.form.get("q", "").strip(), request.form.get("in", "")
    if query:
        draft = brief_for_search(query, lang if lang in LANGUAGES else locale())
    else:
        draft = brief_for_figure(request.form.get("metric", ""))
    return redirect(write_address(locale(), draft), 303)


@blueprint.errorhandler(FormExpired)
def show_again(error: FormExpired) -> Response:
    """The queue with the note that was typed, and a new token."""
    number = (request.view_args or {}).get("number", "")
    return _queue(refused(error, {**request.form, "number": str(number)}), error)


def _queue(form: FormView, error: UserError | None = None) -> Response:
    state, kind = request.args.get("state", ""), request.args.get("kind", "")
    reader, actor = current_reader(), current_actor()
    queue = services().submissions.queue(actor)
    waiting = [each for each in queue if state in ("", each.state.value) and kind in ("", each.kind)]
    paths, queries = asked_already([*queue, *services().submissions.own(actor)])
    page = QueuePage(
        groups=grouped([_line(each) for each in waiting], reader),
        reports=[present_report(each, named_page(each.message.about), reader) for each in services().reports()],
        decided=[_line(each) for each in services().submissions.decided(actor, MOST_DECIDED)],
        thin=[each for each in thin_figures(services().summaries(), reader) if figure_path(each.metric) not in paths],
        missed=[each for each in missed_searches(services().missed_searches(MOST_MISSED), reader)
                if each.query not in queries],
        states=choices(STATES, state, reader, lambda each: each in WAITING),
        kinds=choices(KINDS, kind, reader, lambda _: True), is_narrowed=bool(state or kind),
    )
    done = _DONE.get(request.args.get("done", ""))
    told = Told(reader.say(done)) if done and not error else None
    return make_response(render_template(
        "review/index.html", page=page, form=form, told=told, claims=len(services().claims(actor))),
                         error.status if error else 200)


def _line(found: Submission) -> QueueLine:
    """A submission in the list, by what was sent in last: what its author changes now is not for others yet."""
    revision = services().newest_revision(current_actor(), found.id)
    checks = services().brief_checks(current_actor(), found, revision) if found.state.value in WAITING else None
    text = revision.documents[0].text
    return present_line(
        found, services().title_of(text), services().lang_of(text, found.lang), author_of(found), checks, now(),
        current_reader(), is_own=found.author_id == current_actor().id)
