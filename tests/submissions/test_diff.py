"""Two states of a text side by side: lines, words inside lines, fields; whatever is compared, nothing gets lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.submissions.diff import DiffLine, compare_texts, diff_fields, diff_lines, diff_words, shortened
from tests.builders import RESULT, SOURCE, case_markdown


def told(lines):
    return [f"{line.kind[0]}:{''.join(part.text for part in line.parts)}" for line in lines]


def side(lines, kind):
    return ["".join(part.text for part in line.parts) for line in lines if line.kind in ("same", kind)]


@pytest.mark.parametrize(("before", "after", "expected"), [
    ("a\nb\nc", "a\nB\nc", ["s:a", "r:b", "a:B", "s:c"]),
    ("a\nc", "a\nb\nc", ["s:a", "a:b", "s:c"]),
    ("a\nb\nc", "a\nc", ["s:a", "r:b", "s:c"]),
    ("", "a", ["a:a"]), ("a", "", ["r:a"]), ("", "", []), ("a\nb", "a\nb\n", ["s:a", "s:b"]),
    ("a\na", "a", ["s:a", "r:a"]),
])
def test_lines_are_told_in_order(before, after, expected):
    assert told(diff_lines(before, after)) == expected


def test_lines_carry_the_numbers_of_both_sides():
    numbers = [(line.kind, line.old, line.new) for line in diff_lines("a\nb\nc", "a\nx\ny\nc")]
    assert numbers == [("same", 1, 1), ("removed", 2, None), ("added", None, 2), ("added", None, 3), ("same", 3, 4)]


def test_words_are_compared_inside_a_changed_line():
    before, after = diff_words("Au vândut 60 de tone de struguri.", "Au vândut 70 de tone de struguri.")
    assert [part.text for part in before if part.is_changed] == ["60"]
    assert [part.text for part in after if part.is_changed] == ["70"]


def test_lines_with_nothing_in_common_are_changed_wholly():
    assert [[part.is_changed for part in side] for side in diff_words("abc", "«»")] == [[True], [True]]


def test_long_runs_of_equal_lines_are_told_by_their_count():
    text = "\n".join(f"linia {number}" for number in range(100))
    lines = compare_texts(text, text.replace("linia 50", "altceva")).lines
    assert [(line.kind, line.count) for line in lines if line.kind == "skipped"] == [("skipped", 47), ("skipped", 46)]
    assert len(lines) == 2 + 3 + 2 + 3


def test_a_text_that_is_not_there_is_wholly_added_or_removed():
    assert (compare_texts(None, "a\nb").added, compare_texts("a\nb", None).removed) == (2, 2)
    assert compare_texts("a", "a").lines == (DiffLine("skipped", None, None),)


def test_changed_figures_stand_in_front():
    before = case_markdown()
    after = case_markdown(title="Alt titlu", results=[{**RESULT, "value": "70"}], places=None, books=["x"])
    assert [(one.name, one.before, one.after, one.is_figure) for one in diff_fields(before, after)] == [
        ("results.fructe vândute la târg.value", "60", "70", True),
        ("title", "Struguri în loc de flori", "Alt titlu", False),
        ("books", None, "x", False),
        ("places", "chisinau", None, False),
    ]


def test_a_new_entry_does_not_move_the_others():
    other = {**SOURCE, "url": "https://diez.md/a"}
    changes = diff_fields(case_markdown(), case_markdown(sources=[other, SOURCE]))
    assert {one.name for one in changes} == {f"sources.https://diez.md/a.{name}" for name in ("url", "publisher",
        "lang")}
    assert all(one.before is None for one in changes)


@pytest.mark.parametrize(("before", "after"), [
    ("no front matter", case_markdown()), ("---\nx: [\n---\n", "---\nx: [\n---\n"), (None, None)])
def test_front_matter_that_cannot_be_read_is_no_error(before, after):
    assert all(change.before is None for change in diff_fields(before, after))


TEXTS = st.lists(st.sampled_from(["a", "b", "a b", "", "lung și lat", "x y z"]), max_size=30).map("\n".join)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back(before, after):
    lines = diff_lines(before, after)
    assert side(lines, "removed") == before.splitlines()
    assert side(lines, "added") == after.splitlines()
    assert [line.old for line in lines if line.old] == list(range(1, len(before.splitlines()) + 1))
    counts = sum(line.count for line in shortened(lines))
    assert counts == len(lines)


@given(st.text(max_size=100), st.text(max_size=100))
def test_words_can_be_put_together_again(before, after):
    left, right = diff_words(before, after)
    assert ("".join(part.text for part in left), "".join(part.text for part in right)) == (before, after)


HOSTILE = {
    "equal lines": ("a\n" * 60_000, "a\n" * 30_000 + "b\n" + "a\n" * 30_000),
    "alternating lines": ("a\nb\n" * 40_000, "b\nc\na\n" * 30_000),
    "different lines": ("\n".join(map(str, range(40_000))), "\n".join(map(str, range(40_000, 80_000)))),
    "one long line": ("a b " * 70_000, "b a " * 70_000),
    "many long lines": ("\n".join(["a b c " * 300] * 100), "\n".join(["b a c " * 300] * 100)),
    "few different words": ("\n".join(f"{n} " + "x y " * 700 for n in range(90)), "\n".join(f"{n} " + "y x " * 700
    for n in range(1, 91))),
}


@pytest.mark.timeout(30)  # each takes a fraction of a second; without bounds some take minutes
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_compared_at_bounded_cost(name):
    before, after = HOSTILE[name]
    comparison = compare_texts(before, after)
    assert comparison.added or comparison.removed
