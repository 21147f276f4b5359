"""Lists by letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.i18n import LANGUAGES, translator
from kb.model import Body, Business, PageText, Specialist, Term, Vocabulary
from kb.search import FacetValue, SearchRequest
from kb.web.present.directory import LONG_LIST, present_businesses, present_people
from kb.web.present.topic import present_topics
from kb.web.reader import Reader
from tests.web.fake_services import FakeServices, answer_of


def reader(lang="ro"):
    return Reader(translator(lang), FakeServices().vocabulary)


def counting(facet, **counts):
    answer = answer_of(SearchRequest(lang="ro"))
    return type(answer)(**{name: getattr(answer, name) for name in answer.__slots__} | {
        "facets": {facet: tuple(FacetValue(value, value, count) for value, count in counts.items())}})


def business(name, **fields):
    return Business(name.lower().replace(" ", "-"), (PageText("ro", name, Body()),), **fields)


def person(name, **fields):
    return Specialist(name.lower().replace(" ", "-"), (PageText("ro", name, Body()),), **fields)


def test_letters_are_those_of_the_alphabet_of_the_reader():
    firms = [business(name) for name in ("Șase", "Sus", "1000 de cărți", "Izvor", "Încă", "„Soare”", "Вино")]
    letters = present_businesses(firms, counting("business"), reader()).letters
    assert [(each.letter, [entry.main for entry in each.entries]) for each in letters] == [
        ("#", ["1000 de cărți"]), ("I", ["Izvor"]), ("Î", ["Încă"]), ("S", ["„Soare”", "Sus"]), ("Ș", ["Șase"]),
        ("В", ["Вино"])]


def test_a_business_is_told_with_what_it_does_where_and_how_often():
    shown = present_businesses(
        [business("Bar Vechi", industries=("wine", "agriculture"), place="chisinau", also_known_as=("Старый бар",))],
        counting("business", **{"bar-vechi": 3}), reader())
    [entry] = shown.letters[0].entries
    assert (entry.name, entry.about, entry.count) == ("Bar Vechi", "Vin · Agricultură · Chișinău", 3)
    assert (entry.url, entry.also) == ("/ro/businesses/bar-vechi", "Старый бар")


@pytest.mark.parametrize(("name", "first", "surname"), [
    ("Diana Crudu", "Diana", "Crudu"), ("Ana Maria Popa", "Ana Maria", "Popa"), ("Naomi", "", "Naomi"),
])
def test_people_stand_under_their_surname(name, first, surname):
    [entry] = present_people([person(name)], counting("specialist"), reader()).letters[0].entries
    assert (entry.first, entry.main, entry.name, entry.count) == (first, surname, name, 0)


def test_people_of_one_surname_stand_by_first_name():
    people = [person("Tudor Rotaru"), person("Ion Rotaru"), person("Liliana Rotaru")]
    [letter] = present_people(people, counting("specialist"), reader()).letters
    assert [entry.first for entry in letter.entries] == ["Ion", "Liliana", "Tudor"]


def test_a_person_can_be_narrowed_to_by_every_spelling():
    ana = person("Ana Țurcanu", also_known_as=("Анна Цуркану",), roles=("business_owner",))
    [entry] = present_people([ana], counting("specialist"), reader("ru")).letters[0].entries
    assert (entry.name, entry.about) == ("Анна Цуркану", "Предприниматель")
    assert "Ana Țurcanu" in entry.also


@pytest.mark.parametrize(("count", "long"), [(0, False), (LONG_LIST, False), (LONG_LIST + 1, True)])
def test_only_a_long_list_needs_to_be_narrowed(count, long):
    shown = present_businesses([business(f"Firma {number}") for number in range(count)], counting("business"), reader())
    assert (shown.total, shown.long) == (count, long)


@given(st.lists(st.text("aăîșțbcАЯ1 ", min_size=1, max_size=8), max_size=20), st.sampled_from(LANGUAGES))
def test_any_names_make_a_list_with_everybody_in_it_once(names, lang):
    shown = present_people([person(name) for name in names], counting("specialist"), reader(lang))
    listed = [entry.name for letter in shown.letters for entry in letter.entries]
    assert sorted(" ".join(name.split()) for name in listed) == sorted(" ".join(name.split()) for name in names)


def test_topics_without_a_case_are_not_listed():
    terms = {slug: Term(slug, {"ro": label}, {"ro": ("vinării",)}, {"ro": f"Despre {label}."})
             for slug, label in (("wine", "Vin"), ("games", "Jocuri"), ("art", "Artă"))}
    shown = present_topics("industry", Vocabulary("industries", terms), counting("industry", wine=2, art=1), reader())
    [group] = shown.letters
    assert [(each.main, each.count, each.about, each.also) for each in group.entries] == [
        ("Artă", 1, "Despre Artă.", "vinării"), ("Vin", 2, "Despre Vin.", "vinării")]
    assert present_topics("industry", Vocabulary("industries", terms), counting("industry"), reader()).letters == []
