"""Whether the site can answer, over real services."""

import os

import pytest

from kb import services as wiring
from kb.accounts import Actor, Role
from kb.errors import IndexUnavailable, StorageFailed
from kb.indexing import Generations
from kb.settings import Settings
from kb.web import create_app
from tests.builders import case_markdown, write_library


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return write_library(tmp_path_factory.mktemp("library"))


@pytest.fixture
def services(library, tmp_path):
    settings = Settings(content=library, index=tmp_path / "index", instance=tmp_path / "instance", processes=1,
                        log_level="error")
    made = wiring.build(settings)
    yield made
    made.close()


def test_without_an_index_it_is_not_ready(services):
    with pytest.raises(IndexUnavailable, match="kb reindex"):
        services.ready()


def test_with_one_it_is_and_nothing_is_made_for_the_question(services):
    report = services.reindex("full")
    assert services.ready().manifest.generation == report.generation
    assert not services.settings.instance_folder.exists()


def test_after_each_swap_the_new_one_is_told(services):
    services.reindex("full")
    services.ready()
    assert services.reindex("full").generation == services.ready().manifest.generation


def test_records_that_cannot_be_read_are_told(services):
    services.reindex("full")
    services.accounts.create(Actor.CONSOLE, "ana@culise.example", "Ana", "ro", Role.ADMIN)
    services.ready()
    (services.settings.instance_folder / "accounts.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 5_000)
    with pytest.raises(StorageFailed, match=r"accounts\.sqlite"):
        services.ready()


def damage_the_live_one(services):
    """A newer generation is pointed to, and cannot be opened: the older one goes on answering."""
    generations = Generations(services.settings.index_folder)
    live = generations.folder(generations.current())
    later = live.with_name("29990101T000000-000000")
    later.mkdir()
    pointer = services.settings.index_folder / "CURRENT"
    pointer.write_text(later.name)
    os.utime(pointer, (1, 1))


def test_a_live_generation_that_cannot_be_opened_is_told_though_an_older_one_answers(services):
    services.reindex("full")
    services.ready()
    damage_the_live_one(services)
    assert services.status().manifest is not None
    with pytest.raises(IndexUnavailable, match=r"29990101T000000-000000 is live; look with: kb doctor"):
        services.ready()


def test_the_page_says_it_with_a_503_and_the_reason(services):
    services.reindex("full")
    client = create_app(services.settings, services).test_client()
    assert client.get("/readyz").json["cases"] == 1
    damage_the_live_one(services)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "index_unavailable")
    assert answer.headers["Retry-After"]
    assert client.get("/ro/search?q=struguri").status_code == 200


def test_a_bad_case_does_not_stop_it(services, library):
    bad = library / "cases" / "rau.md"
    bad.write_text(case_markdown(title=None), encoding="utf-8")
    services.reindex("full")
    bad.unlink()
    assert services.ready().manifest.left_out == 1
