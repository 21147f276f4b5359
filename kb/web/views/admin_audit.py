"""The audit log, for admins: filtered, page by page, and as CSV."""

from datetime import date

from flask import Blueprint, Response, render_template, request

from kb.accounts import Action
from kb.i18n import N_
from kb.journal import AuditFilter, AuditState
from kb.web.addresses import audit_address, with_query
from kb.web.context import current_reader, services
from kb.web.guards import requires
from kb.web.language import locale
from kb.web.pages.account import AuditPage, Choice, FormView
from kb.web.present.admin import ACTIONS, people_in, present_audit

blueprint = Blueprint("admin_audit", __name__)

PER_PAGE = 50
_LONGEST = 100
_FIELDS = ("actor", "action", "object", "since", "until")


@blueprint.get("/<language:lang>/admin/audit")
@requires(Action.ADMINISTER)
def show() -> str:
    """The log, the latest first."""
    log, wanted = services().audit, _wanted()
    number = _number(request.args.get("page", ""))
    total = log.count(wanted)
    lines = log.lines(wanted, limit=PER_PAGE, skip=(number - 1) * PER_PAGE)
    every_line = request.args.get("check") == "all"
    reader, state = current_reader(), log.verify() if every_line else log.verify_new()
    page = AuditPage(
        lines=present_audit(lines, services().accounts.names(people_in(lines)), reader), total=total,
        form=FormView(_asked()), actions=_actions(wanted.action), csv_url=with_query(audit_address(locale(), ".csv"),
                                                                                     list(_asked().items())),
        newer=_page_address(number - 1) if number > 1 else None,
        older=_page_address(number + 1) if total > number * PER_PAGE else None,
        verdict=_verdict(state), is_whole=state.is_whole,
        check_url=None if every_line or not state.is_whole else with_query(
            audit_address(locale()), [*_asked().items(), ("check", "all")]),
    )
    return render_template("admin/audit.html", page=page)


@blueprint.get("/<language:lang>/admin/audit.csv")
@requires(Action.ADMINISTER)
def as_table() -> Response:
    """The same lines, all of them, as CSV."""
    response = Response(services().audit_csv(_wanted()), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="culise-audit.csv"'
    return response


def _asked() -> dict[str, str]:
    values = {name: request.args.get(name, "").strip()[:_LONGEST] for name in _FIELDS}
    return {name: value for name, value in values.items() if value}


def _wanted() -> AuditFilter:
    """What is no day narrows nothing."""
    asked = _asked()
    return AuditFilter(
        actor=asked.get("actor", ""), action=asked.get("action", ""), object=asked.get("object", ""),
        since=_day(asked.get("since", "")), until=_day(asked.get("until", "")))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text < "9999-12-31" else None
    except ValueError:
        return None


def _number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def _actions(chosen: str) -> list[Choice]:
    say = current_reader().say
    return [Choice(action, say(ACTIONS[action]) if action in ACTIONS else action, action == chosen)
            for action in services().audit.actions()]


def _page_address(number: int) -> str:
    return with_query(audit_address(locale()), [*_asked().items(), ("page", str(number))])


def _verdict(state: AuditState) -> str:
    if state.broken_at is not None:
        return current_reader().say(
            N_("Line %(number)s is not as it was written: somebody changed the file past this program. Keep a copy of "
               "it, and compare it with a backup."),
            number=state.broken_at)
    return current_reader().say(N_("The chain is whole. Its end: %(head)s"), head=state.head[:16])
