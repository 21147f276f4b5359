"""What readers are told of how their words were read."""

import pytest

from kb.i18n import LANGUAGES, translator
from kb.query import Reason
from kb.search import SearchedInstead, SearchRequest
from kb.web import notices
from kb.web.present.search import present_search
from kb.web.reader import Reader
from tests.web.fake_services import FakeServices, answer_of


def page_of(request, **changes):
    reader = Reader(translator(request.lang), FakeServices().vocabulary)
    return present_search(answer_of(request, **changes), reader, lambda _: 0)


@pytest.mark.parametrize("reason", ["typo", "layout", "translit", "unfinished"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_query_is_never_run_silently(reason, lang):
    request = SearchRequest("cazull & co", {"industry": ("wine",)}, lang=lang, page=3)
    [notice] = page_of(request, searched_instead=SearchedInstead("cazul <b>", reason)).notices
    assert notice.kind == "instead"
    assert "<b>cazul &lt;b&gt;</b>" in notice.text
    assert notice.url == f"/{lang}/search?q=cazull+%26+co&industry=wine&literal=1"
    assert notice.url_label


def test_a_word_of_the_glossary_is_told():
    [notice] = page_of(SearchRequest("виноград"), glossary=(("виноград", "struguri"),)).notices
    assert notice.kind == "glossary"
    assert "<b>struguri</b>" in notice.text
    assert notice.url.endswith("literal=1")


def test_several_words_of_the_glossary_are_told_in_one_sentence_the_first_four_of_them():
    pairs = (("виноград", "struguri"), ("<i>", "&"), ("c", "d"), ("e", "f"), ("nespus", "h"))
    [notice] = page_of(SearchRequest("виноград"), glossary=pairs).notices
    assert "<b>виноград</b> = struguri; <b>&lt;i&gt;</b> = &amp;; " in notice.text
    assert "nespus" not in notice.text
    assert "; …" in notice.text


def test_a_few_words_of_the_glossary_are_told_without_dots():
    [notice] = page_of(SearchRequest("x"), glossary=(("a", "b"), ("c", "d"))).notices
    assert "…" not in notice.text


@pytest.mark.parametrize("reason", [*Reason, "unknown_value", "a reason of tomorrow"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_not_read_as_typed_is_told_with_its_reason(reason, lang):
    [notice] = page_of(SearchRequest("x", lang=lang), ignored=(("<b>vi*", reason),)).notices
    assert notice.kind == "ignored"
    assert notice.text.startswith("<b>&lt;b&gt;vi*</b>")


def test_every_reason_of_the_query_language_has_a_sentence_of_its_own():
    sentences = [notices._IGNORED[reason] for reason in Reason]
    assert len(set(sentences)) == len(sentences)
