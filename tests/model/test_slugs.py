"""Slugs: which names are right, how they are made, which known one is nearest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import is_slug, is_value, nearest, slugify


@pytest.mark.parametrize(("text", "slug", "value"), [
    ("struguri", True, True), ("a-1-b", True, True), ("a_b", False, True), ("a" * 80, True, True),
    ("a" * 81, False, False), ("", False, False), ("A", False, False), ("-a", False, False), ("a-", False, False),
    ("a--b", False, False), ("ă", False, False), ("a b", False, False), ("a\n", False, False), ("a/b", False, False),
    ("..", False, False), ("a.b", False, False), ("_a", False, False), ("a-_b", False, False),
])
def test_slugs_and_values(text: str, slug: bool, value: bool) -> None:
    assert (is_slug(text), is_value(text)) == (slug, value)


@pytest.mark.parametrize(("title", "slug"), [
    ("Struguri în loc de flori", "struguri-in-loc-de-flori"), ("Vinăria «Purcari», 1827!", "vinaria-purcari-1827"),
    ("  Țara   mea ", "tara-mea"), ("Виноград", ""), ("", ""), ("C++", "c"), ("a" * 100, "a" * 80),
])
def test_a_title_becomes_a_slug(title: str, slug: str) -> None:
    assert slugify(title) == slug


@given(st.text())
def test_what_is_made_is_a_slug_or_nothing(title: str) -> None:
    made = slugify(title)
    assert made == "" or is_slug(made)
    assert slugify(made) == made


@pytest.mark.parametrize(("value", "near"), [
    ("facebok", "facebook"), ("Facebook", "facebook"), ("instagramm", "instagram"), ("xyz", None), ("", None),
])
def test_the_nearest_known_value(value: str, near: str | None) -> None:
    assert nearest(value, ["facebook", "instagram", "tv"]) == near
