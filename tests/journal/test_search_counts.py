"""Counts of searches: what is kept of a query, how counts add up, lists, days, retention, CSV."""

import csv
import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.database import KeptDatabase
from kb.journal import (
    LISTS,
    SEARCH_MIGRATIONS,
    Opened,
    SearchCount,
    Searched,
    SearchFilter,
    SearchLog,
    SearchSums,
    kept_query,
    searches_as_csv,
)
from kb.journal.searches import LONGEST_QUERY, is_personal

DAY = date(2026, 11, 22)
EVERYTHING = SearchFilter()


@pytest.fixture
def log(tmp_path):
    return SearchLog(KeptDatabase(tmp_path / "searches.sqlite", (SEARCH_MIGRATIONS,)))


def add(log, *events, day=DAY):
    log.add((day, event) for event in events)


def queries(log, kind, wanted=EVERYTHING):
    return [each.query for each in log.counts(kind, wanted)]


@pytest.mark.parametrize(("typed", "kept"), [
    ("  Vin   ALB ", "vin alb"),
    ("Şampanie ţuică", "șampanie țuică"),
    ("ПИВО\tи вино", "пиво и вино"),
    ("a\x00b\u202ec", "a b c"),
    ("ＴＩＫＴＯＫ", "tiktok"),
    ("e\u0301", "é"),
    ("", ""), ("   ", ""), ("\ud800", "?"),
    ("ion@example.md", ""), ("scrie la ion.popescu@example.md azi", ""), ("ion＠example.md", ""),
    ("069123456", ""), ("+373 69 123 456", ""), ("(022) 12-34-56", ""), ("0 22.12.34.56", ""), ("٠٦٩١٢٣٤٥٦", ""),
    ("4111 1111 1111 1111", ""), ("card 4111-1111-1111-1111 mastercard", ""), ("2005013456789", ""),
    ("firma 1003600012345", ""),
    ("vânzări 2019-2021", "vânzări 2019-2021"), ("2018, 2019, 2020", "2018, 2019, 2020"),
    ("135 000 de lei", "135 000 de lei"), ("top 10 în 2020", "top 10 în 2020"), ("5+1 gratis", "5+1 gratis"),
    ("@publika", "@publika"), ("industry:wine -tv", "industry:wine -tv"),
])
def test_a_query_is_kept_plainly_and_one_that_may_tell_of_a_person_not_at_all(typed, kept):
    assert kept_query(typed) == kept


@given(st.text(max_size=300))
def test_any_text_is_kept_short_in_one_line_and_the_same_when_kept_again(text):
    kept = kept_query(text)
    assert len(kept) <= LONGEST_QUERY
    assert kept == " ".join(kept.split())
    kept.encode("utf-8")
    assert not is_personal(kept) or kept == ""


@given(st.from_regex(r"\A\+?\d{7,15}\Z"), st.sampled_from(["", "sună la ", "тел. "]), st.sampled_from(["", " azi"]))
def test_no_long_number_is_kept_wherever_it_stands(number, before, after):
    assert kept_query(before + number + after) == ""


@given(st.from_regex(r"\A[a-z.]{1,20}@[a-z]{1,12}\.(md|ro|com)\Z"), st.text(max_size=150))
def test_no_address_is_kept_wherever_it_stands(address, before):
    assert kept_query(f"{before} {address}") == ""


def test_searches_of_a_day_add_up_in_one_line(log):
    add(log, Searched("ro", "vin", 3), Searched("ro", "vin", 4), Opened("ro", "vin"), Searched("ru", "vin", 1))
    add(log, Searched("ro", "vin", 5), day=DAY + timedelta(days=1))
    assert log.counts("top", EVERYTHING) == (
        SearchCount("vin", "ro", 3, 5, 0, 0, 0, "", 1), SearchCount("vin", "ru", 1, 1, 0, 0, 0, "", 0))


def test_what_was_found_last_is_told_also_when_days_come_in_any_order(log):
    add(log, Searched("ro", "vin", 9), day=DAY)
    add(log, Searched("ro", "vin", 2), day=DAY - timedelta(days=3))
    add(log, Opened("ro", "vin"), day=DAY + timedelta(days=2))
    [count] = log.counts("top", EVERYTHING)
    assert (count.searches, count.total, count.opened) == (2, 9, 1)


