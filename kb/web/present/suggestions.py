"""Suggestions as pages and programs get them: where they lead and what is said of them."""

from collections.abc import Mapping

from kb.i18n import N_
from kb.search.suggest import Suggestion
from kb.web.addresses import (
    business_address,
    case_address,
    industry_address,
    person_address,
    platform_address,
    question_address,
)
from kb.web.reader import Reader

_ADDRESSES = {
    "case": case_address, "business": business_address, "person": person_address, "industry": industry_address,
    "platform": platform_address, "question": question_address,
}
KIND_LABELS: Mapping[str, str] = {
    "case": N_("case"), "business": N_("business"), "person": N_("person"), "industry": N_("industry"),
    "platform": N_("platform"), "question": N_("question"),
}


def suggestion_address(suggestion: Suggestion, lang: str) -> str:
    """The page a suggestion leads to."""
    return _ADDRESSES[suggestion.kind](lang, suggestion.slug)


def about(suggestion: Suggestion, reader: Reader) -> str:
    """What kind of thing it is, and of how many cases where that says something: "industry · 17 cases"."""
    kind = reader.say(KIND_LABELS[suggestion.kind])
    if suggestion.kind == "case" or not suggestion.count:
        return kind
    cases = reader.translator.ngettext("%(num)s case", "%(num)s cases", suggestion.count)
    return f"{kind} · {cases}"
