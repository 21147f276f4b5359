"""`kb audit`: reading the log, and whether it is whole."""

import csv
import io
import json
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from kb import services as wiring
from kb.accounts import Actor, Role
from kb.cli import Session, main
from kb.settings import Settings


@pytest.fixture
def services(tmp_path):
    return wiring.build(Settings(instance=tmp_path / "instance", index=tmp_path / "index", log_level="error"))


@pytest.fixture
def kb(services):
    def invoke(*arguments):
        session = Session(read=lambda: services.settings, make=lambda _: services)
        return CliRunner().invoke(main, ["audit", *arguments], obj=session, catch_exceptions=False)
    return invoke


@pytest.fixture
def ana(services):
    person = services.accounts.create(Actor.CONSOLE, "ana@example.md", "Ana", "ro", Role.CONTRIBUTOR)
    services.accounts.set_role(Actor.CONSOLE, person, Role.EDITOR)
    services.accounts.disable(Actor.CONSOLE, person)
    return person


def test_the_latest_line_is_told_first(kb, ana):
    lines = kb("list").stdout.splitlines()
    assert len(lines) == 3
    assert lines[0].split()[3:] == ["console", "person.disable", f"person:{ana}"]
    assert lines[1].endswith("role=contributor>editor")
    assert kb("list", "--limit", "1").stdout.splitlines() == lines[:1]


@pytest.mark.parametrize(("options", "count"), [
    (("--action", "person.role"), 1), (("--actor", "console"), 3), (("--actor", "nobody"), 0),
    (("--object", "person:"), 3),
    (("--since", "2020-01-01"), 3), (("--until", "2020-01-01"), 0), (("--since", "2999-01-01"), 0),
])
def test_the_log_is_filtered_everywhere_alike(kb, ana, options, count):
    assert len(kb("list", *options).stdout.splitlines()) == count
    assert len(kb("export", *options).stdout.splitlines()) == count
    assert len(kb("export", "--format", "csv", *options).stdout.splitlines()) == count + 1


def test_a_day_that_is_none_is_wrong_use(kb):
    assert kb("list", "--since", "yesterday").exit_code == 2


def test_exported_lines_are_whole(kb, ana, services):
    lines = [json.loads(line) for line in kb("export").stdout.splitlines()]
    assert [line["number"] for line in lines] == [3, 2, 1]
    assert lines[1]["before"] == {"role": "contributor"}
    assert lines[0]["previous"] == lines[1]["hash"]
    table = list(csv.DictReader(io.StringIO(kb("export", "--format", "csv").stdout)))
    assert [row["hash"] for row in table] == [line["hash"] for line in lines]


def test_a_whole_log_tells_its_end(kb, ana, services):
    result = kb("verify")
    assert result.exit_code == 0
    told, end = result.stdout.splitlines()
    assert told == "3 lines, all as written."
    assert end == f"3:{services.audit.lines()[0].hash}"
    assert kb("verify", "--noted", end).exit_code == 0


def test_an_empty_log_is_whole(kb):
    assert kb("verify").exit_code == 0


def tamper(services, statement):
    with closing(sqlite3.connect(services.database.path)) as rows:
        for name in ("audit_no_update", "audit_no_delete"):
            rows.execute(f"DROP TRIGGER {name}")
        rows.execute(statement)
        rows.commit()


def test_a_changed_line_fails_with_its_number_and_what_to_do(kb, ana, services):
    tamper(services, "UPDATE audit SET actor = 'somebody' WHERE number = 2")
    result = kb("verify")
    assert result.exit_code == 1
    assert "Line 2 is not as it was written" in result.stdout
    assert "backup" in result.stdout


def test_a_log_cut_short_fails_against_the_end_that_was_noted(kb, ana, services):
    end = kb("verify").stdout.splitlines()[1]
    tamper(services, "DELETE FROM audit WHERE number = 3")
    assert kb("verify").exit_code == 0
    assert kb("verify", "--noted", end).exit_code == 1


@pytest.mark.parametrize("noted", ["x", "3", "3:", ":abc", "-1:abc"])
def test_what_was_noted_is_a_number_and_a_hash(kb, noted):
    assert kb("verify", "--noted", noted).exit_code == 2
