"""Labels in the reader's language, and the value meant by what a person types, in any language and spelling."""

import json
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import HAS_VALUES
from kb.search import FACETS
from kb.search.labels import FacetLabels
from tests.builders import business_markdown, specialist_markdown
from tests.catalogues import SMALL, reading, write_catalogue

SYNONYMS = {
    "slug": "social_media", "ro": "Rețele sociale", "ru": "Социальные сети", "en": "Social media",
    "synonyms": {"ro": ["socializare", "rețele de socializare"], "ru": ["соцсети", "ёлка"], "en": ["SMM"]},
}


class Library(NamedTuple):
    """The labels of a library, read and let go of."""

    labels: FacetLabels


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    path = tmp_path_factory.mktemp("labels") / "catalogue.sqlite"
    platforms = SMALL["vocabulary/platforms.yaml"] + "- " + json.dumps(SYNONYMS, ensure_ascii=False) + "\n"
    write_catalogue(path, {
        **SMALL, "vocabulary/platforms.yaml": platforms,
        "businesses/purcari.md": business_markdown(name="Vinăria Purcari", also_known_as=["Пуркарь"]),
        "specialists/ana.md": specialist_markdown(name="Ana Șerban", also_known_as=["Анна Шербан"], withdrawn="true"),
        "specialists/ion.md": specialist_markdown(name="Ion Rusu", also_known_as=["Ion R.", "Ион Русу", "Иван Русу"]),
    })
    with reading(path) as catalogue:
        return Library(FacetLabels(catalogue))


LABELLED = [
    ("industry", "agriculture", ("Agricultură", "Сельское хозяйство", "Agriculture")),
    ("platform", "fair", ("Târg", "Ярмарка", "Fair")),
    ("objective", "sales", ("Vânzări", "Продажи", "Sales")),
    ("role", "business_owner", ("Antreprenor", "Предприниматель", "Business owner")),
    ("place", "balti", ("Bălți", "Бельцы", "Bălți")),
    ("evidence", "press", ("Presă", "Пресса", "Press")),
    ("language", "ru", ("rusă", "русский", "Russian")),
    ("has", "failure", ("ce n-a mers", "что не сработало", "what did not work")),
    ("business", "purcari", ("Vinăria Purcari",) * 3),
    ("specialist", "diana-crudu", ("Diana Crudu",) * 3),
    ("specialist", "ion", ("Ion Rusu", "Ион Русу", "Ion Rusu")),
    ("year", "2019", ("2019",) * 3),
    ("industry", "no-such", ("no-such",) * 3),
    ("specialist", "ana", ("ana",) * 3),
    ("language", "fr", ("fr",) * 3),
    ("no-such-facet", "x", ("x",) * 3),
]


@pytest.mark.parametrize(("facet", "value", "expected"), LABELLED)
def test_a_value_is_called_so_in_each_language(
    library: Library, facet: str, value: str, expected: tuple[str, str, str]
) -> None:
    assert tuple(library.labels.label(facet, value, lang) for lang in ("ro", "ru", "en")) == expected


MEANT = [
    ("industry", "agriculture", "agriculture"),
    ("industry", "Agricultură", "agriculture"),
    ("industry", "agricultura", "agriculture"),
    ("specialist", "Иван Русу", "ion"), ("specialist", "ion rusu", "ion"), ("specialist", "Анна Шербан", None),
    ("business", "пуркарь", "purcari"),
    ("industry", "AGRICULTURĂ", "agriculture"),
    ("industry", " Agriculture ", "agriculture"),
    ("industry", "сельское хозяйство", "agriculture"),
    ("industry", "вино", "wine"),
    ("industry", "vin", "wine"),
    ("platform", "târg", "fair"),
    ("platform", "tîrg", "fair"),
    ("platform", "targ", "fair"),
    ("platform", "e-mail", "email"),
    ("platform", "рассылки", "email"),
    ("platform", "одноклассники", "odnoklassniki"),
    ("platform", "social_media", "social_media"),
    ("platform", "social media", "social_media"),
    ("platform", "retele sociale", "social_media"),
    ("platform", "reţele sociale", "social_media"),
    ("platform", "socializare", "social_media"),
    ("platform", "соцсети", "social_media"),
    ("platform", "елка", "social_media"),
    ("platform", "smm", "social_media"),
    ("role", "business owner", "business_owner"),
    ("role", "smm-менеджер", "smm_manager"),
    ("place", "Chişinău", "chisinau"),
    ("place", "chisinau", "chisinau"),
    ("place", "Кишинев", "chisinau"),
    ("place", "кишинёв", "chisinau"),
    ("business", "vinaria purcari", "purcari"),
    ("business", "purcari", "purcari"),
    ("specialist", "diana crudu", "diana-crudu"),
    ("language", "română", "ro"),
    ("language", "русский", "ru"),
    ("language", "EN", "en"),
    ("has", "lecții", "lessons"),
    ("has", "бюджет", "budget"),
    ("evidence", "аудит", "audited"),
    ("specialist", "Ana Șerban", None),
    ("industry", "", None),
    ("industry", "nimic", None),
    ("year", "2019", None),
]


@pytest.mark.parametrize(("facet", "typed", "expected"), MEANT)
def test_the_value_meant_is_found_in_any_language_and_spelling(
    library: Library, facet: str, typed: str, expected: str | None
) -> None:
    assert library.labels.meant(facet, typed) == expected


@pytest.mark.parametrize("facet", FACETS)
def test_every_known_value_is_meant_by_itself_and_by_each_of_its_labels(library: Library, facet: str) -> None:
    for value in library.labels.known(facet):
        assert library.labels.meant(facet, value) == value
        for lang in ("ro", "ru", "en"):
            assert library.labels.label(facet, value, lang)
            assert library.labels.meant(facet, library.labels.label(facet, value, lang)) == value


def test_what_can_be_had_is_all_the_model_knows(library: Library) -> None:
    assert tuple(library.labels.known("has")) == HAS_VALUES
    assert tuple(library.labels.known("language")) == ("ro", "ru", "en")
    assert set(library.labels.known("specialist")) == {"diana-crudu", "ion"}
    assert tuple(library.labels.known("year")) == ()


@given(st.sampled_from(FACETS), st.text(max_size=40))
def test_any_text_means_a_known_value_or_none(library: Library, facet: str, typed: str) -> None:
    meant = library.labels.meant(facet, typed)
    assert meant is None or meant in set(library.labels.known(facet))
