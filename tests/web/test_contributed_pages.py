"""What contributors bring to a page: their names, and images with their sizes."""

import io

import pytest
from PIL import Image

from kb import services as wiring
from kb.settings import Settings
from kb.web import create_app
from tests.builders import CASE_BODY, case_markdown, write_library

CASE = case_markdown(contributors=["Ana Țurcan", "Ion <b>"],
    body=CASE_BODY + "\n![Afișul târgului](../media/struguri-in-loc-de-flori/afis.png)\n")


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("contributed")
    content = write_library(folder / "content", cases={
        "struguri-in-loc-de-flori": CASE, "altul": case_markdown(title="Altul")})
    image = io.BytesIO()
    Image.new("RGB", (700, 300), "green").save(image, "PNG")
    media = content / "media/struguri-in-loc-de-flori"
    media.mkdir(parents=True)
    (media / "afis.png").write_bytes(image.getvalue())
    (media / "afis.480.png").write_bytes(image.getvalue())
    services = wiring.build(Settings(content=content, index=folder / "index", instance=folder / "instance",
        log_level="error"))
    services.reindex("full")
    client = create_app(services.settings, services).test_client()
    client.get("/ro/cases/altul")  # opens what is kept open for all tests
    client.get("/ro/search?q=struguri")
    yield client
    services.close()


@pytest.mark.parametrize(("lang", "words"), [
    ("ro", "Caz scris de Ana Țurcan, Ion &lt;b&gt;."), ("ru", "Текст: Ana Țurcan, Ion &lt;b&gt;."),
    ("en", "Written up by Ana Țurcan, Ion &lt;b&gt;."),
])
def test_who_wrote_a_case_up_is_named(client, lang, words):
    assert words in client.get(f"/{lang}/cases/struguri-in-loc-de-flori").text


def test_a_case_without_such_names_has_no_empty_line(client):
    assert "byline" not in client.get("/ro/cases/altul").text


def test_an_image_says_what_it_shows_how_large_it_is_and_waits_until_it_is_seen(client):
    page = client.get("/ro/cases/struguri-in-loc-de-flori").text
    start = page.index("<img ", page.index("prose"))
    image = page[start:page.index(">", start)]
    for part in ('alt="Afișul târgului"', 'loading="lazy"', 'width="700" height="300"',
                 'src="/media/struguri-in-loc-de-flori/afis.png"',
                 'srcset="/media/struguri-in-loc-de-flori/afis.480.png 480w, '):
        assert part in image
    assert "style=" not in image


@pytest.mark.parametrize("name", ["afis.png", "afis.480.png"])
def test_images_are_served_with_a_policy_of_their_own(client, name):
    response = client.get(f"/media/struguri-in-loc-de-flori/{name}")
    assert (response.status_code, response.content_type) == (200, "image/png")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
