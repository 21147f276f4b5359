"""The page that found nothing: never a dead end."""

import pytest

from kb.i18n import LANGUAGES, translator
from kb.search import SearchRequest
from kb.web.present.search import present_search
from kb.web.reader import Reader
from tests.web.fake_services import FakeServices, answer_of


def empty_of(request, found=None, **changes):
    reader = Reader(translator(request.lang), FakeServices().vocabulary)
    counts = found or {}
    answer = answer_of(request, hits=(), total=0, perhaps_total=0, **changes)
    return present_search(answer, reader, lambda asked: counts.get(asked.text, 0)).empty


def test_each_word_that_can_go_is_offered_with_what_it_brings_the_closest_first():
    empty = empty_of(SearchRequest("vin bun elicopter"), {"vin bun": 4, "bun elicopter": 0, "vin elicopter": 1})
    assert [(chip.label, chip.count, chip.url) for chip in empty.shorter] == [
        ("bun", 1, "/ro/search?q=vin+elicopter"), ("elicopter", 4, "/ro/search?q=vin+bun"),
    ]


@pytest.mark.parametrize("text", [
    "vin", "(vin OR bere) bun", '"vin bun"', "vin -bun", "industry:wine vin", "a b c d e f g",
])
def test_a_query_that_is_not_a_few_plain_words_is_not_taken_apart(text):
    class Always(dict):
        def get(self, *_):
            return 1

    assert empty_of(SearchRequest(text), Always()).shorter == []


def test_filters_go_before_words():
    reader = Reader(translator("ro"), FakeServices().vocabulary)
    request = SearchRequest("vin bun", {"industry": ("wine",)})
    empty = present_search(answer_of(request, hits=(), total=0, perhaps_total=0), reader, lambda _: 3).empty
    assert [chip.count for chip in empty.drops] == [3]
    assert empty.shorter == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_near_words_are_links_to_the_same_search_with_them(lang):
    request = SearchRequest("maratxx", {"year": ("2019",)}, page=1, lang=lang, literal=True)
    [link] = empty_of(request, near=("maraton & co",)).near
    assert (link.label, link.url) == ("maraton & co", f"/{lang}/search?q=maraton+%26+co&year=2019")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_case_about_it_can_be_proposed(lang):
    assert empty_of(SearchRequest("vin & <co>", lang=lang)).propose_url == f"/{lang}/wanted/propose?q=vin+%26+%3Cco%3E"
