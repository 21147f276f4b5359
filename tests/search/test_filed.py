"""Words that name what cases are filed under."""

from collections.abc import Iterable

import pytest
from pyroaring import BitMap

from kb.query import parse
from kb.search import build_bitmaps
from kb.search.facets import FacetIndex
from kb.search.filed import FiledWords


class Labels:
    """A few labels and synonyms."""

    def said(self) -> Iterable[tuple[str, str, str]]:
        yield from [
            ("industry", "wine", "Vin"), ("industry", "wine", "Вино"), ("industry", "wine", "vinării"),
            ("platform", "instagram", "Instagram"), ("platform", "instagram", "Инстаграм"),
            ("platform", "social_media", "Rețele sociale"), ("place", "chisinau", "Chișinău"), ("place", "vin", "Vin"),
            ("objective", "sales", "%"),
        ]


CASES = {
    1: {"industry": ["wine"], "platform": ["instagram"], "year": ["2019"]},
    2: {"industry": ["wine"], "platform": ["social_media"], "year": ["2020"]},
    3: {"place": ["chisinau", "vin"], "year": ["2019", "2020"]},
}
FILED = FiledWords(
    FacetIndex((facet, value, cases) for (facet, value), cases in build_bitmaps(CASES.items()).items()),
    Labels(),  # type: ignore[arg-type]
)

NAMED = [
    ("vin", [[1, 2, 3]]), ("вину", [[1, 2]]), ("vinăriilor", [[1, 2]]), ("instagramul", [[1]]),
    ("инстаграме", [[1]]),
    ("retele sociale", [[2]]), ("retelele sociale 2019", [[2], [1, 3]]), ("sociale retele", []),
    ("vin 2020", [[1, 2, 3], [2, 3]]),
    ("1999", []), ("facebook", []), ("vin OR instagram", [[1, 2, 3], [1]]), ("-vin", []), ('"vin"', [[1, 2, 3]]),
    ('"retele sociale"', []), ("", []), ("vin -instagram", [[1, 2, 3]]),
    ("un vin bun de la Chișinău", [[1, 2, 3], [3]]),
]


@pytest.mark.parametrize(("text", "cases"), NAMED)
def test_cases_filed_under_the_words_of_a_query(text: str, cases: list[list[int]]) -> None:
    assert FILED.cases(parse(text).words) == [BitMap(each) for each in cases]
