"""`kb serve`: the index first, then the site, stopped without a trace."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import SimpleNamespace

import pytest

from kb.cli import Session
from kb.cli.serve import announce, bring_up_to_date
from kb.errors import Busy, StorageFailed
from kb.indexing import ReindexReport
from tests.builders import write_library

REPORT = ReindexReport("built", "g1", 3, 0, (), 0.5)
NOTHING = SimpleNamespace(manifest=None, engine="sqlite_fts", lacks=frozenset(), reason="none", progress=None)


@pytest.fixture
def session(services):
    services.report = REPORT
    return Session(make=lambda _: services)


def test_the_index_is_brought_up_to_date_first(session, services, capsys):
    bring_up_to_date(session)
    assert services.asked == [("publish_approved",), ("reindex", "if_needed", False)]
    assert capsys.readouterr().err == "The index was built anew. · 3 cases · 0.5 s\n"


@pytest.mark.parametrize("error", [
    Busy("the index is being made by another process; try again when it is done"),
    StorageFailed("%(file)s cannot be written: %(reason)s", file="x", reason="disk full"),
])
def test_an_older_index_is_served_when_it_cannot_be_renewed(session, services, error, capsys):
    services.fail = error
    bring_up_to_date(session)
    assert capsys.readouterr().err == f"The index stays as it was: {error}\n"


def test_without_any_index_the_failure_is_said(session, services):
    services.fail = Busy("x")
    services.found_status = NOTHING
    with pytest.raises(Busy):
        bring_up_to_date(session)


def test_the_address_is_announced_in_the_language_asked_for(session, capsys):
    session.lang = "ro"
    announce(session, "http://127.0.0.1:8000")
    assert capsys.readouterr().out == "Culise răspunde la http://127.0.0.1:8000 (se oprește cu Ctrl+C)\n"


def test_a_taken_port_is_one_sentence_before_anything_is_built(run, services):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"kb: port {port} is taken by another program; give another --port\n"
    assert services.asked == []


def read_address(server):
    for line in server.stdout:
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise AssertionError("the server ended without saying where it answers")


def get(address):
    """Status and body; failures are answers too."""
    try:
        with urllib.request.urlopen(address, timeout=20) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.fixture
def server(tmp_path):
    """The real program over a small library, on a free port."""
    content = write_library(tmp_path / "content")
    environment = os.environ | {
        "KB_CONTENT": str(content), "KB_INDEX": str(tmp_path / "index"), "KB_INSTANCE": str(tmp_path / "instance")}
    command = [sys.executable, "-m", "kb", "serve", "--port", "0"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)


@pytest.mark.slow
def test_it_builds_the_index_answers_and_stops_gracefully(server):
    address = read_address(server)
    assert get(f"{address}/healthz") == (200, '{"status":"ok"}\n')
    status, page = get(f"{address}/ro/search?q=struguri&platform=facebook")
    assert status == 200
    assert "Struguri în loc de flori" in page.replace("<mark>", "").replace("</mark>", "")
    assert get(f"{address}/ro/nothing")[0] == 404
    started = time.monotonic()
    server.terminate()
    assert server.wait(timeout=30) == 0
    assert time.monotonic() - started < 20
    assert "Traceback" not in server.stderr.read()
    with pytest.raises(OSError, match="refused"):
        get(f"{address}/healthz")


@pytest.mark.slow
def test_ctrl_c_stops_it_without_a_traceback(server):
    address = read_address(server)
    assert get(f"{address}/healthz")[0] == 200
    server.send_signal(signal.SIGINT)
    assert server.wait(timeout=30) == 0
    assert "Traceback" not in server.stderr.read()
