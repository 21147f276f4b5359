"""A page that the library may have already is pointed to, with the reason."""

import pytest

from kb.ingest import parse_source
from kb.submissions import Known
from kb.submissions.duplicates import MOST_DUPLICATES
from tests.builders import SOURCE, business_markdown, case_markdown, page, specialist_markdown

OTHER = {"title": "Altceva cu totul", "businesses": ["purcari"], "years": ["2001"],
         "sources": [{**SOURCE, "url": "https://diez.md/altceva"}]}


def read(path, text):
    return parse_source(path, text.encode())


KNOWN = Known([
    read("cases/struguri-in-loc-de-flori.md", case_markdown()),
    read("cases/struguri-in-loc-de-flori.ru.md", page({"title": "Виноград вместо цветов", "lang": "ru",
        "summary": "В."})),
    read("businesses/tineri-fermieri.md", business_markdown(also_known_as=["Молодые фермеры"])),
    read("specialists/diana-crudu.md", specialist_markdown()),
])


@pytest.mark.parametrize(("changes", "reasons"), [
    ({"title": "Struguri în loc de flori"}, ("similar_title",)),
    ({"title": "Flori în locul strugurilor"}, ("similar_title",)),
    ({"title": "Виноград вместо цветов"}, ("similar_title",)),
    ({"sources": [SOURCE]}, ("same_source",)),
    ({"sources": [{**SOURCE, "url": "http://www.publika.md/struguri/?utm_source=fb"}]}, ("same_source",)),
    ({"businesses": ["tineri-fermieri"], "years": ["2018", "2019"]}, ("same_business_and_year",)),
    ({"sources": [SOURCE], "title": "Struguri în loc de flori"}, ("same_source", "similar_title")),
])
def test_a_case_that_is_there_already_is_found(changes, reasons):
    [found] = KNOWN.like(read("cases/nou.md", case_markdown(**{**OTHER, **changes})))
    assert (found.path, found.kind, found.slug) == ("cases/nou.md", "cases", "struguri-in-loc-de-flori")
    assert (found.title, found.reasons) == ("Struguri în loc de flori", reasons)


@pytest.mark.parametrize("changes", [
    {}, {"title": "Struguri"}, {"businesses": ["tineri-fermieri"]}, {"years": ["2019"]},
    {"sources": [{**SOURCE, "url": "https://publika.md/struguri?id=2"}]}, {"title": "Flori de 8 martie în piață"},
])
def test_what_is_merely_near_is_not_pointed_to(changes):
    assert KNOWN.like(read("cases/nou.md", case_markdown(**{**OTHER, **changes}))) == ()


def test_a_page_is_never_its_own_double():
    assert KNOWN.like(read("cases/struguri-in-loc-de-flori.md", case_markdown())) == ()


@pytest.mark.parametrize(("path", "text"), [
    ("businesses/fermieri.md", business_markdown(name="TINERI  FERMIERI")),
    ("businesses/fermieri.md", business_markdown(name="Молодые фермеры")),
    ("businesses/fermieri.md", business_markdown(name="Fermierii", also_known_as=["Tineri fermieri"])),
    ("specialists/crudu-diana.md", specialist_markdown(name="Diana Crudu")),
])
def test_a_name_is_recognised_in_every_spelling_the_library_has(path, text):
    [found] = KNOWN.like(read(path, text))
    assert found.reasons == ("same_name",)


def test_a_broken_page_has_no_doubles():
    assert KNOWN.like(read("cases/nou.md", "---\ntitle: [\n---\n")) == ()


def test_at_most_some_are_told_and_those_with_most_reasons_first():
    many = Known([read(f"cases/a-{number}.md", case_markdown(title=f"Caz {number}")) for number in range(30)]
                 + [read("cases/z.md", case_markdown())])
    found = many.like(read("cases/nou.md", case_markdown()))
    assert len(found) == MOST_DUPLICATES
    assert found[0].slug == "z"
