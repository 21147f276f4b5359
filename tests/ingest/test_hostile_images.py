"""Images that are made to hurt, and those that telephones really make."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kb.ingest.images import MAX_PIXELS, MESSAGES, WIDTHS, Picture, read_picture, size_of


def chunk(kind, content, size=None):
    """A chunk of a PNG; `size` is what it claims to hold."""
    claimed = len(content) if size is None else size
    return struct.pack(">I", claimed) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(before=b"", after=b"", *, width=40, height=30, rows=None, depth=8, colours=2):
    """A PNG of black pixels with chunks of ours before and after its data."""
    header = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + bytes(width * 3) for _ in range(height)) if rows is None else rows)
    return b"".join((b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", header), before, chunk(b"IDAT", data), after,
                     chunk(b"IEND", b"")))


def saved(kind, image=None, **options):
    out = io.BytesIO()
    (image or Image.new("RGB", (64, 40), "red")).save(out, kind, **options)
    return out.getvalue()


def with_exif(exif):
    """A JPEG with these bytes for its metadata."""
    jpeg = saved("JPEG")
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 8) + b"Exif\0\0" + exif + jpeg[2:]


def ifd(*entries, following=0):
    """One directory of metadata, little-endian, from byte 8 on."""
    packed = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + packed + struct.pack("<I", following)


SWELLING = zlib.compress(bytes(50_000_000), 9)
BOMBS = {
    "text that swells": png(chunk(b"zTXt", b"Comment\0\0" + SWELLING)),
    "text that swells behind the picture": png(after=chunk(b"zTXt", b"Comment\0\0" + SWELLING)),
    "international text that swells": png(chunk(b"iTXt", b"k\0\1\0\0\0" + SWELLING)),
    "a colour profile that swells": png(chunk(b"iCCP", b"p\0\0" + SWELLING)),
    "much text that swells": png(b"".join(
        chunk(b"zTXt", b"C\0\0" + zlib.compress(bytes(900_000))) for _ in range(90))),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_swells_when_it_is_unpacked_is_refused(name):
    assert len(BOMBS[name]) < 300_000
    assert read_picture(BOMBS[name]) == "broken"


@pytest.mark.parametrize("data", [
    png(rows=bytes(20_000_000)), png(after=chunk(b"IDAT", SWELLING)), png(chunk(b"tEXt", b"a\0b") * 2_000),
], ids=["more rows than it has", "data behind the data", "two thousand remarks"])
def test_more_than_an_image_needs_is_left_unread(data):
    picture = read_picture(data)
    assert (picture.width, picture.height) == (40, 30)
    assert len(picture.content) < 1_000


@pytest.mark.parametrize(("width", "height", "code"), [
    (MAX_PIXELS // 5_000 + 1, 5_000, "too_many_pixels"), (16_001, 1, "too_long"), (1, 16_001, "too_long"),
    (2**31 - 1, 2**31 - 1, "too_many_pixels"), (2**31 - 1, 1, "too_many_pixels"),
])
def test_a_size_that_is_only_claimed_is_refused_before_anything_is_made_of_it(width, height, code):
    assert read_picture(png(width=width, height=height, rows=b"\0")) == code


@pytest.mark.parametrize("data", [
    png(width=0), png(height=0), png(width=2**32 - 1, rows=b"\0"), png(chunk(b"IHDR", b"")),
    png(chunk(b"tEXt", b"a\0b", 2**31)), b"RIFF\xff\xff\xff\xffWEBPVP8 ",
    png(depth=3), png(colours=5), png(rows=b""), png()[:-12], b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n" * 50,
    saved("JPEG").replace(struct.pack(">HH", 40, 64), b"\0\0\0\0"), saved("JPEG")[:2] * 500,
    saved("WEBP")[:12] + b"\xff" * 200, b"\xff\xd8\xff\xe1\xff\xff" + b"Exif\0\0" * 50,
])
def test_a_header_that_lies_is_refused_or_forgiven_and_never_fails(data):
    found = read_picture(data)
    assert isinstance(found, Picture) or found in MESSAGES
    size_of(io.BytesIO(data))


METADATA = {
    "a directory that leads to itself": ifd((0x8769, 4, 1, 8), following=8),
    "a directory far behind the end": ifd((0x8769, 4, 1, 2**31)),
    "a value far behind the end": ifd((0x010E, 2, 2**31, 2**31)),
    "thousands of entries claimed": b"II*\0\x08\0\0\0\xff\xff",
    "an unknown type": ifd((0x0112, 99, 1, 6)),
    "an orientation of text": ifd((0x0112, 2, 4, 0x31323334)),
    "two orientations": ifd((0x0112, 3, 2, 0x00060006)),
    "nothing": b"",
    "no byte order": b"XX*\0\x08\0\0\0\0\0",
}


@pytest.mark.parametrize("name", METADATA)
def test_metadata_that_make_no_sense_leave_the_picture_as_it_is(name):
    picture = read_picture(with_exif(METADATA[name]))
    assert isinstance(picture, Picture)
    assert {picture.width, picture.height} == {64, 40}


@settings(max_examples=40)
@given(st.integers(0, 65_535))
def test_an_orientation_that_there_is_not_turns_nothing(orientation):
    data = with_exif(ifd((0x0112, 3, 1, orientation)))
    lying = orientation in (5, 6, 7, 8)
    picture = read_picture(data)
    assert (picture.width, picture.height) == ((40, 64) if lying else (64, 40)) == size_of(io.BytesIO(data))


@settings(max_examples=60)
@given(st.binary(max_size=80))
def test_any_metadata_are_met_and_never_come_out(noise):
    picture = read_picture(with_exif(b"II*\0\x08\0\0\0" + noise + b"SECRET"))
    if isinstance(picture, Picture):
        assert b"SECRET" not in picture.content
    else:
        assert picture in MESSAGES


# -- what telephones make ----------------------------------------------------------------------------------------------

def test_a_photograph_with_a_second_picture_behind_it_is_a_photograph():
    """Depth, brightness and the view of the other lens stand behind the first picture (MPO)."""
    other = Image.new("RGB", (32, 20), "blue")
    picture = read_picture(saved("MPO", save_all=True, append_images=[other]))
    assert (picture.width, picture.height) == (64, 40)
    with Image.open(io.BytesIO(picture.content)) as image:
        assert getattr(image, "n_frames", 1) == 1
        assert image.convert("RGB").getpixel((5, 5))[0] > 180


@pytest.mark.parametrize("options", [
    {"progressive": True}, {"subsampling": 0}, {"quality": 1}, {"optimize": True}, {"dpi": (300, 300)}, {"smooth": 100},
])
def test_photographs_are_taken_however_they_were_packed(options):
    assert isinstance(read_picture(saved("JPEG", **options)), Picture)


@pytest.mark.parametrize(("size", "kept"), [
    ((1, 1), (1, 1)), ((1, 15_999), (1, 15_999)), ((15_999, 1), (1_600, 1)), ((3_200, 2), (1_600, 1)),
    ((1_601, 1_601), (1_600, 1_600)), ((4_001, 3), (1_600, 1)),
])
def test_the_narrowest_and_the_flattest_keep_at_least_a_pixel(size, kept):
    picture = read_picture(saved("PNG", Image.new("RGB", size, "red")))
    assert (picture.width, picture.height) == kept
    assert list(picture.smaller) == [width for width in WIDTHS[:-1] if width < size[0]]


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1"])
def test_what_was_cleaned_once_is_cleaned_to_the_same_again(mode):
    """So that an image which is sent a second time is the same image."""
    once = read_picture(saved("PNG", Image.new(mode, (64, 40), 1 if mode in ("1", "P", "L") else None or 0)))
    twice = read_picture(once.content)
    assert (twice.width, twice.height) == (once.width, once.height)
    with Image.open(io.BytesIO(once.content)) as one, Image.open(io.BytesIO(twice.content)) as other:
        assert one.convert("RGBA").tobytes() == other.convert("RGBA").tobytes()
