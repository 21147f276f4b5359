"""The work at the index in words: what is going on, how it ended, and what to do."""

from datetime import UTC, datetime, timedelta

import pytest

from kb.i18n import LANGUAGES, translator
from kb.indexing import Entry, Manifest, Progress, Versions
from kb.services import IndexStatus, Work
from kb.web.present.index import MODES, OUTCOMES, present_index, present_work
from kb.web.reader import Reader

NOW = datetime(2026, 11, 22, 10, 0, 10, tzinfo=UTC)
BEGAN = "2026-11-22T10:00:05+00:00"
ORDERED = datetime(2026, 11, 22, 10, 0, 5, tzinfo=UTC)
EN = Reader(translator("en"), lambda _: None)
MANIFEST = Manifest("20261122T100000-000000", "2026-11-22T10:00:00+00:00", Versions("sqlite_fts", 1, 1, 1, 1),
                    cases=1_410, documents=3, files=4, left_out=2, asked=242, met=222)


def progress(phase, done=1, total=1, rate=0.0, began=BEGAN, mode="full"):
    return Progress(phase, done, total, rate, 1, began, mode)


def work(told=None, *, is_building=False, is_held=False):
    return Work(told, is_building, is_held)


def shown(state, history=(), ordered=None, now=NOW, reader=EN):
    return present_work(state, history, ordered, now, reader)


def entry(outcome, **more):
    return Entry(BEGAN, "full", outcome, 2.0, **more)


@pytest.mark.parametrize(("state", "history", "ordered", "expected"), [
    (work(), (), None, "idle"),
    (work(progress("done")), (entry("built"),), None, "idle"),
    (work(progress("done")), (entry("built"),), ORDERED, "done"),
    (work(progress("done")), (), ORDERED, "done"),
    (work(is_building=True), (), None, "starting"),
    (work(progress("done"), is_building=True), (entry("built"),), None, "starting"),
    (work(progress("reading", 1, 9), is_building=True), (), None, "running"),
    (work(progress("reading", 1, 9)), (), None, "interrupted"),
    (work(progress("refused")), (entry("refused"),), None, "refused"),
    (work(progress("failed")), (entry("failed"),), None, "failed"),
    (work(progress("cancelled")), (entry("cancelled"),), None, "cancelled"),
    (work(), (), ORDERED, "starting"),
    (work(progress("done", began="2026-11-22T09:00:00+00:00")), (), ORDERED, "starting"),
    (work(progress("reading", 1, 9, began="2026-11-22T09:00:00+00:00")), (), ORDERED, "starting"),
    (work(progress("done", began="")), (), ORDERED, "starting"),
])
def test_the_state_is_what_the_files_say(state, history, ordered, expected):
    found = shown(state, history, ordered)
    assert found.state == expected
    assert found.is_going_on == (expected in ("starting", "running"))
    assert found.title.endswith(".") or expected == "running"


def test_one_that_does_not_begin_within_half_a_minute_never_will_and_says_where_to_look():
    found = shown(work(), ordered=ORDERED, now=ORDERED + timedelta(seconds=31))
    assert (found.state, found.is_going_on) == ("failed", False)
    assert "kb reindex" in found.text


@pytest.mark.parametrize(("told", "figures", "bar"), [
    (progress("reading", 1_200, 4_000, 400.4), "1,200 of 4,000 · 400 a second · 7 seconds left", (1_200, 4_000)),
    (progress("indexing", 3_999, 4_000, 999.0), "3,999 of 4,000 · 999 a second · 0 seconds left", (3_999, 4_000)),
    (progress("indexing", 0, 4, 0.0), "0 of 4", (0, 4)),
    (progress("proving", 0, 1, 0.0), "", (0, 0)),
])
def test_progress_is_told_in_figures_where_there_are_any(told, figures, bar):
    found = shown(work(told, is_building=True))
    assert (found.figures, (found.done, found.total)) == (figures, bar)


def test_a_phase_nobody_knows_yet_is_shown_by_its_name():
    assert shown(work(progress("dusting", 1, 9), is_building=True)).title == "dusting"


