"""One's own writing: the list of it, and how a page is begun: from nothing, from a file, or from a published page."""

from collections.abc import Mapping

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as BaseResponse

from kb.accounts import Action, Actor
from kb.errors import Conflict, FormExpired, KbError, NotFound, TooLarge, Unprocessable, UserError
from kb.i18n import LANGUAGES, N_
from kb.submissions import Document
from kb.web.addresses import change_address, new_page_address, write_address
from kb.web.context import current_reader, services
from kb.web.errors import answer_to
from kb.web.guards import accepts, requires
from kb.web.language import locale
from kb.web.pages.account import FormView, Told
from kb.web.parameters import MAX_VALUE
from kb.web.present.account import refused
from kb.web.present.write.drafts import present_list
from kb.web.present.write.fields import GROUPS, NAMED
from kb.web.present.write.words import BEGINNINGS
from kb.web.visitor import current_actor, may
from kb.web.writing.beginning import begun
from kb.web.writing.draft import slug_of

blueprint = Blueprint("write", __name__)

# An archive of a text with its images, and a little for the form around it.
MAX_UPLOAD_BYTES = 41_000_000
_ANSWERED = (Conflict, NotFound, TooLarge, Unprocessable)
_DONE = {"discarded": N_("The draft is deleted.")}
# What answers an open page of the library: its field that names the answer, and whether that holds several.
_ANSWERS = {"wanted": ("closed_by", False), "question": ("cases", True)}
_FOLDERS = {"wanted": "wanted", "question": "questions"}


@blueprint.get("/<language:lang>/write")
@requires(Action.SUBMIT)
def index() -> str:
    """Everything one wrote, where it stands, what happened to it, and the ways to begin."""
    actor, reader, submissions = current_actor(), current_reader(), services().submissions
    credit = services().accounts.person(actor.id).credit
    page = present_list(submissions.own(actor), submissions.notices(actor), services().title_of, reader, credit)
    done = _DONE.get(request.args.get("done", ""))
    return render_template("write/index.html", page=page, told=Told(reader.say(done)) if done else None)


@blueprint.get("/<language:lang>/write/new")
@requires(Action.SUBMIT)
def new() -> Response:
    """The beginning of a page: its title and language, or a file."""
    return _new(FormView({"lang": locale(), "title": _suggested()}))


@blueprint.post("/<language:lang>/write/new")
@requires(Action.SUBMIT)
@accepts(MAX_UPLOAD_BYTES)
def begin() -> BaseResponse:
    """Begin a draft and go on to it."""
    try:
        file = request.files.get("file")
        draft = _from_file(file) if file and file.filename else _from_title()
    except _ANSWERED as error:
        return _new(refused(error, request.form), error)
    return redirect(write_address(locale(), draft), 303)


@blueprint.get("/<language:lang>/write/edit")
@requires(Action.SUBMIT)
def edit() -> str:
    """What it means to change a published page, and the button for it. Raises NotFound, Unprocessable."""
    path = request.args.get("path", "")
    title = services().title_of(services().published(path).text) or path
    own = [each for each in services().submissions.own(current_actor())
           if each.main.path == path and each.state.value in ("draft", "changes_asked", "submitted")]
    return render_template("write/edit.html", path=path, title=title,
                           own=[write_address(locale(), each.id) for each in own])


@blueprint.post("/<language:lang>/write/edit")
@requires(Action.SUBMIT)
def change() -> BaseResponse:
    """Begin a draft that changes a published page. Raises Conflict, NotFound, Unprocessable."""
    draft = services().start_from(current_actor(), request.form.get("path", ""), locale())
    return redirect(write_address(locale(), draft), 303)


@blueprint.app_context_processor
def offers() -> dict[str, str]:
    """On pages of the library, for whoever may write: where it is changed, where a case that answers it begins."""
    parts, lang = request.path.split("/"), locale()
    try:
        if not may(Action.SUBMIT):
            return {"change_url": "", "answer_url": "", "writing_url": ""}
    except KbError:  # the page that tells of it must not fail by it too
        return {"change_url": "", "answer_url": "", "writing_url": ""}
    noun, slug = (parts[2], parts[3]) if len(parts) == 4 else ("", "")
    kind = "specialists" if noun == "people" else noun
    asked = next((name for name, folder in _FOLDERS.items() if folder == kind), "")
    return {
        "change_url": change_address(lang, f"{kind}/{slug}.md") if kind in GROUPS and slug else "",
        "answer_url": new_page_address(lang, "cases", [(asked, slug)]) if asked and slug else "",
        "writing_url": f"{write_address(lang)}/new",
    }


