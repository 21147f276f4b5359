"""Texts, their plural forms, and the sentences of errors and problems."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import ConfigurationError
from kb.i18n import LANGUAGES, Translator, translator
from kb.model import MESSAGES

CASES = ("%(num)s case", "%(num)s cases")
PLURALS = {
    "ro": {0: "0 cazuri", 1: "1 caz", 2: "2 cazuri", 5: "5 cazuri", 19: "19 cazuri", 20: "20 de cazuri",
           21: "21 de cazuri", 100: "100 de cazuri", 101: "101 cazuri", 119: "119 cazuri", 120: "120 de cazuri",
           1_000: "1000 de cazuri"},
    "ru": {0: "0 кейсов", 1: "1 кейс", 2: "2 кейса", 4: "4 кейса", 5: "5 кейсов", 11: "11 кейсов",
           12: "12 кейсов", 19: "19 кейсов", 20: "20 кейсов", 21: "21 кейс", 22: "22 кейса", 100: "100 кейсов",
           101: "101 кейс", 111: "111 кейсов", 120: "120 кейсов"},
    "en": {0: "0 cases", 1: "1 case", 2: "2 cases", 21: "21 cases", 101: "101 cases", 120: "120 cases"},
}
FORMS = [(lang, count, text) for lang, table in PLURALS.items() for count, text in table.items()]


@pytest.mark.parametrize(("lang", "count", "text"), FORMS)
def test_a_count_takes_the_form_of_its_language(lang, count, text):
    assert translator(lang).ngettext("%(count)s case", "%(count)s cases", count, count=count) == text


def test_the_number_stands_in_the_form_unless_it_is_written_by_the_caller():
    speak = translator("en")
    assert speak.ngettext("%(num)s error", "%(num)s errors", 3) == "3 errors"
    assert speak.ngettext("%(num)s error", "%(num)s errors", 3, num="three") == "three errors"


def test_an_open_form_keeps_its_places():
    assert translator("en").form("%(num)s error", "%(num)s errors", 1) == "%(num)s error"


def test_an_unknown_text_is_said_as_it_is():
    assert translator("ro").gettext("a text nobody translated, 100 %") == "a text nobody translated, 100 %"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", MESSAGES)
def test_every_problem_has_a_sentence_with_its_arguments_in_every_language(lang, code):
    class Arguments(dict):
        def __missing__(self, key):
            return f"<{key}>"

    sentence = translator(lang).gettext(MESSAGES[code]) % Arguments()
    assert sentence
    assert "%" not in sentence
    assert MESSAGES[code].count("%(") == sentence.count("<")


def test_a_problem_is_described_in_the_readers_language():
    described = translator("ro").describe(MESSAGES["unknown_value"], {"value": "vinn"})
    assert described == "vinn nu este cunoscut"


def test_an_error_is_described_by_its_message_and_arguments():
    error = ConfigurationError("%(host)s is not an address of this machine", host="moon")
    assert translator("en").describe(error.message, error.arguments) == "moon is not an address of this machine"
    assert translator("ru").describe(error.message, error.arguments).startswith("moon")


def test_explanations_among_the_arguments_are_translated_and_values_are_not():
    required = MESSAGES["missing"]
    speak = translator("ro")
    assert speak.describe("%(reason)s", {"reason": required}) == speak.gettext(required) != required
    assert speak.describe(MESSAGES["unknown_value"], {"value": required}).startswith(required)


def test_an_empty_explanation_is_not_the_catalogues_header():
    assert translator("ro").describe("%(reason)s", {"reason": ""}) == ""


@given(st.text(), st.sampled_from(LANGUAGES))
def test_any_argument_stands_in_the_sentence_as_it_is(value, lang):
    assert value in translator(lang).describe(MESSAGES["unknown_value"], {"value": value})


def test_a_language_without_a_catalogue_is_refused():
    with pytest.raises(ValueError, match="fr"):
        Translator("fr")


def test_catalogues_are_read_once():
    assert translator("ru") is translator("ru")
