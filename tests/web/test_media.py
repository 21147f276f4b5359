"""Images of the library, and nothing but images of the library."""

import pytest

from kb.web.views.files import MEDIA_POLICY
from tests.web.conftest import PIXEL


def test_an_image_is_served_with_a_policy_of_its_own(client):
    response = client.get("/media/struguri/targ.png")
    assert response.data == PIXEL
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Content-Security-Policy"] == MEDIA_POLICY
    assert "sandbox" in MEDIA_POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_an_unchanged_image_is_not_sent_again(client):
    tag = client.get("/media/struguri/targ.png").headers["ETag"]
    assert client.get("/media/struguri/targ.png", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("name", [
    "struguri/targ.svg", "struguri/nothing.png", "struguri", "struguri/", "struguri/escape.png", "../secret.png",
    "struguri/../../secret.png", "%2e%2e/secret.png", "..%2fsecret.png", "struguri/targ.png%00.png", "/etc/passwd",
    "struguri/targ.PNG",
])
def test_nothing_else_is_given_away(client, name):
    assert client.get(f"/media/{name}").status_code in (404, 308)


def test_a_library_without_images_has_none(make_app, tmp_path, services):
    (tmp_path / "empty").mkdir()
    client = make_app().test_client()
    client.application.extensions["kb.settings"] = type(
        "Elsewhere", (), {"content_folder": tmp_path / "empty"})()
    assert client.get("/media/struguri/targ.png").status_code == 404
