"""`kb config --check` and `kb serve --production`: settings that are not safe are told before anything is started."""

import dataclasses
import http.client
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kb.settings import Settings
from tests.builders import write_library

REFUSED = ["KB_TRUSTED_HOSTS is not set", "KB_PROXIES is 0"]


@pytest.fixture
def right(tmp_path):
    return Settings(content=write_library(tmp_path / "content"), index=tmp_path / "index",
                    instance=tmp_path / "instance", trusted_hosts=("culise.example",), proxies=1, log_level="error")


def test_right_settings_are_said_to_be(run, right):
    for arguments in (["--check"], ["--check", "--production"]):
        result = run("config", *arguments, settings=right)
        assert (result.exit_code, result.stdout) == (0, "Nothing is wrong.\n")


def test_the_defaults_can_work_and_are_refused_in_production(run):
    assert run("config", "--check").exit_code == 0
    result = run("config", "--check", "--production")
    assert result.exit_code == 1
    assert all(words in result.stdout for words in REFUSED)


def test_json_lists_the_same(run):
    found = json.loads(run("config", "--check", "--production", "--json").stdout)
    assert [fault.partition(";")[0].partition("set;")[0] for fault in found][:2] == [
        "KB_TRUSTED_HOSTS is not set", "KB_PROXIES is 0"]


def test_production_is_a_matter_of_checking(run):
    assert run("config", "--production").exit_code == 2


@pytest.mark.parametrize(("lang", "words"), [("ro", "KB_PROXIES este 0"), ("ru", "KB_PROXIES равно 0")])
def test_it_speaks_the_language_asked_for(run, lang, words):
    assert words in run("config", "--check", "--production", "--lang", lang).stdout


def test_no_secret_is_shown(run):
    secrets = {"secret_key": "geheim-1", "smtp_password": "geheim-2", "metrics_token": "geheim-3"}
    shown = run("config", settings=Settings(**secrets)).stdout
    assert "geheim" not in shown
    assert shown.count("********") == 3


def test_a_server_is_not_started_with_them(run, services):
    result = run("serve", "--production", "--port", "0")
    assert result.exit_code == 1
    assert all(f"kb: {words}" in result.stderr for words in REFUSED)
    assert (result.stdout, services.asked) == ("", [])


@pytest.mark.parametrize("secret", ["short", "x" * 64])
def test_a_weak_secret_is_refused(run, right, services, secret):
    result = run("serve", "--production", "--port", "0", settings=dataclasses.replace(right, secret_key=secret))
    assert result.exit_code == 1
    assert "KB_SECRET_KEY is weak" in result.stderr
    assert services.asked == []


def test_what_cannot_work_anywhere_stops_any_server(run, services):
    result = run("serve", "--port", "0", settings=Settings(trusted_hosts=("https://a.md",)))
    assert result.exit_code == 1
    assert "KB_TRUSTED_HOSTS holds https://a.md" in result.stderr
    assert services.asked == []


@pytest.fixture
def server(right):
    """The real program as in production, with the numbers for Prometheus."""
    right.instance.mkdir(mode=0o700)
    environment = os.environ | right.as_environment() | {"KB_METRICS": "true", "KB_LOG_LEVEL": "info"}
    command = [sys.executable, "-m", "kb", "serve", "--production", "--port", "0"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def ask(port, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Host": "culise.example", **headers})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer, body


def is_healthy_as_the_image_asks(port, host):
    """What the image asks to learn of its health, of the server on this port."""
    text = (Path(__file__).parents[2] / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    [question] = re.findall(r'CMD \["python", "-c", (".*")\]$', text, re.MULTILINE)
    script = json.loads(question).replace(":8000/", f":{port}/")
    done = subprocess.run([sys.executable, "-c", script], env={"KB_TRUSTED_HOSTS": f"{host},other.example"},
                          check=False, capture_output=True)
    return done.returncode == 0


@pytest.mark.slow
def test_in_production_all_processes_count_together_and_cookies_are_kept_to_https(server):
    address = next(found[0] for line in server.stdout if (found := re.search(r"http://\S+", line)))
    port = int(address.rpartition(":")[2])
    for _ in range(24):
        assert ask(port, "/ro/search?q=struguri", **{"X-Forwarded-For": "203.0.113.9"})[0].status == 200
    for _ in range(6):  # whichever process answers
        text = ask(port, "/metrics")[1]
        assert 'kb_requests_total{endpoint="search.show",method="GET",status="200"} 24.0' in text
        assert 'kb_searches_total{outcome="found"} 24.0' in text
        assert "kb_index_cases 1.0" in text
    assert ask(port, "/metrics", **{"X-Forwarded-For": "203.0.113.9"})[0].status == 404
    assert ask(port, "/readyz")[0].status == 200
    assert is_healthy_as_the_image_asks(port, "culise.example")
    assert not is_healthy_as_the_image_asks(port, "elsewhere.example")
    assert ask(port, "/ro/", Host="elsewhere.example")[0].status == 400
    form, _ = ask(port, "/ro/account/sign-in", **{"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"})
    cookies = form.headers.get_all("Set-Cookie") or []
    assert any(cookie.startswith("__Host-form=") and "Secure" in cookie for cookie in cookies)
    server.terminate()
    text = server.communicate(timeout=60)[1]
    assert server.returncode == 0
    requests = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    assert {line["event"] for line in requests} == {"request"}
    assert all(len(line["request_id"]) == 16 for line in requests)
    assert not any(word in text for word in ("203.0.113.9", "struguri", "Traceback"))
