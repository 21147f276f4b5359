"""The registry loads the engine that is asked for, and no other."""

import subprocess
import sys
from pathlib import Path

import pytest

from kb.errors import ConfigurationError
from kb.search import engine_names, engine_version, open_engine
from kb.settings import Settings

PROGRAM = """
import sys
from pathlib import Path
from kb.search import engine_version, open_engine
engine_version(sys.argv[1])
open_engine(sys.argv[1], Path("nowhere")).close()
print(*sorted(name for name in sys.modules if name == "whoosh" or name.startswith("kb.search.")))
"""
ROOMS = {"sqlite_fts": "kb.search.sqlite_fts", "whoosh": "kb.search.whoosh_index", "null": "kb.search.null"}


def test_every_engine_has_a_room_here() -> None:
    assert set(ROOMS) == set(engine_names())


@pytest.mark.parametrize("name", engine_names())
def test_only_the_engine_that_is_named_is_loaded(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM, name], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert {other for other, room in ROOMS.items() if room in loaded} == {name}
    assert ("whoosh" in loaded) == (name == "whoosh")


@pytest.mark.parametrize("name", engine_names())
def test_every_engine_can_be_set_and_has_a_version(name: str, tmp_path: Path) -> None:
    assert engine_version(name) >= 1
    engine = open_engine(name, tmp_path, "g")
    assert Settings(engine=name).engine == name
    engine.close()


def test_an_engine_that_nobody_registered_is_refused_with_those_there_are(tmp_path: Path) -> None:
    for ask in (lambda: engine_version("solr"), lambda: open_engine("solr", tmp_path)):
        with pytest.raises(ConfigurationError, match=r"solr.*sqlite_fts, whoosh, null"):
            ask()
