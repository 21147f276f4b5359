"""Slugs: which names are right, how they are made, which known one is nearest."""

import pytest

from kb.model import is_slug, is_value, nearest


@pytest.mark.parametrize(("text", "slug", "value"), [
    ("struguri", True, True), ("a-1-b", True, True), ("a_b", False, True), ("a" * 80, True, True),
    ("a" * 81, False, False), ("", False, False), ("A", False, False), ("-a", False, False), ("a-", False, False),
    ("a--b", False, False), ("ă", False, False), ("a b", False, False), ("a\n", False, False), ("a/b", False, False),
    ("..", False, False), ("a.b", False, False), ("_a", False, False), ("a-_b", False, False),
])
def test_slugs_and_values(text: str, slug: bool, value: bool) -> None:
    assert (is_slug(text), is_value(text)) == (slug, value)


@pytest.mark.parametrize(("value", "near"), [
    ("facebok", "facebook"), ("Facebook", "facebook"), ("instagramm", "instagram"), ("xyz", None), ("", None),
])
def test_the_nearest_known_value(value: str, near: str | None) -> None:
    assert nearest(value, ["facebook", "instagram", "tv"]) == near
