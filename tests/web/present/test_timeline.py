"""Years, counts and parts, from hits and cases."""

import dataclasses

import pytest

from kb.i18n import translator
from kb.model import Credit
from kb.search import PAGE_SIZE, SearchRequest
from kb.web.present.search import in_reading_order
from kb.web.present.timeline import (
    MOST_SHOWN,
    colleagues,
    counted,
    gather,
    parts_of,
    present_timeline,
    roles_counted,
)
from kb.web.reader import Reader
from tests.web.fake_services import CASE, PERSON, PLAIN_CASE, FakeServices, answer_of, make_hit

SERVICES = FakeServices()


def reader(lang="ro"):
    return Reader(translator(lang), SERVICES.vocabulary)


def searching(hits):
    """A search over hits, and what it was asked."""
    asked = []

    def search(request):
        asked.append(request)
        return answer_of(request, hits)
    return search, asked


def hits_of(count):
    return tuple(make_hit(number) for number in range(1, count + 1))


@pytest.mark.parametrize(("count", "pages"), [
    (0, 1), (1, 1), (PAGE_SIZE, 1), (PAGE_SIZE + 1, 2), (MOST_SHOWN, MOST_SHOWN // PAGE_SIZE),
    (200, MOST_SHOWN // PAGE_SIZE),
])
def test_cases_are_gathered_page_by_page_as_far_as_they_are_shown(count, pages):
    search, asked = searching(hits_of(count))
    cases = gather("platform", "facebook", "ro", search)
    assert [request.page for request in asked] == list(range(1, pages + 1))
    assert {request.filters["platform"] for request in asked} == {("facebook",)}
    assert len(cases.hits) == min(count, MOST_SHOWN)
    assert cases.is_whole == (count <= MOST_SHOWN)


def test_a_timeline_that_is_cut_leads_to_the_rest():
    search, _ = searching(hits_of(MOST_SHOWN + 1))
    timeline = present_timeline(gather("platform", "facebook", "en", search), reader("en"))
    assert (timeline.all.url, timeline.total) == ("/en/search?platform=facebook", MOST_SHOWN + 1)
    whole, _ = searching(hits_of(3))
    assert present_timeline(gather("platform", "facebook", "en", whole), reader("en")).all is None


def test_a_case_stands_under_the_year_it_ended_in_and_the_latest_year_comes_first():
    hits = tuple(make_hit(number, years=years) for number, years in enumerate(
        [(2019,), (2014, 2021), (2019, 2020), (), (2021,), (2019,)], 1))
    search, _ = searching(hits)
    timeline = present_timeline(gather("platform", "facebook", "ro", search), reader())
    years = [(year.year, [moment.view.hit.slug for moment in year.moments]) for year in timeline.years]
    assert years == [(2021, ["case-2", "case-5"]), (2020, ["case-3"]), (2019, ["case-1", "case-6"]), (0, ["case-4"])]


def test_counts_leave_out_what_is_empty_and_lead_on():
    answer = answer_of(SearchRequest(filters={"industry": ("wine",)}, lang="ro"))
    platforms = counted("platform", answer)
    assert [(each.label, each.count) for each in platforms] == [("Facebook", 11), ("Televiziune", 5)]
    assert platforms[1].url == "/ro/search?industry=wine&platform=tv"
    assert counted("platform", answer, lambda lang, slug: f"{lang}:{slug}")[0].url == "ro:facebook"
    assert counted("role", answer) == []


def test_equal_counts_stand_in_the_order_of_the_alphabet_and_years_as_they_came():
    answer = answer_of(SearchRequest(lang="ro"), hits_of(2))
    values = [dataclasses.replace(answer.facets["business"][0], label=label, count=count)
              for label, count in (("Țara", 1), ("Tara", 1), ("Înalt", 1), ("Iz", 1), ("Zece", 2))]
    ordered = in_reading_order("business", values, "ro")
    assert [value.label for value in ordered] == ["Zece", "Iz", "Înalt", "Tara", "Țara"]
    assert list(in_reading_order("year", values, "ro")) == values


def case_of(cases):
    return {case.slug: case for case in cases}.get


def test_people_of_most_cases_come_first_and_each_once_a_case():
    twice = dataclasses.replace(CASE, specialists=(*CASE.specialists[:1], Credit("diana-crudu", "designer")))
    other = dataclasses.replace(
        PLAIN_CASE, specialists=(Credit("ion-tira", "designer"), Credit("diana-crudu", "designer")))
    people = {"diana-crudu": PERSON, "ion-tira": dataclasses.replace(PERSON, slug="ion-tira")}
    hits = [make_hit(1, slug=CASE.slug), make_hit(2, slug=PLAIN_CASE.slug), make_hit(3, slug="not-there")]
    found = colleagues(hits, reader(), case_of([twice, other]), lambda kind, slug: people.get(slug))
    assert [(each.url, each.count, each.roles) for each in found] == [
        ("/ro/people/diana-crudu", 2, "Antreprenoare, designer"), ("/ro/people/ion-tira", 1, "designer")]


def test_who_has_no_page_or_withdrew_is_not_named():
    hits = [make_hit(1, slug=CASE.slug)]
    withdrawn = dataclasses.replace(PERSON, withdrawn=True)
    assert colleagues(hits, reader(), case_of([CASE]), lambda kind, slug: withdrawn) == []
    assert colleagues(hits, reader(), case_of([CASE]), lambda kind, slug: None) == []


@pytest.mark.parametrize(("lang", "roles", "did"), [
    ("ro", "Antreprenoare", "a filmat apelul"), ("ru", "Предприниматель", "сняла призыв"),
    ("en", "Business owner", "a filmat apelul"),
])
def test_a_part_is_told_in_the_language_the_case_opens_in(lang, roles, did):
    parts = parts_of("diana-crudu", [make_hit(1, slug=CASE.slug)], reader(lang), case_of([CASE]))
    part = parts[CASE.slug]
    assert (part.roles, part.did, part.lang) == (roles, did, CASE.text(lang).lang)


def test_two_deeds_in_one_case_are_both_told():
    case = dataclasses.replace(PLAIN_CASE, specialists=(
        Credit("ion", "designer", "a desenat"), Credit("ana", "designer", "a scris"),
        Credit("ion", "business_owner", "a plătit")))
    [part] = parts_of("ion", [make_hit(1, slug=case.slug)], reader(), case_of([case])).values()
    assert (part.roles, part.did) == ("designer, Antreprenoare", "a desenat; a plătit")
    counts = roles_counted("ion", [make_hit(1, slug=case.slug)], reader(), case_of([case]))
    assert [(each.label, each.count, each.url) for each in counts] == [("designer", 1, ""), ("Antreprenoare", 1, "")]
