"""The doctor over kept records: what is wrong with them, and what to do; the index's own faults are tested with it."""

import dataclasses
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyotp
import pytest

from kb import services
from kb.accounts import Actor, Role
from kb.services import Services
from kb.settings import Settings
from tests.builders import write_library


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Services]:
    built = services.build(Settings(content=write_library(tmp_path / "content"), index=tmp_path / "index",
                                    instance=tmp_path / "instance", processes=1, log_level="error",
                                    secret_key="a secret of the tests"))
    built.reindex("full")
    yield built
    built.close()


def enrol(made: Services) -> None:
    token = made.accounts.invite(Actor.CONSOLE, "ana@example.md", Role.EDITOR, "ro")
    ana = made.accounts.actor(made.accounts.accept(token, "Ana", "o vaca verde pe deal", "ro", ""))
    key = made.accounts.begin_enrolment(ana, "Culise").key
    made.accounts.confirm_enrolment(ana, pyotp.TOTP(key).now())


def codes(made: Services) -> list[str]:
    return [finding.code for finding in made.examine()]


def test_a_site_without_accounts_and_one_with_its_own_secret_are_well(made: Services) -> None:
    assert codes(made) == []
    enrol(made)
    assert codes(made) == []


def test_second_steps_that_another_secret_shut_are_told_with_what_to_do(made: Services) -> None:
    enrol(made)
    changed = services.build(dataclasses.replace(made.settings, secret_key="another secret of the tests"))
    [finding] = changed.examine()
    changed.close()
    assert (finding.code, finding.severity, finding.arguments) == ("secret_changed", "error", {"count": 1})
    assert finding.repair == "kb user second-step-off EMAIL"
    assert not finding.is_safe


def test_records_that_cannot_be_read_are_told_once(made: Services) -> None:
    enrol(made)
    made.database.path.write_bytes(b"no database at all" * 100)
    assert codes(made) == ["records"]


def test_a_damaged_count_of_searches_is_deleted_and_accounts_are_restored(made: Services) -> None:
    enrol(made)
    counts = made.settings.instance_folder / "searches.sqlite"
    counts.write_bytes(b"no database at all" * 100)
    counts.chmod(0o600)
    assert [finding.repair for finding in made.examine()] == [f"rm {counts}"]


def test_looking_changes_nothing_of_the_records(made: Services) -> None:
    enrol(made)
    before = made.database.path.read_bytes()
    made.examine()
    assert made.database.path.read_bytes() == before
    with closing(sqlite3.connect(made.database.path)) as rows:
        assert rows.execute("SELECT count(*) FROM second_steps WHERE is_on").fetchone() == (1,)
