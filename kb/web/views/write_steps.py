"""From a draft to a submission: the check before it is sent in, sending, taking back, going on, deleting, comparing."""

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kb.accounts import Action
from kb.errors import Conflict, FormExpired, KbError, NotFound, Unprocessable, UserError
from kb.i18n import N_
from kb.submissions import Consent, Revision
from kb.web.addresses import page_address, write_address
from kb.web.context import current_reader, services
from kb.web.errors import answer_to
from kb.web.guards import requires
from kb.web.language import locale
from kb.web.pages.account import FormView, Told
from kb.web.pages.reading import Link
from kb.web.pages.write import ChangedFile, CheckPage, PreviewView, StandingPage
from kb.web.present.account import refused
from kb.web.present.submission import RevisionView, present_events, present_revisions
from kb.web.present.write.check import must_be_mended
from kb.web.writing.check import check_draft, image_addresses
from kb.web.writing.draft import Draft, draft_or_404
from kb.web.writing.head import head_of
from kb.web.writing.preview import preview
from kb.web.writing.submission import compared, diff_of, name_of

blueprint = Blueprint("write_steps", __name__)

_ANSWERED = (Conflict, Unprocessable)
_DONE = {
    "submit": N_("It is sent in. Here you will see what the editors decide."),
    "withdraw": N_("You took it back."), "comment": N_("Your answer is there for the editors to read."),
    "seen": N_("The draft goes on from what stands in the library now."),
}


@blueprint.get("/<language:lang>/write/<submission>/check")
@requires(Action.SUBMIT)
def check(submission: str) -> Response:
    """How the page will look, everything the check says, and the way to send it in. Raises NotFound."""
    return _check(draft_or_404(submission, request.args.get("page", "")), FormView({"credit": "1"}))


@blueprint.post("/<language:lang>/write/<submission>/submit")
@requires(Action.SUBMIT)
def submit(submission: str) -> BaseResponse:
    """Send it in, with the consents and the credit. Raises NotFound."""
    draft, form = draft_or_404(submission), request.form
    consent = Consent(licence="licence" in form, images="images" in form)
    try:
        if not (consent.licence and consent.images):
            raise Unprocessable(N_("agree to both, or it cannot be published"), field="consent")
        checked = services().check_documents(draft.documents, set(image_addresses(draft)))
        if any(must_be_mended(each) for each in checked.problems):
            raise Unprocessable(N_("some things must be mended first; they are listed below"))
        if "credit" in form:
            _credit(draft)
        services().submissions.submit(draft.actor, submission, consent, form.get("note", "").strip()[:1000])
    except _ANSWERED as error:
        return _check(draft, refused(error, form), error)
    return redirect(f"{write_address(locale(), submission)}?done=submit", 303)


@blueprint.post("/<language:lang>/write/<submission>/withdraw")
@requires(Action.SUBMIT)
def withdraw(submission: str) -> BaseResponse:
    """Take it back. Raises Conflict, NotFound."""
    services().submissions.withdraw(draft_or_404(submission).actor, submission)
    return redirect(f"{write_address(locale(), submission)}?done=withdraw", 303)


@blueprint.post("/<language:lang>/write/<submission>/reopen")
@requires(Action.SUBMIT)
def reopen(submission: str) -> BaseResponse:
    """Go on with what was taken back or declined. Raises Conflict, NotFound."""
    services().submissions.reopen(draft_or_404(submission).actor, submission)
    return redirect(f"{write_address(locale(), submission)}?done=reopen", 303)


@blueprint.post("/<language:lang>/write/<submission>/discard")
@requires(Action.SUBMIT)
def discard(submission: str) -> BaseResponse:
    """Delete a draft that was never sent in, with its images. Raises Conflict, NotFound."""
    files = services().submissions.discard(draft_or_404(submission).actor, submission)
    services().forget_images(files)
    return redirect(f"{write_address(locale())}?done=discarded", 303)


@blueprint.post("/<language:lang>/write/<submission>/seen")
@requires(Action.SUBMIT)
def seen(submission: str) -> BaseResponse:
    """Go on from what stands in the library now, with one's own text or with that one. Raises Conflict, NotFound."""
    draft = draft_or_404(submission, request.form.get("page", ""))
    try:
        there = services().published(draft.path)
        text, base = there.text, there.base
    except NotFound:
        text, base = draft.text, None
    if request.form.get("do") == "theirs" and text is not None:
        draft.save(draft.with_text(text), draft.submission.version)
    services().submissions.rebase(draft.actor, submission, {draft.path: base})
    return redirect(f"{write_address(locale(), submission, 'check', draft.path)}&done=seen", 303)


