"""Backup and restore over real services: everything is destroyed and comes back."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from kb import services as wiring
from kb.accounts import Actor, Role
from kb.backup import Placing
from kb.database import translated
from kb.errors import Conflict, NotFound, StorageFailed, Unprocessable
from kb.search import SearchRequest
from kb.settings import Settings
from kb.submissions import Message
from tests.backup.trees import entry, mode_of, plant, read_tar, state_of, write_tar
from tests.builders import write_library

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


def settings_of(folder, **changes):
    places = {"content": folder / "content", "index": folder / "index", "instance": folder / "instance"}
    return Settings(**(places | changes), processes=1, log_level="error")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site in use: an account, a draft, a message, an upload, an image of the library."""
    folder = tmp_path_factory.mktemp("site")
    write_library(folder / "content", files={"media/targ/a.png": bytes(range(256)) * 300})
    plant(folder / "instance", {"uploads/ab12.png": b"\x89PNG" + bytes(9_000)})
    services = wiring.build(settings_of(folder))
    services.accounts.create(Actor.CONSOLE, "ana@culise.example", "Ana", "ro", Role.CONTRIBUTOR)
    services.start_from(Actor("ana", Role.CONTRIBUTOR), "cases/struguri-in-loc-de-flori.md", "ro")
    services.send_message(Message("report", "/ro/", "Cifra e greșită.", "", "", "ro"), "192.0.2.1", NOW)
    services.reindex("full")
    services.close()
    return folder


@pytest.fixture
def folder(site, tmp_path):
    """A copy of that site for each test to spoil."""
    return shutil.copytree(site, tmp_path / "site")


@pytest.fixture
def services(folder):
    made = wiring.build(settings_of(folder))
    yield made
    made.close()


@pytest.fixture
def file(services, folder):
    return services.back_up(folder / "b.tar.gz").file


def dump(path):
    with closing(sqlite3.connect(path)) as records:
        return list(records.iterdump())


def everything(folder):
    """Every byte of both folders; of records what is in them, since a copy may number its pages anew."""
    found = {}
    for area in ("content", "instance"):
        for name, content in state_of(folder / area).items():
            if name.endswith((".lock", "-journal")):
                continue
            found[f"{area}/{name}"] = dump(folder / area / name) if name.endswith(".sqlite") else content
    return found


def destroy(folder, *areas):
    for area in areas or ("content", "instance", "index"):
        shutil.rmtree(folder / area)


def test_everything_is_destroyed_and_comes_back_to_the_byte(services, file, folder):
    before = everything(folder)
    assert {name.rpartition("/")[2] for name in before} >= {
        "accounts.sqlite", "reports.sqlite", "secret_key", "ab12.png", "a.png", "struguri-in-loc-de-flori.md"}
    destroy(folder)
    restored = services.restore(file)
    assert everything(folder) == before
    assert restored.aside == ()
    assert sorted(path.name for path in folder.iterdir()) == ["b.tar.gz", "content", "instance"]


def test_after_a_restore_the_site_works(file, folder):
    destroy(folder)
    services = wiring.build(settings_of(folder))
    services.restore(file)
    services.reindex("full", insist=True)
    assert [person.email for person in services.accounts.people()] == ["ana@culise.example"]
    assert [report.message.text for report in services.reports()] == ["Cifra e greșită."]
    assert services.search(SearchRequest("struguri")).total == 1
    assert services.audit.verify().is_whole
    services.close()


def test_the_index_is_not_kept_it_is_made_from_the_library(services, folder):
    index = settings_of(folder, index=folder / "instance" / "index")
    shutil.copytree(folder / "index", folder / "instance" / "index")
    made = wiring.build(index)
    names = {member.name for member in made.back_up(folder / "b.tar.gz").manifest.members}
    made.close()
    assert not any("index" in name or name.endswith("catalogue.sqlite") for name in names)
    assert "instance/accounts.sqlite" in names


@pytest.mark.parametrize("area", ["content", "instance"])
def test_what_is_there_is_not_overwritten_without_being_told(services, file, folder, area):
    destroy(folder, *({"content", "instance"} - {area}))
    before = everything(folder)
    with pytest.raises(Conflict, match=rf"{area} already; with --force"):
        services.restore(file)
    assert everything(folder) == before


def test_told_to_it_moves_the_old_state_aside_whole(services, file, folder):
    saved = everything(folder)
    plant(folder, {"content/cases/later.md": b"later", "instance/uploads/later.png": b"later"})
    (folder / "content/cases/struguri-in-loc-de-flori.md").unlink()
    later = everything(folder)
    restored = services.restore(file, insist=True)
    assert everything(folder) == saved
    aside = {path.name.partition(".")[0]: path for path in restored.aside}
    assert set(aside) == {"content", "instance"}
    for area, path in aside.items():
        shutil.copytree(path, folder / "old" / area)
    assert everything(folder / "old") == later


def test_a_library_and_an_index_inside_the_instance_are_each_restored_once(folder):
    settings = settings_of(folder, content=folder / "instance" / "content", index=folder / "instance" / "index")
    shutil.move(folder / "content", folder / "instance" / "content")
    made = wiring.build(settings)
    names = [member.name for member in made.back_up(folder / "b.tar.gz").manifest.members]
    assert "content/cases/struguri-in-loc-de-flori.md" in names
    assert not any(name.startswith("instance/content") for name in names)
    made.reindex("full")
    made.restore(folder / "b.tar.gz", insist=True)
    assert (folder / "instance/content/cases/struguri-in-loc-de-flori.md").is_file()
    assert made.search(SearchRequest("struguri")).total == 1
    made.close()


