"""Two revisions of a submission side by side, for editors."""

from flask import Blueprint, render_template, request

from kb.accounts import Action
from kb.errors import NotFound
from kb.i18n import N_
from kb.web.addresses import review_address
from kb.web.context import current_reader, services
from kb.web.guards import requires
from kb.web.language import locale
from kb.web.present.submission import present_revisions
from kb.web.visitor import current_actor
from kb.web.writing.submission import compared, look_at

blueprint = Blueprint("review_compare", __name__)


@blueprint.get("/<language:lang>/review/<submission>/compare")
@requires(Action.REVIEW)
def show(submission: str) -> str:
    """Revision `a` beside revision `b`. Raises NotFound."""
    looked = look_at(current_actor(), submission)
    last = looked.newest
    by_number = {each.number: each for each in looked.revisions}
    before, after = by_number.get(_number("a", last - 1)), by_number.get(_number("b", last))
    if before is None or after is None:
        raise NotFound(N_("there is no such revision"))
    title = services().title_of(after.documents[0].text) or looked.submission.main.path
    views = present_revisions(looked.revisions, looked.submission, looked.names, current_reader())
    return render_template("review/compare.html", pages=compared(before, after), a=before.number, b=after.number,
                           revisions=views, title=title, back=review_address(locale(), submission))


def _number(name: str, otherwise: int) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else max(otherwise, 1)
