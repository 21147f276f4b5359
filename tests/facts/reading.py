"""Numbers of a text as values, whatever language wrote them, and the words of names as stems."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from kb.language import fold, stem, words

FACTS = Path(__file__).parent
CONTENT = FACTS.parent.parent / "content"

# 19 990, 1.200, 1,2, 4.6; a blank or a point parts thousands only when three digits follow.
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?![\d])|\d+(?:[.,]\d+)?")
_SCALES = {
    "mii": 1e3, "mie": 1e3, "тыс": 1e3, "тысяч": 1e3, "тысячи": 1e3, "тысяча": 1e3, "thousand": 1e3,
    "milioane": 1e6, "milion": 1e6, "mln": 1e6, "млн": 1e6, "миллион": 1e6, "миллиона": 1e6, "миллионов": 1e6,
    "million": 1e6, "miliarde": 1e9, "miliard": 1e9, "млрд": 1e9, "миллиард": 1e9, "миллиарда": 1e9, "billion": 1e9,
}
_SCALE = re.compile(r"[ \u00a0]*(?:de )?([a-zа-яё]+)", re.IGNORECASE)


def numbers_in(text: str) -> Iterator[float]:
    """Every number of a text; one before "mii", "млн" and the like counts with it."""
    for match in _NUMBER.finditer(text):
        written = match.group()
        if re.fullmatch(r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+", written):
            value = float(re.sub(r"\D", "", written))
        else:
            value = float(written.replace(",", "."))
        scale = _SCALE.match(text, match.end())
        yield value * _SCALES.get(scale.group(1).lower(), 1) if scale else value


def numbers_of(fact: object) -> set[float]:
    """Every number anywhere in a fact: as a value, or inside its texts (where 1,200 is a thousand)."""
    found: set[float] = set()
    for part in _leaves(fact):
        if isinstance(part, bool | None):
            continue
        if isinstance(part, int | float):
            found.add(float(part))
        else:
            text = str(part)
            found.update(numbers_in(text))
            found.update(numbers_in(re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)))
            found.update(float(digits) for digits in re.findall(r"\d+", text))
    return found


def stems_of(fact: object) -> set[str]:
    """The stems of all words of a fact, and the words themselves."""
    found = {word for part in _leaves(fact) for word in words(str(part))}
    return found | {stem(word) for word in found}


def name_is_known(name: str, known: set[str]) -> bool:
    """Whether the last word of a name (the family name) stands among the known words, in any form."""
    *_, family = words(name)
    return family in known or stem(family) in known or fold(family) in known


def read_facts() -> dict[str, dict[str, Any]]:
    """The facts by case."""
    return {fact["slug"]: fact for fact in _load("cases.yaml")}


def read_additions() -> dict[str, dict[str, Any]]:
    """What writers found in listed sources beyond the facts: `numbers` and `people`, each with where it was read."""
    return _load("additions.yaml") or {}


def interview() -> list[str]:
    """The facts of the founder's interview."""
    facts: list[str] = _load("interview.yaml")
    return facts


def _load(name: str) -> Any:
    return yaml.safe_load((FACTS / name).read_text(encoding="utf-8"))


def _leaves(fact: object) -> Iterable[object]:
    if isinstance(fact, Mapping):
        return [leaf for value in fact.values() for leaf in _leaves(value)]
    if isinstance(fact, list | tuple):
        return [leaf for value in fact for leaf in _leaves(value)]
    return [fact]
