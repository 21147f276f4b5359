"""The library that the browser tests browse: small, but with more of everything than fits where it is shown."""

from pathlib import Path

from tests.browser.reading_room import reading_room
from tests.builders import business_markdown, case_markdown, page, specialist_markdown, write_library
from tests.vocabularies import values
from tests.web.figures_library import MARKET

GRAPES = "struguri-in-loc-de-flori"
GRAPES_TITLE = "Struguri în loc de flori"
BODY = """## Contextul

Recolta a rămas nevândută în depozit, iar exportul se blocase.

## Ce s-a făcut

Diana a filmat un apel pe Facebook și a chemat vecinii la un târg.

## Rezultate

Oamenii au cumpărat strugurii într-o singură dimineață.
"""
RUSSIAN = page(
    {"title": "Виноград вместо цветов", "lang": "ru", "summary": "Фермеры продали виноград."},
    "## Контекст\n\nУрожай остался на складе.\n\n## Что сделали\n\nВидео.\n\n## Результаты\n\nПродали виноград.\n")

# Two pages of results and more, and facets longer than the eight values shown at first.
COUNT = 23
BUSINESSES = 12
_WORD = "Un_cuvânt_fără_niciun_loc_de_despărțire_cum_sunt_unele_nume_de_campanii_pe_rețele"
_LONG_TITLE = f"O campanie cu un titlu foarte lung, care spune tot ce s-a întâmplat de la început: {_WORD}"


def write_browsed_library(folder: Path) -> Path:
    """Write it into `folder`."""
    return write_library(
        folder,
        cases={GRAPES: case_markdown(body=BODY), f"{GRAPES}.ru": RUSSIAN}
        | {f"campania-{number}": _case(number) for number in range(1, COUNT)},
        businesses={"tineri-fermieri": business_markdown(also_known_as=["Молодые фермеры"], place="durlesti")}
        | {f"firma-{number}": _business(number) for number in range(BUSINESSES)},
        specialists={"diana-crudu": specialist_markdown(
            also_known_as=["Диана Круду"], works_at=["tineri-fermieri"], claimed="true",
            quotes=[{"text": "Nu se dă bătută.", "source": "1"}])}
        | {f"om-{number}": specialist_markdown(name=f"Ion Numărul {number}") for number in range(BUSINESSES)}
        | {f"lista-{letter}": specialist_markdown(name=f"Ana {letter.upper()}escu") for letter in "abcdefghilmnopr"},
        files=reading_room() | {"market/retele.yaml": MARKET})


def _case(number: int) -> str:
    industries, platforms = values("industries"), values("platforms")
    return case_markdown(
        title=_LONG_TITLE if number == 1 else f"Campania de vin numărul {number}",
        summary="Un vin nou a fost arătat oamenilor din oraș, cu ajutorul prietenilor.",
        industries=sorted({"wine", industries[number % len(industries)]}),
        platforms=[platforms[number % len(platforms)], platforms[(number + 3) % len(platforms)]],
        businesses=[f"firma-{number % BUSINESSES}"],
        specialists=[{"person": f"om-{number % BUSINESSES}", "role": "marketer", "did": "a condus campania"}],
        years=[str(2000 + number)],
        results=None if number % 3 else [_result(number)],
        body=BODY.replace("strugurii", "vinul"))


def _result(number: int) -> dict[str, str]:
    """Every strength of evidence, and figures short and long."""
    evidence = values("evidence")
    return {
        "metric": "revenue", "label": "venituri din vânzări în tot anul", "value": str(37 ** (number % 7 + 1)),
        "unit": "mdl", "qualifier": "at_least", "evidence": evidence[number % len(evidence)], "source": "1",
    }


def _business(number: int) -> str:
    suffix = " cu un nume lung, Asociația Producătorilor din Raionul Ștefan Vodă" if number == 1 else ""
    return business_markdown(name=f"Firma {number}{suffix}", industries=["wine"])
