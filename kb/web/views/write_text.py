"""Writing a page: as a form and as Markdown, two views of one text; each saves before it leads on to the other."""

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kb.accounts import Action
from kb.errors import Conflict, FormExpired, KbError, Outdated, Unprocessable
from kb.i18n import LANGUAGES, N_
from kb.model import REQUIRED_SECTIONS, SECTION_TITLES
from kb.web.addresses import with_query, write_address
from kb.web.context import current_reader, services
from kb.web.errors import answer_to
from kb.web.guards import accepts, requires
from kb.web.language import locale
from kb.web.pages.account import Told
from kb.web.pages.write import ConflictPage, FormPage, TextPage
from kb.web.present.write.fields import GROUPS, NAMED
from kb.web.present.write.lists import BETWEEN
from kb.web.present.write.posted import Posted
from kb.web.views.write_steps import show_standing
from kb.web.writing.beginning import begun, is_published
from kb.web.writing.check import check_draft, image_addresses
from kb.web.writing.draft import Draft, draft_or_404, slug_of
from kb.web.writing.form import form_of_draft, kept_fields, with_figure, without_and_up
from kb.web.writing.head import head_of, images_of
from kb.web.writing.preview import preview
from kb.web.writing.submission import diff_of

blueprint = Blueprint("write_text", __name__)

# The longest text there may be, in the letters that take most in a form, and the form around it.
MAX_TEXT_REQUEST = 2_500_000
_DONE = {
    "saved": N_("Saved."), "page": N_("The page is there; fill it in."), "gone": N_("The page is out of the draft."),
    "figure": N_("The figure is a result now: say what was counted, how it is known, and where."),
    "upload": N_("The file is in the draft."), "reopen": N_("You can go on writing."),
}
_WAYS = ("", "markdown", "images", "check")


@blueprint.get("/<language:lang>/write/<submission>")
@requires(Action.SUBMIT)
def show(submission: str) -> BaseResponse:
    """The form of a page; what cannot be changed now is only shown. Raises NotFound."""
    draft = draft_or_404(submission, request.args.get("page", ""))
    head = head_of(draft, "")
    if not head.standing.can_save:
        return show_standing(draft)
    if draft.fields is None:
        return redirect(write_address(locale(), submission, "markdown", draft.path), 303)
    groups, check = form_of_draft(draft, request.args.get("open", ""))
    kept, unfit = kept_fields(draft)
    page = FormPage(head, groups, draft.lists.known(draft.form_fields), kept, unfit, check, images_of(draft))
    return make_response(render_template("write/form.html", page=page, told=_told()))


@blueprint.get("/<language:lang>/write/<submission>/markdown")
@requires(Action.SUBMIT)
def markdown(submission: str) -> BaseResponse:
    """The Markdown of a page. Raises NotFound."""
    draft = draft_or_404(submission, request.args.get("page", ""))
    head = head_of(draft, "markdown")
    if not head.standing.can_save:
        return show_standing(draft)
    check, _ = check_draft(draft, draft.documents)
    page = TextPage(head, draft.text, check, images_of(draft), draft.fields is not None)
    return make_response(render_template("write/markdown.html", page=page, told=_told()))


@blueprint.post("/<language:lang>/write/<submission>")
@requires(Action.SUBMIT)
@accepts(MAX_TEXT_REQUEST)
def save(submission: str) -> BaseResponse:
    """Keep what was typed, in the form or as Markdown, and do what the button said. Raises NotFound, Unprocessable."""
    draft, posted = _sent(submission)
    opened = ""
    if posted.text("draft"):
        posted, pages, opened = _new_page(draft, posted)
    else:
        pages = {}
    text = draft.filled_in(without_and_up(posted))
    if wanted := posted.text("take"):
        text = with_figure(draft, text, wanted)
    try:
        version = draft.save({**draft.with_text(text), **pages}, _version(posted))
    except (Conflict, Unprocessable) as error:
        return _rescue(draft, text, error)
    if _is_for_script():
        return jsonify(version=version)
    return redirect(_onward(draft, posted, opened), 303)


@blueprint.post("/<language:lang>/write/<submission>/preview")
@requires(Action.SUBMIT)
@accepts(MAX_TEXT_REQUEST)
def show_preview(submission: str) -> str:
    """The page as readers will see it and what the check says, of what is typed and not yet kept. Raises NotFound."""
    draft, posted = _sent(submission)
    names = frozenset(posted.text("names").split())
    texts = draft.with_text(draft.filled_in(posted))
    view = preview(texts, draft.path, image_addresses(draft))
    check, _ = check_draft(draft, texts, names)
    return render_template("write/_panes.html", preview=view, check=check)


@blueprint.post("/<language:lang>/write/<submission>/pages")
@requires(Action.SUBMIT)
def pages(submission: str) -> BaseResponse:
    """Add a language version of a page to the draft, or take a page out of it. Raises Conflict, NotFound."""
    draft = draft_or_404(submission, request.form.get("page", ""))
    if request.form.get("do") == "remove":
        if draft.path == draft.submission.main.path:
            raise Conflict(N_("the main page stays; delete the whole draft instead"))
        rest = {path: text for path, text in draft.documents.items() if path != draft.path}
        draft.save(rest, draft.submission.version)
        return redirect(_with_done(write_address(locale(), submission), "gone"), 303)
    return redirect(_with_done(write_address(locale(), submission, "", _add_version(draft)), "page"), 303)


