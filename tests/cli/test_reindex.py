"""`kb reindex` and its progress."""

import io
import json

import pytest

from kb.cli.progress import ProgressLines
from kb.cli.session import Session
from kb.errors import NotFound
from kb.indexing import AskedQuery, Entry, Moved, Progress, Proof, ReindexReport
from kb.model import Problem

PROBLEM = Problem("cases/vin.md", 7, "title", "missing")
MISSED = (AskedQuery("vin", "ro", ("a", "b"), ("c",)), AskedQuery("мёд", "ru", ("d",), failure="too complex"))
MET = AskedQuery("bere", "ro", ("a",), ("a",))


def report(action="built", **changes):
    values = {"generation": "g2", "cases": 1_205, "left_out": 0, "problems": (), "seconds": 2.5}
    return ReindexReport(action, **{**values, **changes})


@pytest.mark.parametrize(("options", "mode"), [
    ([], "full"), (["--changed"], "changed"), (["--if-needed"], "if_needed"),
])
def test_the_options_choose_the_mode(run, services, options, mode):
    services.report = report()
    assert run("reindex", *options).exit_code == 0
    assert services.asked == [("reindex", mode, False)]


@pytest.mark.parametrize(("done", "text"), [
    (report(), "The index was built anew. · 1,205 cases · 2.5 s\n"),
    (report("synced", added=2, changed=1, removed=3, cases=1),
     "The index was brought up to date. · 1 case · 2 added, 1 changed, 3 removed · 2.5 s\n"),
    (report("nothing", seconds=0.01), "The index is up to date; nothing was done. · 1,205 cases · 0.01 s\n"),
    (report(left_out=2), "The index was built anew. · 1,205 cases · 2 files left out · 2.5 s\n"),
])
def test_what_was_done_is_said_in_a_line(run, services, done, text):
    services.report = done
    assert run("reindex").stdout == text


def test_it_is_said_in_the_language_asked_for(run, services):
    services.report = report(cases=21, left_out=1)
    assert run("reindex", "--lang", "ro").stdout == (
        "Indexul a fost construit din nou. · 21 de cazuri · 1 fișier lăsat deoparte · 2,5 s\n")


def test_bad_files_are_named_and_do_not_fail(run, services):
    services.report = report(left_out=1, problems=(PROBLEM,))
    result = run("reindex")
    assert result.exit_code == 0
    assert result.stdout.startswith("cases/vin.md:7: title: this field is required\n")


def test_json_tells_all(run, services):
    services.report = report(left_out=1, problems=(PROBLEM,), added=4)
    found = json.loads(run("reindex", "--json").stdout)
    assert found.pop("problems")[0]["code"] == "missing"
    assert found == {"action": "built", "generation": "g2", "seconds": 2.5, "cases": 1205, "added": 4, "changed": 0,
                     "removed": 0, "left_out": 1, "known_questions": None, "moved": []}


@pytest.mark.parametrize(("options", "text"), [
    ([], "Known questions answered: 1,240 of 1,242."),
    (["--lang", "ro"], "Răspunsuri găsite la întrebările cunoscute: 1\xa0240 din 1\xa0242."),
    (["--lang", "ru"], "Найдено ответов на известные вопросы: 1\xa0240 из 1\xa0242."),
])
def test_how_many_known_questions_are_answered_is_the_last_line(run, services, options, text):
    services.report = report(proof=Proof((*MISSED, *[MET] * 1240)), problems=(PROBLEM,))
    assert run("reindex", *options).stdout.splitlines()[2:] == [text]


@pytest.mark.parametrize("proof", [None, Proof()])
def test_where_nothing_was_asked_no_answers_are_told(run, services, proof):
    services.report = report(proof=proof)
    assert "questions" not in run("reindex").stdout


def test_none_of_them_answered_is_told_and_is_no_failure(run, services):
    services.report = report(proof=Proof(MISSED))
    result = run("reindex")
    assert (result.exit_code, result.stdout.splitlines()[1]) == (0, "Known questions answered: 0 of 2.")


def test_json_tells_which_known_questions_were_missed(run, services):
    services.report = report(proof=Proof((MET, *MISSED)))
    assert json.loads(run("reindex", "--json").stdout)["known_questions"] == {
        "asked": 3, "met": 1, "missed": [
            {"q": "vin", "lang": "ro", "expected": ["a", "b"], "found": ["c"], "failure": None},
            {"q": "мёд", "lang": "ru", "expected": ["d"], "found": [], "failure": "too complex"},
        ],
    }


MOVED = (
    Moved("vin", "ro", ("a",), ("b", "c"), was_met=True, is_met=False),
    Moved("miere", "ro", ("a",), ("c", "a"), was_met=True, is_met=True),
    Moved("мёд", "ru", ("a",), ("d",), was_met=False, is_met=True),
)


