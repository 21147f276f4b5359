"""Cases like a case, each with the reason in words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from markupsafe import Markup

from kb.i18n import N_
from kb.model import Page, Specialist
from kb.search.similar import Likeness, SharedWord
from kb.services import SimilarCase
from kb.web.pages.reading import HitView
from kb.web.present.hits import present_hits
from kb.web.reader import VOCABULARY_OF_FACET, Reader

PageOf = Callable[[str, str], Page | None]

# Besides the words; a third reason convinces nobody whom two did not.
_REASONS_TOLD = 2
_WORDS_TOLD = 3
_SAME = {
    ("industry",): N_("same industry: %(values)s"),
    ("platform",): N_("same platform: %(values)s"),
    ("objective",): N_("same objective: %(values)s"),
    ("industry", "platform"): N_("same industry and platform: %(values)s"),
    ("industry", "objective"): N_("same industry and objective: %(values)s"),
    ("platform", "objective"): N_("same platform and objective: %(values)s"),
    ("industry", "platform", "objective"): N_("same industry, platform and objective: %(values)s"),
}


def present_similar(found: Iterable[SimilarCase], shown: str, reader: Reader, page_of: PageOf) -> list[HitView]:
    """Similar cases with their reasons in place of a snippet; `shown` is the language in which the case is read."""
    similar = list(found)
    views = present_hits([replace(each.hit, snippet="", section=None) for each in similar], reader)
    return [
        replace(view, why=reason(each.likeness, shown, reader, page_of))
        for view, each in zip(views, similar, strict=True)
    ]


def reason(likeness: Likeness, shown: str, reader: Reader, page_of: PageOf) -> Markup:
    """Why a case is like another, the strongest reason first: "same industry: Wine; words in common: label"."""
    facets = likeness.facets
    said = [
        reader.say("named in this case") if likeness.named else "",
        _same(N_("same business: %(values)s"), "businesses", facets.get("business", ()), reader, page_of),
        _same(N_("same person: %(values)s"), "specialists", facets.get("specialist", ()), reader, page_of),
        _filed_alike({facet: facets[facet][0] for facet in VOCABULARY_OF_FACET if facets.get(facet)}, reader),
    ]
    words = _words(likeness.words, shown, reader)
    told = [Markup.escape(each) for each in said if each][:_REASONS_TOLD]
    return Markup("; ").join([*told, *([words] if words else [])])


def _same(message: str, kind: str, slugs: Sequence[str], reader: Reader, page_of: PageOf) -> str:
    names = [_name(page, reader) for slug in slugs if (page := page_of(kind, slug))]
    return reader.say(message, values=", ".join(names)) if names else ""


def _name(page: Page, reader: Reader) -> str:
    return page.name_in(reader.lang) if isinstance(page, Specialist) else page.name


def _filed_alike(values: dict[str, str], reader: Reader) -> str:
    """One value of each facet is enough to say what the two have in common."""
    message = _SAME.get(tuple(values))
    labels = (reader.label(VOCABULARY_OF_FACET[facet], value) for facet, value in values.items())
    return reader.say(message, values=", ".join(labels)) if message else ""


def _words(words: Sequence[SharedWord], shown: str, reader: Reader) -> Markup | None:
    """The words of the version that is read; where it shares none, those of another one, marked as foreign."""
    read = [word for word in words if word.lang == shown] or [word for word in words if word.lang == reader.lang]
    told = [_word(word, reader.lang) for word in (read or words)[:_WORDS_TOLD]]
    if not told:
        return None
    return Markup.escape(reader.say("words in common: %(words)s")) % {"words": Markup(", ").join(told)}


def _word(word: SharedWord, lang: str) -> Markup:
    if word.lang == lang:
        return Markup.escape(word.text)
    return Markup('<span lang="{}">{}</span>').format(word.lang, word.text)
