"""A small library with somebody for everything that these pages show, and how to read the pages back."""

from tests.builders import RESULT, business_markdown, case_markdown, page, specialist_markdown
from tests.web.page_outline import read_page

DIANA = {"person": "diana-crudu", "role": "business_owner", "did": "a filmat apelul"}
ION = {"person": "ion-tira", "role": "designer", "did": "a desenat eticheta"}
ANA = {"person": "ana-retrasa", "role": "marketer", "did": "a scris planul"}
CASES = {
    "struguri": case_markdown(title="Struguri în loc de flori", specialists=[DIANA, ANA]),
    "struguri.ru": page({"title": "Виноград вместо цветов", "lang": "ru", "summary": "Продали.", "did": {"1": "сняла"}},
                        "## Контекст\n\nУрожай.\n\n## Что сделали\n\nВидео.\n\n## Результаты\n\nПродали.\n"),
    "eticheta": case_markdown(
        title="Eticheta nouă", years=["2021", "2023"], industries=["wine"], platforms=["instagram"],
        specialists=[{"person": "diana-crudu", "role": "marketer"}, ION],
        results=[{**RESULT, "value": "900", "unit": "count"}]),
    "bar": case_markdown(title="Un bar", years=["2020"], industries=["wine"], platforms=["facebook"],
                         businesses=["bar-vin"], specialists=None, results=None),
}
BUSINESSES = {
    "tineri-fermieri": business_markdown(
        name="Tineri fermieri", also_known_as=["Young Farmers", "Молодые фермеры"], place="durlesti", founded="2011",
        website="https://www.fermieri.md/despre", aliases=["fermieri"], body="O asociație din Durlești.\n"),
    "bar-vin": business_markdown(name="Îndrăgitul bar", industries=["wine"]),
    "singur": business_markdown(name="Ștefan și fiii"),
    "izvor": business_markdown(name="Izvorul"),
}
PEOPLE = {
    "diana-crudu": specialist_markdown(
        also_known_as=["Диана Круду"], works_at=["tineri-fermieri"], link="https://diana.md", claimed="true",
        quotes=[{"text": "Nu se dă bătută.", "source": "1"}], aliases=["diana"]),
    "ion-tira": specialist_markdown(name="Ion Țîra", roles=["designer"]),
    "maria-ana-zah": specialist_markdown(name="Maria Ana Zah", roles=["marketer"]),
    "ana-retrasa": specialist_markdown(name="Ana Retrasă", withdrawn="true", aliases=["ana-veche"]),
}


def outline(client, address):
    root, faults = read_page(client.get(address).text)
    assert faults == []
    [main] = root.all("main")
    return main


def having(main, name):
    """The elements that have a class."""
    return [each for each in main.walk() if name in (each.get("class") or "").split()]


def texts(elements):
    return [element.text for element in elements]


def links(main):
    return {each.text: each.get("href") for each in main.all("a")}
