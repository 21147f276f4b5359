"""Uploads become documents and images; whatever a zip tries, nothing leaves its limits or its folder."""


import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import KbError, TooLarge, Unprocessable
from kb.submissions import bundle
from kb.submissions.bundle import image_name, read_bundle, slug_of
from kb.submissions.model import place_of
from tests.builders import business_markdown, case_markdown
from tests.submissions.parts import PNG, zipped

CASE = case_markdown(
    body="## Contextul\n\n![Afișul](afis.png) și ![](img/vitrina.JPG \"titlu\") și ![x](https://a.md/afis.png)\n")


@pytest.mark.parametrize(("filename", "path"), [
    ("struguri.md", "cases/struguri.md"), ("Struguri în loc de flori.md", "cases/struguri-in-loc-de-flori.md"),
    ("Виноград.md", "cases/vinograd.md"), ("caz.ru.md", "cases/caz.ru.md"), ("C:\\Users\\a\\Caz.MD", "cases/caz.md"),
    ("../../etc/passwd.md", "cases/passwd.md"), ("caz.markdown", "cases/caz.md"), ("!!!.md",
    "cases/struguri-in-loc-de-flori.md"),
    ("Mostră.v2.md", "cases/mostra-v2.md"), (f"{'a' * 200}.md", f"cases/{'a' * 80}.md"),
])
def test_a_lone_file_gets_a_place_in_the_library(filename, path):
    assert dict(read_bundle(filename, case_markdown().encode()).documents) == {path: case_markdown()}


def test_a_file_without_a_usable_name_or_title_is_untitled():
    assert list(read_bundle("!!!.md", b"text").documents) == ["cases/untitled.md"]


def test_another_kind_can_be_asked_for():
    assert list(read_bundle("x.md", b"text", "questions").documents) == ["questions/x.md"]


def test_line_ends_and_marks_are_read_as_files_are():
    assert read_bundle("x.md", b"\xef\xbb\xbfa\r\nb").documents["cases/x.md"] == "a\nb"


def test_a_zip_brings_documents_images_and_references_to_them():
    data = zipped({"Caz/struguri.md": CASE, "Caz/afis.png": PNG, "Caz/img/vitrina.JPG": b"jpg",
        "__MACOSX/Caz/._afis.png": "x",
                   "Caz/.DS_Store": "x", "Caz/Thumbs.db": "x"})
    read = read_bundle("caz.zip", data)
    assert list(read.documents) == ["cases/struguri.md"]
    assert read.images == {"afis.png": PNG, "vitrina.JPG": b"jpg"}
    text = read.documents["cases/struguri.md"]
    assert "![Afișul](../media/struguri/afis.png)" in text
    assert '![](../media/struguri/vitrina.JPG "titlu")' in text
    assert text.count("media/") == 3 or "https://a.md/afis.png" in text


def test_folders_of_the_library_are_understood_and_the_case_comes_first():
    data = zipped({"businesses/gospodaria.md": business_markdown(), "cases/prune.ru.md": "b", "cases/prune.md": "a",
                   "media/prune/a.webp": b"x"})
    assert list(read_bundle("x.zip", data).documents) == ["cases/prune.md", "cases/prune.ru.md",
        "businesses/gospodaria.md"]


@pytest.mark.parametrize("name", [
    "../x.md", "a/../../x.md", "/etc/x.md", "C:x.md", "a\\..\\x.md", "a//x.md", "./x.md", "..\\x.png", "a/./b.md",
])
def test_a_path_that_leads_elsewhere_is_refused_by_name(name):
    with pytest.raises(Unprocessable) as raised:
        read_bundle("x.zip", zipped({"ok.md": "text", name: "x"}))
    assert "leads elsewhere" in str(raised.value)
    assert name.replace("\\", "/")[:3] in str(raised.value).replace("\\", "/")


@pytest.mark.parametrize("name", ["x.html", "x.svg", "x.md.exe", "run.sh", "x", "x.gif", "x.pdf"])
def test_anything_but_texts_and_images_is_refused_by_name(name):
    with pytest.raises(Unprocessable, match="neither a") as raised:
        read_bundle("x.zip", zipped({"ok.md": "text", name: "x"}))
    assert name in str(raised.value)


@pytest.mark.parametrize("filename", ["x.docx", "x.rar", "x", "", "md", "x.zip.exe"])
def test_other_uploads_are_refused(filename):
    with pytest.raises(Unprocessable, match="neither a"):
        read_bundle(filename, b"x")


