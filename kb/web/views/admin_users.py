"""People with accounts, for admins: roles, disabling, sessions, invitations, links to a new password."""

from collections.abc import Callable

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kb.accounts import Action, Role
from kb.errors import Conflict, Forbidden, NotFound, Unprocessable, UserError
from kb.i18n import LANGUAGES, N_
from kb.web.addresses import users_address
from kb.web.context import current_reader, services
from kb.web.guards import requires
from kb.web.language import locale
from kb.web.pages.account import FormView, LinkToHand, Told
from kb.web.present.account import refused
from kb.web.present.admin import present_invitations, present_link, present_user, role_choices
from kb.web.visitor import current_actor

blueprint = Blueprint("admin_users", __name__)

_ANSWERED = (Conflict, Forbidden, NotFound, Unprocessable)
_DONE = {
    "role": N_("The role is changed; their sessions are over."), "disable": N_("The account is disabled."),
    "enable": N_("The account is enabled."), "sign-out": N_("Their sessions are over."),
    "second-step": N_("Their second step is off."), "withdraw": N_("The invitation is void."),
    "delete": N_("The account is deleted."),
}


@blueprint.get("/<language:lang>/admin/users")
@requires(Action.ADMINISTER)
def show() -> Response:
    """Everybody, open invitations, and a form to invite somebody."""
    return _list(FormView({"lang": locale()}))


@blueprint.post("/<language:lang>/admin/invitations")
@requires(Action.ADMINISTER)
def invite() -> Response:
    """Invite somebody by e-mail address."""
    lang = request.form.get("lang", "")
    try:
        sent = services().invite(current_actor(), request.form.get("email", ""), _role(), lang
                                 if lang in LANGUAGES else locale())
    except _ANSWERED as error:
        return _list(refused(error, request.form), error)
    return _list(FormView({"lang": lang}), link=present_link(sent, current_reader()))


@blueprint.post("/<language:lang>/admin/invitations/withdraw")
@requires(Action.ADMINISTER)
def withdraw() -> BaseResponse:
    """Make an invitation void. Raises NotFound."""
    services().accounts.withdraw_invitation(current_actor(), request.form.get("invitation", ""))
    return redirect(f"{users_address(locale())}?done=withdraw", 303)


@blueprint.get("/<language:lang>/admin/users/<person>")
@requires(Action.ADMINISTER)
def one(person: str) -> Response:
    """One of them, with what can be done. Raises NotFound."""
    return _one(person)


@blueprint.post("/<language:lang>/admin/users/<person>")
@requires(Action.ADMINISTER)
def change(person: str) -> BaseResponse:
    """Do what a button of the page says. Raises NotFound, Unprocessable for a button that is not there."""
    wanted = request.form.get("do", "")
    try:
        if wanted == "reset-link":
            return _one(person, link=present_link(services().send_reset(current_actor(), person), current_reader()))
        _deed(wanted, person)()
    except (Conflict, Forbidden) as error:
        return _one(person, refused(error, request.form), error)
    address = users_address(locale(), "" if wanted == "delete" else person)
    return redirect(f"{address}?done={wanted}", 303)


def _deed(wanted: str, person: str) -> Callable[[], object]:
    accounts, actor = services().accounts, current_actor()
    deeds: dict[str, Callable[[], object]] = {
        "role": lambda: accounts.set_role(actor, person, _role()),
        "disable": lambda: accounts.disable(actor, person),
        "enable": lambda: accounts.enable(actor, person),
        "sign-out": lambda: accounts.sign_out_everywhere(actor, person),
        "second-step": lambda: accounts.end_second_step(actor, person),
        "delete": lambda: services().delete_person(actor, person),
    }
    if wanted not in deeds:
        raise Unprocessable(N_("this page has no such button"), field="do")
    return deeds[wanted]


def _role() -> Role:
    try:
        return Role(request.form.get("role", ""))
    except ValueError as error:
        raise Unprocessable(N_("there is no such role"), field="role") from error


def _list(form: FormView, error: UserError | None = None, link: LinkToHand | None = None) -> Response:
    reader, accounts = current_reader(), services().accounts
    page = render_template(
        "admin/users.html", form=form, told=_told(error), link=link,
        users=[present_user(person, current_actor().id, reader) for person in accounts.people()],
        invitations=present_invitations(accounts.invitations(), reader),
        roles=role_choices(form.value("role") or Role.CONTRIBUTOR.value, reader),
        role_names={choice.value: choice.label for choice in role_choices("", reader)},
    )
    return make_response(page, error.status if error else 200)


def _one(person: str, form: FormView | None = None, error: UserError | None = None,
         link: LinkToHand | None = None) -> Response:
    reader = current_reader()
    user = present_user(services().accounts.person(person), current_actor().id, reader)
    page = render_template("admin/user.html", user=user, form=form or FormView(), told=_told(error), link=link,
                           roles=role_choices(user.role, reader))
    return make_response(page, error.status if error else 200)


def _told(error: UserError | None) -> Told | None:
    done = _DONE.get(request.args.get("done", ""))
    return Told(current_reader().say(done)) if done and error is None and request.method != "POST" else None
