"""Plain pieces of the review pages: front matter flattened, lines with their remarks, checks and differences."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.i18n import LANGUAGES, translator
from kb.model import Problem, Severity, Vocabulary
from kb.submissions import (
    STEPS,
    Checked,
    Comment,
    Comparison,
    DiffLine,
    Document,
    Duplicate,
    Event,
    FieldChange,
    Notice,
    Part,
    Remark,
    Report,
    Revision,
    State,
    Submission,
)
from kb.submissions.messages import Message
from kb.web.present.account_notices import present_notice
from kb.web.present.checks import present_checks, sentence
from kb.web.present.diff import present_diff
from kb.web.present.review import choices, grouped, present_line, present_report, thin_figures
from kb.web.present.submission import (
    anchor,
    flat_fields,
    part_links,
    present_comments,
    present_events,
    present_revisions,
    present_source,
)
from kb.web.present.submission_words import KINDS, STATES, age_words
from kb.web.present.submission_words import STEPS as STEP_WORDS
from kb.web.reader import Reader

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SENT = Submission("abc", "ana", "cases", "ro", State.SUBMITTED, NOON, NOON, 3, (Document("cases/x.md", "x"),), 2)


def reader(lang="en"):
    return Reader(translator(lang), Vocabulary)


def name_of(person):
    return {"ana": "Ana", "eva": "Eva"}[person]


@pytest.mark.parametrize(("value", "flat"), [
    ({"title": "X", "years": ["2019", "2020"]}, [("title", "X"), ("years", "2019, 2020")]),
    ({"title": "X", "results": [{"value": "1"}, {"value": "2"}]},
     [("results.1.value", "1"), ("results.2.value", "2"), ("title", "X")]),
    ({"period": {"from": "2019", "to": None}}, [("period.from", "2019"), ("period.to", "")]),
    ({"x": []}, [("x", "")]),
    ({"x": [["a", "b"], "c"]}, [("x.1", "a, b"), ("x.2", "c")]),
    ({}, []),
])
def test_front_matter_becomes_names_and_values_with_figures_first(value, flat):
    assert flat_fields(value) == flat


nested = st.recursive(
    st.text(max_size=5) | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3), max_leaves=10)


@given(st.dictionaries(st.text(max_size=5), nested, max_size=4))
def test_any_front_matter_can_be_shown(value):
    for name, text in flat_fields(value):
        assert isinstance(name, str)
        assert isinstance(text, str)


@pytest.mark.parametrize(("text", "count"), [("a\nb\n", 2), ("a\nb", 2), ("", 1), ("\n", 1), ("a\n\nb\n", 3)])
def test_a_source_has_the_lines_of_its_file(text, count):
    source = present_source("cases/x.md", text, {}, [], SENT, 1, 2, reader())
    assert [line.number for line in source.lines] == list(range(1, count + 1))
    assert [line.is_asked for line in source.lines] == [True] + [False] * (count - 1)


def test_remarks_stand_at_their_line_and_lead_to_it():
    comments = [Comment(1, NOON, "eva", 2, "Sursa?", "cases/x.md", 2), Comment(2, NOON, "ana", 2, "Bun.")]
    shown = present_comments(comments, SENT, name_of, reader())
    source = present_source("cases/x.md", "a\nb\n", {}, shown, SENT, None, 2, reader())
    assert [[each.text for each in line.comments] for line in source.lines] == [[], ["Sursa?"]]
    assert shown[0].url == "/en/review/abc?part=source&revision=2&path=cases%2Fx.md&line=2#cases-x-md-2"
    assert (shown[1].place, shown[1].url, shown[1].who) == ("", "", "Ana")


def test_an_anchor_is_one_word():
    assert anchor("cases/un-caz.ru.md", 7) == "cases-un-caz-ru-md-7"


def test_revisions_come_the_latest_first_and_are_compared_with_the_one_before():
    revisions = [Revision(number, NOON, person, note, ()) for number, person, note in ((1, "ana", ""), (2, "eva", "x"))]
    shown = present_revisions(revisions, SENT, name_of, reader())
    assert [(each.number, each.who, each.note) for each in shown] == [(2, "Eva", "x"), (1, "Ana", "")]
    assert [each.compare_url for each in shown] == ["/en/review/abc/compare?a=1&b=2", ""]


def test_steps_are_told_in_words():
    [shown] = present_events([Event(NOON, "eva", "ask_for_changes", "Anul?", 1)], name_of, reader("ro"))
    assert (shown.who, shown.step, shown.text) == ("Eva", "schimbări cerute", "Anul?")


def test_a_conflict_is_a_part_only_when_there_is_one():
    names = [link.label for link in part_links("abc", "changes", {"checks": 3}, reader())]
    assert names == ["Page", "Changes", "Markdown", "Checks (3)", "Talk and history"]
    assert part_links("abc", "page", {"conflict": 1}, reader())[-1].label == "Conflict (1)"
    assert [link.current for link in part_links("abc", "changes", {}, reader())].index(True) == 1
    assert part_links("abc", "page", {}, reader(), 1)[1].url == "/en/review/abc?part=changes&revision=1"


def test_every_state_kind_and_step_has_its_words():
    assert set(STATES) == {state.value for state in State}
    assert set(STEPS) - {"save"} <= set(STEP_WORDS)
    for lang in LANGUAGES:
        said = [reader(lang).say(words) for words in (*STATES.values(), *KINDS.values(), *STEP_WORDS.values())]
        assert all(said)


@pytest.mark.parametrize(("days", "said"), [(-1, "today"), (0, "today"), (1, "1 day"), (40, "40 days")])
def test_age_is_counted_in_days(days, said):
    assert age_words(NOON, NOON + timedelta(days=days), reader()) == said


def test_a_line_of_the_queue_falls_back_to_the_path():
    line = present_line(SENT, "", "ro", "Ana", None, NOON, reader())
    assert (line.title, line.url, line.state, line.kind) == ("cases/x.md", "/en/review/abc", "submitted", "case study")


def test_empty_groups_are_left_out():
    line = present_line(SENT, "X", "ro", "Ana", None, NOON, reader())
    assert grouped([line, line], reader()) == [("Waits for an editor", [line, line])]
    assert grouped([], reader()) == []


def test_choices_are_those_that_fit():
    found = choices({"a": "today", "b": "published"}, "b", reader("ro"), lambda value: value == "b")
    assert [(each.value, each.label, each.chosen) for each in found] == [("b", "publicat", True)]


def test_a_readers_message_is_shown_with_who_sent_it():
    message = Message("wanted", "", "Un caz.", "Ion", "ion@example.md")
    shown = present_report(Report(3, message, NOON), None, reader("ru"))
    assert (shown.number, shown.kind, shown.name, shown.email) == (
        3, "кейс, которого не хватает", "Ion", "ion@example.md")


def test_without_figures_nothing_is_thin():
    assert thin_figures([], reader()) == []


def shown_checks(checked, duplicates=()):
    return present_checks(checked, duplicates, lambda remark: ("this file is %(words)s", {"words": remark.words}),
                          lambda path, line, field: f"#{path}-{line}-{field}", reader())


def test_checks_are_sentences_with_a_place_and_a_way_there():
    problem = Problem("cases/x.md", 4, "businesses", "dangling_link", {"value": "x", "kind": "businesses"},
                      nearest="y", example="businesses: [y]")
    warning = Problem("cases/x.md", 9, "", "cedilla", severity=Severity.WARNING)
    remark = Remark("cases/x.md", 12, 3, 9, "superb", "praise", {})
    found = shown_checks(Checked((problem, warning), (remark,)), [
        Duplicate("cases/x.md", "specialists", "ion", "Ion", ("same_name", "same_source"))])
    assert (found.errors, found.is_clean) == (1, False)
    assert found.problems[0].text == "X does not exist in businesses."
    assert (found.problems[0].place, found.problems[0].url) == ("cases/x.md:4", "#cases/x.md-4-businesses")
    assert "y" in found.problems[0].hint
    assert (found.remarks[0].words, found.remarks[0].place) == ("superb", "cases/x.md:12")
    assert found.duplicates[0].url == "/en/people/ion"
    assert found.duplicates[0].reasons == "it has the same name; it rests on the same source"


def test_nothing_found_is_clean():
    assert shown_checks(Checked()).is_clean


@pytest.mark.parametrize(("text", "said"), [("x", "X."), ("Is it?", "Is it?"), ("", "."), ("ș…", "Ș…")])
def test_a_message_becomes_a_sentence(text, said):
    assert sentence(text) == said


@pytest.mark.parametrize(("before", "after", "state"), [
    (None, "x", (True, False)), ("x", None, (False, True)), ("x", "y", (False, False))])
def test_a_difference_tells_figures_from_the_rest(before, after, state):
    figure, field = FieldChange("results.1.value", "1", "2", True), FieldChange("title", None, "X", False)
    line = DiffLine("added", None, 1, (Part("x", True),), 1)
    diff = present_diff("cases/x.md", before, after, Comparison((figure, field), (line,), 1, 0))
    assert (diff.is_new, diff.is_gone) == state
    assert (diff.figures, diff.others, diff.is_same) == ([figure], [field], False)


def test_a_notice_leads_to_ones_own_text():
    shown = present_notice(Notice(1, NOON, "abc", "decline", "O reclamă.", seen=False), "Prune", reader("ro"))
    assert (shown.url, shown.said, shown.text, shown.is_new) == ("/ro/write/abc", "A fost respins.", "O reclamă.", True)
    assert present_notice(Notice(1, NOON, "abc", "give_back", "cases/x.md", seen=True), "x", reader()).text == ""
