"""Praise without a figure and loaded words are pointed to; facts, quotations and names are not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ingest import read_fields
from kb.submissions.remarks import REMARKS
from kb.submissions.tone import MAX_REMARKS, check_tone
from kb.submissions.tone_words import TONE_WORDS

CASES = Path(__file__).parents[2] / "content/cases"


@pytest.mark.parametrize(("lang", "text", "expected"), [
    ("ro", "A fost un succes răsunător.", [("succes răsunător", "praise")]),
    ("ro", "Rezultatele au fost excelente și spectaculoase.", [("excelente", "praise"), ("spectaculoase", "praise")]),
    ("ro", "O campanie extraordinară, cea mai bună din țară.", [("extraordinară", "praise"), ("cea mai bună",
    "superlative")]),
    ("ro", "Din păcate, nimeni nu a venit.", [("Din păcate", "loaded")]),
    ("ru", "Результат потрясающий.", [("потрясающий", "praise")]),
    ("ru", "Это самая популярная марка, настоящий позор.", [("самая популярная", "superlative"), ("позор", "loaded")]),
    ("ru", "К сожалению, никто не пришёл.", [("К сожалению", "loaded")]),
    ("en", "An amazing, world-class result.", [("amazing", "praise"), ("world-class", "praise")]),
    ("en", "Unfortunately nobody came.", [("Unfortunately", "loaded")]),
])
def test_words_that_praise_or_judge_are_pointed_to(lang, text, expected):
    remarks = check_tone(text, lang, "cases/x.md")
    assert [(one.words, one.code) for one in remarks] == expected
    assert all(text[one.start:one.end] == one.words and one.path == "cases/x.md" for one in remarks)


@pytest.mark.parametrize(("lang", "text"), [
    ("ro", "Vizualizările au crescut spectaculos, cu 40 %."),
    ("ro", "Directorul a spus: „A fost un succes răsunător”."),
    ("ro", "A cântat la barul Fabulos din centru."),
    ("ro", "Turiștii sunt impresionați? Nu: îi impresionează liniștea."),
    ("ro", "Cea mai mare parte a cheltuielilor a fost de la început."),
    ("ro", "Este unul dintre cele mai mari birouri."),
    ("ro", "## Rezultate excelente"), ("ro", "> excelent"), ("ro", "`excelent`"), ("ro",
    "[pagina](../cases/excelent.md)"),
    ("ro", "---\ntitle: Excelent, din păcate\n---\nText."),
    ("ru", "Журнал написал: «потрясающий результат»."), ("ru", "Рост на 20 % — впечатляющий."),
    ("en", "He called it “amazing”."), ("en", "Growth was impressive: 20%."), ("en", ""),
])
def test_figures_quotations_and_names_are_left_alone(lang, text):
    assert check_tone(text, lang) == ()


def test_loaded_words_are_pointed_to_beside_figures_too():
    assert [one.code for one in check_tone("Din păcate, au venit 20 de oameni.", "ro")] == ["loaded"]


def test_a_remark_names_its_line():
    [remark] = check_tone("---\nlang: ro\n---\n\nPrima.\n\nUn rezultat excelent.\n", "ro")
    assert remark.line == 7


def test_every_code_has_a_message_that_shows_the_words():
    for code in TONE_WORDS.keys() - {"neutral"}:
        assert "%(words)s" in REMARKS[code]


def test_every_listed_word_is_found_in_its_language():
    for place, lang in enumerate(("ro", "ru", "en")):
        for code, lists in TONE_WORDS.items():
            for words in lists[place].split(", "):
                found = [one.code for one in check_tone(f"Acum {words} aici.", lang)]
                assert found == ([] if code == "neutral" else [code]), words


def test_the_library_itself_is_written_soberly():
    remarks = [one for file in CASES.glob("*.md") for text in [file.read_text(encoding="utf-8")]
               for one in check_tone(text, read_fields(text).fields["lang"], file.name)]
    assert len(remarks) <= len(list(CASES.glob("*.md"))) / 10, remarks


def test_of_very_many_remarks_the_first_are_given():
    assert len(check_tone("Excelent.\n" * 1_000, "ro")) == MAX_REMARKS


@given(st.text(max_size=200) | st.lists(st.sampled_from(["excelent", "„", "”", ".", "\n", "cel mai bun", "5",
    "`"])).map(" ".join))
def test_any_text_is_read_without_an_error(text):
    for remark in check_tone(text, "ro"):
        assert 0 <= remark.start < remark.end <= len(text)
