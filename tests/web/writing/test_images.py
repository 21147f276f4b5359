"""Files of those who write: images with their descriptions, texts and archives; and how much may be sent where."""

import io
import re

import pytest

from kb.web.guards import MAX_REQUEST_BYTES
from tests.builders import case_markdown
from tests.web.members import words
from tests.web.write_site import image_bytes, zip_of


def upload(ana, address, data, name="poza.png", **fields):
    return ana.send(f"{address}/upload", file=(io.BytesIO(data), name), **fields)


def images(ana, address):
    return [each.name for each in ana.made.submissions.images(ana.actor, ana.id_of(address))]


def test_an_image_is_kept_shown_and_stands_in_the_text_with_its_description(ana, draft):
    response = upload(ana, draft, image_bytes(), "Poza Mea.PNG", alt="Târgul [mare]", place="actions")
    assert response.status_code == 303, words(response.text)
    [name] = images(ana, draft)
    assert f"Diana a filmat un apel.\n\n![Târgul (mare)](../media/mere-la-borcan/{name})\n\n## Rezultate" in \
        ana.text(draft)
    shown = ana.get(f"{draft}/images/{name}")
    assert shown.mimetype.startswith("image/")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert f"{draft}/images/{name}" in ana.get(f"{draft}/check").text
    assert f"![](../media/mere-la-borcan/{name})" in ana.get(draft).text


@pytest.mark.parametrize(("place", "ends"), [("end", True), ("unheard", True), ("nowhere", False)])
def test_an_image_stands_where_its_author_says_or_nowhere(ana, draft, place, ends):
    before = ana.text(draft)
    upload(ana, draft, image_bytes(), alt="Târgul", place=place)
    assert ana.text(draft).rstrip().endswith(".webp)") is ends
    assert ana.text(draft).startswith(before.rstrip())
    assert len(images(ana, draft)) == 1
    told = "încă nu este în text" in words(ana.get(f"{draft}/images").text)
    assert told is not ends


@pytest.mark.parametrize(("data", "name", "alt", "field"), [
    (image_bytes(), "a.png", " ", "alt"), (b"no image", "a.png", "x", "file"), (b"", "", "x", "file"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "x", "file")])
def test_what_is_no_image_or_says_nothing_is_refused_with_a_reason(ana, draft, data, name, alt, field):
    response = upload(ana, draft, data, name, alt=alt)
    assert response.status_code in (413, 422)
    assert 'class="problem' in response.text
    assert f'aria-describedby="{field}-hint {field}-problem"' in response.text
    assert images(ana, draft) == []


def test_an_image_can_be_let_go_of(ana, draft):
    upload(ana, draft, image_bytes(), alt="x", place="nowhere")
    [name] = images(ana, draft)
    assert ana.send(f"{draft}/images/{name}/remove").status_code == 303
    assert images(ana, draft) == []
    assert ana.get(f"{draft}/images/{name}").status_code == 404
    assert ana.send(f"{draft}/images/{name}/remove").status_code == 404


def test_a_file_begins_a_draft(ana):
    file = (io.BytesIO(case_markdown(title="Din fișier").encode()), "Cazul Meu.md")
    response = ana.send("/ro/write/new", kind="cases", file=file)
    assert response.status_code == 303
    assert ana.submission(response.location).main.path == "cases/cazul-meu.md"
    assert dict(ana.form(response.location))["title"] == "Din fișier"


def test_an_archive_begins_a_draft_with_its_images_under_the_names_they_get(ana):
    text = case_markdown(body="## Contextul\n\n![Târgul](poze/targ.png) ![Ea](ea.jpg)\n")
    data = zip_of(caz_dot_md=text, poze__targ_dot_png=image_bytes(), ea_dot_jpg=image_bytes("blue", "JPEG"))
    address = ana.send("/ro/write/new", kind="cases", file=(io.BytesIO(data), "caz.zip")).location
    named = re.findall(r"\.\./media/caz/([a-z0-9.-]+)", ana.text(address))
    assert sorted(named) == images(ana, address)
    assert len(named) == 2
    assert all(f"{address}/images/{name}" in ana.get(f"{address}/check").text for name in named)


@pytest.mark.parametrize(("data", "name"), [
    (b"not a zip", "x.zip"), (zip_of(a_dot_exe=b"MZ"), "x.zip"), (b"\xff\xfe\x00", "x.md"), (b"text", "x.docx")])
def test_what_is_no_text_begins_nothing(ana, data, name):
    before = len(ana.made.submissions.own(ana.actor))
    response = ana.send("/ro/write/new", kind="cases", file=(io.BytesIO(data), name))
    assert response.status_code in (413, 422)
    assert 'id="file-problem"' in response.text
    assert len(ana.made.submissions.own(ana.actor)) == before


def test_a_file_takes_the_place_of_a_text_whatever_it_is_called(ana, draft):
    text = case_markdown(title="Altul", body="## Contextul\n\n![a](poza.png)\n")
    data = zip_of(altul_dot_md=text, poza_dot_png=image_bytes())
    response = upload(ana, draft, data, "altul.zip", what="text")
    assert response.status_code == 303
    assert list(ana.texts(draft)) == ["cases/mere-la-borcan.md"]
    assert "title: \"Altul\"" in ana.text(draft)
    assert f"../media/mere-la-borcan/{images(ana, draft)[0]}" in ana.text(draft)


def test_several_pages_of_an_archive_join_the_draft(ana, draft):
    pages = {"cases/mere-la-borcan.md": case_markdown(title="Nou"), "businesses/firma.md": "---\nname: F\n---\n"}
    data = zip_of(**{path.replace("/", "__").replace(".", "_dot_"): text for path, text in pages.items()})
    upload(ana, draft, data, "tot.zip", what="text")
    assert ana.texts(draft) == pages


def test_an_old_form_of_upload_is_shown_again(ana, draft):
    response = ana.post(f"{draft}/upload", [("csrf_token", "old"), ("alt", "Ce se vede")])
    assert response.status_code == 403
    assert 'value="Ce se vede"' in response.text
    assert ana.post("/ro/write/nothing/upload", [("csrf_token", "old")]).status_code == 404


@pytest.mark.parametrize(("path", "size", "status"), [
    ("/ro/report", MAX_REQUEST_BYTES + 1, 413), ("{draft}/submit", MAX_REQUEST_BYTES + 1, 413),
    ("{draft}", MAX_REQUEST_BYTES + 1, 403), ("{draft}", 2_600_000, 413), ("{draft}/upload", 9_000_000, 403),
    ("{draft}/upload", 42_000_000, 413), ("/ro/write/new", 9_000_000, 403)])
def test_only_routes_that_take_texts_and_files_take_much(ana, draft, path, size, status):
    response = ana.browser.client.post(path.format(draft=draft), content_type="application/x-www-form-urlencoded",
                                       data=b"x" * size)
    assert response.status_code == status
