"""One's own writing: the list, where each submission stands, and what stands above every page about one."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from kb.i18n import LANGUAGES, OWN_NAMES
from kb.submissions import STEPS, Attachment, Notice, Submission
from kb.web.addresses import new_page_address, page_address, write_address
from kb.web.pages.reading import Link
from kb.web.pages.write import DraftHead, ImageView, NoticeView, Standing, SubmissionLine, Tab, WritePage
from kb.web.pages.write_form import Option
from kb.web.present.account import moment_text
from kb.web.present.submission import CommentView
from kb.web.present.submission_words import KINDS, STATES
from kb.web.present.submission_words import STEPS as STEP_WORDS
from kb.web.present.write.words import BEGINNINGS, MEANINGS
from kb.web.reader import Reader
from kb.web.writing.draft import Draft

TitleOf = Callable[[str | None], str]
# The ways to look at a draft, in their order: what the address ends in, and what it is called.
WAYS = ("", "markdown", "images", "check")
_TURN = {"open": ("draft", "changes_asked"), "waiting": ("submitted", "approved")}


def present_list(
    found: Iterable[Submission], notices: Sequence[Notice], title_of: TitleOf, reader: Reader,
    credit: str = "",
) -> WritePage:
    """Everything somebody wrote, by whose turn it is, and what happened to it."""
    said = {each.submission: each.text for each in reversed(notices) if each.step in ("ask_for_changes", "decline")}
    titles: dict[str, str] = {}
    lines: dict[str, list[SubmissionLine]] = {"open": [], "waiting": [], "done": []}
    for each in found:
        titles[each.id] = title_of(each.main.text) or each.main.path
        turn = next((name for name, states in _TURN.items() if each.state.value in states), "done")
        lines[turn].append(_line(each, titles[each.id], said, reader))
    kinds = [Tab(kind, reader.say(name), reader.say(what), new_page_address(reader.lang, kind), False, kind == "cases")
             for kind, (name, what) in BEGINNINGS.items()]
    told = [_notice(each, titles, reader) for each in notices if each.submission in titles]
    return WritePage(lines["open"], lines["waiting"], lines["done"], [each for each in told if each.is_new],
                     credit, kinds)


def _line(found: Submission, title: str, said: Mapping[str, str], reader: Reader) -> SubmissionLine:
    state = found.state.value
    live = Link(title, _live_address(found, reader)) if state == "published" and found.main.text else None
    return SubmissionLine(
        title, reader.say(KINDS[found.kind]), write_address(reader.lang, found.id), state, _label(state, reader),
        moment_text(found.changed, reader), said.get(found.id, "") if state in ("changes_asked", "declined") else "",
        live)


def _live_address(found: Submission, reader: Reader) -> str:
    kind, _, file = found.main.path.partition("/")
    return page_address(reader.lang, kind, file.split(".")[0])


def _label(state: str, reader: Reader) -> str:
    label = reader.say(STATES[state])
    return label[:1].upper() + label[1:]


def _notice(notice: Notice, titles: Mapping[str, str], reader: Reader) -> NoticeView:
    step = reader.say(STEP_WORDS.get(notice.step, notice.step))
    return NoticeView(notice.number, f"{titles[notice.submission]}: {step}", notice.text,
                      moment_text(notice.at, reader), write_address(reader.lang, notice.submission), not notice.seen)


def present_standing(found: Submission, reader: Reader) -> Standing:
    """Where a submission stands, and what its author may do with it now."""
    state = found.state.value
    can = {step: found.state in STEPS[step].before for step in ("save", "submit", "withdraw", "reopen")}
    return Standing(
        state, _label(state, reader), reader.say(MEANINGS[state]), can["save"], can["submit"],
        can["withdraw"] and found.revisions > 0, can["reopen"], can["save"] and not found.revisions)


def present_head(
    draft: Draft, way: str, title_of: TitleOf, asked: Sequence[CommentView], reader: Reader
) -> DraftHead:
    """What stands above a draft; `way` is how one looks at it."""
    found, lang = draft.submission, reader.lang
    labels = {"": reader.say("Form"), "markdown": "Markdown", "images": reader.say("Images"),
              "check": reader.say("Check and send in")}
    ways = [Tab(name, labels[name], "", write_address(lang, found.id, name, draft.path), name == way, False)
            for name in WAYS]
    tabs = [Tab(each.path, _tab_label(each.path, title_of(each.text)), reader.say(KINDS[each.path.partition("/")[0]]),
                write_address(lang, found.id, way, each.path), each.path == draft.path, each is found.main)
            for each in found.documents]
    missing = [Option(code, OWN_NAMES[code]) for code in LANGUAGES if draft.version_lang is None
               and code != draft.lang and f"{draft.kind}/{draft.slug}.{code}.md" not in draft.documents]
    return DraftHead(
        id=found.id, title=title_of(draft.text) or draft.path, kind=reader.say(KINDS[draft.kind]), lang=draft.lang,
        path=draft.path, version=found.version, standing=present_standing(found, reader),
        tabs=tabs, ways=ways, asked=asked, base_url=write_address(lang, found.id),
        is_version=draft.version_lang is not None, can_remove=draft.path != found.main.path, other_langs=missing,
        is_change=found.main.base is not None)


def _tab_label(path: str, title: str) -> str:
    name = title or path.partition("/")[2]
    lang = path.split(".")[1]
    return f"{name} ({lang})" if lang in LANGUAGES else name


def present_images(images: Iterable[Attachment], draft: Draft, reader: Reader) -> list[ImageView]:
    """The images of a submission, each with the line that shows it."""
    every = "\n".join(text or "" for text in draft.documents.values())
    address = write_address(reader.lang, draft.submission.id, "images")
    return [
        ImageView(each.name, f"{address}/{each.name}", f"{each.width} × {each.height}",
                  snippet(draft.media, each.name), f"{address}/{each.name}/remove",
                  f"media/{draft.media}/{each.name}" in every)
        for each in images
    ]


def snippet(folder: str, name: str, alt: str = "") -> str:
    """The line of Markdown that shows an image of the library."""
    words = " ".join(alt.split()).replace("[", "(").replace("]", ")").replace("\\", "")
    return f"![{words}](../media/{folder}/{name})"
