"""The secret is the operator's, or one that is made once, by one process, for its owner's eyes."""

import stat
import threading

import pytest

from kb.errors import StorageFailed
from kb.services import build
from kb.services.keys import FILE
from kb.settings import Settings


@pytest.fixture
def make(tmp_path):
    opened = []

    def make(**changes):
        services = build(Settings(index=tmp_path / "index", instance=tmp_path / "instance", **changes))
        opened.append(services)
        return services
    yield make
    for services in opened:
        services.close()


def test_the_setting_is_the_secret_and_nothing_is_written(make, tmp_path):
    assert make(secret_key="from the operator").secret_key() == b"from the operator"
    assert not (tmp_path / "instance").exists()


def test_one_is_made_and_stays_the_same(make, tmp_path):
    first = make().secret_key()
    assert len(first) >= 48
    assert make().secret_key() == first
    assert [path.name for path in (tmp_path / "instance").iterdir()] == [FILE]


def test_only_its_owner_may_read_it(make, tmp_path):
    make().secret_key()
    assert stat.S_IMODE((tmp_path / "instance" / FILE).stat().st_mode) == 0o600


def test_processes_that_start_at_once_agree(make):
    found = []
    threads = [threading.Thread(target=lambda: found.append(make().secret_key())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(found), len(set(found))) == (8, 1)


def test_two_instances_have_two_secrets(make, tmp_path):
    first = make().secret_key()
    (tmp_path / "instance" / FILE).unlink()
    assert make().secret_key() != first


def test_an_empty_file_is_no_secret(make, tmp_path):
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / FILE).touch()
    with pytest.raises(StorageFailed):
        make().secret_key()


def test_a_folder_that_cannot_be_made_is_an_error_of_ours(make, tmp_path):
    (tmp_path / "instance").write_text("a file stands here")
    with pytest.raises(StorageFailed):
        make().secret_key()


def test_a_secret_does_not_stand_in_what_is_printed_of_the_settings():
    assert "hidden" not in repr(Settings(secret_key="hidden"))
