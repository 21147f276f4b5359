"""What readers searched for, as an admin sees it."""

from collections.abc import Sequence
from datetime import date

from kb.i18n import LANGUAGES, N_, OWN_NAMES, number
from kb.journal import SearchCount, SearchSums
from kb.search import SearchRequest
from kb.web.addresses import search_address, searches_address
from kb.web.pages.account import Choice
from kb.web.pages.admin import SearchDay, SearchLine
from kb.web.pages.reading import Link
from kb.web.reader import Reader

LISTS = {
    "top": N_("Most searched"), "nothing": N_("Without result"), "unopened": N_("Nothing opened"),
    "rescued": N_("Other words searched"),
}
ABOUT = {
    "top": N_("What is searched most often."),
    "nothing": N_("What found nothing, or only cases with a part of the words: cases that are missing, or words the "
                  "glossary does not know."),
    "unopened": N_("What found cases of which none was opened: results that did not answer, or answered on the page."),
    "rescued": N_("What was typed on another keyboard layout, in another alphabet or with a slip, and was searched for "
                  "in other words."),
}
_REASONS = {
    "typo": N_("a slip"), "layout": N_("keyboard layout"), "translit": N_("another alphabet"),
    "unfinished": N_("an unfinished word"),
}


def list_links(kind: str, asked: dict[str, str], reader: Reader) -> list[tuple[Link, bool]]:
    """The lists there are, each with the filter as it is; whether it is the one that is shown."""
    return [(Link(reader.say(label), searches_address(reader.lang, "", [("list", name), *asked.items()])),
             name == kind) for name, label in LISTS.items()]


def language_choices(chosen: str) -> list[Choice]:
    """The languages of pages by their own names."""
    return [Choice(lang, OWN_NAMES[lang], lang == chosen) for lang in LANGUAGES]


def present_searches(counts: Sequence[SearchCount], kind: str, reader: Reader) -> list[SearchLine]:
    """A list; what found too little can be made a brief."""
    return [_line(each, reader, is_missed=kind in ("nothing", "unopened")) for each in counts]


def _line(count: SearchCount, reader: Reader, *, is_missed: bool) -> SearchLine:
    if count.total is None:
        found = ""
    elif count.total or not count.perhaps:
        found = number(count.total, reader.lang)
    else:
        found = reader.say(N_("a part of the words"))
    reasons = [reader.say(_REASONS[each]) for each in count.reasons.split(",") if each in _REASONS]
    return SearchLine(
        query=count.query, url=search_address(SearchRequest(text=count.query, lang=count.lang)), lang=count.lang,
        lang_name=OWN_NAMES.get(count.lang, count.lang), searches=number(count.searches, reader.lang), found=found,
        opened=number(count.opened, reader.lang), note=", ".join(reasons),
        is_missed=is_missed,
    )


def present_days(days: Sequence[SearchSums], reader: Reader) -> list[SearchDay]:
    """Day by day, the latest first."""
    return [
        SearchDay(reader.date(each.day), OWN_NAMES.get(each.lang, each.lang), number(each.searches, reader.lang),
                  number(each.nothing + each.perhaps, reader.lang), number(each.opened, reader.lang))
        for each in days
    ]


def present_sums(sums: SearchSums, reader: Reader) -> list[tuple[str, str]]:
    """All of it in four numbers."""
    told = {
        N_("Searches"): sums.searches, N_("Found nothing"): sums.nothing,
        N_("Found a part of the words"): sums.perhaps, N_("Other words searched"): sums.rescued,
        N_("Cases opened"): sums.opened,
    }
    return [(reader.say(label), number(value, reader.lang)) for label, value in told.items()]


def day_or_none(text: str) -> date | None:
    """A day as forms send it; what is none narrows nothing."""
    try:
        return date.fromisoformat(text) if text < "9999-12-31" else None
    except ValueError:
        return None
