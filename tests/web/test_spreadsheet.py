"""Hits as a table: every program that reads tables reads the same cells, and none of them runs one."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.i18n import LANGUAGES, translator
from kb.search import Choice, Figure
from kb.web.reader import Reader
from kb.web.spreadsheet import hits_as_csv
from tests.web.fake_cases import VOCABULARIES
from tests.web.fake_services import make_hit

HOST = "https://culise.md"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "\uff1d1", "=HYPERLINK(\"http://a\")")


def table(hits, lang="en"):
    reader = Reader(translator(lang), VOCABULARIES.__getitem__)
    text = "".join(hits_as_csv(hits, HOST, reader))
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_table_without_hits_has_its_head_alone():
    [head] = table([])
    assert head == ["Title", "Address", "Languages", "Businesses", "Industries", "Platforms", "Years", "Figure",
                    "What was counted", "Evidence"]


def test_the_head_is_in_the_language_of_the_page():
    heads = [tuple(table([], lang)[0]) for lang in LANGUAGES]
    assert len(set(heads)) == len(LANGUAGES)
    assert len(set(map(len, heads))) == 1


@pytest.mark.parametrize(("figure", "cells"), [
    (None, ["", "", ""]),
    (Figure("", 60.0, None, "tonne", "vândute", "exactly", "press", "presă", 1), ["60 t", "vândute", "presă"]),
    (Figure("", 60.0, 70.0, "tonne", "vândute", "about", "press", "presă", 1), ["about 60–70 t", "vândute", "presă"]),
    (Figure("argint", None, None, "view", "premiu", "exactly", "audited", "audit", 1), ["argint", "premiu", "audit"]),
])
def test_a_figure_is_written_out_as_on_the_page(figure, cells):
    assert [cell.replace("\u00a0", " ") for cell in table([make_hit(figure=figure)])[1][-3:]] == cells


def test_several_values_stand_in_one_cell():
    hit = make_hit(businesses=(Choice("a", "Unu, doi"), Choice("b", "Trei")), versions=("ro", "ru"), years=(2018, 2019))
    row = table([hit])[1]
    assert (row[2], row[3], row[6]) == ("ro, ru", "Unu, doi, Trei", "2018–2019")


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_row_is_a_formula_wherever_it_comes_from(formula):
    choice = (Choice("x", formula),)
    hit = make_hit(title=formula, businesses=choice, industries=choice, platforms=choice,
                   figure=Figure(formula, None, None, "view", formula, "exactly", "press", formula, 1))
    for cell in table([hit])[1]:
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "\uff1d")) or cell.startswith("'")


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(max_examples=60)
@given(st.lists(st.tuples(texts, texts), max_size=4), st.sampled_from(LANGUAGES))
def test_whatever_stands_in_it_a_table_has_a_row_for_each_hit_and_ten_cells_in_each(hits, lang):
    """Quotes, line ends and separators of every kind stay inside their cell."""
    held = [make_hit(number, title=title, businesses=(Choice("a", name),))
            for number, (title, name) in enumerate(hits, 1)]
    rows = table(held, lang)[1:]
    assert [len(row) for row in rows] == [10] * len(held)
    for row, (title, name) in zip(rows, hits, strict=True):
        assert row[0].removeprefix("'") == title.removeprefix("'")
        assert row[3].removeprefix("'") == name.removeprefix("'")
        assert row[1].startswith(f"{HOST}/{lang}/cases/")
