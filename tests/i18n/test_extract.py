"""Collecting texts into catalogues."""

import pytest
from babel.messages.catalog import Catalog

from kb.i18n import Translator, extract


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / "kb").mkdir()
    (tmp_path / "templates" / "home").mkdir(parents=True)
    (tmp_path / "kb" / "door.py").write_text(
        'from kb.errors import NotFound\n'
        'A = N_("marked")\n'
        'B = gettext("said")\n'
        'C = ngettext("%(num)s door", "%(num)s doors", 2)\n'
        'def f():\n    raise NotFound("no %(what)s here", what="door")\n'
        'D = other("not a text")\n',
        encoding="utf-8",
    )
    (tmp_path / "templates" / "home" / "show.html").write_text(
        '{{ _("On the page") }}{{ ngettext("%(num)s window", "%(num)s windows", n) }}'
        '{% trans %}\n  In a block\n{% endtrans %}', encoding="utf-8",
    )
    return tmp_path


def names(catalog):
    return {message.id for message in catalog if message.id}


def test_texts_are_found_in_code_templates_and_errors(checkout):
    assert names(extract.extract_messages(checkout)) == {
        "marked", "said", "no %(what)s here", ("%(num)s door", "%(num)s doors"), "On the page",
        ("%(num)s window", "%(num)s windows"), "In a block",
    }


def test_translations_are_kept_and_what_is_unused_goes(checkout, tmp_path):
    template = extract.extract_messages(checkout)
    locales = tmp_path / "locale"
    first = extract.update("ro", template, locales)
    first["marked"].string = "marcat"
    first["%(num)s door"].string = ("%(num)s ușă", "%(num)s uși", "%(num)s de uși")
    first.add("gone", "dus")
    extract.write(first, "ro", locales)
    second = extract.update("ro", template, locales)
    assert second["marked"].string == "marcat"
    assert second["%(num)s door"].string == ("%(num)s ușă", "%(num)s uși", "%(num)s de uși")
    assert "gone" not in second


def test_english_fills_itself_in(checkout, tmp_path):
    catalog = extract.update("en", extract.extract_messages(checkout), tmp_path / "locale")
    assert extract.missing(catalog) == []
    assert catalog["%(num)s door"].string == ("%(num)s door", "%(num)s doors")


def test_what_is_missing_is_named(checkout, tmp_path):
    catalog = extract.update("ru", extract.extract_messages(checkout), tmp_path / "locale")
    assert len(extract.missing(catalog)) == 7
    catalog["marked"].string = "отмечено"
    assert "marked" not in extract.missing(catalog)


def test_a_half_translated_plural_is_missing():
    catalog = Catalog(locale="ru")
    catalog.add(("%(num)s door", "%(num)s doors"), ("%(num)s дверь", "", ""))
    assert len(extract.missing(catalog)) == 1


def test_a_text_that_became_a_plural_is_translated_anew(checkout, tmp_path):
    locales = tmp_path / "locale"
    old = Catalog(locale="ro")
    old.add("%(num)s door", "o ușă")
    extract.write(old, "ro", locales)
    assert extract.update("ro", extract.extract_messages(checkout), locales)["%(num)s door"].string == ("", "", "")


def test_what_was_written_can_be_spoken(tmp_path):
    catalog = Catalog(locale="ro", fuzzy=False)
    catalog.add("door", "ușă")
    extract.write(catalog, "ro", tmp_path)
    assert Translator("ro", tmp_path).gettext("door") == "ușă"


def test_writing_twice_writes_the_same_bytes(checkout, tmp_path):
    template = extract.extract_messages(checkout)
    written = []
    for _ in range(2):
        extract.write(extract.update("ru", template, tmp_path / "locale"), "ru", tmp_path / "locale")
        written.append(extract.po_path("ru", tmp_path / "locale").read_bytes())
    assert written[0] == written[1]
