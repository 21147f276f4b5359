"""What the check says of a draft reaches the control it is about, in a form and in the Markdown alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.i18n import LANGUAGES, translator
from kb.ingest.editing import read_fields
from kb.model import MESSAGES, SECTION_TITLES, Problem, Severity
from kb.submissions import Checked, Duplicate, FoundFigure, Remark
from kb.web.present.write.check import (
    Ground,
    control_of,
    must_be_mended,
    present_check,
    present_figures,
    wrong_by_control,
)
from kb.web.reader import Reader
from tests.web.fake_cases import VOCABULARIES

PATH = "cases/prune.md"
TEXT = """---
title: Prune la borcan
years: [2019]
results:
  - {metric: units_sold, value: mult}
sources:
  - {url: "https://a.md"}
---

Înainte de toate.

## Contextul

A fost mult.

## Ceva al meu

Altceva.

## Rezultate

S-a vândut.
"""
NAMES = frozenset({
    "title", "years", "results", "results.0", "results.0.value", "sources", "sources.0.url", "section.before",
    "section.context", "section.ceva-al-meu", "section.results", "section.actions", "body",
})
FORM = Ground("abc", PATH, TEXT, read_fields(TEXT).lines, NAMES)
MARKDOWN = Ground("abc", PATH, TEXT, read_fields(TEXT).lines)


def reader(lang="en"):
    return Reader(translator(lang), VOCABULARIES.__getitem__)


def problem(code="missing", field="", line=1, path=PATH, **arguments):
    return Problem(path, line, field, code, arguments)


def message_of(remark):
    return "this says “%(words)s”", {"words": remark.words}


def check(*problems, remarks=(), duplicates=(), figures=(), ground=FORM, lang="en"):
    checked = Checked(tuple(problems), tuple(remarks))
    return present_check(checked, duplicates, list(figures), message_of, ground, reader(lang))


def line_of(words):
    return TEXT.split("\n").index(words) + 1


@pytest.mark.parametrize(("field", "line", "control"), [
    ("title", 2, "title"),
    ("results.0.value", 5, "results.0.value"),
    ("results.0.metric", 5, "results.0"),
    ("results.7.value", 5, "results"),
    ("years.0", 3, "years"),
    ("mood.weather", 3, ""),
    ("body", line_of("A fost mult."), "section.context"),
    ("body", line_of("## Contextul"), "section.context"),
    ("body", line_of("Altceva."), "section.ceva-al-meu"),
    ("body", line_of("S-a vândut."), "section.results"),
    ("", line_of("S-a vândut."), "section.results"),
    ("", 2, "title"),
    ("", 5, "results.0.value"),
    ("", 0, ""),
    ("body", line_of("Înainte de toate."), "body"),
])
def test_a_problem_stands_at_the_narrowest_control_that_there_is(field, line, control):
    assert FORM.control(field, line) == control


def test_without_controls_every_place_is_a_line():
    places = [(field, line) for field in ("title", "body", "", "results.0") for line in (0, 2, 14)]
    assert {MARKDOWN.control(*place) for place in places} == {""}


@given(st.text(".abcresulttiyx0", max_size=12), st.integers(-3, 40))
def test_whatever_the_place_its_control_is_one_of_the_form(field, line):
    assert FORM.control(field, line) in NAMES | {""}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["context", "actions", "results"])
def test_a_missing_section_stands_at_its_empty_box_in_whatever_language_it_is_named(kind, lang):
    assert control_of(problem("missing_section", "body", 9, section=SECTION_TITLES[kind][lang]), FORM) == \
        f"section.{kind}"


def test_a_section_that_no_form_has_stands_nowhere():
    assert control_of(problem("missing_section", section="Epilog"), FORM) == ""
    assert control_of(problem("missing_section", section="Contextul"), MARKDOWN) == ""


@pytest.mark.parametrize(("code", "severity", "is_kept_out"), [
    ("missing", Severity.ERROR, True), ("cedilla", Severity.WARNING, False), ("to_fill", Severity.WARNING, True),
    ("unknown_key", Severity.WARNING, False),
])
def test_gaps_nobody_filled_keep_a_draft_back_as_errors_do(code, severity, is_kept_out):
    found = Problem(PATH, 2, "title", code, severity=severity)
    assert must_be_mended(found) is is_kept_out
    view = check(found)
    assert view.is_publishable is not is_kept_out
    assert [each.is_error for each in (*view.errors, *view.warnings)] == [is_kept_out]


def test_in_a_form_one_is_led_to_the_control():
    [fault] = check(problem("missing", "results.0.value", 5)).errors
    assert (fault.url, fault.target, fault.place) == ("#f-results-0-value", "f-results-0-value", "")


def test_in_a_form_what_has_no_control_leads_to_its_line_of_the_markdown():
    [fault] = check(problem("unknown_key", "mood", 3)).errors
    assert fault.url == "/en/write/abc/markdown?page=cases%2Fprune.md#text"
    assert (fault.target, fault.line, fault.place, fault.code) == ("text", 3, "line 3", "mood")


def test_in_the_markdown_one_is_led_to_the_line():
    [fault] = check(problem("missing", "title", 2), ground=MARKDOWN).errors
    assert (fault.url, fault.target, fault.place, fault.code) == ("#text", "text", "line 2", "title")
    [of_text] = check(problem("empty_section", "body", 12), ground=MARKDOWN).errors
    assert of_text.code == ""


def test_what_is_wrong_with_another_page_of_the_draft_stands_apart_and_leads_there():
    view = check(problem("missing", "name", 2, "businesses/bar.md"), problem("missing", "title", 2), ground=MARKDOWN)
    assert [fault.code for fault in view.errors] == ["title"]
    [other] = view.elsewhere
    assert (other.url, other.code) == ("/en/write/abc?page=businesses%2Fbar.md", "businesses/bar.md")
    assert view.count == 2
    assert not view.is_publishable


def test_a_warning_elsewhere_is_told_and_keeps_nothing_back():
    view = check(Problem("businesses/bar.md", 2, "name", "cedilla", severity=Severity.WARNING))
    assert (len(view.elsewhere), view.count, view.is_publishable) == (1, 0, True)


def test_a_slug_that_only_holds_a_place_is_told_as_a_gap():
    [named] = check(problem("dangling_link", "businesses", 4, value="de-completat", kind="businesses")).errors
    [wrong] = check(problem("dangling_link", "businesses", 4, value="bar-vechi", kind="businesses")).errors
    assert named.message == "This is still to be filled in."
    assert "bar-vechi" in wrong.message.lower()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_every_problem_there_can_be_is_a_sentence_in_every_language(code, lang):
    names = ("reason", "size", "limit", "position", "character", "other", "feature", "expected", "value", "kind",
             "path", "heading", "section", "column")
    found = Problem(PATH, 3, "title", code, dict.fromkeys(names, "7"))
    [fault] = check(found, lang=lang).errors
    assert fault.message.endswith((".", "?", "!", "…"))
    assert fault.message[0] == fault.message[0].upper()
    assert "%(" not in fault.message


def test_a_hint_of_one_line_stands_at_the_control_only_where_the_control_does_not_show_it():
    found = Problem(PATH, 4, "results", "unknown_value", {"value": "x"}, nearest="reach", example="a: 1\nb: 2")
    [at_control] = check(found).errors
    assert at_control.help.split("\n")[0] == "did you mean: reach"
    one_line = Problem(PATH, 4, "results", "unknown_value", {"value": "x"}, nearest="reach")
    assert check(one_line).errors[0].help == ""
    assert check(one_line, ground=MARKDOWN).errors[0].help == "did you mean: reach"


def test_remarks_are_those_of_this_page_and_say_which_words():
    here = Remark(PATH, line_of("A fost mult."), 0, 0, "mult", "praise")
    there = Remark("businesses/bar.md", 3, 0, 0, "superb", "praise")
    [fault] = check(remarks=[here, there]).remarks
    assert fault.url == "#f-section-context"
    assert "mult" in fault.message
    assert fault.help == ""
    assert not fault.is_error


def test_words_that_the_message_does_not_repeat_are_its_help():
    view = present_check(Checked((), (Remark(PATH, 14, 0, 4, "A fost", "no_alt"),)), (), [],
                         lambda _: ("this image has no description", {}), MARKDOWN, reader())
    assert view.remarks[0].help == "A fost"


def test_possible_duplicates_lead_to_their_pages():
    view = check(duplicates=[Duplicate(PATH, "specialists", "ion", "Ion", ("same_name",))], lang="ru")
    assert view.duplicates[0].url == "/ru/people/ion"
    assert view.is_publishable


def test_faults_are_gathered_by_control_and_only_of_this_page():
    wrong = wrong_by_control(Checked((
        problem("missing", "title"), problem("empty", "title"), problem("missing", "mood"),
        problem("missing", "title", path="businesses/bar.md"), problem("missing", "results.0.metric"),
    )), FORM, reader())
    assert wrong == {"title": ["This field is required.", "This must not be empty."],
                     "results.0": ["This field is required."]}


# -- figures that stand in the text only -------------------------------------------------------------------------------

BODY = ("La târg s-au vândut 60 de tone de struguri, iar filmul lor a fost văzut în acea zi de 1000 de oameni.\n"
        "A doua zi, 45.")


def found(words, value, **changes):
    start = BODY.index(words)
    return FoundFigure(start, start + len(words), 1, words, value, **changes)


SIXTY = found("60 de tone", 60.0, unit="tonne", metric="units_sold")


@pytest.mark.parametrize(("fields", "is_told"), [
    (None, True), ({}, True), ({"results": None}, True), ({"results": "60"}, True), ({"results": ["60"]}, True),
    ({"results": [{"value": "61"}]}, True), ({"results": [{"label": "60"}]}, True),
    ({"results": [{"value": "șaizeci"}]}, True), ({"results": [{"value": None}]}, True),
    ({"results": [{"value": "60"}]}, False), ({"results": [{"value": "60.0"}]}, False),
    ({"results": [{"value": "1", "value_to": "60"}]}, False), ({"results": [{"value": "5", "before": "60"}]}, False),
    ({"results": [{"value": "x"}, {"value": "60"}]}, False),
])
def test_a_figure_is_told_until_a_result_states_it(fields, is_told):
    assert bool(present_figures([SIXTY], BODY, fields, reader())) is is_told


def test_a_figure_is_shown_among_its_words_with_what_it_is_taken_for():
    [view] = present_figures([SIXTY], BODY, None, reader())
    assert (view.before, view.words) == ("La târg s-au vândut ", "60 de tone")
    assert view.after.startswith(" de struguri, iar")
    assert view.after.endswith("…")
    assert view.reading == "60 t, units sold"
    assert view.value == f"{SIXTY.start}:60 de tone"


def test_the_words_around_stay_within_their_line_and_are_cut_between_words():
    [last] = present_figures([found("45", 45.0)], BODY, None, reader())
    assert (last.before, last.after) == ("A doua zi, ", ".")
    [middle] = present_figures([found("1000", 1000.0)], BODY, None, reader())
    assert middle.before.startswith("…")
    assert middle.before[1:].split()[0] in BODY.split()
    assert middle.after == " de oameni."


@given(st.text("ab \n,", max_size=150), st.text("ab \n", max_size=150))
def test_whatever_stands_around_a_figure_it_is_found_in_one_line_again(before, after):
    body = f"{before}60{after}"
    [view] = present_figures([FoundFigure(len(before), len(before) + 2, 1, "60", 60.0)], body, None, reader())
    assert "\n" not in view.before + view.after
    assert view.before.lstrip("…") + "60" + view.after.rstrip("…") in body


def test_a_page_shows_at_most_twenty_figures():
    view = check(figures=present_figures([SIXTY] * 30, BODY, None, reader()))
    assert len(view.figures) == 20
