"""Pages as a browser and a screen reader get them: well written, named, in one language."""

import re

import pytest

from kb.i18n import LANGUAGES
from tests.web.fake_services import FakeServices
from tests.web.page_outline import read_page

PATHS = [
    "", "search", "search?q=cazul&industry=wine&platform=tv", "search?q=zzz",
    "search?q=cazul&year=1999&industry=wine", "cases/struguri-in-loc-de-flori", "cases/vin-la-pahar",
    "cases/struguri-in-loc-de-flori/cite", "nothing",
    "search?page=77", "insights", "insights?metric=units_sold&context=1",
    "insights/place", "insights/place?measure=units_sold,tonne&value=x",
    "insights/place?measure=units_sold,tonne&value=5",
    "market", "market?q=nimic", "market/retele", "compare", "compare?case=",
    "compare?case=struguri-in-loc-de-flori&case=vin-la-pahar",
    "businesses", "businesses/tineri-fermieri", "people", "people/diana-crudu", "industries",
    "industries/agriculture", "platforms", "platforms/facebook",
    "events", "events/targul-2027", "events/targul-2019", "books", "books/arta-vanzarii", "questions",
    "questions?objective=sales&industry=wine", "questions?industry=unheard", "questions/cum-vindem", "wanted",
    "wanted/un-caz", "wanted/alt-caz", "wanted/propose?q=вино&metric=units_sold", "help", "help/figures", "about",
    "privacy", "report", "report?about=/ro/cases/vin-la-pahar", "report/sent",
]
ADDRESSES = [f"/{lang}/{path}" for lang in LANGUAGES for path in PATHS]
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

# What stands on pages of every language as it is: names, and words that are the same everywhere.
SAME_EVERYWHERE = {
    "csv", "json", "atom", "markdown", "bibtex", "culise", "română", "english", "ro", "ru", "en", "facebook",
    "publika.md", "example",
}
# What the invented cases say in Romanian whatever the page.
INVENTED = {
    "firma", "cazul", "vândute", "presă", "struguri", "agricultură", "vin", "televiziune", "bar", "zzz", "argint",
    "premiu", "lăzi", "unheard", "fermieri",
    "tineri", "diana", "crudu", "bar-vechi", "mdl",
}


@pytest.fixture(scope="module", params=ADDRESSES)
def page(shared, request):
    app, _ = shared
    app.extensions["kb.services"] = FakeServices()
    root, faults = read_page(app.test_client().get(request.param).text)
    assert faults == []
    return root


def name_of(element, page):
    """What a screen reader calls an element."""
    labelled = element.get("aria-labelledby")
    if labelled:
        return next((each.text for each in page.walk() if each.get("id") == labelled), "")
    labels = [each.text for each in page.all("label") if each.get("for") == element.get("id") and each.get("for")]
    labels += [each.text for each in element.above() if each.tag == "label"]
    return element.get("aria-label") or " ".join(labels) or element.text


def test_headings_begin_with_one_h1_and_leave_out_no_level(page):
    levels = [int(heading.tag[1]) for heading in page.all(*HEADINGS) if not inside(heading, "dialog")]
    assert levels.count(1) == 1
    reached = 0
    for level in sorted(set(levels)):
        assert level == reached + 1
        reached = level


def inside(element, *tags):
    return any(above.tag in tags for above in element.above())


def test_no_heading_is_empty(page):
    assert [heading.tag for heading in page.all(*HEADINGS) if not heading.text] == []


def test_ids_are_unique_and_what_they_are_named_by_is_there(page):
    ids = [element.get("id") for element in page.walk() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in page.walk():
        for name in ("for", "aria-labelledby", "aria-describedby", "form"):
            assert set((element.get(name) or "").split()) <= set(ids)


def test_every_link_field_and_button_has_a_name(page):
    nameless = [
        (element.tag, element.attributes) for element in page.all("a", "button", "input", "select", "textarea")
        if element.get("type") != "hidden" and "data-show" not in element.attributes and not name_of(element, page)
    ]
    assert nameless == []


def test_the_landmarks_are_there_once(page):
    for tag in ("header", "main", "footer"):
        assert len([element for element in page.all(tag) if not inside(element, "main", "dialog", "article")]) == 1
    assert page.all("a")[0].get("href") == "#main"


def test_navigation_areas_have_names_that_differ(page):
    names = [name_of(element, page) for element in page.all("nav")]
    assert all(element.get("aria-label") or element.get("aria-labelledby") for element in page.all("nav"))
    assert len(names) == len(set(names))


def test_links_stay_on_the_site_or_name_a_source(page):
    for link in page.all("a"):
        href = link.get("href")
        assert href.startswith(("/", "#", "../")) or link.get("rel") == "noopener nofollow", href


def test_images_are_named_or_decorative(page):
    for image in page.all("svg"):
        assert image.get("aria-hidden") == "true" or image.get("role") == "img"
    assert page.all("img") == []


def test_foreign_passages_are_marked(page):
    """Every lang attribute names a language we have, and says something its surroundings do not."""
    for element in page.walk():
        lang = element.get("lang")
        if lang:
            assert lang in LANGUAGES


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_title_is_told_and_ends_with_the_sites_name(client, address):
    [title] = re.findall(r"<title>(.*?)</title>", client.get(address).text, re.DOTALL)
    assert title.strip()
    assert "Culise" in title


def own_words(element, lang):
    """The words of an element that are in the language of the page: not marked as foreign, not a name or a quote."""
    foreign = element.get("lang") not in (None, lang)
    if foreign or element.tag in ("script", "style", "mark", "textarea", "code", "kbd"):
        return []
    if {"snippet", "prose", "meta", "cite", "person", "hit", "brand"} & set((element.get("class") or "").split()):
        return []
    if element.get("id") == "facets" or element.tag in ("dd", "h1", "title"):
        return []
    return [*" ".join(element.texts).split(), *(word for child in element.children for word in own_words(child, lang))]


@pytest.mark.parametrize("path", PATHS)
def test_a_russian_page_has_no_latin_words_of_ours(client, path):
    root, _ = read_page(client.get(f"/ru/{path}").text)
    [body] = root.all("body")
    latin = {word.strip(".,:;()[]«»“”").lower() for word in own_words(body, "ru") if re.search("[A-Za-z]{2}", word)}
    ours = {word for word in latin if not word.startswith(("http", "request-", "/")) and ".md" not in word}
    assert ours - SAME_EVERYWHERE - INVENTED == set()


ENGLISH = re.compile(
    r"\b(the|and|with|of|is|are|not|search|filter|filters|cases|page|pages|source|sources|by|from|this|what|where|when)\b")


@pytest.mark.parametrize("path", PATHS)
def test_a_romanian_page_has_no_english_words_of_ours(client, path):
    root, _ = read_page(client.get(f"/ro/{path}").text)
    [body] = root.all("body")
    assert ENGLISH.findall(" ".join(own_words(body, "ro")).lower()) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_labels_of_attributes_are_in_the_language_of_the_page(client, lang):
    """What is only heard is translated too."""
    root, _ = read_page(client.get(f"/{lang}/search?q=cazul&industry=wine").text)
    heard = [element.get(name) for element in root.walk() for name in ("aria-label", "placeholder", "data-show")
             if element.get(name)]
    assert len(heard) > 3
    if lang == "ru":
        assert [text for text in heard if not re.search("[а-яё]", text)] == []
    if lang == "ro":
        assert [text for text in heard if ENGLISH.search(text.lower())] == []