@blueprint.errorhandler(FormExpired)
def show_again(error: FormExpired) -> Response:
    """The beginning with what was typed and a new token; the button that begins a change, by the usual page."""
    try:
        return answer_to(error) if request.endpoint == "write.change" else _new(refused(error, request.form), error)
    except KbError as other:
        return answer_to(other)


def _from_title() -> str:
    kind, lang = _kind(), request.form.get("lang", "")
    lang = lang if lang in LANGUAGES else locale()
    path, text = begun(kind, request.form.get("title", ""), lang, {})
    fields, others = _answered(path) if kind == "cases" else ({}, [])
    filled = services().with_fields(text, path, fields) if fields else text
    return services().submissions.start(current_actor(), lang, [Document(path, filled), *others])


def _answered(path: str) -> tuple[dict[str, object | None], list[Document]]:
    """What an open brief or question gives to the case that answers it, and its own page with that case in it."""
    fields: dict[str, object | None] = {}
    others = []
    for name, (answer, is_list) in _ANSWERS.items():
        slug = request.form.get(name, "")
        if not slug:
            continue
        page = services().published(f"{_FOLDERS[name]}/{slug}.md")
        asked = services().form_of(page.text or "").fields or {}
        fields |= {each: asked[each] for each in ("industries", "platforms", "objectives") if asked.get(each)}
        held = asked.get(answer)
        value = [*(held if isinstance(held, list) else []), slug_of(path)] if is_list else slug_of(path)
        others.append(Document(page.path, services().with_fields(page.text or "", page.path, {answer: value}),
                               page.base))
    return fields, others


def _from_file(file: FileStorage) -> str:
    """A draft of what a file holds; the images of an archive come with it."""
    bundle = services().read_upload(file.filename or "", file.read(), _kind())
    actor, documents = current_actor(), [Document(path, text) for path, text in bundle.documents.items()]
    stated = (services().form_of(documents[0].text or "").fields or {}).get("lang")
    draft = services().submissions.start(actor, stated if stated in LANGUAGES else locale(), documents)
    texts = with_images(actor, draft, {**bundle.documents}, bundle.images)
    if texts != bundle.documents:
        services().submissions.save(actor, draft, texts, 1)
    return draft


def with_images(
    actor: Actor, draft: str, texts: dict[str, str | None], images: Mapping[str, bytes]
) -> dict[str, str | None]:
    """Keep the images of an archive with a draft, and answer the texts with the names they have got there.

    Raises Conflict, StorageFailed, Unprocessable.
    """
    for name, data in images.items():
        kept = services().attach_image(actor, draft, name, data).name
        for path, text in texts.items():
            folder = f"media/{slug_of(path)}/"
            texts[path] = (text or "").replace(folder + name, folder + kept)
    return texts


def _kind() -> str:
    kind = request.values.get("kind", "cases")
    if kind not in GROUPS:
        raise NotFound(N_("there is no kind of page called %(kind)s"), field="kind", kind=kind)
    return kind


def _suggested() -> str:
    """The title of the brief that is taken, or what somebody searched for."""
    slug = request.args.get("wanted", "")
    if not slug:
        return request.args.get("title", "")[:MAX_VALUE]
    return services().title_of(services().published(f"wanted/{slug}.md").text)


def _new(form: FormView, error: UserError | None = None) -> Response:
    reader, kind = current_reader(), _kind()
    label, meaning = BEGINNINGS[kind]
    page = render_template(
        "write/new.html", form=form, kind=kind, label=reader.say(label), meaning=reader.say(meaning),
        is_named=kind in NAMED, wanted=request.values.get("wanted", ""), question=request.values.get("question", ""))
    return make_response(page, error.status if error else 200)
