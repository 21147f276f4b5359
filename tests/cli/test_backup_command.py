"""`kb backup` and `kb restore`, over a real small site."""

import json
import shutil

import pytest
from click.testing import CliRunner

from kb.cli import Session, main
from kb.services import build
from kb.settings import Settings
from tests.backup.trees import plant
from tests.builders import write_library


@pytest.fixture
def folder(tmp_path):
    write_library(tmp_path / "content")
    plant(tmp_path / "instance", {"secret_key": b"s" * 64})
    return tmp_path


@pytest.fixture
def kb(folder):
    settings = Settings(content=folder / "content", index=folder / "index", instance=folder / "instance", processes=1,
                        log_level="error")

    def run(*arguments):
        session = Session(lambda: settings, build)
        return CliRunner().invoke(main, list(map(str, arguments)), obj=session, catch_exceptions=False)
    return run


def test_from_backup_to_restore(kb, folder):
    file = folder / "b.tar.gz"
    saved = kb("backup", file)
    assert saved.exit_code == 0
    assert saved.stdout.splitlines()[0] == f"Saved in {file}."
    assert " files, 0 MB" in saved.stdout
    shutil.rmtree(folder / "content")
    shutil.rmtree(folder / "instance")
    restored = kb("restore", file)
    assert restored.exit_code == 0
    assert "are back in their place" in restored.stdout
    assert "The index was built anew. · 1 case" in restored.stdout
    assert (folder / "instance" / "secret_key").read_bytes() == b"s" * 64
    assert kb("search", "struguri").exit_code == 0


def test_without_force_nothing_is_overwritten_and_it_says_how(kb, folder):
    kb("backup", folder / "b.tar.gz")
    (folder / "content" / "LICENSE.md").write_text("later")
    result = kb("restore", folder / "b.tar.gz")
    assert result.exit_code == 1
    assert result.stderr.startswith("kb: there is something in ")
    assert "--force" in result.stderr
    assert (folder / "content" / "LICENSE.md").is_file()


def test_with_force_the_old_state_is_named(kb, folder):
    kb("backup", folder / "b.tar.gz")
    result = kb("restore", "--force", folder / "b.tar.gz")
    assert result.exit_code == 0
    [old] = folder.glob("content.before-restore-*")
    assert f"What was there before is now in {old}; delete it when all is well." in result.stdout


def test_a_backup_that_is_whole_is_said_to_be(kb, folder):
    kb("backup", folder / "b.tar.gz")
    result = kb("backup", "--verify", folder / "b.tar.gz")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{folder / 'b.tar.gz'} is whole, made 20")


def test_a_damaged_one_is_said_to_be(kb, folder):
    kb("backup", folder / "b.tar.gz")
    (folder / "b.tar.gz").write_bytes((folder / "b.tar.gz").read_bytes()[:-40])
    for arguments in (["backup", "--verify"], ["restore", "--force"]):
        result = kb(*arguments, folder / "b.tar.gz")
        assert result.exit_code == 1
        assert "the backup b.tar.gz cannot be used" in result.stderr
    assert not list(folder.glob("*.before-restore-*"))


def test_links_that_are_left_out_are_named(kb, folder):
    (folder / "content" / "elsewhere").symlink_to("/etc")
    said = kb("backup", folder / "b.tar.gz").stdout
    assert "Left out, because it is no file of its folder: content/elsewhere" in said


def test_a_folder_of_backups_is_kept_short(kb, folder):
    old = plant(folder / "backups", {f"culise-2020010{day}T000000.tar.gz": b"old" for day in (1, 2)})
    result = kb("backup", "--keep", "2", old)
    assert result.exit_code == 0
    assert "Deleted: culise-20200101T000000.tar.gz" in result.stdout
    assert len(list(old.iterdir())) == 2


@pytest.mark.parametrize("arguments", [
    ["--keep", "3", "b.tar.gz"], ["--keep", "3", "--verify", "."], ["--keep", "0", "."], [],
])
def test_wrong_usage_is_told(kb, arguments):
    assert kb("backup", *arguments).exit_code == 2


def test_json_tells_the_same(kb, folder):
    (folder / "backups").mkdir()
    made = json.loads(kb("backup", "--json", folder / "backups").stdout)
    assert made.keys() == {"file", "made", "version", "files", "bytes", "left_out", "deleted"}
    assert made["files"] > 10
    restored = json.loads(kb("restore", "--json", "--force", made["file"]).stdout)
    assert restored["files"] == made["files"]
    assert len(restored["aside"]) == 2
    assert restored["reindex"]["action"] == "built"


@pytest.mark.parametrize(("lang", "words"), [("ro", "Salvat în"), ("ru", "Сохранено в")])
def test_it_speaks_the_language_asked_for(kb, folder, lang, words):
    assert kb("backup", "--lang", lang, folder / "b.tar.gz").stdout.startswith(words)


def test_what_was_restored_is_found_though_the_library_has_shrunk(kb, folder):
    """What was saved is right by definition: the bar of a reindex does not stand in its way."""
    kb("backup", folder / "b.tar.gz")
    case = (folder / "content/cases/struguri-in-loc-de-flori.md").read_text(encoding="utf-8")
    plant(folder, {f"content/cases/caz-{number}.md": case.encode() for number in range(8)})
    assert kb("reindex").exit_code == 0
    assert "1 case" in kb("restore", "--force", folder / "b.tar.gz").stdout
