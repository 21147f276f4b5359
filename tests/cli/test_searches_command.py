"""`kb searches`: lists in words, as JSON and as a table; nothing when nothing was counted."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from kb import services as wiring
from kb.cli import Session, main
from kb.journal import Opened, Searched
from kb.settings import Settings
from tests.builders import write_library


@pytest.fixture
def settings(tmp_path):
    content = write_library(tmp_path / "content")
    return Settings(content=content, index=tmp_path / "index", instance=tmp_path / "instance", log_level="error")


@pytest.fixture
def run(settings):
    def invoke(*arguments):
        return CliRunner().invoke(main, ("searches", *arguments), obj=Session(read=lambda: settings),
                                  catch_exceptions=False)
    return invoke


@pytest.fixture
def counted(settings):
    """Some searches of today, and one of ten days ago."""
    made, today = wiring.build(settings), datetime.now(UTC).date()
    events = [*[Searched("ro", "vin", 34)] * 2, Opened("ro", "vin"), Searched("ru", "вино", 0),
              Searched("ro", "=1+1", 0, True), Searched("ro", "dby", 34, reason="layout")]
    made.search_log.add([(today, each) for each in events])
    made.search_log.add([(today - timedelta(days=10), Searched("ro", "demult", 1))])
    made.close()


def test_without_searches_it_says_so_and_makes_no_file(run, settings):
    result = run("--lang", "en")
    assert (result.exit_code, result.stdout) == (0, "Nothing of the kind was searched in these days.\n")
    assert not settings.instance_folder.exists()


def test_the_most_frequent_stand_first_in_words(run, counted):
    assert run("--lang", "en").stdout.splitlines() == [
        "vin · ro · 2 searches · 34 cases · 1 opened", "=1+1 · ro · 1 search · 0 cases",
        "dby · ro · 1 search · 34 cases", "demult · ro · 1 search · 1 case", "вино · ru · 1 search · 0 cases"]


@pytest.mark.parametrize(("options", "queries"), [
    (["--list", "nothing"], ["=1+1", "вино"]),
    (["--list", "unopened", "--days", "5"], ["dby"]),
    (["--list", "rescued"], ["dby"]),
    (["--in", "ru"], ["вино"]),
    (["--days", "1"], ["vin", "=1+1", "dby", "вино"]),
    (["--limit", "1"], ["vin"]),
])
def test_lists_are_narrowed(run, counted, options, queries):
    assert [each["query"] for each in json.loads(run("--json", *options).stdout)] == queries


def test_programs_get_every_number(run, counted):
    [row] = json.loads(run("--json", "--limit", "1").stdout)
    assert row == {"query": "vin", "lang": "ro", "searches": 2, "total": 34, "nothing": 0, "perhaps": 0, "rescued": 0,
                   "reasons": "", "opened": 1}


def test_the_table_is_whole_and_holds_no_formula(run, counted):
    rows = list(csv.reader(io.StringIO(run("--csv", "--limit", "1").stdout)))
    assert len(rows) == 6
    assert [row[0] for row in rows] == ["query", "vin", "'=1+1", "dby", "demult", "вино"]


@pytest.mark.parametrize("options", [["--list", "x"], ["--days", "0"], ["--in", "fr"], ["--limit", "x"]])
def test_what_there_is_not_is_refused(run, options):
    assert run(*options).exit_code == 2
