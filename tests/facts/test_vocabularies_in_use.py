"""Every value cases can be filed under is used, and none is so wide that it holds half of them."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
import yaml

from tests.facts.reading import CONTENT

FILED = ("industries", "platforms", "objectives", "places", "roles")


def main_files() -> list[dict[str, Any]]:
    texts = [path.read_text(encoding="utf-8") for path in (CONTENT / "cases").glob("*.md") if path.name.count(".") == 1]
    return [yaml.safe_load(re.split(r"^---$", text, flags=re.MULTILINE)[1]) for text in texts]


CASES = main_files()


def values_of(case: dict[str, Any], name: str) -> Iterable[str]:
    if name == "roles":
        return {credit["role"] for credit in case.get("specialists") or []}
    return set(case.get(name) or [])


@pytest.mark.parametrize("name", FILED)
def test_every_value_is_used_and_none_holds_half_of_the_cases(name: str) -> None:
    uses = Counter(value for case in CASES for value in values_of(case, name))
    terms = yaml.safe_load((CONTENT / "vocabulary" / f"{name}.yaml").read_text(encoding="utf-8"))
    assert [term["slug"] for term in terms if not uses[term["slug"]]] == []
    assert [value for value, count in uses.items() if count * 2 >= len(CASES)] == []


@pytest.mark.parametrize("name", [*FILED, "metrics", "evidence"])
@pytest.mark.parametrize("lang", ["ro", "ru", "en"])
def test_no_label_stands_twice(name: str, lang: str) -> None:
    terms = yaml.safe_load((CONTENT / "vocabulary" / f"{name}.yaml").read_text(encoding="utf-8"))
    labels = Counter(term[lang].casefold() for term in terms)
    assert [label for label, count in labels.items() if count > 1] == []
