"""One number in all the ways of three languages: found once, with its value, unit and bounds, wherever it stands."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kb.ingest import read_source
from kb.model.building import build_vocabulary
from kb.submissions import FigureTerms, find_figures

CONTENT = Path(__file__).parents[2] / "content"
TERMS = FigureTerms(*(build_vocabulary(read_source(CONTENT, f"vocabulary/{name}.yaml"))
                      for name in ("metrics", "units", "bases")))
BLANKS = ("\u00a0", "\u202f", " ")
UNITS = {
    "ro": (("lei", "mdl"), ("%", "percent"), ("la sută", "percent"), ("tone", "tonne"), ("euro", "eur"), ("€", "eur")),
    "ru": (("леев", "mdl"), ("%", "percent"), ("процентов", "percent"), ("тонн", "tonne"), ("евро", "eur")),
    "en": (("lei", "mdl"), ("%", "percent"), ("percent", "percent"), ("tonnes", "tonne"), ("euros", "eur")),
}
SENTENCES = {
    "ro": ("Am obținut {} în total.", "{}, adică mult.", "Text înainte (și {}) și după.", "- {}", "Sunt\n{}\nîn tot"),
    "ru": ("Получили {} всего.", "{}, то есть много.", "Текст до (и {}) и после.", "- {}", "Было\n{}\nвсего"),
    "en": ("We got {} in all.", "{}, which is a lot.", "Text before (and {}) and after.", "- {}", "It was\n{}\nin all"),
}
ABOUT = {
    "ro": (("", "exactly"), ("peste ", "at_least"), ("circa ", "about"), ("cel mult ", "at_most"), ("~", "about")),
    "ru": (("", "exactly"), ("более ", "at_least"), ("около ", "about"), ("не более ", "at_most"), ("~", "about")),
    "en": (("", "exactly"), ("over ", "at_least"), ("about ", "about"), ("at most ", "at_most"), ("~", "about")),
}
MULTIPLIED = {
    "ro": (("mii de ", 1e3), ("milioane de ", 1e6), ("mln ", 1e6), ("mld ", 1e9)),
    "ru": (("тыс. ", 1e3), ("тысяч ", 1e3), ("млн ", 1e6), ("млрд ", 1e9)),
    "en": (("thousand ", 1e3), ("million ", 1e6), ("billion ", 1e9)),
}
LANGS = st.sampled_from(["ro", "ru", "en"])


def grouped(number, sign):
    return f"{number:,}".replace(",", sign)


def one(text, lang):
    found = find_figures(text, lang, TERMS)
    assert len(found) == 1, (text, [each.words for each in found])
    return found[0]


@st.composite
def written(draw):
    """A sentence with one figure; the language, its value, its unit and its bound."""
    lang = draw(LANGS)
    number = draw(st.integers(1, 999) | st.integers(1_000, 99_999_999))
    groups = [*BLANKS, "."] if lang != "en" else [*BLANKS, ","]
    digits = draw(st.sampled_from([str(number), *(grouped(number, sign) for sign in groups)]))
    value = float(number)
    if draw(st.booleans()) and "." not in digits and "," not in digits:
        tenths = draw(st.integers(1, 9))
        digits, value = f"{digits}{'.' if lang == 'en' else ','}{tenths}", number + tenths / 10
    before, bound = draw(st.sampled_from(ABOUT[lang]))
    unit, slug = draw(st.sampled_from(UNITS[lang]))
    gap = draw(st.sampled_from([" ", "\u00a0"]))
    de = "de " if lang == "ro" and slug != "percent" and unit != "€" and draw(st.booleans()) else ""
    figure = f"{before}{digits}{gap}{de}{unit}"
    return draw(st.sampled_from(SENTENCES[lang])).format(figure), lang, value, slug, bound


@given(written())
@hypothesis_settings(max_examples=400)
def test_a_number_with_its_unit_is_found_as_it_was_meant(case):
    text, lang, value, unit, bound = case
    found = one(text, lang)
    assert (found.value, found.unit, found.qualifier) == (pytest.approx(value), unit, bound)
    assert text[found.start:found.end].strip() == text[found.start:found.end]
    assert text.count("\n", 0, found.start) + 1 == found.line


@given(LANGS, st.integers(2, 999), st.integers(0, 9), st.data())
def test_thousands_and_millions_are_multiplied(lang, number, tenth, data):
    word, factor = data.draw(st.sampled_from(MULTIPLIED[lang]))
    unit, slug = data.draw(st.sampled_from([each for each in UNITS[lang] if each[1] in ("mdl", "eur", "tonne")
                                            and each[0] != "€"]))
    digits = f"{number}{'.' if lang == 'en' else ','}{tenth}" if tenth else str(number)
    found = one(data.draw(st.sampled_from(SENTENCES[lang])).format(f"{digits} {word}{unit}"), lang)
    assert (found.value, found.unit) == (pytest.approx((number + tenth / 10) * factor), slug)


@given(LANGS, st.integers(1, 900), st.integers(1, 90), st.sampled_from(["-", "–", " – ", "—"]), st.data())
def test_a_range_has_two_ends_also_when_each_has_its_percent_sign(lang, low, more, dash, data):
    left = data.draw(st.sampled_from(["", "%", " %"]))
    found = one(f"{low}{left}{dash}{low + more} %", lang)
    assert (found.value, found.value_to, found.unit) == (low, low + more, "percent")


@pytest.mark.parametrize(("lang", "text", "words", "value", "unit"), [
    ("ro", "bugetul a fost 4.500 MDL", "4.500 MDL", 4_500, "mdl"), ("ru", "бюджет 4500 MDL", "4500 MDL", 4_500, "mdl"),
    ("en", "1,200 MDL each", "1,200 MDL", 1_200, "mdl"), ("en", "MDL 1,200 each", "MDL 1,200", 1_200, "mdl"),
    ("en", "worth €2.5m", "€2.5m", 2_500_000, "eur"), ("en", "worth $3 m in all", "$3 m", 3_000_000, "usd"),
    ("en", "$1.2M", "$1.2M", 1_200_000, "usd"), ("en", "$3bn", "$3bn", 3_000_000_000, "usd"),
    ("en", "a 5 m long banner", "5 m", 5, "metre"), ("ro", "un banner de 5 m", "5 m", 5, "metre"),
    ("en", "MDL 5m", "MDL 5m", 5_000_000, "mdl"), ("ro", "€200.000", "€200.000", 200_000, "eur"),
    ("ru", "рост на 25 %", "25 %", 25, "percent"), ("ro", "locul 2 în top", "locul 2", 2, "place"),
    ("ru", "заняли 2-е место", "2-е место", 2, "place"), ("ro", "în 3 luni", "3 luni", 3, "month"),
])
def test_money_and_measures_as_people_write_them(lang, text, words, value, unit):
    found = one(text, lang)
    assert (found.words, found.value, found.unit) == (words, value, unit)


@pytest.mark.parametrize("wrapped", [
    "`{}`", "```\n{}\n```", "---\nx: {}\n---\n", "[a]({})", "https://a.md/{}", "## {}"])
@given(number=st.integers(1, 10**7))
@hypothesis_settings(max_examples=15)
def test_what_stands_out_of_sight_is_no_figure_whatever_it_says(wrapped, number):
    assert find_figures(wrapped.format(f"{number}lei"), "ro", TERMS) == ()
    assert find_figures(wrapped.format(f"{number}%"), "ro", TERMS) == ()


@given(st.lists(st.sampled_from(["peste 1 200 lei.", "4,2 %.", "de la 20 la 60 de tone.", "x3.", "Fără.", "În 2019."]),
                max_size=6))
def test_sentences_do_not_change_one_another(sentences):
    alone = [(each.value, each.before, each.unit) for sentence in sentences
             for each in find_figures(sentence, "ro", TERMS)]
    together = [(each.value, each.before, each.unit) for each in find_figures("\n\n".join(sentences), "ro", TERMS)]
    assert together == alone