def test_a_refusal_says_why_what_is_lost_and_can_be_tried_again():
    refused = entry("refused", reason="the new index would have %(after)s cases and the live one has %(before)s, so it "
                    "was not put in place; see what is wrong with kb check, or insist with kb reindex --force",
                    arguments={"after": 4, "before": 12}, asked=30, met=18, moved=13, lost=("vin", "пиво"))
    found = shown(work(progress("refused")), [refused])
    assert found.text.startswith("The new index would have 4 cases and the live one has 12,")
    assert (found.proof, found.lost, found.retry) == ("18 of 30, 13 have other first hits", ("vin", "пиво"), "full")


@pytest.mark.parametrize(("outcome", "retry"), [
    ("built", ""), ("synced", ""), ("cancelled", ""), ("failed", "full"), ("refused", "full"),
])
def test_only_what_went_wrong_is_offered_again(outcome, retry):
    assert shown(work(progress("failed")), [entry(outcome)]).retry == retry


def test_the_entry_that_is_told_is_that_of_the_reindex_that_is_told():
    newer = Entry("2026-11-22T11:00:00+00:00", "", "rolled_back", 0.0)
    assert shown(work(progress("failed")), [newer, entry("failed", reason="ZeroDivisionError")]).text \
        == "ZeroDivisionError."


def status(manifest=MANIFEST, *, is_held=False):
    return IndexStatus(manifest, "sqlite_fts", frozenset(), "" if manifest else "the pointer is damaged",
                       work(is_held=is_held))


def page_of(found, history=(), earlier=None, reader=EN):
    return present_index(found, history, earlier, shown(found.work, history, reader=reader), reader)


def test_the_facts_of_the_live_index_are_told():
    page = page_of(status())
    assert dict(page.facts) == {
        "Built": "22 November 2026, 10:00 UTC", "Cases": "1,410", "Files left out": "2",
        "Known questions answered": "222 of 242", "Search engine": "sqlite_fts",
        "Generation": "20261122T100000-000000"}
    assert (page.trouble, page.held, page.earlier) == ("", "", "")


def test_an_index_that_cannot_be_read_is_told_with_the_reason():
    page = page_of(status(None))
    assert page.trouble == "There is no index that can be read: the pointer is damaged"
    assert page.facts == []


def test_what_is_held_and_what_one_could_go_back_to_are_told():
    page = page_of(status(is_held=True), earlier=MANIFEST)
    assert "held" in page.held
    assert page.earlier == "22 November 2026, 10:00 UTC, 1,410 cases"


@pytest.mark.parametrize(("kept", "cases", "is_bad"), [
    (entry("built", generation="g", cases=12, added=12), "12 (+12)", False),
    (entry("synced", generation="g", cases=12, added=1, changed=2, removed=3), "12 (+1 ~2 −3)", False),
    (entry("rolled_back", generation="g", cases=11), "11", False),
    (entry("refused"), "", True),
    (entry("interrupted"), "", True),
    (entry("cancelled"), "", False),
])
def test_a_line_of_the_history_tells_cases_and_changes(kept, cases, is_bad):
    [line] = page_of(status(), [kept]).history
    assert (line.cases, line.is_bad, line.began) == (cases, is_bad, "22 November 2026, 10:00 UTC")


def test_the_history_is_not_endless_and_survives_lines_without_a_time():
    assert len(page_of(status(), [entry("built")] * 90).history) == 30
    assert page_of(status(), [Entry("", "strange", "unheard", 0.0)]).history[0].outcome == "unheard"


@pytest.mark.parametrize("began", ["", "yesterday", "2026-11-22", "2026-11-22T10:00:05", "9999-99-99"])
def test_what_is_no_moment_in_a_file_is_shown_as_it_is_and_breaks_nothing(began):
    assert shown(work(progress("done", began=began)), ordered=ORDERED).state == "starting"
    assert page_of(status(), [Entry(began, "full", "built", 1.0)]).history[0].began == began


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_mode_and_outcome_has_words_in_every_language(lang):
    say = translator(lang).gettext
    told = [say(text) for text in (*MODES.values(), *OUTCOMES.values())]
    assert all(told)
    assert lang == "en" or not set(told) & {*MODES.values(), *OUTCOMES.values()}
