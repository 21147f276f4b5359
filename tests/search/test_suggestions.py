"""Suggestions: what fits the beginning of a text, in any spelling, the best of each kind first; no text fails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.suggest import KINDS, MOST, Entry, Suggestion, SuggestionIndex


def names(**by_lang: str) -> dict[str, str]:
    return by_lang


# In the order in which they are gathered: the fullest first.
ENTRIES = [
    Entry("industry", "wine", names(ro="Vin", ru="Вино", en="Wine"), ("vinării", "винодельни"), 17),
    Entry("platform", "facebook", names(ro="Facebook", ru="Facebook", en="Facebook"), ("FB", "Фейсбук"), 15),
    Entry("platform", "events", names(ro="Evenimente proprii", ru="Свои события", en="Own events"), (), 9),
    Entry("business", "purcari", names(ro="Vinăria Purcari"), ("Purcari",), 5),
    Entry("person", "vadim-cusnir", names(ro="Vadim Cușnir"), (), 3),
    Entry("question", "vin-cu-buget-mic", names(ro="Cum lansăm un vin cu un buget mic?"), (), 2),
    Entry("person", "irina-lungu", names(ru="Ирина Лунгу"), (), 1),
    Entry("case", "struguri", names(ro="Struguri în loc de flori", ru="Виноград вместо цветов")),
    Entry("case", "bookcrossing", names(en="Bookcrossing in Chișinău")),
    *(Entry("case", f"vin-{number}", names(ro=f"Un vin nou, numărul {number}")) for number in range(12)),
]
INDEX = SuggestionIndex(ENTRIES)


def found(text: str, lang: str = "ro", **more: object) -> list[str]:
    return [each.slug for each in INDEX.suggest(text, lang, **more)]  # type: ignore[arg-type]


def first(text: str, lang: str = "ro") -> Suggestion:
    return INDEX.suggest(text, lang)[0]


@pytest.mark.parametrize(("text", "slug"), [
    ("vin", "wine"), ("VINĂ", "wine"), ("вино", "wine"), ("wine", "wine"), ("fb", "facebook"), ("фейс", "facebook"),
    ("purcari", "purcari"), ("vinaria pur", "purcari"), ("pur vin", "purcari"), ("vadim cus", "vadim-cusnir"),
    ("cusnir vad", "vadim-cusnir"), ("Cuşnir", "vadim-cusnir"), ("flori", "struguri"), ("цветов виног", "struguri"),
    ("struguri in loc", "struguri"), ("cum lansam un vin", "vin-cu-buget-mic"), ("buget mic", "vin-cu-buget-mic"),
])
def test_the_beginning_of_every_word_in_any_order_and_spelling_finds_it(text, slug):
    assert found(text)[0] == slug


@pytest.mark.parametrize(("text", "slug"), [
    ("кушнир", "vadim-cusnir"), ("вадим куш", "vadim-cusnir"), ("irina lun", "irina-lungu"), ("lungu", "irina-lungu"),
    ("vadim kushnir", "vadim-cusnir"),
])
def test_a_name_is_found_in_the_script_nobody_wrote_it_in(text, slug):
    assert found(text) == [slug]


@pytest.mark.parametrize(("text", "slug"), [
    ("facebok", "facebook"), ("afcebook", "facebook"), ("strugiri", "struguri"), ("purxari", "purcari"),
    ("vadim cusnjr", "vadim-cusnir"), ("виногард", "struguri"), ("dbyj", "wine"), ("мшт", "wine"),
    ("афсуищщл", "facebook"),
])
def test_one_slip_and_the_other_keyboard_are_forgiven(text, slug):
    assert found(text)[:1] == [slug]


@pytest.mark.parametrize("text", ["", " ", "!!!", "\0", "\ud800", "🍇", "zzzz", "qq", "vin zzzz qqqq", "'", "-", "%"])
def test_what_fits_nothing_gets_nothing(text):
    assert found(text) == []


def test_two_slips_in_two_words_are_not_guessed_at():
    assert found("strugiri floru") == []


def test_a_known_word_is_never_mended():
    assert found("vinar") == ["wine", "purcari"]


def test_the_whole_name_goes_before_a_word_of_it_and_that_before_letters_inside():
    assert found("book") == ["bookcrossing", "facebook"]
    assert found("vin")[:2] == ["wine", "purcari"]


def test_letters_inside_a_word_count_from_four_on():
    assert "facebook" not in found("boo")


def test_at_most_eight_are_offered_and_of_each_kind_a_few():
    suggestions = INDEX.suggest("vin", "ro")
    kinds = [each.kind for each in suggestions]
    assert len(suggestions) == MOST
    assert {"industry", "business", "question", "case"} == set(kinds)


def test_one_kind_fills_the_list_when_there_is_no_other():
    assert [each.kind for each in INDEX.suggest("numarul", "ro")] == ["case"] * MOST


def test_only_the_kinds_asked_for_are_offered_and_unknown_ones_are_none():
    assert found("vin", kinds=["business", "nothing"]) == ["purcari"]
    assert found("vin", kinds=[]) == []
    assert found("vin", most=2) == ["wine", "purcari"]


@pytest.mark.parametrize(("text", "lang", "name", "shown", "html"), [
    ("vin", "ro", "Vin", "ro", "<mark>Vin</mark>"),
    ("vin", "ru", "Вино", "ru", "Вино (<mark>Vin</mark>)"),
    ("win", "ro", "Vin", "ro", "Vin (<mark>Win</mark>e)"),
    ("виноград", "ro", "Struguri în loc de flori", "ro",
     "Struguri în loc de flori (<mark>Виноград</mark> вместо цветов)"),
    ("struguri", "en", "Struguri în loc de flori", "ro", "<mark>Struguri</mark> în loc de flori"),
    ("book", "ru", "Bookcrossing in Chișinău", "en", "<mark>Book</mark>crossing in Chișinău"),
])
def test_a_name_is_in_the_readers_language_and_says_what_matched(text, lang, name, shown, html):
    suggestion = first(text, lang)
    assert (suggestion.name, suggestion.lang, suggestion.html) == (name, shown, html)


def test_a_suggestion_says_how_many_cases_it_leads_to():
    assert [(each.slug, each.count) for each in INDEX.suggest("vin", "ro")][:2] == [("wine", 17), ("purcari", 5)]


def test_small_words_neither_find_nor_forbid():
    assert found("un") == [f"vin-{number}" for number in range(MOST)]  # the titles begin so
    assert found("vin un") == found("vin")
    assert found("flori in") == ["struguri"]


def test_an_index_of_nothing_suggests_nothing():
    assert SuggestionIndex([]).suggest("vin", "ro") == ()


@given(st.text(max_size=120), st.sampled_from(["ro", "ru", "en", "xx", ""]))
def test_no_text_fails_and_all_that_comes_is_known(text, lang):
    suggestions = INDEX.suggest(text, lang)
    assert len(suggestions) <= MOST
    assert {(each.kind, each.slug) for each in suggestions} <= {(entry.kind, entry.slug) for entry in ENTRIES}
    assert len({(each.kind, each.slug) for each in suggestions}) == len(suggestions)


@given(st.sampled_from(ENTRIES), st.data())
def test_the_first_letters_of_any_name_find_it_among_its_kind(entry, data):
    name = data.draw(st.sampled_from(list(entry.names.values())))
    typed = name[:data.draw(st.integers(1, len(name)))]
    suggestions = INDEX.suggest(typed, "ro", [entry.kind], most=len(ENTRIES))
    assert entry.slug in [each.slug for each in suggestions] or not any(map(str.isalnum, typed))


@pytest.mark.parametrize("text", ["a" * 100_000, "ă " * 5_000, "x" * 24, "'" * 500, "vin " * 100, "\u202evin", "()[]"])
def test_a_text_of_any_size_is_only_read_as_far_as_a_name_goes(text):
    assert len(INDEX.suggest(text, "ro", KINDS)) <= MOST
