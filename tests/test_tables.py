"""Rows for spreadsheets: whatever is written, no cell is a formula, nothing is lost, and it is read back as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.tables import harmless, table_row

FIRST = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@given(st.text(max_size=20))
def test_a_cell_never_begins_as_a_formula_and_loses_nothing(cell):
    shown = harmless(cell)
    assert shown in (cell, f"'{cell}")
    assert not shown.startswith(FIRST)
    assert not shown.lstrip().startswith(FIRST)


@pytest.mark.parametrize("cell", [
    "=1+1", " =1+1", "\u00a0=1+1", "\u3000@SUM(A1)", "\n-2", "\t=1", "\r=1", "\v+1", "＝1+1", " ＠SUM(1)", "-"])
def test_what_could_be_one_is_marked_also_behind_blanks_of_any_kind(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=1", "4,2 %", "'=1", "5 - 3", "„=1”", "x＝1", "\u200bx"])
def test_what_cannot_be_one_stays_as_it_is(cell):
    assert harmless(cell) == cell


@given(st.lists(cells, min_size=1, max_size=5))
def test_a_row_is_read_back_as_it_was(row):
    [read] = csv.reader(io.StringIO(table_row(row), newline=""), strict=True)
    assert read == [harmless(cell) for cell in row]


def test_numbers_are_cells_too_and_a_negative_one_is_no_formula():
    assert table_row([1, -2, 3.5, None]) == "1,'-2,3.5,None\r\n"
