"""What an older version has kept is brought forward: records with everything in them, an index by making it anew."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kb import services as wiring
from kb.accounts import Actor, Role
from kb.cli.serve import bring_up_to_date
from kb.cli.session import Session
from kb.errors import StorageFailed
from kb.indexing.manifest import read_manifest, versions_of_code
from kb.search import SearchRequest
from kb.settings import Settings
from tests.builders import write_library

DATA = Path(__file__).resolve().parents[1] / "data"
OLD_ACCOUNTS = sorted(DATA.glob("accounts-*.sql"))
PASSWORD = "o vaca verde pe deal"


def wired(folder):
    return wiring.build(Settings(content=folder / "content", index=folder / "index", instance=folder / "instance",
                                 processes=1, log_level="error"))


def put_old_accounts(folder, text):
    (folder / "instance").mkdir(mode=0o700)
    with closing(sqlite3.connect(folder / "instance" / "accounts.sqlite")) as records:
        records.executescript(text.read_text(encoding="utf-8"))


def schema(path):
    with closing(sqlite3.connect(path)) as records:
        return sorted(records.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE '_sqlite%'"))


@pytest.fixture(params=OLD_ACCOUNTS, ids=lambda path: path.stem)
def services(request, tmp_path):
    write_library(tmp_path / "content")
    put_old_accounts(tmp_path, request.param)
    made = wired(tmp_path)
    yield made
    made.close()


def test_there_is_an_old_copy_to_bring_forward():
    assert OLD_ACCOUNTS


def test_everybody_is_still_there(services):
    people = {person.email: person for person in services.accounts.people()}
    assert people["ana@culise.example"].role is Role.ADMIN
    assert (people["ana@culise.example"].name, people["ana@culise.example"].lang) == ("Ana Rusu", "ro")
    assert people["ion@culise.example"].disabled


def test_a_password_of_then_opens_the_door(services):
    signed_in = services.accounts.sign_in("ana@culise.example", PASSWORD, address="192.0.2.1", device="Firefox")
    assert services.actor(signed_in.token).role is Role.ADMIN


def test_the_audit_log_is_whole_and_goes_on(services):
    before = services.audit.verify()
    assert (before.is_whole, before.lines) == (True, 6)
    services.accounts.create(Actor.CONSOLE, "eva@culise.example", "Eva", "ro", Role.EDITOR)
    after = services.audit.verify()
    assert (after.is_whole, after.lines) == (True, 7)


def test_what_came_later_works(services):
    draft = services.start_from(Actor("ana", Role.CONTRIBUTOR), "cases/struguri-in-loc-de-flori.md", "ro")
    assert services.submissions.submission(Actor("ana", Role.CONTRIBUTOR), draft).main.path.startswith("cases/")


def test_its_tables_are_those_of_a_new_one(services, tmp_path):
    (tmp_path / "new").mkdir()
    new = wired(tmp_path / "new")
    for made in (services, new):
        made.accounts.people()
    assert schema(services.database.path) == schema(new.database.path)
    new.close()


def test_brought_forward_twice_it_stays_as_it_is(services, tmp_path):
    services.accounts.people()
    before = services.database.path.read_bytes()
    again = wired(tmp_path)
    again.accounts.people()
    again.close()
    assert services.database.path.read_bytes() == before


def test_a_backup_of_then_is_restored_and_brought_forward(services, tmp_path):
    file = services.back_up(tmp_path / "b.tar.gz").file
    shutil.rmtree(tmp_path / "instance")
    shutil.rmtree(tmp_path / "content")
    services.restore(file)
    again = wired(tmp_path)
    assert len(again.accounts.people()) == 2
    again.start_from(Actor("ana", Role.CONTRIBUTOR), "cases/struguri-in-loc-de-flori.md", "ro")
    again.close()


def test_a_copy_that_cannot_be_brought_forward_is_left_as_it_is(tmp_path):
    """A table of a later migration is in the way: nothing of the migration stays, and what is kept stays whole."""
    put_old_accounts(tmp_path, OLD_ACCOUNTS[0])
    with closing(sqlite3.connect(tmp_path / "instance" / "accounts.sqlite")) as records, records:
        records.execute("CREATE TABLE submissions (mine TEXT)")
    before = schema(tmp_path / "instance" / "accounts.sqlite")
    made = wired(tmp_path)
    with pytest.raises(StorageFailed, match=r"accounts\.sqlite"):
        made.accounts.people()
    made.close()
    assert schema(tmp_path / "instance" / "accounts.sqlite") == before


def make_old(folder, changed):
    """Give the live generation the manifest of an older program."""
    generation = (folder / "index" / "CURRENT").read_text(encoding="ascii")
    path = folder / "index" / "generations" / generation / "manifest.json"
    path.write_text(json.dumps(changed(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")
    return generation


def with_versions(**versions):
    return lambda values: values | {"versions": values["versions"] | versions}


OLD = json.loads((DATA / "manifest-1.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("changed", [
    with_versions(catalogue=0), with_versions(analyzer=0), with_versions(renderer=0), with_versions(engine_version=0),
    lambda values: values | {"versions": OLD["versions"]}, lambda values: OLD,
], ids=["catalogue", "analyzer", "renderer", "engine", "all", "form of the manifest"])
def test_an_index_of_an_older_format_is_made_anew_at_the_start(tmp_path, changed, capsys):
    write_library(tmp_path / "content")
    made = wired(tmp_path)
    made.reindex("full")
    made.close()
    old = make_old(tmp_path, changed)
    session = Session(lambda: made.settings, lambda _: wired(tmp_path))
    bring_up_to_date(session)
    assert "The index was built anew." in capsys.readouterr().err
    status = session.services.status()
    assert status.manifest.generation != old
    assert status.manifest.versions == versions_of_code("sqlite_fts")
    assert session.services.search(SearchRequest("struguri")).total == 1
    session.close()


def test_an_index_of_this_format_is_left_alone(tmp_path, capsys):
    write_library(tmp_path / "content")
    made = wired(tmp_path)
    live = made.reindex("full").generation
    session = Session(lambda: made.settings, lambda _: made)
    bring_up_to_date(session)
    assert "nothing was done" in capsys.readouterr().err
    assert read_manifest(tmp_path / "index" / "generations" / live).generation == live
    made.close()
