"""Figures, market pages and comparisons of the real library: all answer, and what they say rests on cases."""

import pytest

from kb import paths
from kb import services as wiring
from kb.insights import FEWEST, measure_of
from kb.settings import Settings
from kb.web import create_app

MARKET = sorted(path.stem for path in (paths.content() / "market").glob("*.yaml"))
LANGS = ("ro", "ru", "en")


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    made = wiring.build(Settings(index=tmp_path_factory.mktemp("index"), log_level="error", processes=1))
    made.reindex("full")
    made.figures()  # opens what is kept open for all tests
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(services):
    return create_app(services.settings, services).test_client()


def test_there_are_medians_and_each_rests_on_enough_cases(services):
    told = [summary for summary in services.summaries() if summary.quartiles]
    assert len(told) >= 5
    for summary in told:
        assert len({figure.case.slug for figure in summary.figures}) == summary.n >= FEWEST
        assert {measure_of(figure.result) for figure in summary.figures} == {summary.measure}
        assert all(figure.result.is_outcome for figure in summary.figures)


def test_every_figure_is_what_its_case_states(services):
    for figure in services.figures():
        case = services.case(figure.case.slug)
        assert case is not None
        assert case.results[figure.place - 1] == figure.result
        assert case.sources[figure.result.source - 1] == figure.source


@pytest.mark.parametrize("lang", LANGS)
def test_every_metric_has_its_page(services, client, lang):
    for metric in services.vocabulary("metrics"):
        page = client.get(f"/{lang}/insights?metric={metric.slug}&context=1")
        assert page.status_code == 200
        assert metric.label(lang) in page.text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("slug", MARKET)
def test_every_market_page_shows_all_its_series_with_their_sources(services, client, lang, slug):
    page = client.get(f"/{lang}/market/{slug}")
    assert page.status_code == 200
    [figures] = [each for each in services.market() if each.slug == slug]
    for series in figures.series:
        assert page.text.count(f">{series.name[lang]}") >= 1
        for point in series.points:
            assert point.source.replace("&", "&amp;") in page.text


def test_how_many_used_odnoklassniki_in_2016_can_be_found(client):
    assert "cel puțin 1\u00a0000\u00a0000" in client.get("/ro/market?q=odnoklassniki+2016").text


def test_every_median_can_be_placed_against(services, client):
    for summary in services.summaries():
        measure = ",".join((summary.measure.metric, summary.measure.unit, summary.measure.base))
        page = client.get("/ro/insights/place", query_string={"measure": measure.rstrip(","), "value": "5"})
        assert page.status_code == 200
        assert ('class="ring"' in page.text) is (summary.quartiles is not None)
