"""Small corrections by an editor: the Markdown in place, with a note; the credit stays with the author."""

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kb.accounts import Action
from kb.errors import Conflict, FormExpired, Unprocessable, UserError
from kb.web.addresses import review_address
from kb.web.context import services
from kb.web.guards import requires
from kb.web.language import locale
from kb.web.pages.account import FormView
from kb.web.present.account import refused
from kb.web.present.diff import PageDiff
from kb.web.visitor import current_actor, require
from kb.web.writing.submission import Looked, diff_of, look_at

blueprint = Blueprint("review_correct", __name__)

_FIELD = "text:"


@blueprint.get("/<language:lang>/review/<submission>/correct")
@requires(Action.REVIEW)
def show(submission: str) -> Response:
    """The Markdown of the newest revision, to be corrected. Raises NotFound."""
    looked = look_at(current_actor(), submission)
    require(Action.REVIEW, looked.submission)
    values = {f"{_FIELD}{path}": text for path, text in looked.texts.items() if text is not None}
    return _form(looked, FormView({**values, "revision": str(looked.newest)}))


@blueprint.post("/<language:lang>/review/<submission>/correct")
@requires(Action.REVIEW)
def save(submission: str) -> BaseResponse:
    """Keep what was corrected as a new revision, unless there is a newer one. Raises NotFound."""
    looked = look_at(current_actor(), submission)
    typed = corrected(looked.texts, dict(request.form))
    if typed == looked.texts:
        return redirect(review_address(locale(), submission), 303)
    try:
        services().submissions.correct(current_actor(), submission, typed, _revision(), request.form.get("note", ""))
    except (Conflict, Unprocessable) as error:
        return _form(looked, refused(error, request.form), error, newer=_newer(looked, typed))
    return redirect(review_address(locale(), submission, [("done", "correct")]), 303)


@blueprint.errorhandler(FormExpired)
def show_again(error: FormExpired) -> Response:
    """The form with what was typed, and a new token."""
    looked = look_at(current_actor(), str((request.view_args or {}).get("submission", "")))
    return _form(looked, refused(error, request.form), error)


def corrected(texts: dict[str, str | None], typed: dict[str, str]) -> dict[str, str | None]:
    """The documents with what was typed: a browser writes every line end as two characters, which a file need not."""
    found = dict(texts)
    for path, text in texts.items():
        words = typed.get(f"{_FIELD}{path}")
        if text is not None and words is not None:
            plain = words.replace("\r\n", "\n")
            found[path] = plain.replace("\n", "\r\n") if "\r\n" in text else plain
    return found


def _newer(looked: Looked, typed: dict[str, str | None]) -> list[PageDiff]:
    """How what was typed differs from a newer revision; nothing when that is what was corrected."""
    if looked.newest == _revision():
        return []
    return [diff_of(path, looked.texts.get(path), text) for path, text in typed.items()]


def _revision() -> int:
    text = request.form.get("revision", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


def _form(
    looked: Looked, form: FormView, error: UserError | None = None, newer: list[PageDiff] | None = None
) -> Response:
    paths = [path for path, text in looked.texts.items() if text is not None]
    title = services().title_of(looked.revision.documents[0].text) or looked.submission.main.path
    page = render_template(
        "review/correct.html", form=form, paths=paths, title=title, newest=looked.newest, newer=newer or [],
        back=review_address(locale(), looked.id), can_correct="correct" in services().steps(
            looked.actor, looked.submission))
    return make_response(page, error.status if error else 200)
