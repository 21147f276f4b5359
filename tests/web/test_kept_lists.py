"""Lists of everything are written out once a generation and language, and anew when the library has changed."""

import pytest

from kb.web.present.directory import present_businesses
from tests.builders import business_markdown, case_markdown, specialist_markdown, write_library
from tests.web.members import make_site


@pytest.fixture
def site(tmp_path):
    content = write_library(tmp_path / "content", cases={"unu": case_markdown(businesses=["livada"])},
                            businesses={"livada": business_markdown(name="Livada de Nord")})
    app = make_site(tmp_path, content, processes=1)
    app.extensions["kb.services"].reindex("full")
    yield app
    app.extensions["kb.services"].close()


def test_a_list_is_made_once_for_a_language_and_looks_the_same_again(site, monkeypatch):
    made = []
    monkeypatch.setattr("kb.web.views.businesses.present_businesses",
                        lambda *given: made.append(given[-1].lang) or present_businesses(*given))
    client = site.test_client()
    first = [client.get(f"/{lang}/businesses").text for lang in ("ro", "ru", "ro")]
    assert made == ["ro", "ru"]
    entries = [text[text.index('class="entries"'):text.index("</ul>", text.index('class="entries"'))] for text in first]
    assert entries[0] == entries[2] != entries[1]
    assert "Livada de Nord" in entries[0]


@pytest.mark.parametrize("noun", ["businesses", "people"])
def test_what_is_new_in_the_library_is_in_the_list(site, noun):
    client, folder = site.test_client(), site.extensions["kb.services"].settings.content_folder
    assert "Nou" not in client.get(f"/ro/{noun}").text
    kind, make = {"people": ("specialists", specialist_markdown), "businesses": ("businesses", business_markdown)}[noun]
    (folder / kind).mkdir(exist_ok=True)
    (folder / kind / "nou.md").write_text(make(name="Casa Nou"), encoding="utf-8")
    site.extensions["kb.services"].reindex("changed")
    assert "Nou" in client.get(f"/ro/{noun}").text
