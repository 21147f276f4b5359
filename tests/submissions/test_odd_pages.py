"""Pages whose front matter holds anything at all: checks, duplicates and the tone answer, and stay inside the text."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kb.ingest import parse_source, read_source
from kb.model.building import build_vocabulary
from kb.submissions import REMARKS, FigureTerms, Known, check_remarks
from kb.submissions.duplicates import MOST_DUPLICATES, REASONS
from kb.submissions.tone import check_tone
from tests.builders import CASE, CASE_BODY, SOURCE, case_markdown, specialist_markdown

CONTENT = Path(__file__).parents[2] / "content"
TERMS = FigureTerms(*(build_vocabulary(read_source(CONTENT, f"vocabulary/{name}.yaml"))
                      for name in ("metrics", "units", "bases")))
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 3_000),
    st.text(st.sampled_from("ab1 2%,.:/[]{}#*țж\n-\u2028"), max_size=12),
    st.sampled_from(["tineri-fermieri", "2019", "https://publika.md/struguri", "http://[x", "60", "nan", "1e999"]))
KEYS = ["url", "person", "label", "metric", "value", "evidence", "text", "unit", "x"]
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=6)
FIELDS = st.dictionaries(st.sampled_from([*CASE, "aliases", "books", "contributors", "zzz"]), VALUES, max_size=5)
KNOWN = Known([parse_source("cases/struguri-in-loc-de-flori.md", case_markdown().encode())])


def page_of(fields, body=CASE_BODY):
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    return "\n".join(("---", *lines, "---", body))


@given(FIELDS, st.booleans())
@hypothesis_settings(max_examples=300)
def test_any_fields_are_looked_at_without_an_error(fields, is_whole):
    text = page_of({**CASE, **fields} if is_whole else fields)
    file = parse_source("cases/nou.md", text.encode("utf-8", "surrogatepass"))
    for found in (*KNOWN.like(file), *Known([file]).like(parse_source("cases/alt.md", case_markdown().encode()))):
        assert found.reasons
        assert list(found.reasons) == sorted(found.reasons, key=REASONS.index)
    for remark in check_remarks("cases/nou.md", text, file, TERMS, set()):
        assert 0 <= remark.start <= remark.end <= len(text)
        assert 1 <= remark.line <= text.count("\n") + 1
        assert remark.message % dict(remark.arguments)
        assert remark.code in REMARKS


MARKUP = st.sampled_from([
    "![", "](", ")", "[", "]", "<", ">", "a", "../media/x/a.webp", "../cases/x.md", "https://a.md", "„", "”",
    "excelent", "потрясающий", "30 %", "\n", "\n\n", "```", "`", "#", "*", "(", " ", "\u2028", "\0"])


@given(st.lists(MARKUP, max_size=40).map("".join), st.sampled_from(["ro", "ru", "en", "xx"]))
@hypothesis_settings(max_examples=300)
def test_any_markup_is_remarked_on_inside_itself_and_from_the_top(body, lang):
    text = case_markdown(body=body, lang=lang)
    file = parse_source("cases/x.md", text.encode())
    remarks = check_remarks("cases/x.md", text, file, TERMS, {"media/x/a.webp"})
    assert [(one.line, one.start) for one in remarks] == sorted((one.line, one.start) for one in remarks)
    for one in remarks:
        if one.end:
            assert " ".join(text[one.start:one.end].split()) == one.words
            assert one.line == text.count("\n", 0, one.start) + 1


@given(st.lists(st.sampled_from(["Un rezultat excelent.", "Din păcate, nu.", "Au fost 40 de oameni.", "„excelent”",
                                 "# Excelent", "`excelent`", "> excelent"]), max_size=8))
def test_praise_is_counted_where_it_stands_and_nowhere_else(lines):
    text = "\n\n".join(lines)
    wanted = [line for line in lines if line.startswith(("Un ", "Din "))]
    assert [text.split("\n")[one.line - 1] for one in check_tone(text, "ro")] == wanted


# -- duplicates: what makes two pages alike, and what does not ---------------------------------------------------------

def like(**changes):
    other = {"title": "Altceva cu totul", "businesses": ["purcari"], "years": ["2001"],
             "sources": [{**SOURCE, "url": "https://diez.md/altceva"}]}
    file = parse_source("cases/nou.md", case_markdown(**{**other, **changes}).encode())
    return [found.reasons for found in KNOWN.like(file)]


@pytest.mark.parametrize(("url", "is_same"), [
    ("https://publika.md/struguri", True), ("http://publika.md/struguri", True),
    ("https://www.publika.md/struguri/", True),
    ("https://m.publika.md/struguri", True), ("https://publika.md/struguri#comentarii", True),
    ("https://publika.md/struguri?utm_source=a&utm_medium=b", True), ("https://PUBLIKA.md/struguri", True),
    ("https://publika.md/struguri?fbclid=1", True), ("https://publika.md/struguri?id=2", False),
    ("https://publika.md/STRUGURI", False), ("https://publika.md/", False), ("https://ru.publika.md/struguri", False),
    ("https://publika.md:8080/struguri", False), ("https://[bad", False),
])
def test_a_source_is_the_same_however_it_is_reached(url, is_same):
    assert like(sources=[{**SOURCE, "url": url}]) == ([("same_source",)] if is_same else [])


@pytest.mark.parametrize(("title", "is_like"), [
    ("Struguri în loc de flori", True), ("STRUGURI IN LOC DE FLORI", True), ("Flori în loc de struguri!", True),
    ("Struguri", False), ("Struguri și flori de primăvară la Chișinău", False), ("În loc de", False), ("", False),
    ("În loc de flori, strugurii", True),
])
def test_titles_are_alike_by_most_of_their_words(title, is_like):
    assert like(title=title) == ([("similar_title",)] if is_like else [])


@pytest.mark.parametrize(("name", "others", "is_same"), [
    ("Diana Crudu", [], True), ("DIANA CRUDU", [], True), ("Diana  Crudu", [], True), ("Crudu", [], False),
    ("Altcineva", ["Diana Crudu"], True), ("Diana Crudul", [], False), ("Diană Crudu", [], True),
])
def test_people_are_the_same_by_any_of_their_names(name, others, is_same):
    known = Known([parse_source("specialists/diana-crudu.md", specialist_markdown().encode())])
    file = parse_source("specialists/nou.md", specialist_markdown(name=name, also_known_as=others).encode())
    assert [found.reasons for found in known.like(file)] == ([("same_name",)] if is_same else [])


def test_a_page_is_never_its_own_duplicate_and_never_of_another_kind():
    text = case_markdown().encode()
    assert KNOWN.like(parse_source("cases/struguri-in-loc-de-flori.md", text)) == ()
    assert KNOWN.like(parse_source("wanted/nou.md", text)) == ()


def test_of_very_many_the_likeliest_are_named():
    many = Known([parse_source(f"cases/c{number}.md", case_markdown(
        title="Altul cu totul" if number < 50 else "Struguri în loc de flori").encode()) for number in range(60)])
    found = many.like(parse_source("cases/nou.md", case_markdown().encode()))
    assert len(found) == MOST_DUPLICATES
    assert {each.reasons[:2] for each in found[:10]} == {("same_source", "similar_title")}
