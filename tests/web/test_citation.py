"""A citation is read back by the program it is for: TeX sees the very words of the title, and nothing that it obeys."""

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.i18n import LANGUAGES, translator
from kb.model import Body, CaseText, Vocabulary
from kb.web.citation import as_bibtex, as_text
from kb.web.reader import Reader

TODAY = date(2026, 11, 22)
ADDRESS = "https://culise.md/ro/cases/struguri"
WRITTEN_AS = {r"\textbackslash{}": "\\", r"\textasciitilde{}": "~", r"\textasciicircum{}": "^"}
ACTIVE = set("\\{}%&#$_~^")


def text_of(title="Struguri", lang="ro"):
    return CaseText(lang, title, "Un rezumat.", Body())


def reader(lang="ro"):
    return Reader(translator(lang), Vocabulary)


def bibtex(title="Struguri", lang="ro", added="2026-11-20", slug="struguri"):
    return as_bibtex(slug, text_of(title, lang), added, ADDRESS, "Culise", TODAY)


def read_entry(entry):
    """Key and fields of an entry, parted as BibTeX parts them: by the braces that match."""
    kind, rest = entry.split("{", 1)
    assert kind == "@misc"
    key, rest = rest.split(",\n", 1)
    fields = {}
    while (found := re.match(r"  (\w+) = \{", rest)):
        depth, at = 1, found.end()
        while depth:
            at += 1 + (rest[at] == "\\")
            depth += {"{": 1, "}": -1}.get(rest[at - 1], 0) if rest[at - 2] != "\\" else 0
        fields[found[1]] = rest[found.end():at - 1]
        assert rest.startswith(",\n", at)
        rest = rest[at + 2:]
    assert rest == "}\n"
    return key, fields


def unescaped(value):
    """What TeX prints of a value; an active sign that is not written out would fail."""
    said, at = [], 0
    while at < len(value):
        name = next((name for name in WRITTEN_AS if value.startswith(name, at)), None)
        if name:
            said.append(WRITTEN_AS[name])
            at += len(name)
        elif value[at] == "\\":
            assert value[at + 1] in ACTIVE
            said.append(value[at + 1])
            at += 2
        else:
            assert value[at] not in ACTIVE, value
            said.append(value[at])
            at += 1
    return "".join(said)


@pytest.mark.parametrize(("title", "written"), [
    ("Struguri & flori", r"Struguri \& flori"), ("100% natural", r"100\% natural"), ("A_B #1 $5", r"A\_B \#1 \$5"),
    ("~ ^", r"\textasciitilde{} \textasciicircum{}"), (r"\input{x}", r"\textbackslash{}input\{x\}"),
    ("șțăîâ «кавычки»", "șțăîâ «кавычки»"), ("", ""),
])
def test_a_title_is_written_as_tex_reads_it(title, written):
    assert read_entry(bibtex(title))[1]["title"] == "{" + written + "}"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60))
@example("}}, author = {Altcineva")
@example("\\")
@example("{{{")
def test_whatever_the_title_it_is_one_field_that_says_it(title):
    key, fields = read_entry(bibtex(title))
    assert key == "culise-struguri"
    assert list(fields) == ["title", "author", "year", "url", "urldate", "langid", "note"]
    assert unescaped(fields["title"].removeprefix("{").removesuffix("}")) == title


@pytest.mark.parametrize(("lang", "langid"), [("ro", "romanian"), ("ru", "russian"), ("en", "english")])
def test_the_language_is_the_one_babel_knows(lang, langid):
    assert read_entry(bibtex(lang=lang))[1]["langid"] == langid


@pytest.mark.parametrize(("added", "year"), [("2026-11-20", "2026"), ("2019", "2019"), (None, "2026")])
def test_the_year_is_that_of_the_case_else_that_of_the_visit(added, year):
    fields = read_entry(bibtex(added=added))[1]
    assert (fields["year"], fields["urldate"], fields["url"]) == (year, "2026-11-22", ADDRESS)


@pytest.mark.parametrize(("lang", "said"), [
    ("ro", "„Struguri”. Culise, 2026. https://culise.md/ro/cases/struguri (accesat la 22 noiembrie 2026)."),
    ("ru", "„Struguri”. Culise, 2026. https://culise.md/ro/cases/struguri (дата обращения: 22 ноября 2026)."),
    ("en", "„Struguri”. Culise, 2026. https://culise.md/ro/cases/struguri (accessed 22 November 2026)."),
])
def test_in_words_it_is_one_line_in_the_readers_language(lang, said):
    found = as_text(text_of(), "2026-11-20", ADDRESS, "Culise", TODAY, reader(lang))
    assert found == said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_case_without_a_day_has_no_year_in_words(lang):
    found = as_text(text_of(), None, ADDRESS, "Culise", TODAY, reader(lang))
    assert found.startswith(f"„Struguri”. Culise, {ADDRESS} (")


@pytest.mark.parametrize(("lang", "title", "quoted"), [
    ("ro", "Struguri", "„Struguri”"), ("ro", "„Hotarul”: filmul", "„«Hotarul»: filmul”"),
    ("ru", "Виноград", "«Виноград»"), ("ru", "«Цветы»", "«„Цветы“»"),
    ("en", "Grapes", "“Grapes”"), ("en", "A “big” case", "“A ‘big’ case”"),
])
def test_a_title_stands_in_the_quotation_marks_of_its_own_language(lang, title, quoted):
    found = as_text(text_of(title, lang), None, ADDRESS, "Culise", TODAY, reader("en"))
    assert found.startswith(f"{quoted}. Culise, ")
