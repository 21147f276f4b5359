"""Notices of what happened to one's own submissions, and how many things wait for whoever is signed in."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.i18n import N_
from kb.submissions import Notice
from kb.web.present.account import moment_text
from kb.web.reader import Reader

_SENTENCES: Mapping[str, str] = {
    "ask_for_changes": N_("An editor asks for changes."), "decline": N_("It was declined."),
    "correct": N_("An editor made a small correction."), "approve": N_("It was approved."),
    "publish": N_("It is in the library."), "comment": N_("There is a new remark."),
    "give_back": N_("It waits for an editor again: a file has changed on disk."),
}


@dataclass(frozen=True, slots=True)
class NoticeView:
    """What happened to a submission, in a sentence, with the words that an editor gave."""

    number: int
    title: str
    url: str
    said: str
    text: str
    when: str
    is_new: bool


def present_notice(notice: Notice, title: str, reader: Reader) -> NoticeView:
    """A notice; it leads to one's own view of the submission."""
    text = "" if notice.step == "give_back" else notice.text
    return NoticeView(notice.number, title, f"/{reader.lang}/write/{notice.submission}",
                      reader.say(_SENTENCES.get(notice.step, notice.step)), text, moment_text(notice.at, reader),
                      not notice.seen)
