"""Numbers for Prometheus: what is counted, and who may read it."""

import gc
import os
import re
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kb import errors
from kb.errors import ConfigurationError
from kb.search import SearchedInstead
from kb.settings import Settings
from kb.web import metrics
from kb.web.metrics import may_read, shared_by_workers

TOKEN = "a-token-of-the-tests-that-is-long-enough"


def numbers(client, **request):
    """Each line of the answer by its name and labels."""
    answer = client.get("/metrics", **request)
    assert answer.status_code == 200
    lines = (line for line in answer.text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


@pytest.fixture
def counting(make_app):
    return make_app(metrics=True).test_client()


def test_without_the_setting_there_is_nothing(client):
    assert client.get("/metrics").status_code == 404


def test_requests_are_counted_by_endpoint_method_and_status(counting):
    for address in ("/healthz", "/healthz", "/ro/nothing-here"):
        counting.get(address)
    counting.post("/healthz")
    found = numbers(counting)
    assert found['kb_requests_total{endpoint="health.alive",method="GET",status="200"}'] == 2
    assert found['kb_requests_total{endpoint="none",method="GET",status="404"}'] == 1
    assert found['kb_request_seconds_count{endpoint="health.alive"}'] == 2
    assert found['kb_request_seconds_bucket{endpoint="health.alive",le="+Inf"}'] == 2


def test_a_method_that_somebody_made_up_is_not_a_series_of_its_own(counting):
    for method in ("BREW", "PROPFIND"):
        counting.open("/healthz", method=method)
    assert [value for name, value in numbers(counting).items() if 'method="other"' in name] == [2]


def test_searches_are_counted_by_what_came_of_them(counting):
    for address in ("/ro/search?q=cazul", "/ro/search?q=xqzv", "/ro/search", "/api/v1/search?q=cazul&lang=ro"):
        assert counting.get(address).status_code == 200
    found = numbers(counting)
    assert found['kb_searches_total{outcome="found"}'] == 2
    assert found['kb_searches_total{outcome="nothing"}'] == 1
    assert found['kb_searches_total{outcome="rescued"}'] == 0


@pytest.mark.parametrize(("total", "instead", "outcome"), [
    (3, SearchedInstead("cazul", "spelling"), "rescued"), (0, SearchedInstead("cazul", "spelling"), "nothing"),
    (3, None, "found"), (0, None, "nothing"),
])
def test_a_search_that_other_words_rescued_is_told_apart(counting, services, total, instead, outcome):
    answer = services.answer
    services.answer = lambda asked: answer(asked, total=total, searched_instead=instead)
    assert counting.get("/api/v1/search?q=cazul").status_code == 200
    found = numbers(counting)
    assert {name: value for name, value in found.items() if "searches_total" in name and value} == {
        f'kb_searches_total{{outcome="{outcome}"}}': 1}


def test_no_word_that_was_searched_for_and_no_address_is_in_it(counting):
    counting.get("/ro/search?q=strugurii-mei")
    counting.get("/ro/cases/un-caz-anume")
    text = counting.get("/metrics").text
    assert "strugurii" not in text
    assert "un-caz-anume" not in text
    assert "127.0.0.1" not in text


def test_the_index_is_told(counting, services):
    found = numbers(counting)
    assert (found["kb_index_up"], found["kb_index_cases"], found["kb_index_left_out"]) == (1, 35, 1)
    created = datetime.fromisoformat(services.found_status.manifest.created)
    assert found["kb_index_age_seconds"] == pytest.approx((datetime.now(UTC) - created).total_seconds(), abs=600)


def test_without_an_index_the_rest_is_told(counting, services):
    services.found_status.manifest = None
    found = numbers(counting)
    assert found["kb_index_up"] == 0
    assert "kb_index_cases" not in found


def test_a_failing_page_is_counted_too(counting, services):
    services.fail = errors.IndexUnavailable("gone")
    assert counting.get("/ro/search?q=vin").status_code == 503
    assert numbers(counting)['kb_requests_total{endpoint="search.show",method="GET",status="503"}'] == 1


def test_it_is_in_the_form_that_prometheus_reads(counting):
    counting.get("/healthz")
    answer = counting.get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.headers["Cache-Control"] == "no-store"
    line = re.compile(r'(# (HELP|TYPE) kb_\w+ .+|kb_\w+(\{(\w+="[^"]*",?)+\})? \S+)\Z')
    assert [each for each in answer.text.splitlines() if not line.match(each)] == []


@pytest.mark.parametrize(("settings", "address", "headers", "expected"), [
    ({}, "127.0.0.1", {}, True),
    ({}, "::1", {}, True),
    ({}, "192.0.2.7", {}, False),
    ({}, "", {}, False),
    ({"metrics_from": ("192.0.2.0/24",)}, "192.0.2.7", {}, True),
    ({"metrics_from": ("192.0.2.0/24",)}, "127.0.0.1", {}, False),
    ({"metrics_from": ()}, "127.0.0.1", {}, False),
    ({"metrics_from": ("192.0.2.0/24", "2001:db8::/32")}, "2001:db8::5", {}, True),
    # A proxy that nobody declared stands for everybody.
    ({}, "127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, False),
    ({}, "127.0.0.1", {"Forwarded": "for=127.0.0.1"}, False),
    ({"proxies": 1}, "127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, True),
    ({"metrics_token": TOKEN}, "192.0.2.7", {"Authorization": f"Bearer {TOKEN}"}, True),
    ({"metrics_token": TOKEN}, "192.0.2.7", {"Authorization": "Bearer other"}, False),
    ({"metrics_token": TOKEN}, "192.0.2.7", {"Authorization": "Bearer "}, False),
    ({"metrics_token": TOKEN}, "192.0.2.7", {"Authorization": "Bearer țară"}, False),
    ({}, "192.0.2.7", {"Authorization": "Bearer "}, False),
])
def test_who_may_read_it(app, settings, address, headers, expected):
    with app.test_request_context("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address}):
        assert may_read(Settings(**settings)) is expected


def test_others_do_not_learn_that_it_is_there(make_app):
    app = make_app(metrics=True, metrics_token=TOKEN)
    client = app.test_client()
    stranger = client.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    nothing = client.get("/nothing", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert stranger.status_code == nothing.status_code == 404
    assert numbers(client, environ_base={"REMOTE_ADDR": "192.0.2.7"}, headers={"Authorization": f"Bearer {TOKEN}"})


def test_behind_a_proxy_the_visitors_own_address_counts(make_app):
    client = make_app(metrics=True, proxies=1).test_client()
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1, 203.0.113.9"}).status_code == 404


def test_without_the_extra_the_start_says_how_to_get_it(make_app, monkeypatch):
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    with pytest.raises(ConfigurationError, match=r"culise\[metrics\]"):
        make_app(metrics=True)


def test_workers_share_a_folder_for_as_long_as_the_server_runs():
    with shared_by_workers(Settings(metrics=True)):
        folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
        assert folder.is_dir()
        assert folder.parent == Path(tempfile.gettempdir())
    assert not folder.exists()
    assert "PROMETHEUS_MULTIPROC_DIR" not in os.environ


def test_a_worker_that_ends_leaves_the_folder_to_the_others(monkeypatch):
    """It leaves through the same block as the process that it was forked from."""
    block, own = shared_by_workers(Settings(metrics=True)), os.getpid()
    block.__enter__()
    folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    with monkeypatch.context() as patch:
        patch.setattr(metrics.os, "getpid", lambda: own + 1)
        block.__exit__(None, None, None)
    del block
    gc.collect()
    assert folder.is_dir()
    shutil.rmtree(folder)
    del os.environ["PROMETHEUS_MULTIPROC_DIR"]


def test_without_the_setting_nothing_is_made():
    with shared_by_workers(Settings()):
        assert "PROMETHEUS_MULTIPROC_DIR" not in os.environ
