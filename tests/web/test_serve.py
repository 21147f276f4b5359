"""Listening, and the server's configuration."""

import socket

import pytest

from kb.errors import ConfigurationError
from kb.settings import Settings
from kb.web import Listener, listen
from kb.web.serve import Server, cores, serve
from kb.web.worker import GracefulWorker, ServerLog


@pytest.fixture
def listener():
    bound = listen("127.0.0.1", 0)
    yield bound
    bound.socket.close()


def test_a_free_port_is_found_and_can_be_connected_to(listener):
    assert listener.port > 1023
    assert listener.address == f"http://127.0.0.1:{listener.port}"
    with socket.create_connection(("127.0.0.1", listener.port), timeout=5):
        pass


def test_a_taken_port_is_named(listener):
    with pytest.raises(ConfigurationError, match=f"port {listener.port} is taken"):
        listen("127.0.0.1", listener.port)


@pytest.mark.parametrize("host", ["203.0.113.7", "no.such.host.invalid", "not an address"])
def test_an_address_of_another_machine_is_named(host):
    with pytest.raises(ConfigurationError, match="not an address of this machine"):
        listen(host, 0)


def test_a_refusal_closes_the_socket(listener, monkeypatch):
    """An unclosed socket would be a ResourceWarning, which fails the test."""
    for _ in range(3):
        with pytest.raises(ConfigurationError):
            listen("127.0.0.1", listener.port)


@pytest.mark.parametrize(("host", "shown"), [("127.0.0.1", "http://127.0.0.1:"), ("::1", "http://[::1]:")])
def test_the_address_can_be_opened_in_a_browser(host, shown):
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        assert Listener(bound, host).address.startswith(shown)


def test_the_server_is_configured_from_here_alone(listener, monkeypatch):
    monkeypatch.setenv("GUNICORN_CMD_ARGS", "--workers 99")
    server = Server(Settings(), listener, lambda: None, 3)
    config = server.cfg
    assert (config.workers, config.threads, config.worker_class) == (3, 4, GracefulWorker)
    assert config.logger_class is ServerLog
    assert config.control_socket_disable
    assert not config.preload_app
    assert config.graceful_timeout < 30
    [descriptor] = config.address
    assert descriptor != listener.socket.fileno()
    socket.socket(fileno=descriptor).close()


@pytest.mark.parametrize(("available", "expected"), [({0}, 2), ({0, 1}, 2), ({0, 3, 4, 5}, 4)])
def test_in_production_each_processor_has_a_process_and_there_are_two(monkeypatch, available, expected):
    monkeypatch.setattr("os.sched_getaffinity", lambda process: available)
    assert cores() == expected


def test_the_door_is_held_by_the_workers_alone_once_it_is_told_where_it_is(listener):
    """Else the system would go on taking connections for as long as the last answers take."""
    told = []
    server = Server(Settings(), listener, lambda: told.append(listener.address), 2)
    [descriptor] = server.cfg.address
    server.cfg.when_ready(None)
    with socket.socket(fileno=descriptor) as bound:
        assert told == [f"http://127.0.0.1:{bound.getsockname()[1]}"]
    assert listener.socket.fileno() == -1


def test_what_is_wrong_with_the_app_is_said_before_anything_starts(listener, tmp_path):
    with pytest.raises(ConfigurationError, match="KB_TEMPLATES"):
        serve(Settings(templates=tmp_path / "nowhere"), listener, lambda: pytest.fail("started"))
