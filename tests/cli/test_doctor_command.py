"""`kb doctor`, over a real small library."""

import json

import pytest
from click.testing import CliRunner

from kb.cli import main
from kb.cli.session import Session
from kb.services import build
from kb.settings import Settings
from tests.builders import write_library


@pytest.fixture
def kb(tmp_path):
    write_library(tmp_path / "content")
    settings = Settings(content=tmp_path / "content", index=tmp_path / "index", instance=tmp_path / "instance",
                        processes=1)

    def run(*arguments):
        return CliRunner().invoke(main, arguments, obj=Session(lambda: settings, build))
    return run


def test_without_an_index_it_says_so_and_how_to_make_one(kb):
    result = kb("doctor")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "error: there is no index that can be read: there is no index yet; make it with: kb reindex",
        "    -> kb reindex"]


def test_fix_mends_what_is_safe(kb):
    result = kb("doctor", "--fix")
    assert (result.exit_code, result.stdout) == (0, "done: kb reindex\nNothing is wrong.\n")
    assert (kb("doctor").exit_code, kb("doctor").stdout) == (0, "Nothing is wrong.\n")


def test_json_tells_the_same(kb):
    found = json.loads(kb("doctor", "--json").stdout)
    [finding] = found["findings"]
    assert found["done"] == []
    assert (finding["code"], finding["repair"], finding["is_safe"]) == ("no_index", "kb reindex", True)
    assert json.loads(kb("doctor", "--fix", "--json").stdout) == {"done": ["kb reindex"], "findings": []}


def test_records_that_others_can_read_are_told(kb, tmp_path):
    kb("reindex")
    (tmp_path / "instance").mkdir()
    file = tmp_path / "instance/accounts.sqlite"
    file.write_bytes(b"")
    file.chmod(0o644)
    assert "accounts.sqlite can be read by other users" in kb("doctor").stdout
    file.chmod(0o600)
    assert kb("doctor").exit_code == 0


def test_damaged_records_are_told_with_the_way_to_restore_them(kb, tmp_path):
    kb("reindex")
    (tmp_path / "instance").mkdir(mode=0o700)
    file = tmp_path / "instance/accounts.sqlite"
    file.write_bytes(b"no database at all, but long enough to be read as a page" * 100)
    file.chmod(0o600)
    result = kb("doctor")
    assert result.exit_code == 1
    assert "accounts.sqlite is damaged" in result.stdout
    assert "-> kb restore" in result.stdout
