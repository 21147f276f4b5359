"""A form changes what somebody changed, and nothing else: to the letter, whatever the file looks like."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.ingest.editing import read_fields
from kb.web.present.write.fields import Field, fields_of
from kb.web.present.write.inputs import fits, show, unchanged, with_open, with_wrong
from kb.web.present.write.posted import Posted
from tests.builders import CASE, RESULT, SOURCE, case_markdown, page
from tests.web.write_forms import change, filled_in, form_pairs, lists_for, sent

OTHER = {**SOURCE, "url": "https://diez.md/struguri", "publisher": "diez.md"}
TEXT = case_markdown()

# Front matter as people write it: comments, own order, unknown keys, blocks, quotes of both kinds.
BY_HAND = """---
# o notă a mea
lang: ro   # limba
title: 'Struguri, "în loc" de flori'
summary: >-
  Tinerii fermieri
  au vândut struguri.
years: [2019, 2018]
businesses:
  - tineri-fermieri   # ei
  - alta
mood: {weather: sunny}
industries: [wine, agriculture]
platforms: [tv, facebook, unheard_of]
sources:
  - url: https://publika.md/struguri
    publisher: Publika.md
    lang: ro
    colour: red
results:
  - {metric: units_sold, label: "lăzi", value: 60, unit: tonne, evidence: press, source: 1, was: "40"}

  # a doua
  - metric: reach
    label: |
      oameni
      văzuți
    text: mulți
    evidence: press
    source: 1
period: {from: 2019-02, to: 2019-03-24, season: winter}
specialists: []
note_to_self: x
---

Înainte de toate.

## Contextul

Recolta.

## Ceva al meu
Text fără rând gol.
## Rezultate

