"""Every number and every person of a case stands in the facts, or in a listed source beyond them."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.facts.reading import (
    CONTENT,
    interview,
    name_is_known,
    numbers_in,
    numbers_of,
    read_additions,
    read_facts,
    stems_of,
)

CASES = sorted((CONTENT / "cases").glob("*.md"))
FROM_INTERVIEW = {"social-media-in-culise-comunitate", "supradoza-eveniment-smm", "fortele-contentului-eveniment"}
# Counting words a text may use without a source: small numbers of things the text itself lists.
FREE = {float(number) for number in range(13)}


@cache
def facts() -> dict[str, dict[str, Any]]:
    return read_facts()


@cache
def additions() -> dict[str, dict[str, Any]]:
    return read_additions()


def parts(path: Path) -> tuple[dict[str, Any], str]:
    _, front, body = re.split(r"^---$", path.read_text(encoding="utf-8"), maxsplit=2, flags=re.MULTILINE)
    return yaml.safe_load(front), body


def slug_of(path: Path) -> str:
    return path.name.split(".")[0]


def known_numbers(slug: str) -> set[float]:
    rest = interview() if slug in FROM_INTERVIEW else []
    added = list(additions().get(slug, {}).get("numbers", {}))
    return numbers_of(facts()[slug]) | numbers_of(rest) | numbers_of(added)


def told(front: dict[str, Any], body: str) -> str:
    """What a case says in words, without its sources and slugs."""
    texts = [body, front["title"], front["summary"], front.get("what_did_not_work") or ""]
    for result in front.get("results") or []:
        texts += [str(result["label"]), str(result.get("text") or ""), str(result.get("note") or "")]
    texts += [str(credit.get("did") or "") for credit in front.get("specialists") or []]
    for name in ("labels", "texts", "notes", "did"):
        texts += [str(text) for text in (front.get(name) or {}).values()]
    whole = "\n".join(re.sub(r"\]\([^)]*\)", "]", text) for text in texts)
    # English parts thousands with a comma: 19,990.
    return re.sub(r"(?<=\d),(?=\d{3}\b)", "", whole) if front["lang"] == "en" else whole


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_number_of_a_case_is_in_its_facts(path: Path) -> None:
    front, body = parts(path)
    known = FREE | known_numbers(slug_of(path))
    assert sorted({number for number in numbers_in(told(front, body)) if number not in known}) == []


@pytest.mark.parametrize("path", [path for path in CASES if path.stem == slug_of(path)], ids=lambda path: path.stem)
def test_every_figure_and_year_is_in_its_facts(path: Path) -> None:
    front, _ = parts(path)
    known = known_numbers(path.stem)
    figures = {
        float(result[name]) for result in front.get("results") or [] for name in ("value", "value_to", "before")
        if result.get(name) is not None
    }
    assert sorted(number for number in figures | set(map(float, front["years"])) if number not in known) == []


@pytest.mark.parametrize("path", [path for path in CASES if path.stem == slug_of(path)], ids=lambda path: path.stem)
def test_every_credited_person_is_in_its_facts(path: Path) -> None:
    front, _ = parts(path)
    known = stems_of(facts()[path.stem]) | stems_of(interview() if path.stem in FROM_INTERVIEW else [])
    known |= stems_of(list(additions().get(path.stem, {}).get("people", {})))
    for credit in front.get("specialists") or []:
        person, _ = parts(CONTENT / "specialists" / f"{credit['person']}.md")
        names = [person["name"], *person.get("also_known_as", [])]
        assert any(name_is_known(name, known) for name in names), person["name"]


@pytest.mark.parametrize("path", [path for path in CASES if path.stem == slug_of(path)], ids=lambda path: path.stem)
def test_every_source_of_the_facts_is_listed_and_every_other_is_an_addition(path: Path) -> None:
    front, _ = parts(path)
    listed = {source["url"] for source in front["sources"]}
    fact_urls = set(facts()[path.stem]["sources"])
    extra = set(additions().get(path.stem, {}).get("sources", {}))
    dropped = set(additions().get(path.stem, {}).get("dropped_sources", {}))
    assert listed - fact_urls - extra == set()
    assert {url for url in fact_urls if str(url).startswith("http")} - listed - dropped == set()


def test_additions_are_of_cases_that_are_there_and_say_where_they_were_read() -> None:
    slugs = {slug_of(path) for path in CASES}
    for slug, added in additions().items():
        assert slug in slugs
        assert set(added) <= {"numbers", "people", "sources", "dropped_sources"}
        assert all(str(reason).strip() for group in added.values() for reason in group.values())


NUMBERS = [
    ("60 de tone, 19 990 de sticle și 4,6 %", {60, 19990, 4.6}),
    ("2,5 mii de oameni; 1,2 milioane", {2500, 1_200_000}),
    ("2 млн просмотров и 30 тысяч", {2_000_000, 30_000}),
    ("1.200 lei în 2018", {1200, 2018}),
    ("pe 24 martie 2019", {24, 2019}),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers_are_read_as_they_are_written_here(text: str, expected: set[float]) -> None:
    assert set(numbers_in(text)) == expected
