"""What stands before every form: only what our own page gave this browser passes, whatever else is sent."""

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kb.web import forms

OPEN = "/ro/report"
quiet = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
anything = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=';,"\\'), max_size=60)


def token_of(client):
    return re.search(r'name="csrf_token" value="([^"]+)"', client.get(OPEN).text)[1]


def sent(client, token, headers=None):
    """Whether a form with this token came through to its view."""
    answer = client.post(OPEN, data={"csrf_token": token, "text": "x"}, headers=headers)
    assert answer.status_code in (200, 303, 403, 422)
    return answer.status_code != 403


@quiet
@given(anything)
@example("")
@example(".")
@example("a.b.c")
def test_no_token_that_somebody_makes_up_passes(client, token):
    token_of(client)
    assert not sent(client, token)


@quiet
@given(anything)
@example("")
def test_no_cookie_that_somebody_makes_up_fits_a_token_of_ours(app, token):
    """Whoever can write a cookie of the browser still has no token that goes with it."""
    client = app.test_client()
    ours = token_of(client)
    client.set_cookie("form", token)
    assert not sent(client, ours)


@quiet
@given(st.integers(0, 80), st.sampled_from("aZ0._-"))
def test_a_token_with_one_sign_changed_does_not_pass(client, at, sign):
    ours = token_of(client)
    place = at % len(ours)
    changed = ours[:place] + sign + ours[place + 1:]
    # The last sign of a digest holds bits that mean nothing.
    assert sent(client, changed) == (changed == ours) or place == len(ours) - 1


@pytest.mark.parametrize(("headers", "passes"), [
    ({}, True), ({"Sec-Fetch-Site": "same-origin"}, True), ({"Sec-Fetch-Site": "none"}, True),
    ({"Sec-Fetch-Site": "cross-site"}, False), ({"Sec-Fetch-Site": "same-site"}, False),
    ({"Sec-Fetch-Site": ""}, False), ({"Sec-Fetch-Site": "SAME-ORIGIN"}, False), ({"Origin": "http://localhost"}, True),
    ({"Origin": "http://localhost.evil.md"}, False), ({"Origin": "null"}, False), ({"Origin": ""}, False),
    ({"Origin": "http://evil.md/localhost"}, False), ({"Origin": "localhost"}, False),
    ({"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.md"}, True),
    ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, False),
])
def test_what_a_browser_says_of_where_a_form_stood_decides_before_its_token(client, headers, passes):
    assert sent(client, token_of(client), headers) is passes


def test_a_token_may_come_in_a_header_and_an_empty_field_does_not_hide_it(client):
    token = token_of(client)
    for data in ({"text": "x"}, {"text": "x", "csrf_token": ""}):
        assert client.post(OPEN, data=data, headers={"X-CSRF-Token": token}).status_code != 403
    forged = {"text": "x", "csrf_token": "a.b"}
    assert client.post(OPEN, data=forged, headers={"X-CSRF-Token": token}).status_code == 403


def test_two_pages_of_one_browser_have_tokens_that_both_pass_and_another_browser_has_none(app):
    mine, other = app.test_client(), app.test_client()
    first, second = token_of(mine), token_of(mine)
    assert sent(mine, first)
    assert sent(mine, second)
    token_of(other)
    assert not sent(other, first)


@pytest.mark.parametrize(("scheme", "name", "is_secure"), [("http", "form", False), ("https", "__Host-form", True)])
def test_the_cookie_is_kept_from_scripts_and_neighbours(app, scheme, name, is_secure):
    answer = app.test_client().get(OPEN, base_url=f"{scheme}://localhost")
    [cookie] = [each for each in answer.headers.getlist("Set-Cookie") if each.startswith(f"{name}=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert ("Secure" in cookie) is is_secure
    assert "Domain" not in cookie


def test_a_page_without_a_form_leaves_no_cookie_and_a_second_form_no_new_one(client):
    assert "Set-Cookie" not in client.get("/ro/industries/wine").headers
    client.get(OPEN)
    assert "Set-Cookie" not in client.get(OPEN).headers


def test_reading_needs_no_token_by_any_method_that_reads(app):
    for method in ("GET", "HEAD", "OPTIONS", "TRACE"):
        with app.test_request_context(OPEN, method=method, headers={"Sec-Fetch-Site": "cross-site"}):
            assert forms.check_form() is None
