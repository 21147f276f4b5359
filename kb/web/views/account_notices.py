"""What happened to what one wrote, newest first."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kb.accounts import Action
from kb.errors import NotFound
from kb.web.addresses import account_address, write_address
from kb.web.context import current_reader, services
from kb.web.guards import requires
from kb.web.language import locale
from kb.web.pages.account import FormView
from kb.web.present.account import account_parts
from kb.web.present.account_notices import NoticeView, present_notice
from kb.web.visitor import current_actor

blueprint = Blueprint("account_notices", __name__)


@blueprint.get("/<language:lang>/account/notices")
@requires(Action.ACCOUNT)
def show() -> str:
    """The notices, those not seen yet marked; they stay so until the button says otherwise."""
    reader = current_reader()
    return render_template("account/notices.html", notices=_notices(), form=FormView(), told=None,
                           account_parts=account_parts("notices", reader))


@blueprint.post("/<language:lang>/account/notices")
@requires(Action.ACCOUNT)
def seen() -> BaseResponse:
    """Note that those shown are seen: reading a page must change nothing, as browsers open pages by themselves."""
    last = request.form.get("last", "")
    if last.isascii() and last.isdecimal() and len(last) < 16:
        services().submissions.mark_seen(current_actor(), int(last))
    back = write_address(locale()) if request.form.get("back") == "write" else account_address(locale(), "notices")
    return redirect(back, 303)


def _notices() -> list[NoticeView]:
    submissions, actor, titles = services().submissions, current_actor(), dict[str, str]()
    found = submissions.notices(actor)
    for each in found:
        if each.submission not in titles:
            try:
                main = submissions.submission(actor, each.submission).main
            except NotFound:
                continue
            titles[each.submission] = services().title_of(main.text) or main.path
    return [present_notice(each, titles[each.submission], current_reader()) for each in found
            if each.submission in titles]
