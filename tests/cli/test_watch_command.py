"""`kb watch`, and a server that follows the library, as real processes over a small library."""

import os
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request

import pytest

from tests.builders import case_markdown, write_library

pytestmark = pytest.mark.slow
WAIT_S = 60


def start(folder, *arguments, **settings):
    environment = os.environ | {
        "KB_CONTENT": str(folder / "content"), "KB_INDEX": str(folder / "index"),
        "KB_INSTANCE": str(folder / "instance"), **settings}
    return subprocess.Popen([sys.executable, "-m", "kb", *arguments], env=environment, stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def stop(process):
    if process.poll() is None:
        process.kill()
    process.communicate()


@pytest.fixture
def folder(tmp_path):
    write_library(tmp_path / "content")
    return tmp_path


def add_case(folder):
    (folder / "content/cases/nou.md").write_text(case_markdown(title="Prune la borcan"), encoding="utf-8")


@pytest.mark.parametrize("ending", ["term", "int", "input"])
def test_it_tells_each_sync_and_stops_when_asked(folder, ending):
    process = start(folder, "watch", "--while-stdin-open")
    try:
        assert process.stdout.readline().startswith("Following ")
        assert "built anew" in process.stdout.readline()
        add_case(folder)
        assert "1 added" in process.stdout.readline()
        if ending == "input":
            process.stdin.close()
            process.stdin = None
        else:
            process.send_signal({"term": signal.SIGTERM, "int": signal.SIGINT}[ending])
        assert process.wait(WAIT_S) == 0
        assert "Traceback" not in process.stderr.read()
    finally:
        stop(process)


def total(address, words):
    query = urllib.parse.urlencode({"q": words})
    with urllib.request.urlopen(f"{address}/api/v1/search?{query}", timeout=20) as answer:
        return b'"total":1' in answer.read().replace(b" ", b"")


def test_a_server_that_follows_finds_a_new_case_by_itself(folder):
    server = start(folder, "serve", "--port", "0", KB_FOLLOW="true")
    try:
        address = next(line for line in server.stdout if "http://" in line).split()[3]
        assert not total(address, "prune")
        add_case(folder)
        end = time.monotonic() + WAIT_S
        while not total(address, "prune"):
            assert time.monotonic() < end
            time.sleep(0.1)
        server.send_signal(signal.SIGTERM)
        assert server.wait(WAIT_S) == 0
    finally:
        stop(server)
