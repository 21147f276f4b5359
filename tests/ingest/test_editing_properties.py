"""Whatever a file looks like and whichever field is changed: every other line of it stays, in its place."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.ingest.editing import add_contributor, read_fields, set_body, set_fields

KEYS = ("title", "lang", "years", "results", "sources", "mood", "budget", "aliases", "x-own")
WORDS = st.text("abcșж :#'\"-[]{}&*!|>%@,.?\\", max_size=12)
# A word that means the same however it is written.
PLAIN = st.from_regex(r"[a-zșж]{1,8}", fullmatch=True).filter(lambda word: word not in ("null", "true"))


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


@st.composite
def written(draw, key):
    """A key as people write one: the lines of it, with the comments in between."""
    note = draw(st.sampled_from(["", "   # lângă", "  # a: b [c"]))
    one, two = draw(PLAIN), draw(PLAIN)
    return draw(st.sampled_from([
        [f"{key}: {one}{note}"],
        [f"{key}: {quoted(draw(WORDS))}{note}"],
        [f'{key}: "{one}: {two}"{note}'],
        [f"{key}: {one}", f"  {two} # nu"],
        [f"{key}:{note}", f"  {one}"],
        [f"{key}: >-{note}", f"  {one}", f"  {two}"],
        [f"{key}: |{note}", f"  {one} # rămâne", "", f"  {two}"],
        [f"{key}: [{one}, {two}]{note}"],
        [f"{key}: [{one},{note}", f"  {two}]"],
        [f"{key}:{note}", f"  - {one}", "  # între", f"  - {two}{note}"],
        [f"{key}:{note}", f"- {one}", f"- {quoted(two)}"],
        [f"{key}:", f"  - {{a: {one}, b: [{two}]}}{note}", f"  - a: {two}{note}", "    b: x"],
        [f"{key}: {{a: {one}, b: {two}}}{note}"],
        [f"{key}:{note}", f"  a: {one}{note}", "  # mai jos", f"  b: {two}"],
        [f'"{key}": {one}{note}'],
        [f"{key}:{note}"],
        [f"{key}: ~{note}"],
    ]))


@st.composite
def files(draw):
    """The blocks of a front matter, by key, with what stands before each, and the body."""
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=1, max_size=6))
    before = st.lists(st.sampled_from(["# de mână", "", "  # strâmb", "#"]), max_size=2)
    blocks = [(key, draw(before), draw(written(key))) for key in keys]
    bodies = ["", "\n", "\n## Contextul\n\nText.\n", "x\n---\ny\n", "# nu e nota\n"]
    return blocks, draw(before), draw(st.sampled_from(bodies))


def text_of(file):
    blocks, last, body = file
    lines = [line for _, before, own in blocks for line in (*before, *own)]
    return "\n".join(("---", *lines, *last, "---\n")) + body


def comments(text):
    """What is said in comments, by the words we write them with."""
    return sorted(re.findall(r"# (?:de mână|strâmb|lângă|între|mai jos|a: b \[c)", text.split("\n---\n")[0]))


CHANGED = st.sampled_from(
    ["nou", "un: nou", None, ["a", "b"], [], {"a": "1"}, [{"a": "1"}, {"b": "2"}], "", "două\nrânduri"])


@settings(max_examples=100)
@given(files(), st.data(), CHANGED)
def test_the_lines_of_every_other_key_stay_together_and_in_order(file, data, value):
    key = data.draw(st.sampled_from([key for key, _, _ in file[0]]))
    text = text_of(file)
    after = set_fields(text, "cases", {key: value})
    at = 0
    for name, _, own in file[0]:
        if name != key:
            block = "\n".join(own) + "\n"
            found = after.find(f"\n{block}", at)
            assert found >= 0, (name, after)
            at = found + len(block)
    assert after.endswith("---\n" + file[2])


@settings(max_examples=80)
@given(files(), st.data(), CHANGED.filter(lambda value: value is not None))
def test_no_comment_is_lost_whatever_becomes_of_its_key(file, data, value):
    key = data.draw(st.sampled_from(KEYS))
    text = text_of(file)
    assert comments(set_fields(text, "cases", {key: value})) == comments(text)


@settings(max_examples=60)
@given(files(), st.data())
def test_with_a_field_goes_at_most_what_was_said_behind_it(file, data):
    """A comment on a line of its own may be about more than the key that it stands by."""
    key = data.draw(st.sampled_from(KEYS))
    text = text_of(file)
    alone = [line.strip() for line in text.split("\n---\n")[0].split("\n") if line.lstrip().startswith("# ")]
    left = [line.strip() for line in set_fields(text, "cases", {key: None}).split("\n")]
    assert [line for line in alone if line not in left] == []


@settings(max_examples=60)
@given(files(), st.data(), CHANGED)
def test_only_the_field_that_was_set_reads_otherwise(file, data, value):
    key = data.draw(st.sampled_from(KEYS))
    text = text_of(file)
    before, after = read_fields(text), read_fields(set_fields(text, "cases", {key: value}))
    expected = {**before.fields, key: value}
    assert after.fields == {name: one for name, one in expected.items() if one is not None}
    assert after.body == before.body


@settings(max_examples=50)
@given(files(), st.data(), CHANGED)
def test_what_was_set_and_set_back_reads_as_it_was(file, data, value):
    key = data.draw(st.sampled_from(KEYS))
    text = text_of(file)
    was = read_fields(text).fields
    back = set_fields(set_fields(text, "cases", {key: value}), "cases", {key: was.get(key)})
    assert read_fields(back).fields == was


@settings(max_examples=50)
@given(files(), CHANGED, CHANGED)
def test_two_editors_who_change_different_fields_may_come_in_any_order(file, one, other):
    text = text_of(file)
    first, last = file[0][0][0], file[0][-1][0]
    if first != last:
        forth = set_fields(set_fields(text, "cases", {first: one}), "cases", {last: other})
        back = set_fields(set_fields(text, "cases", {last: other}), "cases", {first: one})
        at_once = set_fields(text, "cases", {first: one, last: other})
        assert read_fields(forth).fields == read_fields(back).fields == read_fields(at_once).fields
        assert comments(forth) == comments(back) == comments(at_once)


@settings(max_examples=40)
@given(files(), st.sampled_from(["\r\n", "\r"]), st.sampled_from(["", "\ufeff"]), CHANGED)
def test_line_ends_of_another_system_stay_on_every_line(file, newline, mark, value):
    plain = text_of(file)
    key = file[0][0][0]
    after = set_fields(mark + plain.replace("\n", newline), "cases", {key: value})
    assert after == mark + set_fields(plain, "cases", {key: value}).replace("\n", newline)


@settings(max_examples=40)
@given(files(), st.text("ab#\n -", max_size=30))
def test_another_body_leaves_the_front_matter_to_the_letter(file, body):
    text = text_of(file)
    after = set_body(text, body)
    head = text[:text.index("\n---\n", 3) + 5] if file[0] or file[1] else "---\n---\n"
    assert after.startswith(head)
    assert read_fields(after).body.strip("\n") == body.strip("\n")
    assert set_body(after, body) is after


@settings(max_examples=30)
@given(files(), st.lists(PLAIN, min_size=1, max_size=4))
def test_everybody_who_wrote_is_credited_once_in_the_order_they_came(file, names):
    text = text_of(file)
    for name in (*names, *names):
        text = add_contributor(text, name)
    assert read_fields(text).fields["contributors"] == list(dict.fromkeys(names))
