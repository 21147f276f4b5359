"""Images of a draft, and files that replace its text: taken in, shown to their author, let go of."""

from dataclasses import replace

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as BaseResponse

from kb.accounts import Action
from kb.errors import Conflict, FormExpired, KbError, NotFound, TooComplex, TooLarge, Unprocessable, UserError
from kb.i18n import N_
from kb.web.addresses import write_address
from kb.web.context import current_reader, services
from kb.web.errors import answer_to
from kb.web.guards import accepts, requires
from kb.web.language import locale
from kb.web.pages.account import FormView, Told
from kb.web.present.account import refused
from kb.web.present.write.drafts import snippet
from kb.web.present.write.sections import show_sections
from kb.web.views.files import MEDIA_POLICY
from kb.web.views.write import MAX_UPLOAD_BYTES, with_images
from kb.web.views.write_steps import show_standing
from kb.web.writing.draft import Draft, draft_or_404, slug_of
from kb.web.writing.head import head_of, images_of

blueprint = Blueprint("write_images", __name__)

_ANSWERED = (Conflict, NotFound, TooComplex, TooLarge, Unprocessable)
_DONE = {"image": N_("The image is there."), "removed": N_("The image is gone.")}
_NOWHERE, _END = "nowhere", "end"


@blueprint.get("/<language:lang>/write/<submission>/images")
@requires(Action.SUBMIT)
def index(submission: str) -> Response:
    """The images of a draft, and forms for more. Raises NotFound."""
    return _images(draft_or_404(submission, request.args.get("page", "")), FormView())


@blueprint.post("/<language:lang>/write/<submission>/upload")
@requires(Action.SUBMIT)
@accepts(MAX_UPLOAD_BYTES)
def upload(submission: str) -> BaseResponse:
    """Take in an image with its description, or a file with the text of pages. Raises NotFound."""
    draft, file = draft_or_404(submission, request.form.get("page", "")), request.files.get("file")
    is_text = request.form.get("what") == "text"
    try:
        if not file or not file.filename:
            raise Unprocessable(N_("choose a file first"))
        if is_text:
            _take_text(draft, file)
        else:
            _take_image(draft, file)
    except _ANSWERED as error:
        form = refused(error, request.form)
        at = error.field if error.field == "alt" else "text-file" if is_text else "file"
        return _images(draft, replace(form, at=at), error)
    if is_text:
        return redirect(f"{write_address(locale(), submission)}?done=upload", 303)
    return redirect(f"{write_address(locale(), submission, 'images', draft.path)}&done=image", 303)


@blueprint.get("/<language:lang>/write/<submission>/images/<name>")
@requires(Action.SUBMIT)
def show(submission: str, name: str) -> Response:
    """An image of one's own draft. Raises NotFound."""
    draft = draft_or_404(submission)
    content, media_type = services().image_content(draft.actor, submission, name)
    response = Response(content, content_type=media_type)
    response.headers["Content-Security-Policy"] = MEDIA_POLICY
    return response


@blueprint.post("/<language:lang>/write/<submission>/images/<name>/remove")
@requires(Action.SUBMIT)
def remove(submission: str, name: str) -> BaseResponse:
    """Let go of an image; what the text says of it stays. Raises Conflict, NotFound."""
    draft = draft_or_404(submission)
    services().detach_image(draft.actor, submission, name)
    return redirect(f"{write_address(locale(), submission, 'images')}?done=removed", 303)


@blueprint.errorhandler(FormExpired)
def show_again(error: FormExpired) -> Response:
    """The forms with a new token; files are to be chosen again."""
    try:
        draft = draft_or_404(str((request.view_args or {}).get("submission", "")))
        return _images(draft, refused(error, request.form), error)
    except KbError as other:
        return answer_to(other)


def _take_image(draft: Draft, file: FileStorage) -> None:
    """Keep an image, and show it in the text where its author said."""
    alt = " ".join(request.form.get("alt", "").split())
    if not alt:
        raise Unprocessable(N_("say in a few words what the image shows, for those who cannot see it"), field="alt")
    kept = services().attach_image(draft.actor, draft.submission.id, file.filename or "", file.read())
    place = request.form.get("place", _END)
    if place != _NOWHERE and draft.fields is not None:
        line = snippet(draft.media, kept.name, alt)
        fresh = draft_or_404(draft.submission.id, draft.path)
        text = services().with_body(fresh.text, _inserted(fresh, line, place))
        fresh.save(fresh.with_text(text), fresh.submission.version)


def _inserted(draft: Draft, line: str, place: str) -> str:
    """The text with a line at the end of a section, or of everything."""
    lines = draft.body.rstrip("\n").split("\n")
    if place != _END:
        headings = [each.heading for each in show_sections(draft.body, draft.lang, current_reader()) if each.heading]
        heading = next((each.heading for each in show_sections(draft.body, draft.lang, current_reader())
                        if each.key == place and each.heading in lines), None)
        if heading is not None:
            start = lines.index(heading)
            end = next((at for at in range(start + 1, len(lines)) if lines[at] in headings), len(lines))
            while not lines[end - 1].strip():
                end -= 1
            return "\n".join([*lines[:end], "", line, *lines[end:]])
    return "\n".join([*lines, "", line, ""])


def _take_text(draft: Draft, file: FileStorage) -> None:
    """Put the pages of a file into the draft: one of the same name is replaced, and stands among its revisions."""
    bundle = services().read_upload(file.filename or "", file.read(), draft.kind)
    documents = dict(bundle.documents)
    if len(documents) == 1:  # one text is meant for the page at hand, whatever its file is called
        [(path, text)] = documents.items()
        documents = {draft.path: text.replace(f"media/{slug_of(path)}/", f"media/{draft.slug}/")}
    texts = with_images(draft.actor, draft.submission.id, {**documents}, bundle.images)
    draft.save({**draft.documents, **texts}, draft.submission.version)


def _images(draft: Draft, form: FormView, error: UserError | None = None) -> Response:
    head = head_of(draft, "images")
    if not head.standing.can_save:
        return show_standing(draft)
    sections = show_sections(draft.body, draft.lang, current_reader()) if draft.kind == "cases" else []
    places = [(each.key, each.title) for each in sections if each.text and each.heading]
    done = _DONE.get(request.args.get("done", ""))
    page = render_template("write/images.html", head=head, images=images_of(draft), places=places, form=form,
                           told=Told(current_reader().say(done)) if done and not error else None)
    return make_response(page, error.status if error else 200)
