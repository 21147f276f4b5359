"""Businesses, people, industries and platforms over a real index of a small library."""

import re

import pytest

from kb.i18n import LANGUAGES
from tests.web.entity_library import having, links, outline, texts
from tests.web.page_outline import read_page


@pytest.fixture
def client(entities):
    return entities


def tallies(main, heading):
    """What is counted under a heading: label and number."""
    [tally] = having(main, "tally")
    [place] = [number for number, each in enumerate(tally.children) if each.text == heading]
    return {line.all("span")[0].text: int(having(line, "n")[0].text) for line in tally.children[place + 1].all("li")}


ADDRESSES = [
    "businesses", "people", "industries", "platforms", "businesses/tineri-fermieri", "businesses/singur",
    "people/diana-crudu", "people/maria-ana-zah", "industries/wine", "industries/health", "platforms/facebook",
    "platforms/tiktok",
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ADDRESSES)
def test_every_page_is_there_in_every_language_and_well_written(client, lang, path):
    answer = client.get(f"/{lang}/{path}")
    assert answer.status_code == 200
    _, faults = read_page(answer.text)
    assert faults == []


@pytest.mark.parametrize(("old", "new"), [("businesses/fermieri", "businesses/tineri-fermieri"),
                                          ("people/diana", "people/diana-crudu")])
def test_an_old_slug_leads_to_the_new_one_for_good(client, old, new):
    answer = client.get(f"/ru/{old}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/ru/{new}")


@pytest.mark.parametrize("path", [
    "businesses/nobody", "people/nobody", "industries/nobody", "platforms/wine", "people/tineri-fermieri",
    "people/ana-retrasa", "people/ana-veche",
])
def test_what_is_not_there_says_so_and_gives_nobody_away(client, path):
    answer = client.get(f"/ro/{path}")
    assert answer.status_code == 404
    assert "Retras" not in answer.text


@pytest.mark.parametrize("path", [
    "businesses/tineri-fermieri", "people", "people/diana-crudu", "industries/agriculture", "platforms/tv"])
def test_who_withdrew_is_named_nowhere(client, path):
    page = client.get(f"/ro/{path}").text
    assert "Retras" not in page
    assert "a scris planul" not in page


def test_a_business_tells_its_cases_year_by_year_the_latest_first(client):
    main = outline(client, "/ro/businesses/tineri-fermieri")
    years = having(main, "year")
    assert [(year.all("h3")[0].text, texts(year.all("h4"))) for year in years] == [
        ("2023", ["Eticheta nouă"]), ("2019", ["Struguri în loc de flori"])]
    assert texts(having(main, "number")) == ["900", "60 t"]


def test_a_business_tells_where_it_is_and_who_worked_on_its_cases(client):
    main = outline(client, "/ro/businesses/tineri-fermieri")
    found = links(main)
    assert found["Durlești"] == "/ro/search?place=durlesti"
    assert found["Agricultură"] == "/ro/industries/agriculture"
    assert found["fermieri.md"] == "https://www.fermieri.md/despre"
    assert "2011" in texts(main.all("dd"))
    [people] = [each for each in main.all("ul") if each.get("class") == "people"]
    assert texts(people.all("a")) == ["Diana Crudu", "Ion Țîra"]
    assert texts(people.all("small")) == ["Marketolog, Antreprenor · 2 cazuri", "Designer"]
    assert links(people)["Ion Țîra"] == "/ro/people/ion-tira"


@pytest.mark.parametrize(("lang", "subtitle", "spellings"), [
    ("ro", [], "Young Farmers, Молодые фермеры"), ("ru", ["Молодые фермеры"], "Young Farmers"),
])
def test_a_business_keeps_its_name_and_the_readers_spelling_stands_below(client, lang, subtitle, spellings):
    main = outline(client, f"/{lang}/businesses/tineri-fermieri")
    assert main.all("h1")[0].text == "Tineri fermieri"
    assert texts(having(main, "subtitle")) == subtitle
    assert spellings in texts(main.all("dd"))


def test_a_text_in_another_language_is_marked(client):
    main = outline(client, "/ru/businesses/tineri-fermieri")
    [lede] = having(main, "lede")
    assert (lede.get("lang"), lede.text) == ("ro", "O asociație din Durlești.")
    assert main.all("h1")[0].get("lang") == "ro"


@pytest.mark.parametrize(("path", "text"), [
    ("businesses/singur", "No case of this business is in the library yet."),
    ("people/maria-ana-zah", "No case credits this person yet."),
    ("industries/health", "No case is filed here yet."), ("platforms/tiktok", "No case is filed here yet."),
])
def test_a_page_without_cases_says_so(client, path, text):
    main = outline(client, f"/en/{path}")
    assert text in texts(having(main, "empty"))
    assert having(main, "year") + having(main, "hit") == []


def test_a_person_has_a_track_record_of_roles_and_deeds(client):
    main = outline(client, "/ro/people/diana-crudu")
    years = having(main, "year")
    assert [(each.all("h3")[0].text, texts(each.all("h4")), texts(having(each, "part"))) for each in years] == [
        ("2023", ["Eticheta nouă"], ["Marketolog"]),
        ("2019", ["Struguri în loc de flori"], ["Antreprenor : a filmat apelul"]),
    ]


