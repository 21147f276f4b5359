"""Numbers, dates and periods in each language."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.i18n import LANGUAGES, amount, date, number, period

NBSP = "\u00a0"

NUMBERS = [
    # value, ro, ru, en
    (0, "0", "0", "0"),
    (7, "7", "7", "7"),
    (60.0, "60", "60", "60"),
    (2.5, "2,5", "2,5", "2.5"),
    (0.25, "0,25", "0,25", "0.25"),
    (1000, f"1{NBSP}000", f"1{NBSP}000", "1,000"),
    (430000, f"430{NBSP}000", f"430{NBSP}000", "430,000"),
    (1234567.8, f"1{NBSP}234{NBSP}567,8", f"1{NBSP}234{NBSP}567,8", "1,234,567.8"),
    (-3.5, "−3,5", "−3,5", "−3.5"),
    (-0.0000001, "0", "0", "0"),
    (0.1 + 0.2, "0,3", "0,3", "0.3"),
    (999999.9999999, f"1{NBSP}000{NBSP}000", f"1{NBSP}000{NBSP}000", "1,000,000"),
    (10**15, NBSP.join(["1", *["000"] * 5]), NBSP.join(["1", *["000"] * 5]), "1,000,000,000,000,000"),
]
DATES = [
    ("2019", "2019", "2019", "2019"),
    ("2019-02", "februarie 2019", "февраль 2019", "February 2019"),
    ("2019-03-24", "24 martie 2019", "24 марта 2019", "24 March 2019"),
    ("2019-05-01", "1 mai 2019", "1 мая 2019", "1 May 2019"),
    ("2020-02-29", "29 februarie 2020", "29 февраля 2020", "29 February 2020"),
    ("2019-02-29", "2019-02-29", "2019-02-29", "2019-02-29"),
    ("2019-13", "2019-13", "2019-13", "2019-13"),
    ("vara 2019", "vara 2019", "vara 2019", "vara 2019"),
    ("٢٠١٩", "٢٠١٩", "٢٠١٩", "٢٠١٩"),
    ("0000", "0000", "0000", "0000"),
    ("", "", "", ""),
]
PERIODS = [
    ("2019", None, "2019", "2019", "2019"),
    ("2019", "2019", "2019", "2019", "2019"),
    ("2018", "2020", "2018–2020", "2018–2020", "2018–2020"),
    ("2019-02", None, "februarie 2019", "февраль 2019", "February 2019"),
    ("2019-02", "2019-03", "februarie – martie 2019", "февраль – март 2019", "February – March 2019"),
    ("2019-02", "2019-03-24", "februarie – 24 martie 2019", "февраль – 24 марта 2019", "February – 24 March 2019"),
    ("2019-03-03", "2019-03-24", "3–24 martie 2019", "3–24 марта 2019", "3–24 March 2019"),
    ("2019-02-28", "2019-03-01", "28 februarie – 1 martie 2019", "28 февраля – 1 марта 2019",
     "28 February – 1 March 2019"),
    ("2018-12", "2019-01", "decembrie 2018 – ianuarie 2019", "декабрь 2018 – январь 2019",
     "December 2018 – January 2019"),
    ("2018-12-31", "2019-01-02", "31 decembrie 2018 – 2 ianuarie 2019", "31 декабря 2018 – 2 января 2019",
     "31 December 2018 – 2 January 2019"),
    ("2019", "2019-03", "2019", "2019", "2019"),
    ("2019-03", "2019-03-24", "martie 2019", "март 2019", "March 2019"),
    ("2019-03-03", "2019-03", "martie 2019", "март 2019", "March 2019"),
    ("2018", "2019-03", "2018 – martie 2019", "2018 – март 2019", "2018 – March 2019"),
    ("2019-03-24", "2019-03-24", "24 martie 2019", "24 марта 2019", "24 March 2019"),
    ("din 2019", "2020", "din 2019 – 2020", "din 2019 – 2020", "din 2019 – 2020"),
]


@pytest.mark.parametrize(("value", "ro", "ru", "en"), NUMBERS)
def test_a_number_is_written_with_the_marks_of_its_language(value, ro, ru, en):
    assert [number(value, lang) for lang in ("ro", "ru", "en")] == [ro, ru, en]


@pytest.mark.parametrize(("text", "ro", "ru", "en"), DATES)
def test_a_date_is_written_out_as_far_as_it_is_known(text, ro, ru, en):
    assert [date(text, lang) for lang in ("ro", "ru", "en")] == [ro, ru, en]


@pytest.mark.parametrize(("start", "end", "ro", "ru", "en"), PERIODS)
def test_a_period_says_nothing_twice(start, end, ro, ru, en):
    assert [period(start, end, lang) for lang in ("ro", "ru", "en")] == [ro, ru, en]


@given(st.floats(min_value=-1e15, max_value=1e15), st.sampled_from(LANGUAGES))
def test_a_written_number_reads_back_to_six_decimals(value, lang):
    decimal, thousands = {"ro": (",", NBSP), "ru": (",", NBSP), "en": (".", ",")}[lang]
    back = number(value, lang).replace(thousands, "").replace(decimal, ".").replace("−", "-")
    assert math.isclose(float(back), value, abs_tol=6e-7)


@given(st.text(), st.none() | st.text(), st.sampled_from(LANGUAGES))
def test_any_text_has_a_date_and_a_period(start, end, lang):
    assert isinstance(date(start, lang), str)
    assert period(start, None, lang) == date(start, lang)
    assert isinstance(period(start, end, lang), str)


@given(st.dates(), st.dates(), st.sampled_from(LANGUAGES))
def test_a_period_of_two_days_names_the_last_day_in_full(start, end, lang):
    assert period(start.isoformat(), end.isoformat(), lang).endswith(date(end.isoformat(), lang))


LEI = {"ro": ("{} leu", "{} lei", "{} de lei"), "ru": ("{} лей", "{} лея", "{} леев"), "en": ("MDL {}",)}
AMOUNTS = [
    ("ro", 1, None, "1 leu"), ("ro", 2, None, "2 lei"), ("ro", 19, None, "19 lei"), ("ro", 20, None, "20 de lei"),
    ("ro", 101, None, "101 lei"), ("ro", 135_000, None, "135 000 de lei"), ("ro", 2.5, None, "2,5 lei"),
    ("ru", 1, None, "1 лей"), ("ru", 24, None, "24 лея"), ("ru", 11, None, "11 леев"), ("ru", 21, None, "21 лей"),
    ("ru", 2.5, None, "2,5 лея"), ("ru", 5, None, "5 леев"), ("en", 24, None, "MDL 24"),
    ("ro", 10, 20, "10–20 de lei"), ("ru", 3, 4, "3–4 лея"),
]


@pytest.mark.parametrize(("locale", "value", "value_to", "text"), AMOUNTS)
def test_an_amount_has_its_unit_in_the_form_the_number_wants(locale, value, value_to, text):
    assert amount(value, value_to, LEI[locale], locale).replace("\u00a0", " ") == text


def test_a_unit_with_one_form_is_written_so_after_any_number():
    assert [amount(value, None, ("{} t",), "ro") for value in (1, 2, 20)] == ["1 t", "2 t", "20 t"]