S-au vândut.
"""


def test_an_untouched_form_changes_no_letter():
    assert filled_in(BY_HAND, form_pairs(BY_HAND)) == BY_HAND


@pytest.mark.parametrize("text", [
    TEXT, TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT, case_markdown(body=""), case_markdown(sources=None),
    case_markdown(years="2019"), case_markdown(results="nu știu"), case_markdown(results=["nu"]),
    case_markdown(period="2019"), case_markdown(title=["a", "b"]), case_markdown(platforms=[["a"]]),
])
def test_that_holds_for_files_of_every_make(text):
    assert filled_in(text, form_pairs(text)) == text


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=12)
scalars = st.one_of(words, st.sampled_from(["…", "https://example.com/", "fill-in", "", " ", "wine", "2019", "a · b"]))
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.sampled_from(["from", "to", "metric", "label", "value", "source", "person", "url", "lang", "x"]), inner,
    max_size=4), max_leaves=8)
NAMES = sorted({field.name for field in fields_of("cases")} | {"x", "demo"})


@given(st.dictionaries(st.sampled_from(NAMES), values, max_size=8), st.text("ab#\n `~-", max_size=40))
@settings(max_examples=150, deadline=None)
def test_an_untouched_form_keeps_any_document(fields, body):
    lines = "".join(f"{name}: {json.dumps(value)}\n" for name, value in fields.items())
    text = f"---\n{lines}---\n{body}"
    if read_fields(text).fields is not None:
        assert filled_in(text, form_pairs(text)) == text


@given(st.sampled_from([f for f in fields_of("cases") if f.control not in ("rows", "group", "numbered")]), values)
@settings(max_examples=200, deadline=None)
def test_what_is_taken_for_untouched_is_what_a_browser_sends(field, value):
    if fits(field, value):
        def seen(pairs):
            return [(name, text.replace("\n", "").replace("\r", "")) for name, text in pairs if text or "." in name]
        shown = [pair for pair in seen(sent(show(field, value, lists_for()))) if pair[1]]
        taken = [pair for pair in seen(unchanged(field, value, lists_for(), field.name)) if pair[1]]
        assert sorted(shown) == sorted(taken)


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=6))
def test_whatever_is_sent_is_read_without_an_error(pairs):
    everything = [("field", field.name) for field in fields_of("cases")]
    filled_in(TEXT, [*everything, *pairs, ("results.0.entry", "{"), ("results.1.entry", "[1]"), ("section.a", "b")])


@pytest.mark.parametrize(("name", "typed", "line"), [
    ("title", " Prune la borcan ", "title: Prune la borcan"),
    ("title", "a: b # c", 'title: "a: b # c"'),
    ("years", "2018–2020, 2022", 'years: ["2018", "2019", "2020", "2022"]'),
    ("years", "2019;2019 2020", 'years: ["2019", "2020"]'),
    ("businesses__0", "Vinăria Purcari · purcari", "businesses: [purcari]"),
    ("businesses__0", "vinăria PURCARI", "businesses: [purcari]"),
    ("businesses__1", "purcari", "businesses: [tineri-fermieri, purcari]"),
    ("aliases", "vechi\r\n\r\n mai-vechi ", "aliases: [vechi, mai-vechi]"),
    ("period__from", "2019-02", "period: {from: 2019-02}"),
    ("budget__amount", "5 000,50", 'budget: {amount: "5000.50"}'),
])
def test_what_is_typed_stands_in_its_own_line(name, typed, line):
    new = filled_in(TEXT, change(form_pairs(TEXT), **{name: typed}))
    added = set(new.split("\n")) - set(TEXT.split("\n"))
    assert {each.replace('"2', "2").replace('"', "") for each in added} == {line.replace('"', "")}


@pytest.mark.parametrize(("typed", "kept"), [
    ("1 200", "1200"), ("1\u00a0200", "1200"), ("4,2", "4.2"), ("0,125", "0.125"), ("-3", "-3"), ("1,5000", "1.5000"),
    ("1,200", "1,200"), ("sute de mii", "sute de mii"), ("", None),
])
def test_a_number_is_taken_where_it_is_clear_and_left_to_the_check_where_not(typed, kept):
    new = filled_in(TEXT, change(form_pairs(TEXT), results__0__value=typed))
    assert read_fields(new).fields["results"][0].get("value") == kept


def test_boxes_keep_the_order_of_the_file_and_add_what_is_new_at_the_end():
    pairs = [pair for pair in form_pairs(BY_HAND) if pair != ("platforms", "tv")] + [("platforms", "fair")]
    assert read_fields(filled_in(BY_HAND, pairs)).fields["platforms"] == ["facebook", "unheard_of", "fair"]


def test_a_box_that_is_no_longer_ticked_sends_nothing_and_goes():
    pairs = [pair for pair in form_pairs(TEXT) if pair[0] != "objectives"]
    assert "objectives" not in read_fields(filled_in(TEXT, pairs)).fields


def test_a_field_that_the_form_did_not_show_is_left_alone():
    pairs = [pair for pair in form_pairs(TEXT) if pair not in (("field", "objectives"), ("objectives", "sales"))]
    assert filled_in(TEXT, pairs) == TEXT


def test_a_row_that_is_changed_keeps_the_keys_no_control_is_for():
    new = filled_in(BY_HAND, change(form_pairs(BY_HAND), results__0__value="61"))
    [first, second] = read_fields(new).fields["results"]
    assert (first["value"], first["was"], second["label"]) == ("61", "40", "oameni\nvăzuți\n")


def test_the_spare_row_becomes_a_row_once_something_stands_in_it():
    new = filled_in(TEXT, change(form_pairs(TEXT), sources__1__url="https://diez.md/x", results__1__text="argint",
                                 results__1__source="2"))
    fields = read_fields(new).fields
    assert fields["sources"][1] == {"url": "https://diez.md/x", "lang": "ro"}
    assert fields["results"][1] == {"text": "argint", "source": "2"}


def test_a_language_that_is_filled_in_beforehand_makes_no_row():
    assert dict(form_pairs(TEXT))["sources.1.lang"] == "ro"
    assert len(read_fields(filled_in(TEXT, form_pairs(TEXT))).fields["sources"]) == 1


def three_sources():
    results = [{**RESULT, "label": str(number), "source": str(number)} for number in (1, 2, 3)]
    sources = [SOURCE, OTHER, {**OTHER, "publisher": "TV8"}]
    return page({**CASE, "sources": sources, "results": results}, "## Contextul\n")


def test_without_a_source_the_others_have_new_numbers_and_its_results_none():
    text = three_sources()
    fields = read_fields(filled_in(text, Posted(form_pairs(text)).without("sources.1").pairs)).fields
    assert [each["publisher"] for each in fields["sources"]] == ["Publika.md", "TV8"]
    assert [each.get("source") for each in fields["results"]] == ["1", None, "2"]


def test_sources_that_change_places_take_their_results_along():
    text = three_sources()
    fields = read_fields(filled_in(text, Posted(form_pairs(text)).moved_up("sources.2").pairs)).fields
    assert [each["publisher"] for each in fields["sources"]] == ["Publika.md", "TV8", "diez.md"]
    assert [each["source"] for each in fields["results"]] == ["1", "3", "2"]


def test_a_source_number_that_never_was_is_left_to_the_check():
    text = case_markdown(results=[{**RESULT, "source": "9"}])
    assert filled_in(text, form_pairs(text)) == text


@pytest.mark.parametrize("place", ["results.0", "results.9", "nothing.1", "results", ""])
def test_moving_up_what_cannot_be_moved_moves_nothing(place):
    assert Posted(form_pairs(TEXT)).moved_up(place).pairs == form_pairs(TEXT)


def test_saving_again_what_was_taken_out_before_the_page_was_made_anew_takes_out_nothing_more():
    """A script saves while rows keep the numbers that they had when the page was made."""
    text = three_sources()
    pairs = Posted(form_pairs(text)).without("sources.0").without("results.0").pairs
    once = filled_in(text, pairs)
    assert filled_in(once, pairs) == once
    assert [each["source"] for each in read_fields(once).fields["results"]] == ["1", "2"]


def test_versions_hold_words_by_number():
    numbered = {"results.label": {"1": "fructe vândute"}, "specialists.did": {"1": "a filmat"}}
    lists = lists_for("ru", numbered)
    text = "---\ntitle: Виноград\nlang: ru\n---\n\n## Контекст\n\nА.\n"
    pairs = form_pairs(text, lang="ru", lists=lists, is_version=True)
    assert ("labels.1", "") in pairs
    new = filled_in(text, change(pairs, labels__1="проданные фрукты"), lists=lists, is_version=True)
    assert read_fields(new).fields["labels"] == {"1": "проданные фрукты"}


def test_placeholders_are_shown_as_nothing_and_stay_until_something_stands_there():
    text = case_markdown(summary="…", businesses=["de-completat"])
    pairs = form_pairs(text)
    assert dict(pairs)["summary"] == dict(pairs)["businesses.0"] == ""
    assert filled_in(text, pairs) == text
    new = read_fields(filled_in(text, change(pairs, businesses__0="purcari"))).fields
    assert (new["businesses"], new["summary"]) == (["purcari"], "…")


def test_what_is_wrong_stands_at_its_control_and_opens_its_row():
    [field] = [each for each in fields_of("cases") if each.name == "results"]
    view = with_wrong(show(field, [RESULT, RESULT], lists_for()), {"results.1.value": ["Nu e număr."]})
    assert [row.is_open for row in view.rows] == [False, True, False]
    assert [part.wrong for part in view.rows[1].parts if part.wrong] == [["Nu e număr."]]
    assert [row.is_open for row in with_open(view, "results.0").rows] == [True, True, False]


@pytest.mark.parametrize(("entry", "title"), [
    (RESULT, "60 t: fructe vândute la târg"), ({"text": "argint", "label": "medalie"}, "argint: medalie"),
    ({"value": "mult", "label": "x"}, "mult: x"), ({"value": "3", "value_to": "5", "unit": "tonne"}, "3–5 t"), ({}, ""),
])
def test_a_closed_result_says_which_it_is(entry, title):
    [field] = [each for each in fields_of("cases") if each.name == "results"]
    assert show(field, [entry], lists_for()).rows[0].title == title


def test_people_and_sources_are_told_by_their_names():
    fields = {each.name: each for each in fields_of("cases")}
    people = show(fields["specialists"], [{"person": "diana-crudu", "role": "x"}], lists_for())
    assert people.rows[0].title == "Diana Crudu"
    assert show(fields["sources"], [SOURCE], lists_for()).rows[0].title == "https://publika.md/struguri — Publika.md"


def test_a_value_that_no_list_knows_can_still_be_seen_and_taken_off():
    view = show(Field("platforms", "checks", "x", of="platforms"), ["facebook", "unheard_of"], lists_for())
    strangers = [option for group in view.options for option in group.options if not option.is_known]
    assert [(option.value, option.chosen) for option in strangers] == [("unheard_of", True)]
