"""What whoever writes is told: what a state means for them, and what each kind of page is for."""

from collections.abc import Mapping

from kb.i18n import N_

# By state of a submission.
MEANINGS: Mapping[str, str] = {
    "draft": N_("Only you can see it."),
    "submitted": N_("An editor reads it and compares every figure with its source. Here you will see what they "
                    "decide."),
    "changes_asked": N_("An editor asks you to change something. Change it and send it in again."),
    "approved": N_("It is on its way into the library."),
    "published": N_("Readers can open it and find it."),
    "declined": N_("The editors do not take it; the reason stands below. You can go on writing it and send it in "
                   "again."),
    "withdrawn": N_("You took it back. You can go on writing it at any time."),
}
# By kind of page, in the order in which they are offered: what one begins, and what it is for.
BEGINNINGS: Mapping[str, tuple[str, str]] = {
    "cases": (N_("A case"), N_("What a business or a specialist here did, with what result, and who says so.")),
    "questions": (N_("A question"), N_("How do we make it work? The answer rests on cases.")),
    "wanted": (N_("A case wanted"), N_("A case that the library should have and you cannot write yourself.")),
    "businesses": (N_("A business"), N_("An organisation that cases are about.")),
    "specialists": (N_("A person"), N_("Somebody whose work a case tells: professional facts only.")),
    "events": (N_("An event"), N_("A meetup, a conference, a festival of the trade.")),
    "books": (N_("A book"), N_("One that specialists here recommend.")),
}
