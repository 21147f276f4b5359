"""Figures of all cases, placing a result, and their JSON, over a real index of a small library."""

import re
from html import unescape

import pytest

from kb import services as wiring
from kb.settings import Settings
from kb.web import create_app
from tests.web import figures_library

LANGS = ("ro", "ru", "en")


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("insights")
    content = figures_library.write(folder / "content")
    services = wiring.build(Settings(content=content, index=folder / "index", log_level="error", processes=1))
    services.reindex("full")
    client = create_app(services.settings, services).test_client()
    client.get("/ro/insights")  # opens what is kept open for all tests
    yield client
    services.close()


def text_of(answer):
    """What a reader reads, on one line."""
    main = re.sub(r"(?s).*<main|</main>.*", "", answer.text)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", main)).replace("\u00a0", " "))


# -- the overview ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_the_overview_tells_medians_by_family_and_which_metrics_want_cases(client, lang):
    page = client.get(f"/{lang}/insights")
    assert page.status_code == 200
    text = text_of(page)
    assert "250" in text
    assert f'href="/{lang}/insights?metric=reach"' in page.text
    assert f'href="/{lang}/insights?metric=engagement_rate"' in page.text
    assert 'role="img"' in page.text


def test_the_overview_says_how_many_cases_a_median_rests_on(client):
    assert "250 median of 4 cases" in text_of(client.get("/en/insights"))


def test_a_filter_narrows_the_medians_and_lists_the_figures(client):
    text = text_of(client.get("/en/insights?industry=wine"))
    assert "200 median of 3 cases" in text
    assert "5 figures" in text
    assert "Cazul patru" not in text


def test_without_enough_cases_there_is_no_median_anywhere(client):
    text = text_of(client.get("/en/insights?industry=retail"))
    assert "median of" not in text
    assert "Cases wanted:" in text


def test_each_figure_stands_with_case_definition_evidence_and_source(client):
    page = client.get("/en/insights?evidence=audited")
    assert 'href="/en/cases/doi"' in page.text
    assert 'href="https://publika.md/struguri" rel="noopener nofollow"' in page.text
    assert "Audited" in text_of(page)
    assert "before 150" in text_of(page)


def test_context_figures_come_only_when_asked_for(client):
    assert "magazine" not in client.get("/en/insights?metric=reach").text
    page = client.get("/en/insights?metric=reach&context=1")
    assert "magazine" in page.text
    assert "context" in text_of(page)
    assert "250" in text_of(page)


@pytest.mark.parametrize("query", ["metric=nothing", "industry=nothing", "family=nothing", "evidence=x&metric=reach"])
def test_what_fits_nothing_says_so(client, query):
    page = client.get(f"/en/insights?{query}")
    assert page.status_code == 200
    assert "No figure fits these filters." in text_of(page)


def test_a_chip_takes_its_filter_away(client):
    page = client.get("/en/insights?metric=reach&industry=wine").text
    assert 'class="chip" href="/en/insights?industry=wine"' in page
    assert 'class="chip" href="/en/insights?metric=reach"' in page
    assert '<a class="clear" href="/en/insights">' in page


def test_the_form_keeps_what_is_chosen(client):
    page = client.get("/en/insights?metric=reach&industry=wine&context=1").text
    assert '<option value="wine" selected>' in page
    assert '<option value="reach" selected>' in page
    assert 'name="context" value="1" checked' in page


@pytest.mark.parametrize("page", ["0", "2", "99999999"])
def test_a_page_of_figures_that_is_not_there_is_not_found(client, page):
    assert client.get(f"/ro/insights?metric=reach&page={page}").status_code == 404


# -- one metric --------------------------------------------------------------------------------------------------------


def test_a_metric_tells_its_quartiles_and_what_to_beware_of(client):
    text = text_of(client.get("/en/insights?metric=reach"))
    assert "More is better." in text
    assert "The middle half lies between 175 and 2,475." in text
    assert "1 figure is “at least”: the real one may be higher." in text
    assert "1 figure is a range and stands at its middle." in text
    assert "On this scale each step multiplies by ten." in text


def test_a_metric_is_parted_by_industry_where_three_cases_are(client):
    page = client.get("/en/insights?metric=reach")
    assert 'href="/en/insights?metric=reach&amp;industry=wine"' in page.text
    assert "industry=retail" not in page.text.split("By objective")[0].split("By industry")[-1]


def test_figures_are_listed_from_the_largest_and_say_which_do_not_count(client):
    page = client.get("/en/insights?metric=reach")
    listed = re.findall(r'<a href="/en/cases/(\w+)"', page.text)
    assert listed == ["patru", "unu", "doi", "trei", "unu"]
    assert page.text.count("Not counted in the median") == 1


