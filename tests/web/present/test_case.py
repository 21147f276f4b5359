"""A case as its page shows it."""

import dataclasses

import pytest

from kb.i18n import LANGUAGES, translator
from kb.model import Budget, Period
from kb.web.present.case import initials, present_case
from kb.web.present.results import MAX_KEY_FIGURES
from kb.web.reader import Reader, years_text
from tests.web.fake_services import CASE, PERSON, PLAIN_CASE, FakeServices

SERVICES = FakeServices()


def page_of(case=CASE, lang="ro", version=None, page=SERVICES.page):
    return present_case(case, version, Reader(translator(lang), SERVICES.vocabulary), page)


VERSIONS = [
    # reader, version asked, language shown, differs from the interface
    ("ro", None, "ro", False),
    ("ru", None, "ru", False),
    ("en", None, "ro", True),
    ("ro", "ru", "ru", False),
    ("ru", "ro", "ro", False),
    ("ro", "en", "ro", False),
]


@pytest.mark.parametrize(("lang", "version", "shown", "note"), VERSIONS)
def test_the_version_is_the_asked_one_else_the_readers_else_the_main_one(lang, version, shown, note):
    page = page_of(lang=lang, version=version)
    assert (page.lang, page.text.lang, page.lang_note) == (shown, shown, note)
    assert [link.code for link in page.versions if link.current] == [shown]


def test_versions_lead_to_each_other_and_the_usual_one_needs_no_parameter():
    links = {link.code: link for link in page_of(lang="ru").versions}
    assert links["ru"].url == "/ru/cases/struguri-in-loc-de-flori"
    assert links["ro"].url == "/ru/cases/struguri-in-loc-de-flori?version=ro"
    assert (links["ro"].name, links["ru"].name) == ("Română", "Русский")


def test_the_body_is_shown_as_it_was_sanitised():
    assert page_of().html == CASE.texts[0].body.html


def test_businesses_have_their_names_and_industries():
    [business] = page_of().businesses
    assert (business.name, business.industries) == ("Tineri fermieri", ["Agricultură"])
    assert business.url == "/ro/businesses/tineri-fermieri"


def test_a_business_whose_page_is_missing_keeps_its_slug():
    [business] = page_of(PLAIN_CASE).businesses
    assert (business.name, business.industries) == ("bar-vechi", [])
    assert business.url == "/ro/search?business=bar-vechi"


def test_people_are_shown_with_their_part():
    [person] = page_of().people
    assert (person.name, person.initials, person.role) == ("Diana Crudu", "DC", "Antreprenoare")
    assert person.did == "a filmat apelul"
    assert person.url == "/ro/people/diana-crudu"


def test_what_people_did_is_said_in_the_version_shown():
    [person] = page_of(lang="ru").people
    assert person.did == "сняла призыв"


def test_who_withdrew_is_not_named():
    withdrawn = dataclasses.replace(PERSON, withdrawn=True)
    assert page_of(page=lambda kind, slug: withdrawn if kind == "specialists" else None).people == []


@pytest.mark.parametrize(("name", "letters"), [
    ("Diana Crudu", "DC"), ("Ion", "I"), ("Ana Maria Țurcanu", "AȚ"), ("élise d'Arc", "ÉD"), ("", ""),
    ("«Ян» Ким", "К"), ("Ion Ion", "I"),
])
def test_initials_are_of_the_first_and_last_name(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize("lang", LANGUAGES)
def test_labels_are_in_the_readers_language_and_lead_to_their_cases(lang):
    page = page_of(lang=lang)
    industry = {"ro": "Agricultură", "ru": "Сельское хозяйство", "en": "Agriculture"}[lang]
    assert [(link.label, link.url) for link in page.industries] == [(industry, f"/{lang}/industries/agriculture")]
    assert [link.url for link in page.platforms] == [
        f"/{lang}/platforms/facebook", f"/{lang}/platforms/tv"]
    assert [link.url for link in (*page.objectives, *page.places)] == [
        f"/{lang}/search?objective=sales", f"/{lang}/search?place=chisinau"]
    assert [crumb.url for crumb in page.breadcrumbs] == [f"/{lang}/", f"/{lang}/search"]


def test_a_result_is_a_row_with_all_that_supports_it():
    result = page_of().results[0]
    assert (result.number, result.qualifier, result.label) == ("60 t", "circa", "fructe vândute la târg")
    assert (result.metric, result.metric_note) == ("unități vândute", "Câte unități s-au vândut.")
    assert (result.before, result.base, result.platform) == ("10 t", "oameni atinși", "Facebook")
    assert (result.evidence, result.strength, result.kind, result.note) == ("presă", 2, "outcome", "după fermieri")
    assert (result.source.number, result.source.publisher) == (1, "Publika.md")


def test_a_result_is_worded_as_the_shown_version_words_it():
    result = page_of(lang="ru").results[0]
    assert (result.label, result.note, result.number) == ("продано на ярмарке", "по словам фермеров", "60 т")


def test_what_is_no_number_is_shown_as_stated():
    assert page_of().results[1].number == "argint"


def test_what_is_no_number_is_worded_as_the_shown_version_words_it():
    assert page_of(lang="ru").results[1].number == "серебро"


def test_a_range_is_written_as_one():
    assert page_of().results[2].number == "1\u00a0000–2\u00a0500"


def test_a_source_or_evidence_that_is_not_there_breaks_nothing():
    result = page_of().results[2]
    assert (result.source, result.evidence, result.strength) == (None, "unheard", 1)


def test_key_figures_are_the_first_outcomes_and_never_context():
    page = page_of()
    assert [figure.number for figure in page.key_figures] == ["60 t", "argint", "1\u00a0000–2\u00a0500"]
    assert page.results[3].kind == "context"
    # Its own source counts, not all of the case; the third names a source that is not there.
    assert [figure.sources for figure in page.key_figures] == [1, 1, 0]
    assert len(page.key_figures) <= MAX_KEY_FIGURES


def test_a_case_without_figures_has_none():
    page = page_of(PLAIN_CASE)
    assert (page.results, page.key_figures, page.budget, page.what_did_not_work) == ([], [], None, None)


def test_sources_are_numbered_as_results_name_them():
    assert [(source.number, source.title) for source in page_of().sources] == [(1, "Struguri"), (2, None)]


@pytest.mark.parametrize(("budget", "text"), [
    (Budget(5000, "MDL", "din resurse proprii"), "5\u00a0000\u00a0MDL (din resurse proprii)"),
    (Budget(1200.5, "EUR"), "1\u00a0200,5\u00a0EUR"),
    (None, None),
])
def test_a_budget_is_said_in_its_own_currency(budget, text):
    assert page_of(dataclasses.replace(CASE, budget=budget)).budget == text


def test_the_period_says_when():
    assert page_of().period == "februarie – 24 martie 2019"
    assert page_of(PLAIN_CASE).period == "2016, 2018"
    assert page_of(dataclasses.replace(CASE, period=Period("2019"))).period == "2019"


@pytest.mark.parametrize(("years", "text"), [
    ((2019,), "2019"), ((2018, 2019), "2018–2019"), ((2019, 2017, 2018), "2017–2019"), ((2016, 2019), "2016, 2019"),
    ((), ""), ((2019, 2019), "2019"),
])
def test_years_in_a_row_are_a_range(years, text):
    assert years_text(years) == text
