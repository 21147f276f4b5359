"""Similar cases: each with its reason in words, in the reader's language, foreign words marked as such."""

import re

import pytest
from markupsafe import Markup

from kb.i18n import translator
from kb.search.similar import Likeness, SharedWord
from kb.services import SimilarCase
from kb.web.present.similar import present_similar, reason
from kb.web.reader import Reader
from tests.web.fake_services import FakeServices, make_hit

SERVICES = FakeServices()
FARMS, WINE = {"industry": ("agriculture",)}, ("wine",)
WORDS = (
    SharedWord("târg", "ro"), SharedWord("виноград", "ru"), SharedWord("vecini", "ro"), SharedWord("depozit", "ro"),
    SharedWord("gust", "ro"),
)


def reader(lang: str = "ro") -> Reader:
    return Reader(translator(lang), SERVICES.vocabulary)


def told(likeness: Likeness, lang: str = "ro", shown: str | None = None) -> str:
    return str(reason(likeness, shown or lang, reader(lang), SERVICES.page))


@pytest.mark.parametrize(("facets", "words"), [
    (FARMS, "aceeași industrie: Agricultură"),
    ({"platform": ("tv", "facebook")}, "aceeași platformă: Televiziune"),
    ({"objective": ("sales",)}, "același obiectiv: Vânzări"),
    (FARMS | {"platform": ("facebook",)}, "aceeași industrie și platformă: Agricultură, Facebook"),
    (FARMS | {"objective": ("sales",)}, "aceeași industrie, același obiectiv: Agricultură, Vânzări"),
    ({"platform": ("tv",), "objective": ("sales",)}, "aceeași platformă, același obiectiv: Televiziune, Vânzări"),
    (FARMS | {"platform": ("tv",), "objective": ("sales",)},
     "aceeași industrie și platformă, același obiectiv: Agricultură, Televiziune, Vânzări"),
    ({"business": ("tineri-fermieri",)}, "aceeași afacere: Tineri fermieri"),
    ({"specialist": ("diana-crudu",)}, "aceeași persoană: Diana Crudu"),
    ({"business": ("gone",), "specialist": ("gone",)}, ""),
])
def test_what_both_have_is_said(facets, words):
    assert told(Likeness(1, 1.0, facets=facets)) == words


def test_two_reasons_are_told_the_strongest_first():
    facets = FARMS | {"business": ("tineri-fermieri",), "specialist": ("diana-crudu",)}
    assert told(Likeness(1, 1.0, facets=facets)) == "aceeași afacere: Tineri fermieri; aceeași persoană: Diana Crudu"
    assert told(Likeness(1, 1.0, named=True, facets=facets)) == (
        "indicat de autorul cazului; aceeași afacere: Tineri fermieri")


@pytest.mark.parametrize(("lang", "said"), [
    ("ru", "та же отрасль: Сельское хозяйство"), ("en", "same industry: Agriculture"),
])
def test_a_reason_is_in_the_readers_language(lang, said):
    assert told(Likeness(1, 1.0, facets=FARMS), lang) == said


def test_words_are_those_of_the_version_that_is_read_three_at_most():
    likeness = Likeness(1, 1.0, words=WORDS)
    assert told(likeness, "ro") == "cuvinte comune: târg, vecini, depozit"
    assert told(likeness, "ru") == "общие слова: виноград"


def test_words_in_another_language_are_marked():
    likeness = Likeness(1, 1.0, words=WORDS[:1])
    assert told(likeness, "en", "ro") == 'words in common: <span lang="ro">târg</span>'
    assert told(likeness, "ru") == 'общие слова: <span lang="ro">târg</span>'


def test_what_a_library_says_is_escaped():
    likeness = Likeness(1, 1.0, facets={"industry": ("<i>",)}, words=(SharedWord("<b>", "ru"),))
    assert "<i>" not in told(likeness)
    assert '<span lang="ru">&lt;b&gt;</span>' in told(likeness)


def test_a_reason_stands_in_place_of_the_snippet_and_the_link_opens_the_case():
    likenesses = [Likeness(3, 1.0, facets=FARMS), Likeness(1, 0.5, named=True)]
    found = [SimilarCase(make_hit(each.case), each) for each in likenesses]
    views = present_similar(found, "ro", reader(), SERVICES.page)
    assert [view.url for view in views] == ["/ro/cases/case-3", "/ro/cases/case-1"]
    assert [view.hit.snippet for view in views] == ["", ""]
    assert [view.why for view in views] == ["aceeași industrie: Agricultură", "indicat de autorul cazului"]
    assert all(isinstance(view.why, Markup) for view in views)


def test_the_page_of_a_case_lists_them_under_a_heading(client, services):
    services.alike = (SimilarCase(make_hit(3), Likeness(3, 1.0, facets=FARMS, words=WORDS)),)
    page = client.get("/ru/cases/vin-la-pahar").text
    assert re.search(r'<h2 id="similar">Похожие кейсы</h2>', page)
    assert 'href="/ru/cases/case-3"' in page
    assert "та же отрасль: Сельское хозяйство; общие слова:" in page


def test_each_is_compared_with_the_case_that_is_read(client, services):
    services.alike = (SimilarCase(make_hit(3), Likeness(3, 1.0, facets=FARMS)),)
    page = client.get("/ro/cases/vin-la-pahar").text
    assert 'href="/ro/compare?case=vin-la-pahar&amp;case=case-3" rel="nofollow">Compară cu acest caz<' in page
    assert 'href="/ro/compare/add/vin-la-pahar"' in page


def test_where_nothing_is_similar_nothing_is_said(client):
    assert 'id="similar"' not in client.get("/ro/cases/vin-la-pahar").text


def test_programs_get_the_reasons_as_values(client, services):
    services.alike = (SimilarCase(make_hit(3), Likeness(3, 0.7, named=True, facets=FARMS, words=WORDS[:2])),)
    assert client.get("/api/v1/cases/vin-la-pahar?lang=en").json["similar"] == [{
        "slug": "case-3", "title": "Cazul <3>", "lang": "ro", "url": "/en/cases/case-3", "score": 0.7, "named": True,
        "shared": {"industry": ["agriculture"]}, "words": ["târg", "виноград"],
    }]
    services.alike = ()
    assert client.get("/api/v1/cases/vin-la-pahar").json["similar"] == []
