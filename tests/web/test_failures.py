"""Every failure has one page and one JSON shape, and says what to do."""

import pytest
from markupsafe import escape
from werkzeug.exceptions import TooManyRequests

from kb import errors
from kb.i18n import LANGUAGES, translator
from kb.web.errors import answer
from kb.web.guards import MAX_REQUEST_BYTES

KEYS = {"code", "message", "field", "request_id"}


def tree(root):
    return [root, *(each for child in root.__subclasses__() for each in tree(child))]


RAISED = [error for error in tree(errors.KbError) if error.__module__ == "kb.errors"]

# How to fail, the status, the code.
JSON_FAILURES = [
    ("GET", "/api/v1/nothing", 404, "not_found"),
    ("GET", "/api/", 404, "not_found"),
    ("GET", "/ro/nothing.json", 404, "not_found"),
    ("GET", "/api/v1/cases/nobody", 404, "not_found"),
    ("GET", "/api/v1/search?page=99", 404, "not_found"),
    ("GET", "/api/v1/search?page=0", 404, "not_found"),
    ("GET", "/ro/search.json?page=99", 404, "not_found"),
    ("POST", "/api/v1/search", 405, "method_not_allowed"),
    ("DELETE", "/api/v1/cases/vin-la-pahar", 405, "method_not_allowed"),
    ("POST", "/healthz", 405, "method_not_allowed"),
    ("PUT", "/ro/search.json", 405, "method_not_allowed"),
]


def error_of(response):
    assert response.mimetype == "application/json"
    assert set(response.json) == {"error"}
    error = response.json["error"]
    assert set(error) == KEYS
    assert error["message"]
    assert error["request_id"] == response.headers["X-Request-Id"]
    return error


@pytest.mark.parametrize(("method", "address", "status", "code"), JSON_FAILURES)
def test_programs_get_the_one_shape(client, method, address, status, code):
    response = client.open(address, method=method)
    assert response.status_code == status
    assert error_of(response)["code"] == code


@pytest.mark.parametrize("error", RAISED)
@pytest.mark.parametrize("address", ["/api/v1/search", "/ro/search.json", "/api/v1/cases/x", "/api/v1/facets"])
def test_an_errors_class_decides_what_programs_get(client, services, error, address):
    services.fail = error("the %(thing)s is broken", field="q", thing="lamp")
    response = client.get(address)
    assert response.status_code == error.status
    assert error_of(response) | {"request_id": ""} == {
        "code": error.code, "message": "the lamp is broken", "field": "q", "request_id": "",
    }


@pytest.mark.parametrize("error", RAISED)
@pytest.mark.parametrize("address", ["/en/", "/en/search?q=vin", "/en/cases/x"])
def test_an_errors_class_decides_what_people_get(client, services, error, address):
    services.fail = error("the %(thing)s is broken", thing="lamp")
    response = client.get(address)
    assert response.status_code == error.status
    assert response.mimetype == "text/html"
    assert "The lamp is broken." in response.text
    assert response.headers["X-Request-Id"] in response.text


@pytest.mark.parametrize("failure", [
    RuntimeError("secret path /srv/x"), ValueError("secret"), KeyError("secret"), MemoryError(), RecursionError(),
    OSError(28, "secret"), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "secret"), AssertionError("secret"),
])
@pytest.mark.parametrize("address", ["/ro/search?q=vin", "/api/v1/search?q=vin", "/ro/", "/ro/cases/x"])
def test_what_nobody_expected_is_500_without_a_word_of_the_inside(client, services, failure, address):
    services.fail = failure
    response = client.get(address)
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert response.headers["X-Request-Id"] in response.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_typed_is_given_back_unharmed(client, services, lang):
    services.fail = errors.EngineFailed("x")
    typed = '<script>alert(1)</script> "struguri" & țuică'
    response = client.get(f"/{lang}/search", query_string={"q": typed})
    assert response.status_code == 503
    assert str(escape(typed)) in response.text
    assert "<script>alert" not in response.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_speaks_the_readers_language(client, lang):
    page = client.get(f"/{lang}/nothing").text
    assert str(escape(translator(lang).gettext("There is nothing here"))) in page
    assert f'<html lang="{lang}"' in page
    assert f'href="/{lang}/search"' in page