@pytest.mark.parametrize(("members", "error", "said"), [
    ({"x.md": b"a" * 300_001}, TooLarge, "x.md"),
    ({"x.md": "a", "big.png": bytes(8 * 1024 * 1024 + 1)}, TooLarge, "big.png"),
    ({"x.md": "a", "bomb.png": bytes(4 * 1024 * 1024)}, Unprocessable, "bomb.png"),
    ({f"{number}.md": "a" for number in range(101)}, TooLarge, "100"),
    ({f"{number}.md": "a" for number in range(13)}, TooLarge, "12"),
    ({"x.md": "a", **{f"{number}.png": "a" for number in range(21)}}, TooLarge, "20"),
    ({"a.png": "x"}, Unprocessable, "no .md file"),
    ({}, Unprocessable, "no .md file"),
    ({"x.md": "a", "a/i.png": "1", "b/i.png": "2"}, Unprocessable, "i.png"),
    ({"a/x.md": "1", "b/x.md": "2"}, Unprocessable, "cases/x.md"),
    ({"x.md": b"\xff\xfe"}, Unprocessable, "x.md, line 1"),
    ({"x.md": "a\nb\x00"}, Unprocessable, "x.md, line 2"),
])
def test_limits_are_told_with_the_member(members, error, said):
    with pytest.raises(error) as raised:
        read_bundle("x.zip", zipped(members))
    assert said in str(raised.value)


def test_a_header_that_lies_about_the_size_does_not_help(monkeypatch):
    monkeypatch.setattr(bundle, "MAX_TEXT_BYTES", 1_000)
    data = zipped({"x.md": b"abc " * 500})
    lying = data.replace((2_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises((Unprocessable, TooLarge)):
        read_bundle("x.zip", lying)


def test_the_whole_of_a_zip_is_bounded(monkeypatch):
    monkeypatch.setattr(bundle, "MAX_UNPACKED_BYTES", 1_000)
    with pytest.raises(TooLarge):
        read_bundle("x.zip", zipped({"a.md": "b" * 600, "b.md": "c" * 600}))


def test_a_locked_zip_is_refused_by_name():
    data = bytearray(zipped({"x.md": "text"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Unprocessable, match=r"x\.md.*password"):
        read_bundle("x.zip", bytes(data))


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip", zipped({"x.md": "text"})[:40], bytes(100)], ids=[
    "nothing", "first letters", "words", "cut short", "zeros",
])
def test_what_is_no_zip_is_said_to_be_none(data):
    with pytest.raises(Unprocessable, match="zip"):
        read_bundle("x.zip", data)


def test_a_huge_upload_is_not_even_opened(monkeypatch):
    monkeypatch.setattr(bundle, "MAX_UPLOAD_BYTES", 10)
    with pytest.raises(TooLarge):
        read_bundle("x.zip", bytes(11))


@given(st.binary(max_size=60), st.integers(0, 400))
def test_any_damage_is_met_with_an_error_of_ours(noise, at):
    data = zipped({"caz/x.md": CASE, "caz/a.png": PNG})
    damaged = data[:at] + noise + data[at + len(noise):]
    try:
        read = read_bundle("x.zip", damaged)
    except KbError:
        return
    assert all(place_of(path) for path in read.documents)
    assert all("/" not in name for name in read.images)


@given(st.text(max_size=40))
def test_any_file_name_gives_a_place_of_the_library(name):
    [path] = read_bundle(f"{name}.md", b"text").documents
    assert place_of(path).kind == "cases"


@pytest.mark.parametrize(("filename", "name"), [
    ("IMG_2034.JPG", "img-2034"), ("Afiș vară.png", "afis-vara"), ("афиша.webp", "afisha"), (".png", "png"), (
    "???.png", "image"),
    ("a" * 100 + ".png", "a" * 60), ("../x/y.png", "y"),
])
def test_images_get_names_of_the_library(filename, name):
    assert image_name(filename) == name


@pytest.mark.parametrize(("title", "slug"), [
    ("Struguri în loc de flori: 60 t", "struguri-in-loc-de-flori-60-t"), ("Виноград вместо цветов",
    "vinograd-vmesto-tsvetov"),
    ("Țară & Știință", "tara-stiinta"), ("…", ""),
])
def test_titles_become_slugs(title, slug):
    assert slug_of(title) == slug
