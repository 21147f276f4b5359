"""Who did this here: as they are given, in the reader's letters, never by merit; nobody who withdrew."""

import re

import pytest

from kb.i18n import translator
from kb.model import Body, PageText, Specialist
from kb.search.credits import Credited
from kb.web.present.did_this import MOST_NAMED, asked_about, present_did_this
from kb.web.reader import Reader
from tests.web.fake_services import FakeServices

SERVICES = FakeServices()
PEOPLE = {slug: Specialist(slug, (PageText("ro", name, Body()),), also_known_as=also, withdrawn=gone)
          for slug, name, also, gone in [
              ("stefan", "Ștefan Rusu", ("Штефан Русу",), False), ("sofia", "Sofia Țurcan", (), False),
              ("angela", "Ângela Pop", (), False), ("adrian", "Adrian Vlas", ("Адриан Влас",), False),
              ("plecat", "Ion Plecat", (), True)]}
CREDITS = [
    Credited("adrian", ("business_owner",), 1), Credited("angela", (), 1), Credited("plecat", (), 9),
    Credited("nobody", (), 9), Credited("sofia", ("business_owner", "unknown_role"), 2), Credited("stefan", (), 7),
]


def did_this(filters, lang="ro", credits=CREDITS):
    asked = []

    def credited(chosen, reading):
        assert reading == lang
        asked.append(chosen)
        return credits
    found = present_did_this(filters, Reader(translator(lang), SERVICES.vocabulary), credited,
                             lambda kind, slug: PEOPLE.get(slug) if kind == "specialists" else None)
    return found, asked


WINE = {"industry": ("wine",)}


@pytest.mark.parametrize(("lang", "names"), [
    ("ro", ["Adrian Vlas", "Ângela Pop", "Sofia Țurcan", "Ștefan Rusu"]),
    ("en", ["Adrian Vlas", "Ângela Pop", "Sofia Țurcan", "Ștefan Rusu"]),
    ("ru", ["Адриан Влас", "Ângela Pop", "Sofia Țurcan", "Штефан Русу"]),
])
def test_people_stand_in_the_order_they_are_given_in_the_readers_letters(lang, names):
    found, _ = did_this(WINE, lang)
    assert [person.name for person in found.people] == names


def test_the_most_cases_come_no_earlier():
    found, _ = did_this(WINE)
    assert [person.count for person in found.people] == [1, 1, 2, 7]


def test_who_withdrew_or_has_no_page_is_not_there():
    found, _ = did_this(WINE)
    assert {person.url for person in found.people} == {
        f"/ro/people/{slug}" for slug in ("adrian", "angela", "sofia", "stefan")}


def test_roles_are_told_in_the_readers_language():
    found, _ = did_this(WINE, "en")
    assert [person.roles for person in found.people] == ["Business owner", "", "Business owner, unknown_role", ""]


def test_only_industry_platform_and_objective_say_what_was_done():
    filters = {"year": ("2019",), "industry": ("wine", "agriculture"), "place": ("chisinau",), "objective": ("sales",)}
    found, asked = did_this(filters)
    assert asked == [{"industry": ("wine", "agriculture"), "objective": ("sales",)}]
    assert found.what == ["Vin", "Agricultură", "Vânzări"]


@pytest.mark.parametrize("filters", [{}, {"year": ("2019",)}, {"industry": ()}])
def test_where_nothing_says_what_was_done_nobody_is_asked_for(filters):
    assert did_this(filters) == (None, [])
    assert asked_about(filters) == {}


def test_where_nobody_is_credited_nothing_is_shown():
    assert did_this(WINE, credits=[])[0] is None
    assert did_this(WINE, credits=[Credited("plecat", (), 1)])[0] is None


def test_of_very_many_the_first_are_named_and_all_are_counted():
    few, _ = did_this(WINE, credits=[Credited("adrian", (), 1)] * MOST_NAMED)
    many, _ = did_this(WINE, credits=[Credited("adrian", (), 1)] * (MOST_NAMED + 40))
    assert (len(few.people), few.count) == (MOST_NAMED, MOST_NAMED)
    assert (len(many.people), many.count) == (MOST_NAMED, MOST_NAMED + 40)


def test_the_page_says_that_there_are_more(client, services):
    services.did_this = (Credited("diana-crudu", (), 1),) * (MOST_NAMED + 1)
    page = client.get("/en/search?industry=wine").text
    assert f"{MOST_NAMED + 1} people did this here" in page
    assert "These are the first by name" in page
    services.did_this = services.did_this[1:]
    assert "These are the first by name" not in client.get("/en/search?industry=wine").text


def test_the_results_page_offers_them_only_with_such_filters(client, services):
    services.did_this = (Credited("diana-crudu", ("business_owner",), 2),)
    page = client.get("/ro/search?industry=wine&platform=facebook").text
    [block] = re.findall(r'<details class="did-this">.*?</details>', page, re.DOTALL)
    assert "1 persoană a făcut asta aici" in block
    assert "Vin, Facebook" in block
    assert 'href="/ro/people/diana-crudu"' in block
    assert "2 cazuri" in block
    for without in ("/ro/search", "/ro/search?q=cazul", "/ro/search?year=2019"):
        assert "did-this" not in client.get(without).text


@pytest.mark.parametrize(("lang", "said"), [("ru", "Это здесь делал 1 человек"), ("en", "1 person did this here")])
def test_it_is_said_in_each_language(client, services, lang, said):
    services.did_this = (Credited("diana-crudu", (), 1),)
    assert said in client.get(f"/{lang}/search?objective=sales").text


def test_the_part_comes_with_what_htmx_asks_for(client, services):
    services.did_this = (Credited("diana-crudu", (), 1),)
    part = client.get("/ro/search?industry=wine", headers={"HX-Request": "true"}).text
    assert "did-this" in part
    assert "<html" not in part


def test_pages_can_show_the_same_people_as_a_section_and_the_rest_on_demand(app):
    people, _ = did_this(WINE, credits=[Credited("adrian", (), 1)])
    with app.test_request_context("/ro/"):
        template = app.jinja_env.get_template("people/_did_this.html")
        few = template.render(did_this=people, locale="ro")
        many = template.render(did_this=type(people)(people.what, people.people * 15, 15), locale="ro")
        none = template.render(did_this=None, locale="ro")
    assert '<h2 id="did-this">Cine a mai făcut asta aici</h2>' in few
    assert ("<details" in few, "încă 3" in many, many.count("Adrian Vlas"), none.strip()) == (False, True, 15, "")
