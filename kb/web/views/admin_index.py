"""The index and its reindexes, for admins: how it is, what is being done, orders, history, going back."""

from datetime import UTC, datetime

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kb.accounts import Action
from kb.errors import Busy, NotFound
from kb.i18n import N_
from kb.web.addresses import index_address
from kb.web.context import current_reader, now, services
from kb.web.guards import requires
from kb.web.language import locale
from kb.web.pages.account import Told
from kb.web.present.index import present_index, present_work
from kb.web.views.search import is_fragment
from kb.web.visitor import current_actor

blueprint = Blueprint("admin_index", __name__)

_DONE = {
    "cancel": N_("The reindex was asked to stop. It does within a moment; the live index stays as it was."),
    "rollback": N_("The older index is live again, and held."),
    "busy": N_("A reindex was at work already."), "over": N_("The reindex had ended before."),
    "none": N_("There is no older index to go back to."),
}


@blueprint.get("/<language:lang>/admin/index")
@requires(Action.ADMINISTER)
def show() -> Response:
    """The page, or while a reindex is at work only how far it is, which the page asks for every second."""
    reader, status, history = current_reader(), services().status(), services().history()
    work = present_work(status.work, history, _ordered(), now(), reader)
    if is_fragment():
        response = make_response(render_template("admin/_work.html", work=work, here=request.full_path))
        if not work.is_going_on:
            response.headers["HX-Refresh"] = "true"
        return response
    page = present_index(status, history, services().earlier(), work, reader)
    done = _DONE.get(request.args.get("done", ""))
    return make_response(render_template("admin/index.html", page=page, work=work, here=request.full_path,
                                         told=Told(reader.say(done)) if done else None))


@blueprint.post("/<language:lang>/admin/index")
@requires(Action.ADMINISTER)
def reindex() -> BaseResponse:
    """Begin a reindex. Raises Unprocessable for a way to reindex that there is not."""
    ordered = now().astimezone(UTC)
    try:
        services().order_reindex(current_actor(), request.form.get("mode", ""), insist="insist" in request.form)
    except Busy:
        return _back("busy")
    return redirect(index_address(locale(), pairs=[("ordered", ordered.isoformat(timespec="milliseconds"))]), 303)


@blueprint.post("/<language:lang>/admin/index/cancel")
@requires(Action.ADMINISTER)
def cancel() -> BaseResponse:
    """Stop the reindex that is at work."""
    try:
        services().order_cancel(current_actor())
    except NotFound:
        return _back("over")
    return _back("cancel")


@blueprint.post("/<language:lang>/admin/index/rollback")
@requires(Action.ADMINISTER)
def roll_back() -> BaseResponse:
    """Make the index before the live one live again."""
    try:
        services().order_roll_back(current_actor())
    except Busy:
        return _back("busy")
    except NotFound:
        return _back("none")
    return _back("rollback")


def _back(done: str) -> BaseResponse:
    return redirect(index_address(locale(), pairs=[("done", done)]), 303)


def _ordered() -> datetime | None:
    """When whoever looks has ordered a reindex; what is no moment, or one to come, is none."""
    try:
        ordered = datetime.fromisoformat(request.args.get("ordered", ""))
    except ValueError:
        return None
    return ordered if ordered.tzinfo and ordered <= now() else None
