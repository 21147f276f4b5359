"""A file is changed through a form, and nothing else of it is touched."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import Unprocessable
from kb.ingest.editing import add_contributor, read_fields, set_body, set_fields

CONTENT = Path(__file__).parents[2] / "content"
FILE = """\
---
# Written by hand.
title: "Struguri: în loc de flori"   # short
summary: >-   # folded
  Tinerii fermieri
  au vândut struguri.

# where it happened
lang: ro
mystery: {kept: [as, is]}
years: [2018,
  2019]   # both
empty:   # nothing yet
results:
  # the most telling first
  - {metric: units_sold, label: "fructe, vândute", value: 60}   # about
  - metric: views
    label: vizualizări
    value: 1000
sources:
  - url: https://publika.md/a   # the only one
    note: |
      two lines # no comment

      here
# the end
---

## Contextul

Text.
"""
SIXTY = {"metric": "units_sold", "label": "fructe, vândute", "value": "60"}
VIEWS = {"metric": "views", "label": "vizualizări", "value": "1000"}


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went, and those that came."""
    old, new = before.split("\n"), after.split("\n")
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_a_file_is_read_into_fields_and_body():
    form = read_fields(FILE)
    assert form.fields == {
        "title": "Struguri: în loc de flori", "summary": "Tinerii fermieri au vândut struguri.", "lang": "ro",
        "mystery": {"kept": ["as", "is"]}, "years": ["2018", "2019"], "results": [SIXTY, VIEWS],
        "sources": [{"url": "https://publika.md/a", "note": "two lines # no comment\n\nhere\n"}],
    }
    assert form.body == "## Contextul\n\nText.\n"
    assert form.lines["years"] == 11
    assert form.problems == ()


@pytest.mark.parametrize(("fields", "went", "came"), [
    ({"title": "Alt titlu"}, ['title: "Struguri: în loc de flori"   # short'], ["title: Alt titlu   # short"]),
    ({"title": 'A "b": c'}, ['title: "Struguri: în loc de flori"   # short'], ['title: "A \\"b\\": c"   # short']),
    ({"lang": "ru"}, ["lang: ro"], ["lang: ru"]),
    ({"lang": None}, ["lang: ro"], []),
    ({"years": [2020]}, ["years: [2018,", "  2019]   # both"], ["years: [2020]", "# both"]),
    ({"summary": "Pe scurt."}, ["summary: >-   # folded", "  Tinerii fermieri", "  au vândut struguri."],
     ["summary: Pe scurt.   # folded"]),
    ({"empty": "not now"}, ["empty:   # nothing yet"], ["empty: not now   # nothing yet"]),
    ({"mystery": None}, ["mystery: {kept: [as, is]}"], []),
    ({"industries": ["wine", "retail"]}, [], ["industries: [wine, retail]"]),
    ({"budget": {"amount": 12.5, "currency": "MDL"}}, [], ["budget: {amount: 12.5, currency: MDL}"]),
    ({"demo": True}, [], ["demo: true"]),
    ({"odd": "x"}, [], ["odd: x"]),
    ({"results": [VIEWS, SIXTY]}, [], []),
    ({"results": [SIXTY]}, ["  - metric: views", "    label: vizualizări", "    value: 1000"], []),
    ({"results": [SIXTY, {**VIEWS, "value": 2000}]}, ["  - metric: views", "    label: vizualizări", "    value: 1000"],
     ["  - {metric: views, label: vizualizări, value: 2000}"]),
    ({"results": [{**SIXTY, "value": 61}, VIEWS]},
     ['  - {metric: units_sold, label: "fructe, vândute", value: 60}   # about'],
     ["  # about", '  - {metric: units_sold, label: "fructe, vândute", value: 61}']),
    ({"sources": []}, ["  - url: https://publika.md/a   # the only one", "    note: |", "      two lines # no comment",
                       "      here"], ["sources: []", "# the only one"]),
])
def test_only_the_lines_of_what_changes_change(fields, went, came):
    after = set_fields(FILE, "cases", fields)
    lost, new = changed_lines(FILE, after)
    assert [line for line in lost if line != "sources:"] == went
    assert new == came


