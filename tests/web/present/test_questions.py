"""Questions: what narrows their list, and whom one could ask."""

from dataclasses import replace

import pytest

from kb.model import Credit
from kb.web.context import reader_of
from kb.web.present.questions import TOPICS, present_question, present_questions
from tests.web.fake_pages import QUESTION
from tests.web.fake_services import CASE, PERSON, PLAIN_CASE, FakeServices

OTHER = replace(QUESTION, slug="alta", objectives=(), platforms=("facebook", "tv"), industries=("wine",))
ALL = (QUESTION, OTHER)


@pytest.fixture
def reader(app):
    with app.test_request_context("/ro/questions"):
        yield reader_of("ro")


def chosen(**values):
    return {facet: frozenset(values.get(facet, ())) for facet in TOPICS}


def slugs(page):
    return sorted(line.url.rpartition("/")[2] for line in page.lines)


@pytest.mark.parametrize(("choice", "found"), [
    ({}, ["alta", "cum-vindem"]),
    ({"objective": ["sales"]}, ["cum-vindem"]),
    ({"industry": ["wine"]}, ["alta", "cum-vindem"]),
    ({"industry": ["agriculture", "wine"]}, ["alta", "cum-vindem"]),
    ({"industry": ["agriculture"], "platform": ["tv"]}, []),
    ({"platform": ["unheard"]}, []),
])
def test_values_of_one_facet_widen_and_facets_narrow(reader, choice, found):
    assert slugs(present_questions(ALL, chosen(**choice), reader)) == found


@pytest.mark.parametrize("choice", [{}, {"industry": ["agriculture"]}, {"platform": ["tv"]}, {"objective": ["sales"]}])
def test_a_count_is_what_the_value_alone_in_its_facet_gives(reader, choice):
    page = present_questions(ALL, chosen(**choice), reader)
    for topic in page.topics:
        for value, label in [(each, each.label) for each in topic.values if not each.selected]:
            slug = next(slug for slug in ("sales", "wine", "agriculture", "facebook", "tv")
                        if value.label == reader.label(TOPICS[topic.name], slug))
            alone = present_questions(ALL, chosen(**{**choice, topic.name: [slug]}), reader)
            assert len(alone.lines) == value.count, label


def test_a_link_chooses_a_value_and_drops_it_again(reader):
    [topic] = [each for each in present_questions(ALL, chosen(), reader).topics if each.name == "objective"]
    assert [value.url for value in topic.values] == ["/ro/questions?objective=sales"]
    page = present_questions(ALL, chosen(objective=["sales"], industry=["wine"]), reader)
    assert {value.url for value in page.chosen} == {"/ro/questions?industry=wine", "/ro/questions?objective=sales"}


def test_a_chosen_value_that_nothing_has_can_be_dropped(reader):
    page = present_questions(ALL, chosen(platform=["unheard"]), reader)
    assert [(value.label, value.count, value.url) for value in page.chosen] == [("unheard", 0, "/ro/questions")]


def test_people_of_the_cases_can_be_asked_each_with_what_they_did(reader):
    page = present_question(QUESTION, [], [CASE, PLAIN_CASE], reader, FakeServices().page)
    [adviser] = page.people
    assert (adviser.name, adviser.url) == ("Diana Crudu", "/ro/people/diana-crudu")
    [credit] = adviser.credits
    assert (credit.role, credit.did, credit.case.url) == (
        "Antreprenoare", "a filmat apelul", "/ro/cases/struguri-in-loc-de-flori")


def test_who_worked_on_most_of_the_cases_stands_first(reader):
    second = replace(PERSON, slug="al-doilea")
    cases = [replace(CASE, specialists=(Credit("al-doilea", "business_owner"), Credit(PERSON.slug, "business_owner"))),
             replace(PLAIN_CASE, specialists=(Credit(PERSON.slug, "business_owner"),))]
    people = {PERSON.slug: PERSON, second.slug: second}
    page = present_question(QUESTION, [], cases, reader, lambda _, slug: people.get(slug))
    assert [len(adviser.credits) for adviser in page.people] == [2, 1]
    assert page.people[0].url == "/ro/people/diana-crudu"


def test_who_withdrew_is_not_named(reader):
    assert present_question(QUESTION, [], [CASE], reader, lambda *_: None).people == []


def test_topics_lead_to_the_search(reader):
    page = present_question(QUESTION, [], [], reader, FakeServices().page)
    assert [(label, [link.url for link in links]) for label, links in page.topics] == [
        ("Obiectiv", ["/ro/search?objective=sales"]),
        ("Industrie", ["/ro/search?industry=agriculture", "/ro/search?industry=wine"]),
        ("Platformă", ["/ro/search?platform=facebook"]),
    ]
