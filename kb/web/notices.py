"""What a reader is told of how their words were understood; widening a search is never silent."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from kb.i18n import N_
from kb.search import Answer, SearchedInstead
from kb.web.addresses import search_address
from kb.web.pages.reading import Notice
from kb.web.reader import Reader

_INSTEAD = {
    "typo": N_("Searched for <b>%(query)s</b>, a word of the library that is near to yours."),
    "layout": N_("Searched for <b>%(query)s</b>: your words look typed with another keyboard layout."),
    "translit": N_("Searched for <b>%(query)s</b>: your words look written in another alphabet."),
    "unfinished": N_("Searched for <b>%(query)s</b>: the library knows words that begin like your last one."),
}

_GLOSSARY = N_("Also searched for <b>%(meant)s</b>: by the glossary, the same as <b>%(typed)s</b>.")
_GLOSSARY_WORDS = N_("Also searched by the glossary: %(words)s.")
_MOST_TOLD = 4
# By the reasons of kb.query, and of the search for values that mean nothing.
_IGNORED = {
    "": N_("<b>%(text)s</b> was not read as it was typed."),
    "empty_value": N_("<b>%(text)s</b> was read as a word: no value follows the colon."),
    "exclusion_in_or": N_("<b>%(text)s</b> excludes from the whole search, not from one alternative."),
    "field_in_or": N_("<b>%(text)s</b> narrows the whole search, not one alternative."),
    "no_text_search": N_("<b>%(text)s</b> was left out: text search is switched off on this site. Filters still work."),
    "prefix_of_several": N_("<b>%(text)s</b> was read without the star: it can follow a single word only."),
    "short_prefix": N_("<b>%(text)s</b> was read without the star: it needs three letters before it."),
    "too_deep": N_("<b>%(text)s</b> was left out: too many parentheses stand inside each other."),
    "too_long": N_("<b>%(text)s</b> was left out: the search is too long."),
    "too_many_terms": N_("<b>%(text)s</b> was left out: the search has too many words."),
    "unknown_field": N_("<b>%(text)s</b> was read as words: there is no such field."),
    "unknown_value": N_("<b>%(text)s</b> was left out: the library knows no such value."),
}


def present_notices(answer: Answer, reader: Reader) -> list[Notice]:
    """Notices in the order of their weight."""
    literal = search_address(replace(answer.request, literal=True, page=1))
    notices = [_instead(answer.searched_instead, literal, reader)] if answer.searched_instead else []
    if answer.glossary:
        notices.append(_glossary(answer.glossary, None if notices else literal, reader))  # one way to differ is enough
    return notices + [_ignored(text, reason, reader) for text, reason in answer.ignored]


def say_markup(reader: Reader, message: str, **arguments: object) -> Markup:
    """A text of ours that may hold markup, with arguments of others that may not."""
    return Markup(reader.say(message)) % arguments  # noqa: S704 (our own catalogue; the arguments are escaped)


def _instead(instead: SearchedInstead, literal: str, reader: Reader) -> Notice:
    text = say_markup(reader, _INSTEAD[instead.reason], query=instead.query)
    return Notice("instead", text, literal, reader.say("Search for exactly what I typed"))


def _glossary(pairs: Sequence[tuple[str, str]], literal: str | None, reader: Reader) -> Notice:
    """All words in one sentence: a long question has many."""
    if len(pairs) == 1:
        text = say_markup(reader, _GLOSSARY, meant=pairs[0][1], typed=pairs[0][0])
    else:
        told = Markup("; ").join(Markup("<b>%s</b> = %s") % pair for pair in pairs[:_MOST_TOLD])
        text = say_markup(reader, _GLOSSARY_WORDS, words=told + ("; …" if len(pairs) > _MOST_TOLD else ""))
    return Notice("glossary", text, literal, reader.say("Search for exactly what I typed") if literal else None)


def _ignored(text: str, reason: str, reader: Reader) -> Notice:
    message = _IGNORED.get(reason, _IGNORED[""])
    return Notice("ignored", say_markup(reader, message, text=text))