def test_each_list_holds_what_its_name_says_the_most_frequent_first(log):
    add(log, *[Searched("ro", "tiktok", 0)] * 3, Searched("ro", "drone", 0), *[Searched("ro", "bere", 0, True)] * 2)
    add(log, *[Searched("ro", "vin", 7)] * 5, Opened("ro", "vin"), *[Searched("ro", "panou", 4)] * 4)
    add(log, Searched("ro", "dby", 7, reason="layout"), Opened("ro", "dby"), Opened("ro", "uitat"))
    assert queries(log, "top") == ["vin", "panou", "tiktok", "bere", "dby", "drone"]
    assert queries(log, "nothing") == ["tiktok", "bere", "drone"]
    assert queries(log, "unopened") == ["panou"]
    assert queries(log, "rescued") == ["dby"]
    assert {kind for kind in LISTS if log.counts(kind, EVERYTHING, 1)} == set(LISTS)
    assert all(len(log.counts(kind, EVERYTHING, 1)) == 1 for kind in LISTS)


def test_nothing_and_a_part_of_the_words_are_told_apart(log):
    add(log, Searched("ro", "tiktok", 0), Searched("ro", "tiktok", 0, True), Searched("ro", "tiktok", 2, True))
    [count] = log.counts("nothing", EVERYTHING)
    assert (count.searches, count.nothing, count.perhaps, count.total) == (3, 1, 1, 2)


def test_the_reasons_of_other_words_are_told_each_once(log):
    for reason, day in (("typo", 0), ("layout", 1), ("typo", 2), ("", 3)):
        add(log, Searched("ro", "vni", 1, reason=reason), day=DAY + timedelta(days=day))
    [count] = log.counts("rescued", EVERYTHING)
    assert count.rescued == 3
    assert sorted(count.reasons.split(",")) == ["layout", "typo"]


@pytest.mark.parametrize(("wanted", "expected"), [
    (SearchFilter("ru"), ["пиво"]),
    (SearchFilter(since=DAY), ["azi", "пиво"]),
    (SearchFilter(until=DAY - timedelta(days=1)), ["ieri"]),
    (SearchFilter("ro", DAY, DAY), ["azi"]),
    (SearchFilter("en"), []),
])
def test_lists_are_narrowed_by_language_and_days(log, wanted, expected):
    add(log, Searched("ro", "ieri", 1), day=DAY - timedelta(days=1))
    add(log, Searched("ro", "azi", 1), Searched("ru", "пиво", 1))
    assert queries(log, "top", wanted) == expected


def test_days_are_told_for_each_language_the_latest_first_and_all_of_them_in_sum(log):
    add(log, Searched("ro", "vin", 1), Searched("ro", "bere", 0), Searched("ru", "вино", 0, True))
    add(log, Searched("ro", "vin", 1), Opened("ro", "vin"), day=DAY - timedelta(days=1))
    assert [(each.day, each.lang, each.searches, each.opened) for each in log.days(EVERYTHING)] == [
        ("2026-11-22", "ro", 2, 0), ("2026-11-22", "ru", 1, 0), ("2026-11-21", "ro", 1, 1)]
    assert log.sums(EVERYTHING) == SearchSums("", "", 4, 1, 1, 0, 1)


def test_days_before_one_are_forgotten(log):
    for back in range(4):
        add(log, Searched("ro", f"acum {back}", 1), day=DAY - timedelta(days=back))
    log.purge(DAY - timedelta(days=1))
    assert sorted(queries(log, "top")) == ["acum 0", "acum 1"]


def test_a_log_that_was_never_written_is_empty_and_makes_no_file(log, tmp_path):
    assert log.counts("top", EVERYTHING) == log.days(EVERYTHING) == ()
    assert log.sums(EVERYTHING) == SearchSums("", "", 0, 0, 0, 0, 0)
    assert list(tmp_path.iterdir()) == []


def test_the_file_holds_days_languages_words_and_numbers_and_nothing_else(log, tmp_path):
    add(log, Searched("ro", "vin", 1))
    with KeptDatabase(tmp_path / "searches.sqlite", ()).reading() as database:
        columns = [row["name"] for row in database.execute("PRAGMA table_info(searches)")]
        [row] = database.execute("SELECT * FROM searches").fetchall()
    assert columns == ["day", "lang", "query", "searches", "total", "found_none",
                       "found_part", "rescued", "reason", "opened"]
    assert tuple(row) == ("2026-11-22", "ro", "vin", 1, 1, 0, 0, 0, "", 0)
    assert (tmp_path / "searches.sqlite").stat().st_mode & 0o077 == 0


def test_the_table_for_other_programs_holds_no_formula(log):
    add(log, Searched("ro", "=1+1", 0), Searched("ro", 'a,"b"', 2), Searched("ro", "-tv", 1))
    rows = list(csv.reader(io.StringIO("".join(searches_as_csv(log.counts("top", EVERYTHING))))))
    assert rows[0][:4] == ["query", "lang", "searches", "total"]
    assert [row[0] for row in rows[1:]] == ["'-tv", "'=1+1", 'a,"b"']
    add(log, Opened("ro", "=1+1"))
    assert all(not row[0].startswith(("=", "+", "-", "@")) for row in rows)
