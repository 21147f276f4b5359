"""Whatever two texts are, both can be read off their comparison; lines are counted as everywhere else."""

import json
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kb.ingest import read_fields
from kb.submissions.diff import DiffLine, compare_texts, diff_fields, diff_lines, diff_words, shortened
from tests.builders import CASE, RESULT, case_markdown

# Every character at which some function of some library would end a line, among plain ones.
TEXTS = st.text(st.sampled_from("ab \n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029șă„”1.,%-é\u0301😀"), max_size=60)


def text_of(line):
    return "".join(part.text for part in line.parts)


def lines_of(text):
    """As comments, problems and the source view count them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


@given(TEXTS, TEXTS)
@hypothesis_settings(max_examples=300)
def test_both_sides_stand_there_whole_and_in_order(before, after):
    lines = diff_lines(before, after)
    assert [text_of(line) for line in lines if line.old] == lines_of(before)
    assert [text_of(line) for line in lines if line.new] == lines_of(after)
    assert [line.old for line in lines if line.old] == list(range(1, len(lines_of(before)) + 1))
    assert [line.new for line in lines if line.new] == list(range(1, len(lines_of(after)) + 1))
    assert all((line.old is None) == (line.kind == "added") for line in lines)
    assert all((line.new is None) == (line.kind == "removed") for line in lines)


@given(TEXTS, TEXTS)
def test_nothing_changed_exactly_when_the_lines_are_the_same(before, after):
    found = compare_texts(before, after)
    assert (found.added + found.removed == 0) == (lines_of(before) == lines_of(after))
    assert found.added - found.removed == len(lines_of(after)) - len(lines_of(before))


@given(TEXTS, TEXTS)
def test_the_other_way_round_what_was_added_is_removed(before, after):
    there, back = compare_texts(before, after), compare_texts(after, before)
    assert len(there.fields) == len(back.fields)
    assert {(one.name, one.before, one.after) for one in there.fields} == {
        (one.name, one.after, one.before) for one in back.fields}


@given(TEXTS, TEXTS)
@hypothesis_settings(max_examples=300)
def test_words_of_a_line_are_whole_and_marked_only_where_they_differ(before, after):
    left, right = diff_words(before, after)
    assert ("".join(part.text for part in left), "".join(part.text for part in right)) == (before, after)
    assert any(part.is_changed for part in (*left, *right)) == (before != after)
    same = ["".join("".join(part.text for part in side if not part.is_changed).split()) for side in (left, right)]
    assert same[0] == same[1] or before == after or not all(same)


@pytest.mark.parametrize("sign", ["\u2028", "\v", "\f", "\x85", "\x1c"])
def test_a_separator_of_a_word_processor_moves_no_line(sign):
    """Comments stand on lines that end with a line feed; another count would put them beside the wrong one."""
    [first, old, new] = diff_lines(f"unu{sign}doi\ntrei", f"unu{sign}doi\npatru")
    assert (first.old, first.new, old.old, new.new) == (1, 1, 2, 2)


@pytest.mark.parametrize(("before", "after"), [("a\r\nb\r\n", "a\nb\n"), ("a\rb", "a\nb"), ("a\nb", "a\nb\n")])
def test_line_ends_alone_are_no_change(before, after):
    assert compare_texts(before, after).added == compare_texts(before, after).removed == 0


@given(st.lists(st.booleans(), max_size=60), st.integers(0, 4))
def test_shortening_keeps_every_change_with_its_surroundings_and_counts_the_rest(changes, context):
    lines = [DiffLine("added" if is_changed else "same", None, number) for number, is_changed in enumerate(changes)]
    short = shortened(lines, context)
    assert sum(line.count if line.kind == "skipped" else 1 for line in short) == len(lines)
    assert [line for line in short if line.kind == "added"] == [line for line in lines if line.kind == "added"]
    near = {at + by for at, line in enumerate(lines) if line.kind == "added" for by in range(-context, context + 1)}
    shown = {line.new for line in short if line.kind != "skipped"}
    assert {place for place in near if 0 <= place < len(lines)} <= shown
    assert all(one.kind != "skipped" or other.kind != "skipped" for one, other in pairwise(short))


@pytest.mark.parametrize(("before", "after"), [
    ("a\n" * 20_000, "b\n" * 20_000), ("a\n" * 5_000, "a\n" * 5_001), ("x " * 50_000, "y " * 50_000),
    ("a b " * 20_000, "b a " * 20_000), ("\n" * 50_000, "\n" * 49_999), ("a\nb\n" * 9_000, "b\na\n" * 9_000),
    ("(" * 40_000, ")" * 40_000),
], ids=["all lines", "one of many alike", "one long line", "pairs", "blanks", "turned round", "signs"])
def test_hostile_texts_are_compared_coarsely_and_soon(before, after):
    started = time.process_time()
    found = compare_texts(before, after)
    assert found.added or found.removed
    assert time.process_time() - started < 20, "it never ended before it was bounded"


# -- front matter as a table -------------------------------------------------------------------------------------------

LEAVES = st.text(st.sampled_from("ab1 ,.%ță"), min_size=1, max_size=8)
# What is a list in one text is one in the other: the table shows neither brackets nor quotes.
FIELDS = st.dictionaries(st.sampled_from("abc"), LEAVES, max_size=3).flatmap(lambda fields: st.dictionaries(
    st.sampled_from("de"), st.lists(LEAVES, min_size=1, max_size=3), max_size=2).map(lambda lists: fields | lists))


def markdown(fields):
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    return "\n".join(("---", *lines, "---", ""))


@given(FIELDS, FIELDS)
@hypothesis_settings(max_examples=300)
def test_a_field_is_told_exactly_when_it_says_something_else(before, after):
    old, new = (read_fields(markdown(fields)).fields or {} for fields in (before, after))
    told = {one.name for one in diff_fields(markdown(before), markdown(after))}
    assert told == {name for name in {*old, *new} if old.get(name) != new.get(name)}


@pytest.mark.parametrize(("before", "after", "names"), [
    ({"places": None}, {"places": []}, ["places"]),
    ({"books": None}, {"books": {}}, ["books"]),
    ({"places": ["a, b"]}, {"places": ["a", "b"]}, ["places"]),
    ({"results": [RESULT, RESULT]}, {"results": [RESULT, {**RESULT, "value": "61"}]},
     ["results.fructe vândute la târg (2).value"]),
    ({"results": [RESULT]}, {"results": [RESULT, {**RESULT, "label": "x"}]}, [
        f"results.x.{name}" for name in RESULT]),
    ({"title": "A"}, {"title": "B", "results": [{**RESULT, "value": "61"}]},
     ["results.fructe vândute la târg.value", "title"]),
    ({"sources": [{"url": "a"}, {"url": "b"}]}, {"sources": [{"url": "b"}, {"url": "a"}]}, []),
], ids=["empty list", "empty map", "a comma in a name", "two of one label", "a new one", "figures first", "order"])
def test_fields_are_told_apart_by_what_they_are_about(before, after, names):
    one, other = (markdown({**CASE, **{name: value for name, value in changes.items() if value is not None}})
                  for changes in (before, after))
    assert [change.name for change in diff_fields(one, other)] == names


def test_front_matter_that_cannot_be_read_is_no_table():
    assert diff_fields("---\na: [\n---\n", case_markdown(title="A"))[0].before is None
    assert diff_fields(None, None) == ()
