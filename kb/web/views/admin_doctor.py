"""The index doctor, for admins: what is wrong, the repair of each fault, and a button for the safe ones."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kb.accounts import Action
from kb.errors import Busy
from kb.i18n import N_
from kb.web.addresses import doctor_address, index_address
from kb.web.context import current_reader, now, services
from kb.web.guards import requires
from kb.web.language import locale
from kb.web.pages.account import Told
from kb.web.pages.admin import DoctorPage
from kb.web.present.doctor import present_findings
from kb.web.visitor import current_actor

blueprint = Blueprint("admin_doctor", __name__)

_DONE = {
    "mend": N_("What could be repaired without losing anything is repaired."),
    "busy": N_("A reindex is at work; repair what is left when it has ended."),
    "nothing": N_("There was nothing to repair."),
}


@blueprint.get("/<language:lang>/admin/doctor")
@requires(Action.ADMINISTER)
def show() -> str:
    """What is wrong now."""
    reader, findings = current_reader(), services().examine()
    page = DoctorPage(present_findings(findings, reader), any(each.is_safe for each in findings),
                      services().status().work.is_building)
    done = _DONE.get(request.args.get("done", ""))
    return render_template("admin/doctor.html", page=page, told=Told(reader.say(done)) if done else None)


@blueprint.post("/<language:lang>/admin/doctor")
@requires(Action.ADMINISTER)
def mend() -> BaseResponse:
    """Carry out the safe repairs; one that takes long is watched where reindexes are."""
    ordered = now()
    try:
        done = services().order_mending(current_actor())
    except Busy:
        return redirect(doctor_address(locale(), [("done", "busy")]), 303)
    if done.is_reindexing:
        return redirect(index_address(locale(), pairs=[("ordered", ordered.isoformat(timespec="milliseconds"))]), 303)
    return redirect(doctor_address(locale(), [("done", "mend" if done.repairs else "nothing")]), 303)
