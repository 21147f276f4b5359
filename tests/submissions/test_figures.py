"""Figures are found in three languages as people write them, and what only looks like one is left alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ingest import read_source
from kb.model.building import build_vocabulary
from kb.submissions import FigureTerms, find_figures
from kb.submissions.figure_words import number_of
from kb.submissions.figures import MAX_FIGURES

CONTENT = Path(__file__).parents[2] / "content"
TERMS = FigureTerms(*(build_vocabulary(read_source(CONTENT, f"vocabulary/{name}.yaml"))
                      for name in ("metrics", "units", "bases")))


def only(text: str, lang: str):
    figures = find_figures(text, lang, TERMS)
    assert len(figures) == 1, figures
    return figures[0]


@pytest.mark.parametrize(("lang", "text", "words", "value", "unit", "metric"), [
    ("ro", "ER 4,2 % la postări", "4,2 %", 4.2, "percent", "engagement_rate"),
    ("ro", "vânzări x3", "x3", 3, "times", None),
    ("ro", "vânzări ×3", "×3", 3, "times", None),
    ("ro", "au crescut de 3 ori", "de 3 ori", 3, "times", None),
    ("ro", "au crescut de 2,5 ori", "de 2,5 ori", 2.5, "times", None),
    ("ro", "a costat 1 200 lei", "1 200 lei", 1200, "mdl", None),
    ("ro", "a costat 1.200 de lei", "1.200 de lei", 1200, "mdl", None),
    ("ro", "560 000 de vizualizări", "560 000 de vizualizări", 560_000, "count", "views"),
    ("ro", "560\u00a0000 de vizualizări", "560 000 de vizualizări", 560_000, "count", "views"),
    ("ro", "un buget de 5 000 €", "5 000 €", 5000, "eur", "budget"),
    ("ro", "2,5 milioane de lei", "2,5 milioane de lei", 2_500_000, "mdl", None),
    ("ro", "50 de milioane de euro", "50 de milioane de euro", 50_000_000, "eur", None),
    ("ro", "36 000 de dolari", "36 000 de dolari", 36_000, "usd", None),
    ("ro", "locul 3 la Eurovision", "locul 3", 3, "place", "contest_place"),
    ("ro", "12 lei/kg pentru mere", "12 lei/kg", 12, "mdl_per_kg", None),
    ("ro", "30 la sută din public", "30 la sută", 30, "percent", None),
    ("ro", "120 de participanți", "120 de participanți", 120, "count", "participants"),
    ("ro", "au venit 200 de schițe", "200 de schițe", 200, "count", None),
    ("ro", "CTR 1.5% în campanie", "1.5%", 1.5, "percent", "click_rate"),
    ("ro", "un teren de 19 000 de metri pătrați", "19 000 de metri pătrați", 19_000, "square_metre", "area"),
    ("ru", "2 млн просмотров", "2 млн просмотров", 2_000_000, "count", "views"),
    ("ru", "выросли в 3 раза", "в 3 раза", 3, "times", None),
    ("ru", "стоит 1,5 тыс. леев", "1,5 тыс. леев", 1500, "mdl", None),
    ("ru", "1 200 подписчиков", "1 200 подписчиков", 1200, "count", "subscribers"),
    ("ru", "на 25 процентов больше", "25 процентов", 25, "percent", None),
    ("ru", "заняла 3-е место", "3-е место", 3, "place", None),
    ("ru", "охват 560 тыс. человек", "560 тыс. человек", 560_000, "count", "reach"),
    ("ru", "собрали 60 тонн", "60 тонн", 60, "tonne", None),
    ("en", "1,200 followers", "1,200 followers", 1200, "count", "subscribers"),
    ("en", "an engagement rate of 4.2%", "4.2%", 4.2, "percent", "engagement_rate"),
    ("en", "sales grew 3 times", "3 times", 3, "times", None),
    ("en", "3x sales", "3x", 3, "times", None),
    ("en", "it cost $5,000", "$5,000", 5000, "usd", None),
    ("en", "worth €2.5 million", "€2.5 million", 2_500_000, "eur", None),
    ("en", "MDL 1,200 each", "MDL 1,200", 1200, "mdl", None),
    ("en", "watched 34 million times", "34 million times", 34_000_000, "count", None),
])
def test_a_figure_is_found_with_its_unit_and_metric(lang, text, words, value, unit, metric):
    found = only(text, lang)
    assert (found.words, found.value, found.unit, found.metric) == (words, value, unit, metric)


@pytest.mark.parametrize(("lang", "text", "qualifier"), [
    ("ro", "peste 560 000 de vizualizări", "at_least"), ("ro", "cel puțin 40 de voluntari", "at_least"),
    ("ro", "Mai mult de 40 de mărci", "at_least"), ("ro", "circa 60 de tone", "about"), ("ro", "~60 de tone", "about"),
    ("ro", "în jur de 60 de tone", "about"), ("ro", "până la 500 lei", "at_most"), ("ro", "100+ de magazine",
    "at_least"),
    ("ro", "60 de tone", "exactly"), ("ro", "a crescut până la 500 lei", "exactly"),
    ("ru", "более 1 200 подписчиков", "at_least"), ("ru", "около 10 тонн", "about"), ("ru", "до 800 леев", "at_most"),
    ("ru", "ER вырос до 4,2 %", "exactly"), ("ru", "не менее 50 магазинов", "at_least"),
    ("en", "over 2 million views", "at_least"), ("en", "about 60 tonnes", "about"), ("en", "up to 500 lei", "at_most"),
])
def test_what_stands_before_a_number_says_how_exact_it_is(lang, text, qualifier):
    assert only(text, lang).qualifier == qualifier


@pytest.mark.parametrize(("lang", "text", "before", "value", "value_to", "words"), [
    ("ro", "10–15 tone de struguri", None, 10, 15, "10–15 tone"),
    ("ro", "între 10 și 15 tone", None, 10, 15, "între 10 și 15 tone"),
    ("ro", "de la 20 la 60 de locuri", 20, 60, None, "de la 20 la 60 de locuri"),
    ("ro", "10-15 mii de lei", None, 10_000, 15_000, "10-15 mii de lei"),
    ("ru", "от 10 до 15 тонн", None, 10, 15, "от 10 до 15 тонн"),
    ("ru", "с 20 до 60 человек", 20, 60, None, "с 20 до 60 человек"),
    ("en", "from 20 to 60 shops", 20, 60, None, "from 20 to 60 shops"),
    ("en", "between 10 and 15 tonnes", None, 10, 15, "between 10 and 15 tonnes"),
])
def test_two_numbers_said_together_are_one_figure(lang, text, before, value, value_to, words):
    found = only(text, lang)
    assert (found.before, found.value, found.value_to, found.words) == (before, value, value_to, words)


@pytest.mark.parametrize(("lang", "text"), [
    ("ro", "În 2019, pe 8 martie"), ("ro", "tel. +373 22 123 456"), ("ro", "022 123 456"), ("ro", "1. primul pas"),
    ("ro", "anii 1990 și 2021"), ("ro", "ora 10:30"), ("ro", "20-25 martie 2019"), ("ro", "12.03.2019"),
    ("ro", "3 puncte procentuale"), ("ro", "au postat de 3 ori pe zi"), ("ro", "legea 28 și nr. 5"),
    ("ro", "la a 14-a ediție"), ("ro", "https://a.md/2019/560000"), ("ro", "[titlu](../cases/x-100.md)"),
    ("ro", "`width: 1200`"), ("ro", "```\n1200 lei\n```"), ("ro", "## 12 lei"), ("ro", "nota[^12]"),
    ("ro", "---\nvalue: 1200 lei\n---\n"), ("ro", "COVID-19 și A-320"), ("ro", "2018-2019"), ("ro",
    "tirajul 15-10 tone"),
    ("ru", "в 2019 году"), ("ru", "5 марта 2019 г."), ("ru", "3 раза в неделю"), ("ru", "№ 17"), ("ru", "дом 12"),
    ("en", "in 2019"), ("en", "page 12"), ("en", "3 times a day"), ("en", "24/7"), ("en", "since 2008"),
    ("ro", "fără cifre"), ("ro", ""),
])
def test_what_only_looks_like_a_figure_is_none(lang, text):
    assert find_figures(text, lang, TERMS) == ()


@pytest.mark.parametrize(("lang", "text", "value"), [
    ("ro", "vânzările s-au dublat", 2), ("ro", "a crescut de trei ori", 3), ("ru", "вырос в два раза", 2),
    ("ru", "выросли втрое", 3), ("en", "sales doubled", 2), ("en", "a tenfold rise", 10),
])
def test_how_many_times_is_understood_in_words(lang, text, value):
    found = only(text, lang)
    assert (found.value, found.unit) == (value, "times")


def test_the_base_of_a_share_is_taken_from_the_text_or_from_the_metric():
    grown = only("creștere de 25% a vânzărilor față de anul precedent", "ro")
    assert (grown.metric, grown.base) == ("sales_growth", "previous_period")
    assert only("rata de implicare a fost de 4 % din acoperire", "ro").base == "reach"
    assert only("rata de implicare a fost de 4 %", "ro").base is None


def test_a_figure_knows_its_place_and_proposes_a_result():
    text = "Primul rând.\n\nAu fost peste 560 000 de vizualizări și 12 lei."
    views, price = find_figures(text, "ro", TERMS)
    assert (views.line, price.line) == (3, 3)
    assert text[views.start:views.end] == views.words == "peste 560 000 de vizualizări"
    assert views.result() == {"metric": "views", "label": "vizualizări", "value": 560_000, "unit": "count",
                              "qualifier": "at_least"}
    assert price.result() == {"label": "12 lei", "value": 12, "unit": "mdl"}


def test_a_metric_is_proposed_only_with_a_unit_it_has():
    for text in ("4,2 % din vizualizări", "12 lei pentru vizualizări", "560 000 de vizualizări"):
        found = only(text, "ro")
        if found.metric:
            assert found.unit in TERMS.metric(found.metric).units


@pytest.mark.parametrize(("written", "lang", "value"), [
    ("1 200", "ro", 1200), ("1.200", "ro", 1200), ("1.200.000", "ro", 1_200_000), ("4,2", "ro", 4.2), ("4.2", "ro",
    4.2),
    ("1.200,5", "ro", 1200.5), ("0.125", "ro", 0.125), ("1,200", "en", 1200), ("1,200.5", "en", 1200.5),
    ("4.2", "en", 4.2), ("4,2", "en", 4.2), ("1’200", "ro", 1200), ("1,200,000", "ro", 1_200_000), ("60", "ru", 60),
])
def test_numbers_are_read_as_the_language_writes_them(written, lang, value):
    assert number_of(written, lang) == value


def test_of_very_many_figures_the_first_are_given():
    assert len(find_figures("12 lei.\n" * 5_000, "ro", TERMS)) == MAX_FIGURES


PIECES = st.sampled_from(["12", "1 200", "4,2", "2019", "lei", "%", "x", "de", "ori", "peste", "млн", "раза", "в",
    "-", "–",
                          ".", "\n", "$", "€", "tone", "la", "până", "от", "до", "[", "](", "`", "views", "x3", "3x",
                          "+"])


@given(st.text(max_size=80) | st.lists(PIECES, max_size=25).map(" ".join) | st.lists(PIECES, max_size=25).map("".join),
       st.sampled_from(["ro", "ru", "en", "xx"]))
def test_any_text_is_searched_without_an_error(text, lang):
    end = 0
    for figure in find_figures(text, lang, TERMS):
        assert 0 <= figure.start < figure.end <= len(text)
        assert figure.start >= end or figure.unit == "times"
        end = figure.start
        assert any(char.isdigit() for char in figure.words) or figure.unit == "times"
        assert figure.unit is None or figure.unit in TERMS.units
        assert figure.value_to is None or figure.value_to > figure.value
        assert text.count("\n", 0, figure.start) + 1 == figure.line