def test_a_new_key_stands_where_the_schema_has_it():
    lines = set_fields(FILE, "cases/x.md", {"industries": ["wine"], "businesses": ["a-b"], "aliases": ["c"]}).split(
        "\n")
    at = lines.index("businesses: [a-b]")
    assert lines[at + 1] == "industries: [wine]"
    assert lines[at - 1] == "lang: ro"
    assert lines.index("aliases: [c]") > lines.index("results:")


def test_the_same_values_change_nothing_whatever_their_type():
    same = {"years": [2018, 2019], "results": [{**SIXTY, "value": 60}, {**VIEWS, "value": 1000.0, "unit": None}]}
    assert set_fields(FILE, "cases", {**same, "what": None, "empty": None}) is FILE


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_stay(newline, mark):
    text = mark + FILE.replace("\n", newline)
    expected = mark + set_fields(FILE, "cases", {"lang": "ru", "demo": True}).replace("\n", newline)
    assert set_fields(text, "cases", {"lang": "ru", "demo": True}) == expected
    assert set_body(text, "Alt\r\ntext") == mark + set_body(FILE, "Alt\ntext").replace("\n", newline)


@pytest.mark.parametrize("text", ["---\n---\n", "---\n# only a comment\n\n---\nBody\n", "---\n---"])
def test_empty_front_matter_is_a_form_to_fill_in(text):
    assert read_fields(text).fields == {}
    assert read_fields(set_fields(text, "cases", {"title": "T", "lang": "ro"})).fields == {"title": "T", "lang": "ro"}


@pytest.mark.parametrize(("front", "result"), [
    ("{title: a, lang: ro}", "title: b\nlang: ro"),
    ("  title: a\n  lang: ro", "  title: b\n  lang: ro"),
    ("? title\n: a\nlang: ro", "title: b\nlang: ro"),
    ('"title": a\nlang: ro', "title: b\nlang: ro"),
    ("title:\n  a\nlang: ro", "title: b\nlang: ro"),
    ("title: a\n  # inside\n  \nlang: ro", "title: b\n  # inside\n  \nlang: ro"),
])
def test_odd_ways_to_write_yaml_are_met(front, result):
    assert set_fields(f"---\n{front}\n---\n", "cases", {"title": "b"}) == f"---\n{result}\n---\n"


@pytest.mark.parametrize(("text", "line"), [
    ("no front matter", 1), ("---\ntitle: a\n", 1), ("---\ntitle: a\nlang: [ro\n---\nBody\n", 4),
    ("---\ntitle: a\ntitle: b\n---\n", 3), ("---\n- a\n---\n", 2), ("---\nx: &a b\n---\n", 2), (
    "---\nx: 1\x00\n---\n", 2),
    ("", 1),
])
def test_what_cannot_be_read_is_said_with_its_line_and_never_changed(text, line):
    form = read_fields(text, "cases/x.md")
    assert form.fields is None
    assert (form.problems[0].path, form.problems[0].line) == ("cases/x.md", line)
    with pytest.raises(Unprocessable):
        set_fields(text, "cases", {"title": "b"})


def test_a_body_is_given_also_when_the_front_matter_is_broken():
    assert read_fields("---\ntitle: [a\n---\n\nBody\n").body == "Body\n"
    assert set_body("---\ntitle: [a\n---\n\nBody\n", "New") == "---\ntitle: [a\n---\n\nNew\n"


@pytest.mark.parametrize("value", ["a\x00b", "a\x1bb", ["\u202e"], {"x": "\ufeff"}])
def test_a_value_that_no_file_may_hold_is_refused(value):
    with pytest.raises(Unprocessable, match="title"):
        set_fields(FILE, "cases", {"title": value})


