"""A worker: it loses no request when it stops, and answers and logs in the site's own way."""

import http.client
import io
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from http import HTTPStatus
from pathlib import Path
from types import SimpleNamespace

import pytest
from gunicorn.arbiter import Arbiter
from gunicorn.config import Config
from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker

from kb import log
from kb.web.guards import HEADERS
from kb.web.worker import GracefulArbiter, GracefulWorker, ServerLog, answer

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def lines():
    stream = io.StringIO()
    log.configure("info", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    log.configure("error")


@pytest.fixture
def server(tmp_path):
    """The slow site, with its port; ended whatever happens."""
    process = subprocess.Popen([sys.executable, "-m", "tests.web.slow_site", str(tmp_path)], cwd=ROOT, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with process:
        try:
            port = int(process.stdout.readline())
            yield SimpleNamespace(process=process, port=port, folder=tmp_path)
        finally:
            (tmp_path / "go").touch()
            if process.poll() is None:
                process.kill()


class Visitor(threading.Thread):
    """Somebody who asks one thing and notes what comes back."""

    def __init__(self, port, path):
        super().__init__(daemon=True)
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.path = path
        self.found = None

    def run(self):
        try:
            self.connection.request("GET", self.path)
            response = self.connection.getresponse()
            self.found = (response.status, response.read().decode(), response.headers.get("Connection"))
        except OSError as error:
            self.found = error
        finally:
            self.connection.close()


def wait_for(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def begin(server, count, began):
    """So many slow requests at once, of which `began` have reached the app; the others wait for a thread."""
    visitors = [Visitor(server.port, f"/slow/{number}") for number in range(count)]
    for visitor in visitors:
        visitor.start()
    wait_for(lambda: len(list(server.folder.iterdir())) >= began)
    return visitors


def is_refused(port):
    with socket.socket() as late:
        return late.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_whatever_has_begun_or_waits_is_answered_before_it_stops(server, stop):
    """Two processes of four threads have eight in work; six more are connected and wait."""
    visitors = begin(server, 14, 4)
    wait_for(lambda: all(visitor.connection.sock is not None for visitor in visitors))
    server.process.send_signal(stop)
    wait_for(lambda: is_refused(server.port))
    assert server.process.poll() is None
    (server.folder / "go").touch()
    for visitor in visitors:
        visitor.join(60)
    assert [visitor.found[:2] for visitor in visitors] == [(200, str(number)) for number in range(14)]
    assert server.process.wait(60) == 0
    assert "Traceback" not in server.process.stderr.read()


@pytest.mark.slow
def test_a_connection_that_was_kept_open_is_answered_once_more(server):
    """A browser may send its next request at the very moment; it is told to come anew after that."""
    kept = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    kept.request("GET", "/fast")
    first = kept.getresponse()
    assert (first.read(), first.headers["Connection"]) == (b"fast", "keep-alive")
    begin(server, 1, 1)
    server.process.terminate()
    wait_for(lambda: is_refused(server.port))
    kept.request("GET", "/again")
    second = kept.getresponse()
    assert (second.status, second.read(), second.headers["Connection"]) == (200, b"again", "close")
    kept.close()
    (server.folder / "go").touch()
    assert server.process.wait(60) == 0


@pytest.mark.slow
def test_its_lines_are_json_and_name_nobody(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as bad:
        bad.sendall(b"GET /private-words HTTP/9.9\r\n\r\n")
        assert bad.recv(12) == b"HTTP/1.1 400"
    broken = Visitor(server.port, "/broken?q=private-words")
    broken.run()
    assert broken.found[0] == 500
    server.process.terminate()
    text = server.process.communicate(timeout=60)[1]
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["event"] for line in lines if line["level"] in ("warning", "error")] == ["request refused", "failed"]
    assert "private-words" not in text
    assert "127.0.0.1" not in text
    assert all(line["room"] == "server" for line in lines)


def test_who_waits_at_the_door_is_taken_in_before_it_is_shut():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        waiting = [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in range(3)]
        worker, taken = object.__new__(GracefulWorker), []
        worker.alive, worker._accepting, worker.sockets = False, False, [listener]
        worker.accept = lambda door: taken.append(door.accept()[0])
        worker.set_accept_enabled(False)
        assert len(taken) == 3
        assert is_refused(port)
        for each in (*taken, *waiting):
            each.close()


def test_a_worker_that_is_only_full_keeps_the_door():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        worker = object.__new__(GracefulWorker)
        worker.alive, worker._accepting, worker.sockets = True, False, [listener]
        worker.set_accept_enabled(False)
        assert listener.fileno() != -1


def blocked():
    return signal.pthread_sigmask(signal.SIG_BLOCK, []) & {signal.SIGTERM, signal.SIGINT, signal.SIGQUIT}


def test_a_stop_that_comes_while_a_process_is_made_waits_until_it_can_be_heeded(monkeypatch):
    """Else the process would take it with a handler that is not its own, and serve on until it is killed."""
    seen = []
    monkeypatch.setattr(Arbiter, "spawn_worker", lambda self: seen.append(blocked()) or 7)
    monkeypatch.setattr(ThreadWorker, "init_signals", lambda self: seen.append(blocked()))
    assert GracefulArbiter.spawn_worker(object.__new__(GracefulArbiter)) == 7
    assert blocked() == set()
    signal.pthread_sigmask(signal.SIG_BLOCK, seen[0])
    GracefulWorker.init_signals(object.__new__(GracefulWorker))
    assert [len(each) for each in seen] == [3, 3]
    assert blocked() == set()


@pytest.mark.slow
def test_stopped_at_once_it_ends_of_itself(server):
    server.process.terminate()
    assert server.process.wait(60) == 0
    assert server.process.stderr.read() == ""


def refused(error, lines):
    """What is sent and logged for something that gunicorn could not read."""
    here, there = socket.socketpair()
    with here, there:
        GracefulWorker.handle_error(object.__new__(GracefulWorker), None, here, ("192.0.2.7", 1), error)
        there.settimeout(10)
        return there.recv(65_536).decode(), lines()[-1]


@pytest.mark.parametrize(("error", "status", "words"), [
    (errors.LimitRequestLine(9_000, 8_190), 414, "Adresa este prea lungă"),
    (errors.LimitRequestHeaders("limit request headers fields size"), 431, "Ștergeți modulele cookie"),
    (errors.InvalidRequestLine("GET /cautare?q=cuvinte"), 400, "Această cerere nu poate fi citită"),
    (errors.InvalidHeader("X-Secret: cuvinte"), 400, "Această cerere nu poate fi citită"),
    (errors.UnsupportedTransferCoding("cuvinte"), 501, "Această cerere nu poate fi citită"),
    (errors.ExpectationFailed("cuvinte"), 417, "Această cerere nu poate fi citită"),
    (ZeroDivisionError("cuvinte"), 500, "Nu este vina"),
])
def test_what_cannot_be_read_is_answered_as_the_site_answers(lines, error, status, words):
    sent, line = refused(error, lines)
    head, _, page = sent.partition("\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ")
    assert words in page
    for name, value in HEADERS.items():
        assert f"{name}: {value}" in head
    assert "Connection: close" in head
    assert f"Content-Length: {len(page.encode())}" in head
    assert line["request_id"] in page
    assert line["request_id"] in head
    assert "192.0.2.7" not in json.dumps(line)


def test_what_was_sent_is_in_no_line_but_in_the_fault_of_the_program(lines):
    _, line = refused(errors.InvalidRequestLine("GET /cautare?q=cuvinte"), lines)
    assert line == {
        "room": "server", "event": "request refused", "status": 400, "reason": "InvalidRequestLine", "level": "warning",
        "request_id": line["request_id"], "timestamp": line["timestamp"]}


def test_whoever_has_gone_is_no_fault(lines):
    here, there = socket.socketpair()
    there.close()
    GracefulWorker.handle_error(object.__new__(GracefulWorker), None, here, None, errors.InvalidRequestLine("x"))
    here.close()
    assert [line["event"] for line in lines()] == ["request refused"]


@pytest.mark.parametrize("status", list(HTTPStatus)[40:44])
def test_a_page_in_all_languages(status):
    page = answer(status, "abc").decode()
    assert page.startswith(f"HTTP/1.1 {status.value} ")
    assert [lang in page for lang in ('lang="ro"', 'lang="ru"', 'lang="en"')] == [True] * 3


@pytest.mark.parametrize(("name", "level"), [("critical", "critical"), ("error", "error"), ("warning", "warning")])
def test_the_servers_own_lines_are_json(lines, name, level):
    getattr(ServerLog(Config()), name)("Worker (pid:%s) was sent %s!", 7, "SIGKILL")
    [line] = lines()
    assert (line["event"], line["level"], line["room"]) == ("Worker (pid:7) was sent SIGKILL!", level, "server")


def test_what_it_says_all_the_time_is_left_out(lines):
    server_log = ServerLog(Config())
    server_log.info("Booting worker with pid: %s", os.getpid())
    server_log.debug("GET /cautare?q=cuvinte")
    assert lines() == []


def test_a_fault_has_its_place_and_not_the_address_of_the_page(lines):
    try:
        raise ValueError("broken")
    except ValueError:
        ServerLog(Config()).exception("Error handling request %s %s", "GET", "/cautare?q=cuvinte")
    [line] = lines()
    assert line["event"] == "Error handling request"
    assert line["exception"][0]["exc_type"] == "ValueError"
    assert "cuvinte" not in json.dumps(line)
