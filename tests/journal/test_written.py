"""Audit lines for other programs."""

import csv
import io

import pytest

from kb.journal import as_csv, as_json


def cells(log):
    return list(csv.reader(io.StringIO("".join(as_csv(log.lines()))), strict=True))


def test_a_line_as_plain_values_holds_all_of_it(log, write):
    write(before={"role": "editor"}, after={"role": "admin"})
    [line] = log.lines()
    assert as_json(line) == {
        "number": 1, "at": "2026-11-22T12:00:00+00:00", "actor": "ana", "action": "person.role", "object": "person:ion",
        "before": {"role": "editor"}, "after": {"role": "admin"}, "previous": "0" * 64, "hash": line.hash}


def test_a_table_has_a_head_and_a_row_a_line(log, write):
    write(after={"role": "admin"})
    write()
    head, second, first = cells(log)
    assert head == ["number", "at", "actor", "action", "object", "before", "after", "hash"]
    assert (first[0], first[5], first[6]) == ("1", "", '{"role": "admin"}')
    assert second[0] == "2"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "=cmd|' /C calc'!A0", "\n-2"])
def test_no_cell_is_a_formula(log, write, text):
    write(actor=text, of=text)
    row = cells(log)[1]
    assert row[2].startswith("'")
    assert row[4].startswith("'")
    assert row[2][1:] == text


@pytest.mark.parametrize("text", ['a "quoted" word', "a,b;c", "two\nlines", "ș ț Ж", ""])
def test_other_text_is_as_it_was(log, write, text):
    write(actor=text)
    assert cells(log)[1][2] == text


def test_an_empty_log_is_a_head(log):
    assert "".join(as_csv(log.lines())) == "number,at,actor,action,object,before,after,hash\r\n"
