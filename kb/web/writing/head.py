"""What stands above every page about a draft, put together from the services."""

from kb.submissions import Comment, Event
from kb.web.addresses import write_address
from kb.web.context import current_reader, services
from kb.web.pages.write import DraftHead, ImageView
from kb.web.present.account import moment_text
from kb.web.present.submission import CommentView
from kb.web.present.write.drafts import present_head, present_images
from kb.web.writing.draft import Draft
from kb.web.writing.submission import name_of

_TOLD = ("ask_for_changes", "decline")


def head_of(draft: Draft, way: str) -> DraftHead:
    """The head of a draft; `way` is how it is looked at."""
    return present_head(draft, way, services().title_of, said_of(draft), current_reader())


def images_of(draft: Draft) -> list[ImageView]:
    """The images of a draft."""
    images = services().submissions.images(draft.actor, draft.submission.id)
    return present_images(images, draft, current_reader())


def said_of(draft: Draft) -> list[CommentView]:
    """What editors asked for and remarked, and what the author answered, in the order of time."""
    if not draft.submission.revisions:
        return []
    actor, found, submissions = draft.actor, draft.submission.id, services().submissions
    events = [each for each in submissions.events(actor, found) if each.step in _TOLD]
    comments = submissions.comments(actor, found)
    people = sorted({each.person for each in events} | {each.person for each in comments})
    call = name_of(services().accounts.names(people))
    said = [*(_event(each, call(each.person)) for each in events),
            *(_comment(each, call(each.person), draft) for each in comments)]
    return [view for _, view in sorted(said, key=lambda pair: pair[0])]


def _event(event: Event, who: str) -> tuple[str, CommentView]:
    when = moment_text(event.at, current_reader())
    return event.at.isoformat(), CommentView(who, when, event.text, event.revision, "", "")


def _comment(comment: Comment, who: str, draft: Draft) -> tuple[str, CommentView]:
    reader = current_reader()
    place = f"{comment.path}:{comment.line}" if comment.line else comment.path
    known = comment.path in draft.documents
    url = f"{write_address(reader.lang, draft.submission.id, 'markdown', comment.path)}#text" if known else ""
    return comment.at.isoformat(), CommentView(
        who, moment_text(comment.at, reader), comment.text, comment.revision, place, url)
