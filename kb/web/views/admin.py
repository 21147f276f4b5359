"""How everything is that admins look after, on one page."""

from collections.abc import Iterator
from datetime import timedelta

from flask import Blueprint, render_template

from kb.accounts import Action, Role
from kb.i18n import N_, number
from kb.journal import SearchFilter
from kb.web.addresses import audit_address, doctor_address, index_address, searches_address, users_address
from kb.web.context import current_reader, now, services
from kb.web.guards import requires
from kb.web.language import locale
from kb.web.pages.admin import OverviewPart
from kb.web.pages.reading import Link
from kb.web.present.index import present_index, present_work
from kb.web.present.searches import present_sums

blueprint = Blueprint("admin", __name__)

_DAYS = 30
_MISSED = 5


@blueprint.get("/<language:lang>/admin")
@requires(Action.ADMINISTER)
def show() -> str:
    """The parts with how they are."""
    return render_template("admin/overview.html", states=[_index(), _doctor(), _searches(), _users(), _audit()])


def _index() -> OverviewPart:
    reader, status, history = current_reader(), services().status(), services().history()
    work = present_work(status.work, history, None, now(), reader)
    page = present_index(status, history, None, work, reader)
    facts = [f"{label}: {value}" for label, value in page.facts[:2]]
    lines = [page.trouble, *facts, page.held, work.title if work.state != "idle" else ""]
    is_bad = bool(page.trouble) or work.state in ("interrupted", "refused", "failed")
    return OverviewPart(Link(reader.say("Reindex"), index_address(locale())), [each for each in lines if each], is_bad)


def _doctor() -> OverviewPart:
    say = current_reader().say
    what = N_("Examines the index, the files and the kept records, and names the repair of each fault.")
    return OverviewPart(Link(say("Index doctor"), doctor_address(locale())), [say(what)])


def _searches() -> OverviewPart:
    reader = current_reader()
    sums = services().search_log.sums(SearchFilter(since=now().date() - timedelta(days=_DAYS - 1)))
    told = present_sums(sums, reader)[:2]
    return OverviewPart(Link(reader.say("Searches"), searches_address(locale())), [
        reader.say(N_("In the last %(days)s days"), days=_DAYS),
        " · ".join(f"{label}: {value}" for label, value in told), *_missed()])


def _missed() -> Iterator[str]:
    missed = services().missed_searches(_MISSED)
    if missed:
        yield current_reader().say(N_("Searched in vain: %(queries)s"),
                                   queries=", ".join(each.query for each in missed))


def _users() -> OverviewPart:
    reader, people = current_reader(), services().accounts.people()
    return OverviewPart(Link(reader.say("Users"), users_address(locale())), list(_counted(
        len(people), sum(person.role is Role.ADMIN for person in people))))


def _counted(people: int, admins: int) -> Iterator[str]:
    ngettext = current_reader().translator.ngettext
    yield ngettext("%(num)s person with an account", "%(num)s people with accounts", people)
    yield ngettext("%(num)s of them is an admin", "%(num)s of them are admins", admins)


def _audit() -> OverviewPart:
    reader, lines = current_reader(), services().audit.count()
    told = reader.translator.ngettext("%(num)s line", "%(num)s lines", lines)
    return OverviewPart(Link(reader.say("Audit log"), audit_address(locale())),
                        [told.replace(str(lines), number(lines, reader.lang), 1)])
