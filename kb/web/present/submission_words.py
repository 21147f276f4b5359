"""The words for where a submission stands, what kind of page it is about, and what was done with it."""

from datetime import datetime

from kb.i18n import N_
from kb.submissions import STATE_WORDS
from kb.web.reader import Reader

STATES = STATE_WORDS
KINDS = {
    "cases": N_("case study"), "businesses": N_("business"), "specialists": N_("person"), "events": N_("event"),
    "books": N_("book"), "questions": N_("question"), "wanted": N_("case wanted"),
}
STEPS = {
    "submit": N_("sent in"), "withdraw": N_("taken back"), "reopen": N_("taken up again"),
    "ask_for_changes": N_("changes asked for"), "decline": N_("declined"), "correct": N_("corrected by an editor"),
    "approve": N_("approved"), "publish": N_("published"), "comment": N_("comment"),
    "give_back": N_("given back: files have changed on disk"),
}


def age_words(since: datetime, today: datetime, reader: Reader) -> str:
    """How long ago something was, in days."""
    days = (today.date() - since.date()).days
    return reader.translator.ngettext("%(num)s day", "%(num)s days", days) if days > 0 else reader.say(N_("today"))
