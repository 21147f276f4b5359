"""The catalogues are complete, well spelled, and compiled from what is written in them."""

import re
from io import BytesIO

import pytest
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from kb.i18n import LANGUAGES
from kb.i18n.extract import extract_messages, missing, po_path, read_catalogue, update

PLACE = re.compile(r"%\((\w+)\)s|%%")
TAG = re.compile(r"</?[a-z]+>")
FORMS = {"ro": 3, "ru": 3, "en": 2}


@pytest.fixture(scope="module")
def template():
    return extract_messages()


@pytest.fixture(params=LANGUAGES)
def lang(request):
    return request.param


@pytest.fixture
def catalogue(lang):
    return read_catalogue(lang)


def ids(catalog):
    return {message.id for message in catalog if message.id}


def texts(message):
    """Pairs of an English text and what stands for it."""
    if isinstance(message.id, str):
        return [(message.id, message.string)]
    return [(message.id[-1], form) for form in message.string]


def pairs(catalog):
    return [pair for message in catalog if message.id for pair in texts(message)]


def test_the_catalogue_has_every_text_of_code_and_pages_and_no_other(catalogue, template):
    assert ids(catalogue) == ids(template)


def test_no_translation_is_missing(catalogue):
    assert missing(catalogue) == []


def test_nothing_is_guessed_or_left_behind(catalogue, lang):
    assert [message.id for message in catalogue if message.fuzzy and message.id] == []
    assert not catalogue.obsolete
    assert "#~" not in po_path(lang).read_text(encoding="utf-8")


def test_plurals_have_all_forms_of_the_language(catalogue, lang):
    plurals = [message for message in catalogue if message.id and not isinstance(message.id, str)]
    assert plurals
    assert {len(message.string) for message in plurals} == {FORMS[lang]}


def test_the_compiled_catalogue_says_what_the_written_one_says(catalogue, lang):
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    with po_path(lang).with_suffix(".mo").open("rb") as file:
        assert pairs(read_mo(file)) == pairs(read_mo(compiled))


def test_translations_keep_the_places_for_arguments(catalogue):
    wrong = [
        (text, translated) for text, translated in pairs(catalogue)
        if not set(PLACE.findall(translated)) <= set(PLACE.findall(text))
        or (set(PLACE.findall(text)) - set(PLACE.findall(translated)) - {"num", "count"})
    ]
    assert wrong == []


def test_translations_keep_the_markup(catalogue):
    wrong = [
        (text, translated) for text, translated in pairs(catalogue)
        if sorted(TAG.findall(text)) != sorted(TAG.findall(translated))
    ]
    assert wrong == []


def test_translations_begin_and_end_as_the_text_does(catalogue):
    """A stray blank or a missing full stop shows on the page."""
    wrong = [
        (text, translated) for text, translated in pairs(catalogue)
        if translated != translated.strip() or (text[-1] in ".?!:…") != (translated[-1] in ".?!:…")
    ]
    assert wrong == []


def test_romanian_is_written_with_commas_below_and_never_with_cedillas():
    named = {text for text in ids(extract_messages()) if isinstance(text, str) and "cedilla" in text}
    wrong = [translated for text, translated in pairs(read_catalogue("ro")) if text not in named
             and re.search("[şţŞŢ]", translated)]
    assert wrong == []


def test_romanian_counts_from_twenty_on_with_de():
    plurals = [message for message in read_catalogue("ro") if not isinstance(message.id, str)]
    counted = [message for message in plurals if re.search(r"%\(\w+\)s \w", message.string[1])]
    assert len(counted) > 3
    assert [message.id for message in counted if not re.search(r"%\(\w+\)s de \w", message.string[2])] == []
    assert [message.id for message in plurals if re.search(r"%\(\w+\)s de ", message.string[1])] == []


def test_russian_is_written_in_cyrillic():
    """Latin letters that look like Cyrillic ones break search in the page, and screen readers."""
    mixed = re.compile(r"[а-яё][a-z]|[a-z][а-яё]", re.IGNORECASE)
    bare = [(text, PLACE.sub(" ", TAG.sub(" ", translated))) for text, translated in pairs(read_catalogue("ru"))]
    assert [text for text, translated in bare if mixed.search(translated)] == []


def test_english_says_the_message_itself():
    assert [text for text in read_catalogue("en") if text.id and text.string != text.id] == []


def test_extracting_again_changes_nothing(lang, template):
    again = update(lang, template)
    held = read_catalogue(lang)
    assert {message.id: message.string for message in again if message.id} == {
        message.id: message.string for message in held if message.id
    }


def test_written_files_can_be_read_by_others(lang):
    with po_path(lang).open("rb") as file:
        assert read_po(file, locale=lang).header_comment.startswith("# Texts of Culise")
