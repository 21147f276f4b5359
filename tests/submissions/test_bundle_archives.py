"""Archives as people and attackers make them: names of every system, every packing, any damage; only our errors."""

import io
import random
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kb.errors import TooLarge, Unprocessable
from kb.submissions import bundle, read_bundle
from kb.submissions.bundle import MAX_MEMBERS, slug_of
from kb.submissions.model import KINDS, MAX_DOCUMENTS, MAX_IMAGES, place_of
from tests.builders import case_markdown
from tests.submissions.parts import PNG, zipped


def text_with(reference, image):
    """The text of a lone page that shows an image, as it is read from a zip with that image."""
    read = read_bundle("x.zip", zipped({"prune.md": f"![Afiș]({reference})\n", image: PNG}))
    return read.documents["cases/prune.md"], list(read.images)


@pytest.mark.parametrize(("reference", "image", "shown"), [
    ("afis.png", "afis.png", "../media/prune/afis.png"),
    ("./img/afis.png", "img/afis.png", "../media/prune/afis.png"),
    ("vedere%20din%20fata.png", "vedere din fata.png", "<../media/prune/vedere din fata.png>"),
    ("<vedere din fata.png>", "vedere din fata.png", "<../media/prune/vedere din fata.png>"),
    ("<afis.png>", "afis.png", "<../media/prune/afis.png>"),
    ("afi%C8%99.png", "afiș.png", "../media/prune/afiș.png"),
    ("afiș.png", unicodedata.normalize("NFD", "afiș.png"), "../media/prune/afiș.png"),
    (unicodedata.normalize("NFD", "афиша-й.png"), "афиша-й.png", "../media/prune/афиша-й.png"),
    ('afis.png "Titlul"', "afis.png", '../media/prune/afis.png "Titlul"'),
    ("alta.png", "afis.png", "alta.png"),
    ("https://a.md/x.png", "afis.png", "https://a.md/x.png"),
    ("100%.png", "100%.png", "../media/prune/100%.png"),
], ids=["plain", "in a folder", "blanks escaped", "blanks in brackets", "brackets", "letters escaped", "made on a mac",
        "typed on a mac", "with a title", "another image", "elsewhere", "a percent sign"])
def test_an_image_is_known_however_its_name_is_written(reference, image, shown):
    text, images = text_with(reference, image)
    assert text == f"![Afiș]({shown})\n"
    assert images == [unicodedata.normalize("NFC", image.rpartition("/")[2])]


def test_one_image_under_two_spellings_of_one_name_is_told():
    both = {"x.md": "a", "afiș.png": b"1", unicodedata.normalize("NFD", "afiș.png"): b"2"}
    with pytest.raises(Unprocessable, match="two images"):
        read_bundle("x.zip", zipped(both))


def test_both_endings_of_markdown_are_texts_also_inside():
    read = read_bundle("x.zip", zipped({"caz.markdown": "a", "caz.ru.md": "b"}))
    assert list(read.documents) == ["cases/caz.md", "cases/caz.ru.md"]


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_few_programs_know_are_refused_by_name(compression):
    with pytest.raises(Unprocessable, match=r"x\.md.*ordinary zip"):
        read_bundle("x.zip", zipped({"x.md": "text"}, compression))


@pytest.mark.parametrize("compression", [
    zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA],
    ids=["stored", "deflated", "bzip2", "lzma"])
def test_flipped_bytes_end_in_a_bundle_or_an_error_of_ours(compression):
    chance = random.Random(compression)
    whole = zipped({"cases/a.md": case_markdown(), "a.ru.md": "x", "b/cover.jpg": b"123" * 50}, compression)
    for _ in range(400):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            read = read_bundle("x.zip", bytes(damaged[:chance.choice([len(damaged), chance.randrange(len(damaged))])]))
        except (TooLarge, Unprocessable):
            continue
        assert all(place_of(path) for path in read.documents)


PARTS = st.sampled_from([
    "a", "cases", "media", "businesses", "x y", "ș", "Ж", "..", ".", "", "-", "A", "a.b", "~", "\\"])
ENDINGS = st.sampled_from([".md", ".ru.md", ".de.md", ".MD", ".markdown", ".png", ".JPG", ".webp", ".txt", ""])
NAMES = st.builds(
    lambda parts, ending: "/".join(parts) + ending, st.lists(PARTS, min_size=1, max_size=4), ENDINGS).filter(bool)


@given(st.dictionaries(NAMES, st.sampled_from([b"text", b"other", b"---\ntitle: Un titlu\n---\n"]), max_size=6))
@hypothesis_settings(max_examples=300)
def test_any_names_give_places_of_the_library_or_one_error(members):
    try:
        read = read_bundle("x.zip", zipped(members))
    except (TooLarge, Unprocessable):
        return
    texts = [name for name in members if name.lower().endswith((".md", ".markdown"))]
    assert 1 <= len(read.documents) == len([name for name in texts if not bundle._JUNK.search(name)])
    assert all(place_of(path).kind in KINDS for path in read.documents)
    assert all("/" not in name and "\\" not in name for name in read.images)


@given(st.text(max_size=60))
def test_a_slug_is_one_or_nothing_and_is_its_own_slug(text):
    slug = slug_of(text)
    assert slug == slug_of(slug)
    if slug:
        assert place_of(f"cases/{slug}.md").slug == slug


@pytest.mark.parametrize(("members", "fits"), [
    ({f"{number}.md": "a" for number in range(MAX_DOCUMENTS)}, True),
    ({f"{number}.md": "a" for number in range(MAX_DOCUMENTS + 1)}, False),
    ({"x.md": "a", **{f"{number}.png": "a" for number in range(MAX_IMAGES)}}, True),
    ({"x.md": "a", **{f"{number}.png": "a" for number in range(MAX_IMAGES + 1)}}, False),
    ({"x.md": "a", **{f"__MACOSX/{number}": "a" for number in range(MAX_MEMBERS + 1)}}, True),
    ({"x.md": b"a" * bundle.MAX_TEXT_BYTES}, True),
    ({"x.md": b"a" * (bundle.MAX_TEXT_BYTES + 1)}, False),
], ids=["pages", "a page more", "images", "an image more", "what archivers leave", "a long text", "a letter more"])
def test_limits_hold_to_the_last_one(members, fits):
    data = zipped(members, zipfile.ZIP_STORED)
    if fits:
        assert read_bundle("x.zip", data).documents
        return
    with pytest.raises(TooLarge):
        read_bundle("x.zip", data)


def test_a_member_without_a_name_leads_nowhere():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x.md", "text")
        nameless = zipfile.ZipInfo("y.md")
        nameless.filename = ""
        with archive.open(nameless, "w") as stream:
            stream.write(b"text")
    with pytest.raises(Unprocessable, match="leads elsewhere"):
        read_bundle("x.zip", out.getvalue())


def test_a_member_that_names_itself_twice_is_told():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x.md", "one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("x.md", "two")
    with pytest.raises(Unprocessable, match=r"x\.md stands twice"):
        read_bundle("x.zip", out.getvalue())
