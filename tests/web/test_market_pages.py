"""Market figures: every series findable, different methods never joined, every point with its source."""

import re
from html import unescape

import pytest

from kb import services as wiring
from kb.model import MarketFigures, Point, Series
from kb.settings import Settings
from kb.web import create_app
from kb.web.context import reader_of
from kb.web.present.market import present_market, present_market_list, time_of
from tests.web import figures_library


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    folder = tmp_path_factory.mktemp("market")
    content = figures_library.write(folder / "content")
    services = wiring.build(Settings(content=content, index=folder / "index", log_level="error", processes=1))
    services.reindex("full")
    app = create_app(services.settings, services)
    app.test_client().get("/ro/market")  # opens what is kept open for all tests
    yield app
    services.close()


@pytest.fixture(scope="module")
def client(app):
    return app.test_client()


@pytest.fixture(scope="module")
def reader(app):
    with app.app_context():
        yield reader_of("en")


def words(answer):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", answer.text)).replace("\u00a0", " "))


SEARCHES = [
    ("", ["Odnoklassniki, by the panel", "Facebook, by the panel", "Facebook, by the agency", "VKontakte"]),
    ("odnoklassniki", ["Odnoklassniki, by the panel"]),
    ("одноклассники 2016", ["Odnoklassniki, by the panel"]),
    ("ODNOKLASSNIKI după", ["Odnoklassniki, by the panel"]),
    ("odnoklassniki dupa", ["Odnoklassniki, by the panel"]),
    ("odnoklassniki 2015", []),
    ("facebook 2016", ["Facebook, by the panel"]),
    ("networks", ["Odnoklassniki, by the panel", "Facebook, by the panel", "Facebook, by the agency", "VKontakte"]),
    ("nothing", []),
]


@pytest.mark.parametrize(("text", "names"), SEARCHES)
def test_series_are_found_by_words_of_any_language_and_by_year(client, text, names):
    page = client.get("/en/market", query_string={"q": text})
    assert re.findall(r"<li><a href=\"[^\"]*\"><span>([^<]*)</span>", page.text) == names
    assert ("No series has these words." in page.text) is not bool(names)


def test_the_list_tells_the_newest_figure_and_leads_to_its_chart(client):
    page = client.get("/en/market?q=odnoklassniki")
    assert "at least 1,000,000 2016" in words(page)
    [address, anchor] = re.findall(r'<li><a href="([^"#]*)#([^"]*)"', page.text)[0]
    assert f'id="{anchor}"' in client.get(address).text


@pytest.mark.parametrize("lang", ["ro", "ru", "en"])
def test_every_point_stands_with_its_number_and_source(client, lang):
    page = client.get(f"/{lang}/market/retele")
    assert page.status_code == 200
    for source in ("https://panel.md/1", "https://www.agentie.md/a", "https://www.agentie.md/b", "https://panel.md/2"):
        assert f'href="{source}" rel="noopener nofollow"' in page.text


@pytest.mark.parametrize(("lang", "is_marked"), [("ro", False), ("ru", True), ("en", True)])
def test_notes_and_who_counted_are_marked_as_romanian(client, lang, is_marked):
    page = client.get(f"/{lang}/market/retele").text
    for note in ("alții dau mai mult", "Panel, prin presă", "mai puțini ca oricine"):
        before = page.split(note)[:-1]
        assert before
        assert {text.endswith(' lang="ro">') for text in before} == {is_marked}


def test_a_page_that_is_not_there_is_not_found(client):
    assert client.get("/ro/market/nimic").status_code == 404


def figures(*series):
    return MarketFigures("x", {"ro": "X"}, "count", {"ro": "M"}, series)


def series(name, *points):
    return Series({"ro": name}, points)


def point(year, value, **changes):
    return Point(year, value, changes.pop("source", "https://a.md"), **changes)


def drawn(page):
    return [("line" if each.line else "bars", [view.series for view in each.points]) for each in page.drawn]


JOINED = [
    ("one source and time stand together", [("A", point(2016, 1)), ("B", point(2016, 2))], [("bars", ["A", "B"])]),
    ("another source stands apart", [("A", point(2016, 1)), ("B", point(2016, 2, source="https://b.md"))],
     [("bars", ["A"]), ("bars", ["B"])]),
    ("another counter stands apart", [("A", point(2016, 1, by="unul")), ("B", point(2016, 2, by="altul"))],
     [("bars", ["A"]), ("bars", ["B"])]),
    ("another year stands apart, the newest first", [("A", point(2015, 1)), ("B", point(2016, 2))],
     [("bars", ["B"]), ("bars", ["A"])]),
    ("another month stands apart", [("A", point(2016, 1, month=1)), ("B", point(2016, 2, month=2))],
     [("bars", ["B"]), ("bars", ["A"])]),
]


@pytest.mark.parametrize(("claim", "points", "expected"), JOINED)
def test_only_what_was_counted_together_is_drawn_together(reader, claim, points, expected):
    page = present_market(figures(*(series(name, each) for name, each in points)), reader)
    assert drawn(page) == expected


def test_a_line_joins_the_points_of_one_series_in_the_order_of_time(reader):
    page = present_market(figures(series("A", point(2017, 3), point(2015, 1)), series("B", point(2017, 9))), reader)
    assert drawn(page)[0] == ("line", ["A", "A"])
    assert [spot.time for spot in page.drawn[0].line.spots] == ["2015", "2017"]
    assert ("bars", ["A", "B"]) in drawn(page)


def test_a_line_alone_in_its_year_is_not_drawn_twice(reader):
    page = present_market(figures(series("A", point(2017, 3), point(2015, 1))), reader)
    assert drawn(page) == [("line", ["A", "A"])]


def test_what_has_no_number_is_told_in_words(reader):
    page = present_market(figures(series("A", point(2016, None, note="puțini"))), reader)
    assert (drawn(page), [view.note for view in page.told]) == ([], ["puțini"])


def test_every_series_has_a_chart_to_lead_to(reader):
    several = [series("A", point(2017, 3), point(2015, 1)), series("B", point(2016, 2)), series("C", point(2014, None))]
    page = figures(*several)
    [entry] = present_market_list([page], "", reader)
    anchors = [line.url.partition("#")[2] for line in entry.series]
    ids = {each.id for each in present_market(page, reader).drawn} | {"told"}
    assert set(anchors) <= ids
    assert anchors[2] == "told"


@pytest.mark.parametrize(("earlier", "later"), [
    (point(2015, 1), point(2016, 1)), (point(2016, 1, month=1), point(2016, 1)),
    (point(2016, 1), point(2016, 1, month=12)), (point(2016, 1, month=12), point(2017, 1, month=1)),
])
def test_times_are_in_order(earlier, later):
    assert time_of(earlier) < time_of(later)