@blueprint.post("/<language:lang>/write/<submission>/comments")
@requires(Action.SUBMIT)
def comment(submission: str) -> BaseResponse:
    """Answer the editors. Raises NotFound, Unprocessable."""
    draft = draft_or_404(submission)
    services().submissions.comment(draft.actor, submission, request.form.get("text", ""),
                                   revision=draft.submission.revisions)
    return redirect(f"{write_address(locale(), submission)}?done=comment#said", 303)


@blueprint.get("/<language:lang>/write/<submission>/compare")
@requires(Action.SUBMIT)
def compare(submission: str) -> str:
    """Two revisions, page by page; 0 is what stands in the draft now. Raises NotFound."""
    draft = draft_or_404(submission)
    revisions = services().submissions.revisions(draft.actor, submission)
    now = Revision(0, draft.submission.changed, draft.actor.id, "", draft.submission.documents)
    before, after = (_revision([now, *revisions], request.args.get(name, "")) for name in ("a", "b"))
    return render_template("write/compare.html", head=head_of(draft, ""), diffs=compared(before, after),
                           before=before.number, after=after.number, numbers=[each.number for each in revisions])


@blueprint.errorhandler(FormExpired)
def show_again(error: FormExpired) -> Response:
    """The check with what was ticked and a new token; any other button, by the usual page."""
    if request.endpoint != "write_steps.submit":
        return answer_to(error)
    try:
        draft = draft_or_404(str((request.view_args or {}).get("submission", "")))
        return _check(draft, refused(error, request.form), error)
    except KbError as other:
        return answer_to(other)


def show_standing(draft: Draft, form: FormView | None = None) -> Response:
    """A submission that its author cannot change now."""
    reader, found, submissions = current_reader(), draft.submission, services().submissions
    events = submissions.events(draft.actor, found.id)
    revisions = submissions.revisions(draft.actor, found.id)
    people = {each.person for each in events} | {each.person for each in revisions}
    call = name_of(services().accounts.names(sorted(people)))
    live = Link(draft.path, page_address(reader.lang, draft.kind, draft.slug)) \
        if found.state.value == "published" and found.main.text else None
    page = StandingPage(head_of(draft, ""), _preview(draft), present_events(events, call, reader),
                        _own(present_revisions(revisions, found, call, reader), draft), live)
    return make_response(render_template("write/show.html", page=page, form=form or FormView(), told=_told()))


def _own(revisions: list[RevisionView], draft: Draft) -> list[RevisionView]:
    """The list that editors have, with addresses that an author may open."""
    address = write_address(locale(), draft.submission.id, "compare")
    return [RevisionView(each.number, each.who, each.when, each.note, "",
                         f"{address}?a={each.number - 1}&b={each.number}" if each.number > 1 else "")
            for each in revisions]


def _revision(revisions: list[Revision], number: str) -> Revision:
    for each in revisions:
        if str(each.number) == number:
            return each
    raise NotFound(N_("there is no such revision"))


def _credit(draft: Draft) -> None:
    """Name the author in the case, under the name that they chose for it."""
    text = services().with_credit(draft.text, services().accounts.person(draft.actor.id).credit)
    draft.save(draft.with_text(text), draft.submission.version)


def _preview(draft: Draft) -> PreviewView:
    return preview(draft.documents, draft.path, image_addresses(draft))


def _check(draft: Draft, form: FormView, error: UserError | None = None) -> Response:
    head = head_of(draft, "check")
    if not head.standing.can_save:
        response = show_standing(draft, form)
        response.status_code = error.status if error else 200
        return response
    view, _ = check_draft(draft, draft.documents)
    changed = [ChangedFile(each.path, each.there, diff_of(each.path, each.there, each.proposed))
               for each in services().conflicts(draft.submission)]
    credit = services().accounts.person(draft.actor.id).credit
    named = (draft.fields or {}).get("contributors")
    is_case = draft.submission.kind == "cases"
    page = CheckPage(head, _preview(draft), view, changed, credit if is_case else "",
                     isinstance(named, list) and credit in named)
    return make_response(render_template("write/check.html", page=page, form=form, told=_told()),
                         error.status if error else 200)


def _told() -> Told | None:
    done = _DONE.get(request.args.get("done", ""))
    return Told(current_reader().say(done)) if done else None