@pytest.mark.parametrize("damage", [
    lambda content: content[:-30], lambda content: content[:200], lambda content: b"", lambda content: content[::-1],
    lambda content: content[:900] + bytes([content[900] ^ 1]) + content[901:],
])
def test_a_damaged_backup_touches_nothing(services, file, folder, damage):
    file.write_bytes(damage(file.read_bytes()))
    before = state_of(folder)
    with pytest.raises(Unprocessable):
        services.restore(file, insist=True)
    with pytest.raises(Unprocessable):
        services.verify_backup(file)
    assert state_of(folder) == before


def test_a_manipulated_backup_touches_nothing(services, file, folder):
    write_tar(file, [entry("content/../../../outside.md", b"x"), *read_tar(file)])
    before = state_of(folder)
    with pytest.raises(Unprocessable, match=r"outside\.md"):
        services.restore(file, insist=True)
    assert state_of(folder) == before
    assert not (folder.parent / "outside.md").exists()


def test_records_of_a_later_program_are_refused(services, folder):
    with closing(sqlite3.connect(folder / "instance" / "accounts.sqlite")) as records, records:
        records.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('accounts', 'z', '')")
    file = services.back_up(folder / "b.tar.gz").file
    before = state_of(folder)
    for ask in (services.verify_backup, lambda file: services.restore(file, insist=True)):
        with pytest.raises(Unprocessable, match="install that version first"):
            ask(file)
    assert state_of(folder) == before


def test_records_of_another_kind_are_nobodys_business(services, folder):
    with closing(sqlite3.connect(folder / "instance" / "other.sqlite")) as records, records:
        records.execute("CREATE TABLE notes (text TEXT)")
    assert "instance/other.sqlite" in services.back_up(folder / "b.tar.gz").manifest.migrations


def test_when_the_second_folder_cannot_be_put_the_first_goes_back(services, file, folder, monkeypatch):
    put, before = Placing.put, everything(folder)

    def failing(place):
        if place.folder.name == "instance":
            with translated(place.folder):
                raise OSError(28, "No space left on device")
        return put(place)

    monkeypatch.setattr(Placing, "put", failing)
    with pytest.raises(StorageFailed, match="No space"):
        services.restore(file, insist=True)
    assert everything(folder) == before
    assert sorted(path.name for path in folder.iterdir()) == ["b.tar.gz", "content", "index", "instance"]


def test_a_disk_that_is_full_while_unpacking_touches_nothing(services, file, folder, monkeypatch):
    before = state_of(folder)

    def full(*_):
        raise StorageFailed("%(file)s cannot be written: %(reason)s", file="a", reason="No space left on device")

    monkeypatch.setattr("kb.services.backup.unpack", full)
    with pytest.raises(StorageFailed):
        services.restore(file, insist=True)
    assert state_of(folder) == before


@pytest.mark.parametrize("insist", [True, False])
def test_a_backup_that_is_not_there_is_told_before_anybody_is_asked_to_insist(services, folder, insist):
    for name in ("none.tar.gz", "content"):
        with pytest.raises(NotFound, match="give the path of one"):
            services.restore(folder / name, insist=insist)


def test_a_backup_is_never_overwritten(services, file):
    content = file.read_bytes()
    with pytest.raises(Conflict, match="exists already"):
        services.back_up(file)
    assert file.read_bytes() == content


def test_a_folder_that_is_not_there_is_named(services, folder):
    with pytest.raises(Unprocessable, match="nowhere"):
        services.back_up(folder / "nowhere" / "b.tar.gz")


@pytest.mark.parametrize("place", ["content/b.tar.gz", "instance/b.tar.gz", "instance/uploads/b.tar.gz"])
def test_a_backup_does_not_lie_in_what_it_keeps(services, folder, place):
    with pytest.raises(Unprocessable, match="does not belong"):
        services.back_up(folder / place)
    assert not (folder / place).exists()


def test_but_for_the_folder_of_backups_which_is_not_kept_itself(services, folder):
    (folder / "instance" / "backups").mkdir()
    services.back_up(folder / "instance" / "backups" / "one.tar.gz")
    second = services.back_up(folder / "instance" / "backups" / "two.tar.gz")
    assert not any("backups" in member.name for member in second.manifest.members)
    services.restore(second.file, insist=True)
    assert second.file.is_file()


def test_into_a_folder_it_bears_the_moment_and_old_ones_go(folder):
    moments = iter(NOW + timedelta(hours=number) for number in range(20))
    services = wiring.build(settings_of(folder))
    object.__setattr__(services, "clock", lambda: next(moments))
    target = plant(folder / "backups", {"culise-notes.txt": b"mine", "other.tar.gz": b"mine"})
    made = [services.back_up(target, keep=2) for _ in range(4)]
    services.close()
    assert made[0].file.name == "culise-20261122T100000.tar.gz"
    assert [len(one.deleted) for one in made] == [0, 0, 1, 1]
    assert sorted(path.name for path in target.iterdir()) == sorted(
        [made[2].file.name, made[3].file.name, "culise-notes.txt", "other.tar.gz"])


def test_a_failed_backup_deletes_no_older_one(services, folder):
    target = plant(folder / "backups", {"culise-20200101T000000.tar.gz": b"old"})
    plant(folder / "instance", {"reports.sqlite": b"SQLite format 3\0" + b"x" * 5_000})
    with pytest.raises(StorageFailed):
        services.back_up(target, keep=1)
    assert [path.name for path in target.iterdir()] == ["culise-20200101T000000.tar.gz"]


def test_the_instance_is_its_owners_alone_after_a_restore(services, file, folder):
    destroy(folder)
    services.restore(file)
    assert mode_of(folder / "instance") == 0o700
    assert mode_of(folder / "instance" / "accounts.sqlite") == 0o600
