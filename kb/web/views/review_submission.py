"""One submission before its editor: to read it, to talk about it, to decide. Corrections have a page of their own."""

from collections.abc import Callable

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kb.accounts import Action
from kb.errors import Conflict, Forbidden, FormExpired, NotFound, NotPublishable, Unprocessable, UserError
from kb.i18n import N_
from kb.web.addresses import review_address
from kb.web.context import current_reader, services
from kb.web.guards import requires
from kb.web.language import locale
from kb.web.pages.account import FormView, Told
from kb.web.parameters import MAX_VALUE
from kb.web.present.account import refused
from kb.web.present.submission import PARTS
from kb.web.views.files import MEDIA_POLICY
from kb.web.visitor import current_actor
from kb.web.writing.submission import Place, look_at, submission_page

blueprint = Blueprint("review_submission", __name__)

_ANSWERED = (Conflict, Forbidden, Unprocessable)
_DONE = {
    "ask": N_("It is back with its author, who can read what to change."),
    "decline": N_("It is declined, and the author can read why."),
    "published": N_("It is in the library, and can be found."),
    "approve": N_("It is approved. The index is busy just now: it will be in the library in a few minutes."),
    "go-on": N_("You have seen what stands on disk; it will be replaced when this is approved."),
    "comment": N_("Your remark is there for the author to read."),
    "correct": N_("Your correction is kept as a new revision; the credit stays with the author."),
}


@blueprint.get("/<language:lang>/review/<submission>")
@requires(Action.REVIEW)
def show(submission: str) -> Response:
    """A submission, in the revision and the part of it that the address names. Raises NotFound."""
    part = request.args.get("part", "")
    return shown(submission, _number("revision"), part if part in PARTS else "page", FormView())


@blueprint.post("/<language:lang>/review/<submission>")
@requires(Action.REVIEW)
def decide(submission: str) -> BaseResponse:
    """Do what a button of the page says, about the revision that was looked at. Raises NotFound."""
    wanted = request.form.get("do", "")
    try:
        _deed(wanted, submission)()
    except _ANSWERED as error:
        return _again(submission, error, _part_of(error, wanted))
    return redirect(review_address(locale(), submission, [("done", _outcome(wanted, submission))]), 303)


@blueprint.post("/<language:lang>/review/<submission>/comments")
@requires(Action.REVIEW)
def comment(submission: str) -> BaseResponse:
    """Remark on the whole, or on a line. Raises NotFound."""
    path, line, revision = request.form.get("path", ""), _number("line"), _number("revision") or 0
    try:
        services().submissions.comment(current_actor(), submission, request.form.get("text", ""), revision=revision,
                                       path=path, line=line)
    except _ANSWERED as error:
        return _again(submission, error, "source" if path else "talk")
    part = [("part", "source"), ("revision", str(revision))] if path else [("part", "talk")]
    return redirect(review_address(locale(), submission, [*part, ("done", "comment")]), 303)


@blueprint.get("/<language:lang>/review/<submission>/images/<name>")
@requires(Action.REVIEW)
def image(submission: str, name: str) -> Response:
    """An image that comes with a submission. Raises NotFound."""
    content, media_type = services().image_content(current_actor(), submission, name)
    response = Response(content, content_type=media_type)
    response.headers["Content-Security-Policy"] = MEDIA_POLICY
    return response


@blueprint.errorhandler(FormExpired)
def show_again(error: FormExpired) -> Response:
    """The page with what was typed and a new token."""
    submission = str((request.view_args or {}).get("submission", ""))
    return _again(submission, error, "source" if request.form.get("path") else "talk")


def shown(submission: str, revision: int | None, part: str, form: FormView, error: UserError | None = None) -> Response:
    """The page of a submission, with what was typed and why it was refused."""
    looked = look_at(current_actor(), submission, revision)
    if part == "conflict" and not looked.clashes:
        part = "page"
    place = Place(part, _value("path"), _number("line"), _value("against") or "published")
    page = submission_page(looked, place, form)
    done = _DONE.get(request.args.get("done", ""))
    told = Told(current_reader().say(done)) if done and not error else None
    return make_response(render_template("review/show.html", page=page, form=form, told=told, place=place),
                         error.status if error else 200)


def _deed(wanted: str, submission: str) -> Callable[[], object]:
    made, actor, text = services(), current_actor(), request.form.get("text", "")
    deeds: dict[str, Callable[[], object]] = {
        "approve": lambda: made.approve(actor, submission, _number("revision") or 0),
        "ask": lambda: made.ask_for_changes(actor, submission, text),
        "decline": lambda: made.decline(actor, submission, text),
        "go-on": lambda: made.go_on(actor, submission, _seen()),
    }
    if wanted not in deeds:
        raise Unprocessable(N_("this page has no such button"), field="do")
    return deeds[wanted]


def _part_of(error: UserError, wanted: str) -> str:
    """Where what stands in the way is to be seen."""
    if isinstance(error, NotPublishable):
        return "checks"
    return "conflict" if wanted in ("approve", "go-on") else "page"


def _outcome(wanted: str, submission: str) -> str:
    if wanted != "approve":
        return wanted
    state = services().submissions.submission(current_actor(), submission).state.value
    return "published" if state == "published" else "approve"


def _seen() -> dict[str, str | None]:
    """The states of files on disk that the page showed, by path."""
    return {name.removeprefix("seen:"): value or None for name, value in request.form.items()
            if name.startswith("seen:")}


def _again(submission: str, error: UserError, part: str) -> Response:
    """The page as it was before the button, with what was typed; the revision looked at, when it is still there."""
    form = refused(error, request.form)
    try:
        return shown(submission, _number("revision"), part, form, error)
    except NotFound:
        return shown(submission, None, part, form, error)


def _number(name: str) -> int | None:
    text = request.values.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None


def _value(name: str) -> str:
    return request.values.get(name, "")[:MAX_VALUE]