@pytest.mark.parametrize(("body", "after"), [
    ("## Contextul\n\nText.", FILE), ("## Contextul\r\n\r\nText.\r\n", FILE), ("\n## Contextul\n\nText.\n\n", FILE),
    ("Alt.", FILE.replace("## Contextul\n\nText.", "Alt.")), ("", FILE.replace("## Contextul\n\nText.\n", "\n")),
])
def test_a_body_is_replaced_and_the_same_one_changes_nothing(body, after):
    assert set_body(FILE, body) == after


def test_a_contributor_is_credited_once():
    once = add_contributor(FILE, "Ana Țurcan")
    assert "contributors: [Ana Țurcan]\n" in once
    assert add_contributor(once, "Ana Țurcan") == once
    assert read_fields(add_contributor(once, "Ion: B")).fields["contributors"] == ["Ana Țurcan", "Ion: B"]


WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn", "Co", "Cf"]), max_size=30)
VALUES = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS.filter(lambda word: word != "<<"), inner,
        max_size=4), max_leaves=8)
FIELDS = st.dictionaries(
    st.sampled_from(["title", "summary", "lang", "years", "results", "sources", "mystery", "budget", "places", "new"]),
    st.none() | VALUES, max_size=6)


def is_flat_enough(value, depth=1) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return depth <= 5 and all(is_flat_enough(one, depth + 1) for one in inner)


@given(FIELDS)
def test_what_was_set_is_read_back_and_all_else_stays(fields):
    fields = {name: value for name, value in fields.items() if is_flat_enough(value)}
    after = set_fields(FILE, "cases", fields)
    read = read_fields(after)
    expected = {**read_fields(FILE).fields, **fields}
    assert read.fields == normal({name: value for name, value in expected.items() if value is not None})
    assert read.body == "## Contextul\n\nText.\n"
    assert set_fields(after, "cases", fields) is after
    for comment in ("# Written by hand.", "# short", "# where it happened", "# nothing yet", "# the end"):
        assert comment in after or fields.get("title", "") is None


def normal(value):
    if isinstance(value, dict):
        return {unicodedata.normalize("NFC", name): normal(one) for name, one in value.items()}
    return [normal(one) for one in value] if isinstance(value, list) else unicodedata.normalize("NFC", value)


YAMLISH = st.lists(st.sampled_from([
    "a", "b: ", "title: ", "? ", ": ", "- ", "\n", "\n  ", "\n- ", "# c", " # c", "[", "]", "{", "}", ", ",
    "|", ">-", '"', "'",
    "x y", "null", "zz: [1]\n", "---", "results:\n  - {a: 1}\n", "\t", "!t ", "&a ", "*a", "%", "é", "e\u0301",
]), max_size=12).map("".join)


@given(st.text(max_size=100) | YAMLISH)
def test_any_text_is_read_without_an_error(text):
    for whole in (text, f"---\n{text}\n---\n"):
        form = read_fields(whole)
        assert (form.fields is None) == bool(form.problems)
        if form.fields is not None:
            assert set_fields(whole, "cases", form.fields) is whole
            again = set_fields(whole, "cases", {"title": "Set", "zz": ["1"]})
            assert read_fields(again).fields == {**form.fields, "title": "Set", "zz": ["1"]}


def test_every_file_of_the_library_can_be_edited_line_by_line():
    files = sorted(file for kind in ("cases", "businesses", "specialists") for file in (CONTENT / kind).glob("*.md"))
    assert len(files) > 300
    for file in files[::7]:
        text = file.read_text(encoding="utf-8")
        form = read_fields(text)
        assert set_fields(text, file.parent.name, form.fields) is text
        assert set_body(text, form.body) is text
        after = set_fields(text, file.parent.name, {"lang": "xx", "demo": "true"})
        assert changed_lines(text, after) == ([f"lang: {form.fields['lang']}"], ["lang: xx", "demo: true"])
