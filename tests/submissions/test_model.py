"""Paths that a page can have, and what no submission can hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import Unprocessable
from kb.submissions import KINDS, hash_of, place_of
from kb.submissions.model import MAX_DOCUMENTS, MAX_TEXT_BYTES, check_documents


@pytest.mark.parametrize(("path", "place"), [
    ("cases/vin-la-pahar.md", ("cases", "vin-la-pahar", None)),
    ("cases/vin-la-pahar.ru.md", ("cases", "vin-la-pahar", "ru")),
    ("specialists/ana-2.en.md", ("specialists", "ana-2", "en")),
    ("wanted/x.md", ("wanted", "x", None)),
])
def test_a_path_says_kind_slug_and_language(path, place):
    found = place_of(path)
    assert (found.kind, found.slug, found.lang, found.path) == (*place, path)


@pytest.mark.parametrize("path", [
    "", "cases", "cases/", "cases/.md", "cases/x", "cases/x.txt", "cases/X.md", "cases/x.de.md", "cases/x.ru.ro.md",
    "vocabulary/roles.md", "glossary.md", "../cases/x.md", "cases/../x.md", "/cases/x.md", "cases//x.md",
    "cases/a b.md",
    "cases/x.md\n", "media/x.md", "help/x.ro.md", "cases/" + "x" * 81 + ".md", "cases/ș.md", "cases/x\0.md",
])
def test_what_is_no_place_for_a_page_is_refused(path):
    with pytest.raises(Unprocessable):
        place_of(path)


@given(st.text(max_size=60))
def test_any_path_is_taken_or_refused_and_never_leads_out(path):
    try:
        place = place_of(path)
    except Unprocessable:
        return
    assert place.kind in KINDS
    assert ".." not in path


@pytest.mark.parametrize("documents", [
    {}, {f"cases/x-{number}.md": "" for number in range(MAX_DOCUMENTS + 1)},
    {"cases/x.md": "ă" * (MAX_TEXT_BYTES // 2 + 1)},
    {"cases/x.md": "", "../y.md": ""},
])
def test_too_little_and_too_much_are_refused(documents):
    with pytest.raises(Unprocessable):
        check_documents(documents)


def test_the_most_that_is_taken():
    check_documents({f"cases/x-{number}.md": "x" * MAX_TEXT_BYTES for number in range(MAX_DOCUMENTS)})


@given(st.text(max_size=40), st.text(max_size=40))
def test_texts_that_differ_have_different_hashes(one, other):
    assert (hash_of(one) == hash_of(other)) == (one == other)


def test_text_and_its_bytes_have_the_same_hash():
    assert hash_of("ș") == hash_of("ș".encode())