def test_the_known_questions_that_moved_are_told_the_lost_ones_by_name(run, services):
    services.report = report(proof=Proof((MET,)), moved=MOVED)
    assert run("reindex").stdout.splitlines()[2:] == [
        "No longer answered: vin (now first: b, c)", "2 other known questions have other first hits."]
    assert json.loads(run("reindex", "--json").stdout)["moved"][0] == {
        "q": "vin", "lang": "ro", "before": ["a"], "after": ["b", "c"], "was_met": True, "is_met": False}


def test_force_is_handed_on(run, services):
    services.report = report()
    assert run("reindex", "--changed", "--force").exit_code == 0
    assert services.asked == [("reindex", "changed", True)]


@pytest.mark.parametrize(("option", "call", "said"), [
    ("--rollback", "roll_back", "Generation g1 is live again, and held until the next kb reindex.\n"),
    ("--cancel", "cancel_reindex", "The reindex was asked to stop.\n"),
])
def test_going_back_and_stopping_are_one_option(run, services, option, call, said):
    result = run("reindex", option)
    assert (result.exit_code, result.stdout) == (0, said)
    assert [asked[0] for asked in services.asked] == [call]
    assert "action" in json.loads(run("reindex", option, "--json").stdout)


def test_what_cannot_be_gone_back_to_is_said(run, services):
    services.fail = NotFound("there is no older generation to go back to")
    result = run("reindex", "--rollback")
    assert (result.exit_code, result.stderr) == (1, "kb: there is no older generation to go back to\n")


def test_the_history_is_a_line_each(run, services):
    services.entries = (
        Entry("2026-11-22T10:00:00+00:00", "full", "refused", 2.5, reason="it would be empty"),
        Entry("2026-11-22T09:00:00+00:00", "full", "built", 12.0, "g1", 141),
    )
    assert run("reindex", "--history").stdout.splitlines() == [
        "2026-11-22T10:00:00+00:00 · refused · 2.5 s · it would be empty",
        "2026-11-22T09:00:00+00:00 · built anew · g1 · 141 cases · 12 s"]
    assert json.loads(run("reindex", "--history", "--json").stdout)[1]["generation"] == "g1"


@pytest.mark.parametrize("options", [
    ("--changed", "--if-needed"), ("--rollback", "--cancel"), ("--history", "--changed"),
])
def test_one_thing_at_a_time(run, services, options):
    result = run("reindex", *options)
    assert result.exit_code == 2
    assert "exclude each other" in result.stderr
    assert services.asked == []


def test_progress_goes_to_standard_error_and_never_into_json(run, services):
    services.report = report()
    services.told = (Progress("reading", 5, 10, 50.0), Progress("reading", 10, 10, 55.0))
    result = run("reindex", "--json")
    json.loads(result.stdout)
    assert result.stderr.splitlines() == ["reading: 5/10, 50 a second", "reading: 10/10, 55 a second"]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def shown(steps, stream, lang="en"):
    lines = ProgressLines(Session(lang=lang), stream)
    for step in steps:
        lines(step)
    return stream.getvalue()


def test_a_terminal_gets_one_moving_line_a_phase():
    text = shown([Progress("reading", 0, 1000), Progress("reading", 500, 1000, 612.4),
                  Progress("reading", 1000, 1000, 600.0), Progress("indexing", 1, 2, 9.0)], Terminal())
    assert text == (
        "\r\x1b[K[..............................] reading: 0/1,000, 0 a second"
        "\r\x1b[K[###############...............] reading: 500/1,000, 612 a second"
        "\r\x1b[K[##############################] reading: 1,000/1,000, 600 a second\n"
        "\r\x1b[K[###############...............] indexing: 1/2, 9 a second"
    )


def test_elsewhere_a_few_lines_are_enough():
    text = shown([Progress("reading", done, 1000, 100.0) for done in range(0, 1001, 10)], io.StringIO())
    assert [line.split(",")[0] for line in text.splitlines()] == [
        "reading: 0/1", "reading: 200/1", "reading: 400/1", "reading: 600/1", "reading: 800/1", "reading: 1"]


def test_phases_without_a_length_and_unknown_ones_are_not_shown():
    steps = [Progress("done", 1, 1), Progress("failed", 0, 0), Progress("reading", 0, 0), Progress("dreaming", 1, 2)]
    assert shown(steps, io.StringIO()) == ""


def test_progress_speaks_the_language_asked_for():
    assert shown([Progress("indexing", 1, 1, 2.0)], io.StringIO(), "ru") == "индексация: 1/1, 2 в секунду\n"
