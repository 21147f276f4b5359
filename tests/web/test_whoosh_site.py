"""The site over the engines that are not the default: Whoosh answers all the same, and without words filters answer."""

from collections.abc import Iterator
from html import unescape

import pytest
from flask.testing import FlaskClient

from kb import services as wiring
from kb.i18n import LANGUAGES
from kb.settings import Settings
from kb.web import create_app
from tests.builders import case_markdown, write_library

SAID = {
    "en": "was left out: text search is switched off on this site. Filters still work.",
    "ro": "nu a fost luat în seamă: căutarea în text este oprită pe acest site.",
    "ru": "не учтено: поиск по тексту на этом сайте отключён.",
}


@pytest.fixture(scope="module", params=["whoosh", "null"])
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp(request.param)
    content = write_library(folder / "content", cases={
        "struguri": case_markdown(), "vin": case_markdown(title="Vin la pahar", industries=["wine"])})
    services = wiring.build(Settings(content=content, index=folder / "index", engine=request.param, log_level="error"))
    services.reindex("full")
    client = create_app(services.settings, services).test_client()
    client.get("/ro/search?q=pahar")  # opens what is kept open for all tests
    yield client
    services.close()


def engine_of(client: FlaskClient) -> str:
    return str(client.get("/readyz").json["engine"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_find_their_cases_or_the_page_says_that_they_cannot(client: FlaskClient, lang: str) -> None:
    page = unescape(client.get(f"/{lang}/search?q=pahar").text)
    found = [hit["slug"] for hit in client.get("/api/v1/search?q=pahar").json["hits"]]
    if engine_of(client) == "whoosh":
        assert found == ["vin"]
        assert SAID[lang] not in page
    else:
        assert sorted(found) == ["struguri", "vin"], "nobody is sent away empty-handed"
        assert f"<b>pahar</b> {SAID[lang]}" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_filters_and_browsing_need_no_engine(client: FlaskClient, lang: str) -> None:
    assert [hit["slug"] for hit in client.get("/api/v1/search?industry=wine").json["hits"]] == ["vin"]
    assert SAID[lang] not in unescape(client.get(f"/{lang}/search?industry=wine").text)
    assert client.get(f"/{lang}/cases/vin").status_code == 200


def test_readiness_names_the_engine_and_what_it_lacks(client: FlaskClient) -> None:
    ready = client.get("/readyz").json
    assert (ready["engine"], ready["lacks"]) in (("whoosh", []), ("null", ["text"]))
