"""A business, a person and a topic as plain objects: what is left out, what leads where."""

import dataclasses

import pytest

from kb.i18n import LANGUAGES, translator
from kb.model import Body, Business, PageText, Quote, Source, Specialist, Term, Vocabulary
from kb.web.present.business import present_business, site_link
from kb.web.present.case import subtitle_of
from kb.web.present.person import present_person
from kb.web.present.results import evidence_levels
from kb.web.present.timeline import gather
from kb.web.present.topic import FIGURES, NEWEST, present_topic
from kb.web.reader import Reader
from tests.web.fake_services import BUSINESS, FakeServices, answer_of, make_hit

SERVICES = FakeServices()
SOURCE = Source("https://publika.md/a", "Publika.md", "ro")


def reader(lang="ro", vocabulary=SERVICES.vocabulary):
    return Reader(translator(lang), vocabulary)


def none_found(request):
    return answer_of(request, ())


def firm(name="Bar Vechi", lang="ro", **fields):
    return Business("bar-vechi", (PageText(lang, name, Body()),), **fields)


@pytest.mark.parametrize(("business", "lang", "subtitle"), [
    (firm(also_known_as=("Old Bar", "Старый бар", "Бар")), "ru", "Старый бар"),
    (firm(also_known_as=("Old Bar", "Старый бар")), "ro", ""),
    (firm(also_known_as=("Old Bar",)), "ru", ""),
    (firm("Старый бар", "ru", also_known_as=("Bar Vechi",)), "en", "Bar Vechi"),
    (firm("Старый бар", "ru", also_known_as=("Bar Vechi",)), "ru", ""),
    (firm("24", also_known_as=("24/7",)), "ru", ""),
])
def test_a_subtitle_is_a_spelling_in_the_readers_letters_where_the_name_has_none(business, lang, subtitle):
    assert subtitle_of(business, lang) == subtitle


@pytest.mark.parametrize(("address", "label"), [
    ("https://www.purcari.md/ro/vin", "purcari.md"), ("http://a.md", "a.md"),
    ("https://shop.a.md:8443/x", "shop.a.md:8443"),
])
def test_a_link_out_is_named_by_where_it_leads(address, label):
    link = site_link(address)
    assert (link.label, link.url) == (label, address)
    assert site_link(None) is None


def test_a_business_of_which_little_is_known_shows_little():
    cases = gather("business", "bar-vechi", "ro", none_found)
    page = present_business(firm(), cases, reader(), SERVICES.case, SERVICES.page)
    assert (page.place, page.founded, page.website, page.spellings, page.subtitle) == (None, None, None, [], "")
    assert (page.timeline.years, page.people, page.platforms) == ([], [], [])


def test_a_business_counts_the_platforms_of_its_cases():
    cases = gather("business", "business-2", "ro", answer_of)
    page = present_business(BUSINESS, cases, reader(), SERVICES.case, SERVICES.page)
    assert [(each.label, each.count) for each in page.platforms] == [("Facebook", 1), ("Televiziune", 1)]
    assert page.platforms[1].url == "/ro/search?platform=tv&business=business-2"


def person(**fields):
    return Specialist("ion-tira", (PageText("ro", "Ion Țîra", Body()),), sources=(SOURCE,), **fields)


def shown(person, lang="ro"):
    cases = gather("specialist", person.slug, lang, none_found)
    return present_person(person, cases, reader(lang), SERVICES.case, SERVICES.page)


def test_somebody_works_where_they_are_said_to_and_only_known_places_are_linked():
    page = shown(person(works_at=("tineri-fermieri", "nowhere")))
    assert [(each.label, each.url) for each in page.works_at] == [
        ("Tineri fermieri", "/ro/businesses/tineri-fermieri"), ("nowhere", "")]


@pytest.mark.parametrize(("number", "publisher"), [(1, "Publika.md"), (0, None), (2, None), (-1, None)])
def test_a_statement_whose_source_is_not_there_stands_without_it(number, publisher):
    [statement] = shown(person(quotes=(Quote("Spune că merge.", number),))).statements
    assert (statement.source.publisher if statement.source else None) == publisher


@pytest.mark.parametrize(("lang", "name", "spellings"), [
    ("ro", "Ion Țîra", ["Ион Цыра", "Ion Tira"]), ("ru", "Ион Цыра", ["Ion Țîra", "Ion Tira"]),
])
def test_the_spellings_are_all_but_the_one_shown(lang, name, spellings):
    page = shown(person(also_known_as=("Ион Цыра", "Ion Tira")), lang)
    assert (page.name, page.spellings) == (name, spellings)


def test_the_levels_of_evidence_are_told_from_the_weakest_on():
    levels = evidence_levels(reader())
    assert [(level.strength, level.label) for level in levels] == [(2, "presă"), (4, "audit")]


TERMS = {
    "it": Term("it", {"ro": "IT"}),
    "games": Term("games", {"ro": "Jocuri"}, description={"ro": "Studiouri."}, parent="it"),
    "apps": Term("apps", {"ro": "Aplicații"}, parent="it"), "lost": Term("lost", {"ro": "Pierdut"}, parent="gone"),
}


def topic(slug, search=answer_of, facet="industry"):
    vocabulary = Vocabulary("industries", TERMS)
    term = TERMS.get(slug) or SERVICES.vocabulary("industries").terms[slug]
    return present_topic(facet, term, reader(vocabulary=lambda name: (
        vocabulary if slug in TERMS and name == "industries" else SERVICES.vocabulary(name))), search)


@pytest.mark.parametrize(("slug", "parent", "children"), [
    ("it", None, ["Jocuri", "Aplicații"]), ("games", "IT", []), ("lost", None, []),
])
def test_a_topic_knows_what_it_is_part_of_and_what_is_part_of_it(slug, parent, children):
    page = topic(slug)
    assert ((page.parent.label if page.parent else None), [each.label for each in page.children]) == (parent, children)


def test_a_topic_shows_the_newest_and_leads_to_all():
    page = topic("wine")
    assert (page.total, len(page.newest), page.all_url) == (11, NEWEST, "/ro/search?industry=wine")
    assert [each.label for each in page.others] == ["Facebook", "Televiziune"]
    assert [int(each.label) for each in page.years] == sorted((int(each.label) for each in page.years), reverse=True)


def test_the_figures_of_a_topic_are_asked_for_by_evidence_and_words_are_no_figure():
    asked = []
    figure = make_hit().figure
    hits = tuple(make_hit(3 * number, figure=dataclasses.replace(figure, value=value)) for number, value in enumerate(
        [None, 5.0, 6.0, None, 7.0, 8.0], 1))

    def search(request):
        asked.append(request)
        return answer_of(request, hits)
    page = topic("wine", search)
    assert [request.sort for request in asked] == ["", "evidence"]
    assert [each.figure.number for each in page.figures] == ["5 t", "6 t", "7 t"][:FIGURES]
    assert page.figures[0].case.url == "/ro/cases/case-6"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_topic_without_cases_is_empty_and_says_its_sentence(lang):
    page = present_topic("industry", TERMS["games"], reader(lang), none_found)
    assert (page.total, page.newest, page.figures, page.businesses) == (0, [], [], [])
    assert page.about == ("Studiouri." if lang == "ro" else "")
    assert [crumb.url for crumb in page.breadcrumbs] == [f"/{lang}/", f"/{lang}/industries"]