def test_a_metric_with_too_few_cases_asks_for_more(client):
    page = client.get("/en/insights?metric=engagement_rate")
    text = text_of(page)
    assert text.count("Cases wanted. 1 case has a comparable figure; a median takes three.") == 2
    assert 'href="/en/wanted/propose?metric=engagement_rate"' in page.text
    assert "role=\"img\"" not in page.text


# -- placing a result --------------------------------------------------------------------------------------------------


PLACED = [
    ("50000", "in the best quarter of the comparable results", "Place 1 of 5"),
    ("280", "better than the median, below the best quarter", "Place 3 of 5"),
    ("201", "below the median, above the weakest quarter", "Place 3 of 5"),
    ("5", "in the weakest quarter of the comparable results", "Place 5 of 5"),
]


@pytest.mark.parametrize(("value", "verdict", "standing"), PLACED)
def test_a_result_is_placed_in_words(client, value, verdict, standing):
    text = text_of(client.get(f"/en/insights/place?measure=reach,count&value={value}"))
    assert verdict in text
    assert standing in text


def test_the_three_nearest_cases_come_with_the_closest_first(client):
    page = client.get("/en/insights/place?measure=reach,count&value=290").text
    assert re.findall(r'<a href="/en/cases/(\w+)"', page) == ["doi", "trei", "unu"]


def test_a_value_is_read_as_the_language_writes_it(client):
    assert "9 000:" in text_of(client.get("/ro/insights/place?measure=reach,count&value=9.000"))
    assert "9:" in text_of(client.get("/en/insights/place?measure=reach,count&value=9.000"))


def test_too_few_cases_are_not_ranked(client):
    text = text_of(client.get("/en/insights/place?measure=engagement_rate,percent,reach&value=3"))
    assert "Cases wanted." in text
    assert "Place" not in text
    assert "Cazul trei" in text


PROBLEMS = [
    ("measure=reach,count&value=abc", "abc is not a number"),
    ("measure=nothing,count&value=5", "Choose what your result measures."),
    ("measure=reach,percent&value=5", "Choose what your result measures."),
    ("value=5", "Choose what your result measures."),
    ("measure=reach&value=5", "Choose what your result measures."),
]


@pytest.mark.parametrize(("query", "problem"), PROBLEMS)
def test_what_cannot_be_placed_is_said_beside_the_form(client, query, problem):
    page = client.get(f"/en/insights/place?{query}")
    assert page.status_code == 200
    assert problem in text_of(page)
    assert 'role="alert"' in page.text


@pytest.mark.parametrize("query", ["", "measure=reach,count", "measure=reach,count&value="])
def test_an_empty_form_is_no_mistake(client, query):
    page = client.get(f"/en/insights/place?{query}")
    assert 'role="alert"' not in page.text


@pytest.mark.parametrize("value", ["<script>alert(1)</script>", "'; DROP", "9" * 400, "\u202e5", "1e999", "nan", "inf"])
def test_anything_can_be_typed(client, value):
    page = client.get("/ro/insights/place", query_string={"measure": "reach,count", "value": value})
    assert page.status_code == 200
    assert "<script>alert" not in page.text


# -- for programs ------------------------------------------------------------------------------------------------------


def test_programs_get_medians_and_figures(client):
    answer = client.get("/api/v1/insights?metric=reach&lang=en").json
    [summary] = answer["medians"]
    assert (summary["cases"], summary["unit"], summary["base"], summary["at_least"]) == (4, "count", None, 1)
    assert summary["quartiles"]["median"] == 250
    assert (answer["total"], answer["page"], answer["pages"], answer["filters"]) == (5, 1, 1, {"metric": "reach"})
    figure = answer["figures"][0]
    assert {"case", "url", "value", "unit", "evidence", "source", "label"} <= set(figure)
    assert figure["source"]["url"] == "https://publika.md/struguri"


def test_programs_are_told_where_cases_are_too_few(client):
    answer = client.get("/api/v1/insights?metric=engagement_rate").json
    assert [(each["base"], each["quartiles"], each["cases"]) for each in answer["medians"]] == [
        ("followers", None, 1), ("reach", None, 1),
    ]


def test_programs_get_every_figure_when_they_ask_for_nothing(client):
    assert client.get("/api/v1/insights").json["total"] == 7
    assert client.get("/api/v1/insights?context=1").json["total"] == 8


def test_a_page_out_of_range_is_not_found_for_programs(client):
    answer = client.get("/api/v1/insights?page=9")
    assert answer.status_code == 404
    assert answer.json["error"]["field"] == "page"


@pytest.mark.parametrize("lang", [*LANGS, "xx", ""])
def test_labels_are_in_the_language_asked_for_or_romanian(client, lang):
    answer = client.get(f"/api/v1/insights?metric=reach&lang={lang}").json
    assert answer["lang"] == (lang if lang in LANGS else "ro")
    labels = {"ro": "Oameni atinși", "ru": "Охват", "en": "Reach"}
    assert answer["medians"][0]["label"] == labels[answer["lang"]]
