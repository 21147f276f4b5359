"""Lists of businesses, people, industries and platforms over a real index of a small library."""

import pytest

from tests.web.entity_library import having, links, outline, texts


@pytest.fixture
def client(entities):
    return entities


def test_businesses_are_listed_by_letter_in_the_order_of_the_alphabet(client):
    entries = outline(client, "/ro/businesses").all("li")
    names = [entry.all("a")[0].text for entry in entries]
    assert names == ["Izvorul", "Îndrăgitul bar", "Ștefan și fiii", "Tineri fermieri"]
    assert texts(having(entries[3], "about")) == ["Agricultură · Durlești"]
    assert [having(entry, "n")[0].text for entry in entries] == ["0 cazuri", "1 caz", "0 cazuri", "2 cazuri"]


@pytest.mark.parametrize(("lang", "names"), [
    ("ro", ["Diana Crudu", "Ion Țîra", "Maria Ana Zah"]), ("ru", ["Диана Круду", "Ion Țîra", "Maria Ana Zah"]),
])
def test_people_are_listed_by_surname(client, lang, names):
    entries = outline(client, f"/{lang}/people").all("li")
    assert [" ".join(entry.all("a")[0].texts + texts(entry.all("b"))).split() for entry in entries] == [
        name.split() for name in names]
    assert texts(entries[2].all("b")) == ["Zah"]


def test_industries_and_platforms_are_listed_where_they_have_cases(client):
    assert links(outline(client, "/ru/industries")) == {"Вино": "/ru/industries/wine",
                                                        "Сельское хозяйство": "/ru/industries/agriculture"}
    assert set(links(outline(client, "/en/platforms"))) == {"Facebook", "Instagram", "Television"}