def test_a_persons_totals_are_plain_counts(client):
    main = outline(client, "/ro/people/diana-crudu")
    assert tallies(main, "Rolul în cazuri") == {"Marketolog": 1, "Antreprenor": 1}
    assert tallies(main, "Industrii") == {"Agricultură": 1, "Vin": 1}
    assert tallies(main, "Platforme") == {"Facebook": 1, "Instagram": 1, "Televiziune": 1}
    assert links(main)["Vin 1"] == "/ro/search?industry=wine&specialist=diana-crudu"


def test_what_is_counted_is_what_the_link_finds(client):
    for path in ("people/diana-crudu", "businesses/tineri-fermieri", "industries/wine", "platforms/facebook"):
        counted = 0
        for line in outline(client, f"/ro/{path}").all("a"):
            href, count = line.get("href"), having(line, "n")
            if count and href.startswith("/ro/search?"):
                assert client.get(href.replace("/search?", "/search.json?")).json["total"] == int(count[0].text), href
                counted += 1
        assert counted


def test_a_role_leads_nowhere_because_others_had_it_too(client):
    main = outline(client, "/ro/people/diana-crudu")
    assert "Marketolog 1" not in links(main)


def test_vision_stands_with_its_source(client):
    main = outline(client, "/en/people/diana-crudu")
    [statement] = having(main, "statement")
    [quote] = statement.all("blockquote")
    assert (quote.get("lang"), quote.text) == ("ro", "Nu se dă bătută.")
    assert links(statement) == {"[1] Publika.md": "#source-1"}
    assert [each.get("id") for each in having(main, "sources")[0].all("li")] == ["source-1"]


def test_a_person_is_met_at_work_on_their_own_page_and_by_their_own_word(client):
    main = outline(client, "/en/people/diana-crudu")
    assert links(main)["Tineri fermieri"] == "/en/businesses/tineri-fermieri"
    assert links(main)["diana.md"] == "https://diana.md"
    assert "checked by the person themselves" in texts(main.all("dd"))
    assert "checked by the person themselves" not in outline(client, "/en/people/ion-tira").text


@pytest.mark.parametrize("path", ["people/diana-crudu", "businesses/tineri-fermieri", "cases/struguri"])
def test_a_person_is_named_in_cyrillic_on_russian_pages(client, path):
    assert "Диана Круду" in outline(client, f"/ru/{path}").text
    if path != "people/diana-crudu":
        assert "Diana Crudu" not in outline(client, f"/ru/{path}").text


def test_what_a_person_did_is_told_in_the_language_the_case_opens_in(client):
    years = having(outline(client, "/ru/people/diana-crudu"), "year")
    assert texts(having(years[-1], "part")) == ["Предприниматель : сняла"]


def test_an_industry_tells_what_was_done_in_it(client):
    main = outline(client, "/ro/industries/wine")
    assert main.all("h1")[0].text == "Vin"
    assert texts(main.all("h3")) == ["Eticheta nouă", "Un bar"]
    assert tallies(main, "Platformele folosite") == {"Facebook": 1, "Instagram": 1}
    assert tallies(main, "Pe ani") == {"2023": 1, "2021": 1, "2020": 1}
    found = links(main)
    assert found["Toate cele 2 cazuri, în căutare"] == "/ro/search?industry=wine"
    assert found["Îndrăgitul bar 1"] == "/ro/businesses/bar-vin"
    assert found["Diana Crudu"] == "/ro/people/diana-crudu"


def test_the_best_supported_figures_stand_with_their_cases(client):
    [strip] = having(outline(client, "/ro/industries/wine"), "strip")
    assert texts(having(strip, "number")) == ["900"]
    assert links(strip)["Eticheta nouă"] == "/ro/cases/eticheta"


def test_a_platform_tells_which_industries_used_it(client):
    main = outline(client, "/ro/platforms/facebook")
    assert tallies(main, "Industriile care au folosit-o") == {"Agricultură": 1, "Vin": 1}


def test_a_case_leads_to_the_pages_of_all_it_names(client):
    found = set(links(outline(client, "/ro/cases/struguri")).values())
    assert {"/ro/businesses/tineri-fermieri", "/ro/people/diana-crudu", "/ro/industries/agriculture",
            "/ro/platforms/facebook", "/ro/platforms/tv"} <= found


def test_a_hit_leads_to_its_business(client):
    assert "/ro/businesses/bar-vin" in links(outline(client, "/ro/search?q=bar")).values()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_link_between_these_pages_is_dead(client, lang):
    seen, waiting = {}, [f"/{lang}/{path}" for path in ADDRESSES]
    kinds = re.compile(rf"/{lang}/(businesses|people|industries|platforms|cases)/[a-z-]+$")
    while waiting:
        address = waiting.pop()
        if address not in seen:
            answer = client.get(address)
            seen[address] = answer.status_code
            waiting += [link for link in re.findall(r'href="([^"#?]+)"', answer.text) if kinds.match(link)]
    assert {address: status for address, status in seen.items() if status != 200} == {}
    assert len(seen) > len(ADDRESSES)
