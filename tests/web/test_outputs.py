"""What goes out: feeds, tables, addresses, structured data, citations; each is read back as its reader would."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from kb import services as wiring
from kb.i18n import LANGUAGES
from kb.settings import Settings
from kb.web import create_app
from kb.web.structured import as_script
from tests.builders import case_markdown, page, write_library

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
RU = page({"title": "Виноград <и> «цветы»", "lang": "ru", "summary": "Фермеры продали виноград."},
          "## Контекст\n\nУрожай.\n\n## Что сделали\n\nВидео.\n\n## Результаты\n\nПродали.\n")
CASES = {
    "struguri": case_markdown(title="Struguri & flori", added="2026-11-20"), "struguri.ru": RU,
    "formula": case_markdown(title="=HYPERLINK(1)", summary="Un caz, cu virgulă.", added="2026-11-22", results=[]),
    **{f"caz-{number}": case_markdown(title=f"Cazul {number}", added="2026-11-21") for number in range(12)},
}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("outputs")
    content = write_library(folder / "content", cases=CASES)
    services = wiring.build(Settings(
        content=content, index=folder / "index", instance=folder / "instance", log_level="error"))
    services.reindex("full")
    client = create_app(services.settings, services).test_client()
    client.get("/ro/search?q=struguri")
    yield client
    services.close()


def xml(client, address):
    return ElementTree.fromstring(client.get(address).data)


# -- feeds -------------------------------------------------------------------------------------------------------------

def test_the_feed_tells_the_newest_cases_first(client):
    feed = xml(client, "/ro/feed.atom")
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles[0] == "=HYPERLINK(1)"
    assert titles[-1] == "Struguri & flori"
    assert feed.findtext(f"{ATOM}updated") == "2026-11-22T00:00:00Z"


def test_each_entry_has_an_id_a_date_and_an_address_that_opens(client):
    for entry in xml(client, "/ro/feed.atom").iter(f"{ATOM}entry"):
        address = entry.findtext(f"{ATOM}id")
        assert address == entry.find(f"{ATOM}link").get("href")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", entry.findtext(f"{ATOM}updated"))
        assert client.get(address.removeprefix("http://localhost")).status_code == 200


@pytest.mark.parametrize(("address", "count"), [
    ("/ru/search.atom?q=виноград", 1), ("/ro/search.atom?q=nimic-de-felul", 0), ("/ro/search.atom?page=7", 14),
    ("/ro/search.atom?industry=wine", 0),
])
def test_every_search_is_a_feed_of_its_own(client, address, count):
    feed = xml(client, address)
    assert len(list(feed.iter(f"{ATOM}entry"))) == count
    own = next(link for link in feed.iter(f"{ATOM}link") if link.get("rel") == "self").get("href")
    assert own.isascii()
    assert client.get(own.removeprefix("http://localhost")).data == client.get(address).data


def test_an_entry_is_in_the_language_of_its_text(client):
    [entry] = xml(client, "/ru/search.atom?q=виноград").iter(f"{ATOM}entry")
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "ru"
    assert entry.findtext(f"{ATOM}title") == "Виноград <и> «цветы»"


# -- tables ------------------------------------------------------------------------------------------------------------

def rows(client, address):
    text = client.get(address).data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_a_table_has_all_pages_of_a_search(client):
    head, *found = rows(client, "/en/search.csv?page=2")
    assert head[:2] == ["Title", "Address"]
    assert len(found) == 14


def test_a_row_tells_what_a_hit_tells(client):
    [row] = rows(client, "/ro/search.csv?q=struguri+flori")[1:]
    assert row == ["Struguri & flori", "http://localhost/ro/cases/struguri", "ro, ru", "Tineri fermieri", "Agricultură",
                   "Facebook, Televiziune", "2019", "circa 60 t", "fructe vândute la târg", "Presă"]


def test_no_cell_is_a_formula(client):
    titles = [row[0] for row in rows(client, "/ro/search.csv")]
    assert "'=HYPERLINK(1)" in titles


def test_a_table_is_a_file_with_a_name(client):
    answer = client.get("/ro/search.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="culise.csv"'
    assert answer.data.startswith(b"\xef\xbb\xbf")


def test_the_results_page_leads_to_all_forms_of_the_search(client):
    text = client.get("/ro/search?q=struguri&industry=agriculture").text
    for form in (".csv", ".json", ".atom"):
        assert f'href="/ro/search{form}?q=struguri&amp;industry=agriculture"' in text


# -- search engines ----------------------------------------------------------------------------------------------------

def test_the_list_of_addresses_is_one_of_each_language(client):
    found = [each.findtext(f"{SITEMAP}loc") for each in xml(client, "/sitemap.xml")]
    assert found == [f"http://localhost/{lang}/sitemap.xml" for lang in LANGUAGES]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_address_in_it_is_there_and_is_its_own_canonical_one(client, lang):
    for url in xml(client, f"/{lang}/sitemap.xml"):
        address = url.findtext(f"{SITEMAP}loc")
        answer = client.get(address.removeprefix("http://localhost"))
        assert answer.status_code == 200, address
        assert f'<link rel="canonical" href="{address}">' in answer.text, address
        assert "noindex" not in answer.text, address


def test_a_case_is_listed_in_its_own_languages_alone_with_its_day(client):
    cases = {lang: {url.findtext(f"{SITEMAP}loc").rpartition("/")[2]: url for url in xml(client, f"/{lang}/sitemap.xml")
                    if "/cases/" in url.findtext(f"{SITEMAP}loc")} for lang in LANGUAGES}
    assert set(cases["ru"]) == {"struguri"}
    assert cases["en"] == {}
    assert cases["ro"]["struguri"].findtext(f"{SITEMAP}lastmod") == "2026-11-20"
    links = {link.get("hreflang"): link.get("href") for link in cases["ru"]["struguri"].iter(f"{XHTML}link")}
    assert links == {"ro": "http://localhost/ro/cases/struguri", "ru": "http://localhost/ru/cases/struguri",
                     "x-default": "http://localhost/ro/cases/struguri"}


HREFLANG = re.compile(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">')


@pytest.mark.parametrize(("path", "langs"), [
    ("", ["ro", "ru", "en", "x-default"]), ("cases/struguri", ["ro", "ru", "x-default"]), ("cases/formula", []),
    ("businesses", ["ro", "ru", "en", "x-default"]),
])
def test_a_page_names_its_counterparts(client, path, langs):
    found = dict(HREFLANG.findall(client.get(f"/ro/{path}").text))
    assert list(found) == langs
    if langs:
        assert found["ro"] == found["x-default"] == f"http://localhost/ro/{path}"


def test_robots_are_led_to_the_list_and_away_from_forms(client):
    lines = client.get("/robots.txt").text.splitlines()
    assert "Sitemap: http://localhost/sitemap.xml" in lines
    assert {"Disallow: /api/", "Disallow: /ru/account/", "Disallow: /en/write"} <= set(lines)
    assert not any(line in ("Disallow: /", "Disallow: /ro/") for line in lines)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_browser_learns_how_to_search_here(client, lang):
    assert f'href="/opensearch.xml?lang={lang}"' in client.get(f"/{lang}/").text
    description = xml(client, f"/opensearch.xml?lang={lang}")
    template = next(each.get("template") for each in description if each.get("type") == "text/html")
    address = template.replace("{searchTerms}", "struguri").removeprefix("http://localhost")
    assert address.startswith(f"/{lang}/search")
    assert client.get(address).status_code == 200


# -- structured data ---------------------------------------------------------------------------------------------------

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def structured(client, address):
    return [json.loads(text) for text in SCRIPT.findall(client.get(address).text)]


def test_a_case_is_told_as_an_article_with_the_way_to_it(client):
    article, way = structured(client, "/ru/cases/struguri")
    assert (article["@type"], article["headline"], article["inLanguage"]) == ("Article", "Виноград <и> «цветы»", "ru")
    assert (article["datePublished"], article["temporalCoverage"]) == ("2026-11-20", "2019")
    assert article["about"] == [{"@type": "Organization", "name": "Tineri fermieri"}]
    assert [step["position"] for step in way["itemListElement"]] == [1, 2, 3]
    assert way["itemListElement"][-1]["name"] == "Виноград <и> «цветы»"


def test_the_first_page_tells_how_the_site_is_searched(client):
    [site] = structured(client, "/en/")
    target = site["potentialAction"]["target"]["urlTemplate"]
    address = target.replace("{search_term_string}", "wine").removeprefix("http://localhost")
    assert client.get(address).status_code == 200


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=30), max_size=4))
def test_no_text_ends_the_script_it_stands_in(values):
    script = as_script(values)
    assert isinstance(script, Markup)
    assert not set("<>&") & set(script)
    assert json.loads(script) == {"@context": "https://schema.org", **values}


# -- citations ---------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("lang", "words"), [
    ("ro", ["„Struguri &amp; flori”. Culise, 2026.", "accesat"]),
    ("ru", ["«Виноград &lt;и&gt; „цветы“».", "дата обращения"]),
    ("en", ["accessed"]),
])
def test_a_case_can_be_cited_in_words(client, lang, words):
    text = client.get(f"/{lang}/cases/struguri/cite").text
    assert all(word in text for word in words)
    home = "ru" if lang == "ru" else "ro"  # where the text that is cited is at home
    assert f" http://localhost/{home}/cases/struguri (" in text


def test_bibtex_has_every_field_and_no_bare_tex_letters(client):
    text = client.get("/ro/cases/struguri.bib").text
    assert text.startswith("@misc{culise-struguri,\n  title = {{Struguri \\& flori}},\n")
    assert text.count("{") == text.count("}")
    assert all(f"  {field} = {{" in text for field in ("author", "year", "url", "urldate", "langid", "note"))


@pytest.mark.parametrize("address", ["/ro/cases/nobody/cite", "/ro/cases/nobody.bib"])
def test_a_case_that_is_not_there_cannot_be_cited(client, address):
    assert client.get(address).status_code == 404


def test_the_case_page_leads_to_its_citation_and_its_markdown(client):
    text = client.get("/ru/cases/struguri").text
    assert 'href="/ru/cases/struguri/cite"' in text
    assert 'href="/ru/cases/struguri.md?version=ru"' in text
    assert "Виноград" in client.get("/ru/cases/struguri.md?version=ru").text