@blueprint.errorhandler(FormExpired)
def show_again(error: FormExpired) -> Response:
    """What was typed, in a page with a new token. For a script, and for a form without a text, the usual page."""
    if _is_for_script() or request.endpoint != "write_text.save":
        return answer_to(error)
    try:
        draft, posted = _sent(str((request.view_args or {}).get("submission", "")))
        return _rescue(draft, draft.filled_in(posted), error)
    except KbError as other:
        return answer_to(other)


def _sent(submission: str) -> tuple[Draft, Posted]:
    return draft_or_404(submission, request.form.get("page", "")), Posted(list(request.form.items(multi=True)))


def _version(posted: Posted) -> int:
    text = posted.text("version")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _is_for_script() -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _new_page(draft: Draft, posted: Posted) -> tuple[Posted, dict[str, str], str]:
    """A page that a field names and nobody knows yet: its slug goes into the field. Raises Conflict, Unprocessable."""
    kind, _, field = posted.text("draft").partition(":")
    title = posted.text(field)
    if kind not in GROUPS or not title.strip() or BETWEEN in title:
        raise Unprocessable(N_("write the name of the new page into the field first"), field=field)
    known = draft.lists.slug(kind, title) if kind in ("businesses", "specialists", "books", "cases") else ""
    if known in draft.lists.names(kind):
        return posted.with_text(field, known), {}, ""
    path, text = begun(kind, title, draft.lang, draft.documents)
    return posted.with_text(field, slug_of(path)), {path: text}, path


def _add_version(draft: Draft) -> str:
    """Another language of a page: the one of the library where there is one. Raises Conflict, Unprocessable."""
    lang = request.form.get("lang", "")
    if lang not in LANGUAGES or lang == draft.lang or draft.version_lang:
        raise Unprocessable(N_("choose another language than that of the page"), field="lang")
    path = f"{draft.kind}/{draft.slug}.{lang}.md"
    if path in draft.documents:
        return path
    base, text = None, _empty_version(draft, lang)
    if is_published(path):
        page = services().published(path)
        base, text = page.base, page.text or ""
    draft.save({**draft.documents, path: text}, draft.submission.version)
    if base:
        services().submissions.rebase(draft.actor, draft.submission.id, {path: base})
    return path


def _empty_version(draft: Draft, lang: str) -> str:
    name = "name" if draft.kind in NAMED else "title"
    text = services().with_fields("---\n---\n", f"{draft.kind}/{draft.slug}.{lang}.md", {name: "…", "lang": lang})
    if draft.kind != "cases":
        return text
    headings = (SECTION_TITLES[kind][lang] for kind in REQUIRED_SECTIONS)
    return services().with_body(text, "\n\n".join(f"## {heading}\n\n…" for heading in headings))


def _onward(draft: Draft, posted: Posted, drafted: str) -> str:
    """Where a button leads, once everything is kept."""
    lang, submission = locale(), draft.submission.id
    here = "" if "field" in dict(posted.pairs) else "markdown"
    if drafted:
        return _with_done(write_address(lang, submission, "", drafted), "page")
    if posted.text("open"):
        return write_address(lang, submission, here, posted.text("open"))
    if "go" in dict(posted.pairs):
        way = posted.text("go")
        return write_address(lang, submission, way if way in _WAYS else here, draft.path)
    if posted.text("take"):
        return _row(draft, f"results.{_count(draft, 'results') - 1}", "figure")
    if posted.text("add"):
        return _row(draft, f"{posted.text('add')}.{_count(draft, posted.text('add'))}", "saved")
    if changed := posted.text("remove") or posted.text("up"):
        return _row(draft, changed.rpartition(".")[0], "saved")
    return _with_done(write_address(lang, submission, here, draft.path), "saved")


def _count(draft: Draft, name: str) -> int:
    held = (draft_or_404(draft.submission.id, draft.path).fields or {}).get(name)
    return len(held) if isinstance(held, list) else 0


def _row(draft: Draft, place: str, done: str) -> str:
    pairs = [("page", draft.path), ("open", place), ("done", done)]
    return f"{with_query(write_address(locale(), draft.submission.id), pairs)}#f-{place.replace('.', '-')}"


def _with_done(address: str, done: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}done={done}"


def _told() -> Told | None:
    done = _DONE.get(request.args.get("done", ""))
    return Told(current_reader().say(done)) if done else None


def _rescue(draft: Draft, text: str, error: KbError) -> Response:
    """Both texts, that which was typed to go on with; nothing was kept."""
    now = draft_or_404(draft.submission.id, draft.path)
    said = current_reader().translator.describe(error.message, error.arguments)
    page = ConflictPage(head_of(now, ""), text, now.text, diff_of(now.path, now.text, text),
                        said[:1].upper() + said[1:] + ".", isinstance(error, Outdated))
    return make_response(render_template("write/conflict.html", page=page), error.status)

