"""A published page before an editor: to be changed, taken out of the library, or a person hidden everywhere."""

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kb.accounts import Action
from kb.errors import Conflict, FormExpired, NotFound, Unprocessable, UserError
from kb.i18n import N_
from kb.web.addresses import page_address, review_address
from kb.web.context import services
from kb.web.guards import requires
from kb.web.language import locale
from kb.web.pages.account import FormView
from kb.web.present.account import refused
from kb.web.present.submission_words import KINDS
from kb.web.visitor import current_actor

blueprint = Blueprint("review_pages", __name__)


@blueprint.get("/<language:lang>/review/pages/<kind>/<slug>")
@requires(Action.UNPUBLISH)
def show(kind: str, slug: str) -> Response:
    """What can be done with a published page. Raises NotFound."""
    return _page(kind, slug, FormView())


@blueprint.post("/<language:lang>/review/pages/<kind>/<slug>")
@requires(Action.UNPUBLISH)
def change(kind: str, slug: str) -> BaseResponse:
    """Begin a change, take the page out, or hide the person, as the button says. Raises NotFound."""
    wanted, reason, actor = request.form.get("do", ""), request.form.get("reason", ""), current_actor()
    path = _path(kind, slug)
    try:
        if wanted == "edit":
            return redirect(f"/{locale()}/write/{services().start_from(actor, path, locale())}", 303)
        if wanted == "take-out":
            services().take_out(actor, path, reason)
        elif wanted == "withdraw" and kind == "specialists":
            services().withdraw_person(actor, slug, reason)
        else:
            raise Unprocessable(N_("this page has no such button"), field="do")
    except (Conflict, Unprocessable) as error:
        return _page(kind, slug, refused(error, request.form), error)
    done = "withdrawn" if wanted == "withdraw" else "taken-out"
    return redirect(review_address(locale(), pairs=[("done", done)]), 303)


@blueprint.errorhandler(FormExpired)
def show_again(error: FormExpired) -> Response:
    """The page with the reason that was typed, and a new token."""
    asked = request.view_args or {}
    return _page(str(asked.get("kind", "")), str(asked.get("slug", "")), refused(error, request.form), error)


def _path(kind: str, slug: str) -> str:
    """The main file of a page. Raises NotFound for what is no page of the library."""
    if kind not in KINDS:
        raise NotFound(N_("there is no page %(path)s"), path=f"{kind}/{slug}.md")
    path = f"{kind}/{slug}.md"
    try:
        services().published(path)
    except Unprocessable as error:
        raise NotFound(N_("there is no page %(path)s"), path=path) from error
    return path


def _page(kind: str, slug: str, form: FormView, error: UserError | None = None) -> Response:
    path = _path(kind, slug)
    title = services().title_of(services().published(path).text) or path
    page = render_template("review/page.html", kind=kind, title=title, path=path, form=form,
                           live_url=page_address(locale(), kind, slug))
    return make_response(page, error.status if error else 200)