def test_an_address_without_a_language_is_answered_in_the_browsers(client):
    page = client.get("/nothing", headers={"Accept-Language": "ru"}).text
    assert '<html lang="ru"' in page


def test_a_page_of_results_that_is_not_there_leads_to_the_first(client):
    response = client.get("/en/search?q=cazul&industry=wine&page=7")
    assert response.status_code == 404
    assert 'href="/en/search?q=cazul&amp;industry=wine"' in response.text
    assert "These results have no page 7." in response.text


@pytest.mark.parametrize("page", ["0", "5", "99999999999999999999999", "000"])
def test_a_page_out_of_range_is_not_found(client, page):
    assert client.get(f"/ro/search?page={page}").status_code == 404


@pytest.mark.parametrize("page", ["", "1", "4", "x", "-1", "1.5", "٢", "²", " 2", "1e1"])
def test_a_page_in_range_or_no_number_is_answered(client, page):
    assert client.get("/ro/search", query_string={"page": page}).status_code == 200


@pytest.mark.parametrize(("address", "is_json"), [("/api/v1/search", True), ("/ro/search", False)])
def test_too_much_is_refused_before_it_is_read(client, address, is_json):
    response = client.post(address, data=b"x" * (MAX_REQUEST_BYTES + 1))
    assert response.status_code == 413
    if is_json:
        assert error_of(response)["code"] == "too_large"


def test_a_claim_to_send_much_is_enough(client):
    response = client.get("/ro/search", environ_overrides={"CONTENT_LENGTH": str(10**12)})
    assert response.status_code == 413


def test_what_is_unavailable_says_when_to_come_back(client, services):
    services.fail = errors.Busy("x")
    assert client.get("/ro/search").headers["Retry-After"] == "60"


def test_failures_are_never_kept(client, services):
    assert client.get("/ro/nothing").headers["Cache-Control"] == "no-store"
    services.fail = RuntimeError()
    assert client.get("/api/v1/search").headers["Cache-Control"] == "no-store"


def test_a_library_exception_keeps_its_status_and_headers(app):
    with app.test_request_context("/api/v1/search"):
        response = app.make_response(app.handle_user_exception(TooManyRequests(retry_after=7)))
    assert response.status_code == 429
    assert response.json["error"]["code"] == "too_many_requests"
    assert response.headers["Retry-After"] == "7"


def test_a_broken_error_page_still_says_what_happened(app, services, monkeypatch):
    monkeypatch.setattr("kb.web.errors.render_template", lambda *_, **__: {}["lost"])
    response = app.test_client().get("/ro/search?q=<b>vin</b>&page=9")
    assert response.status_code == 404
    assert "&lt;b&gt;vin&lt;/b&gt;" in response.text
    assert "request-1" in response.text
    assert 'href="/ro/"' in response.text


def test_the_error_page_needs_no_index(client, services):
    services.fail = errors.IndexUnavailable("gone")
    client.get("/ro/cases/nobody")
    services.asked.clear()
    client.get("/ro/nothing")
    assert services.asked == []


def test_a_failure_is_logged_with_its_reason_and_without_what_was_typed(client, services, capsys):
    services.fail = errors.EngineFailed("the engine said: %(reason)s", reason="no")
    client.get("/ro/search?q=secret-words")
    logged = capsys.readouterr().err
    assert '"the engine said: no"' in logged
    assert "secret-words" not in logged


def test_an_unexpected_failure_is_logged_without_what_was_typed(client, services, capsys):
    services.fail = RuntimeError("broken")
    client.get("/ro/search?q=secret-words")
    logged = capsys.readouterr().err
    assert "RuntimeError" in logged
    assert "secret-words" not in logged


def test_an_answer_can_be_made_for_any_status_of_an_error(app):
    with app.test_request_context("/ro/"):
        assert answer(418, "teapot", "short and stout").status_code == 418
