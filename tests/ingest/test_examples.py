"""Examples: each is found by the path of its field, and is itself right."""

import pytest

from kb.ingest.front_matter import parse_markdown
from kb.ingest.schema import EXAMPLES, Place, check_page, example_for
from tests.builders import CASE, case_markdown


@pytest.mark.parametrize(("field", "example"), [
    ("platforms", "platforms: [facebook, tv]"),
    ("platforms.3", "platforms: [facebook, tv]"),
    ("results.12.value", "value: 4.2"),
    ("sources.0.title", "title: Campania strugurilor"),
    ("title", "title: Struguri în loc de flori"),
    ("7.slug", "slug: food_and_drink"),
    ("nothing.like.this", None),
    ("", None),
])
def test_an_example_is_found_by_the_path_of_its_field(field: str, example: str | None) -> None:
    assert example_for(field) == example


@pytest.mark.parametrize("field", [name for name in EXAMPLES if name in CASE])
def test_the_example_for_a_field_of_a_case_is_itself_right(field: str) -> None:
    text = case_markdown(**{field: None}).replace("---\n", f"---\n{EXAMPLES[field]}\n", 1)
    document = parse_markdown("x.md", text.encode())
    assert isinstance(document.value, dict), document.problems
    assert check_page("cases", is_version=False, values=document.value, place=Place("x.md",
    document.lines)).problems == ()
