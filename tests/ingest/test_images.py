"""Images come out clean: within limits, upright, without metadata, in a few widths; what is none is refused."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, PngImagePlugin

from kb.errors import Unprocessable
from kb.ingest import images
from kb.ingest.images import MAX_BYTES, Picture, clean_image, names_of_sizes, new_image_workers, read_picture, size_of


def made(size=(640, 400), mode="RGB", kind="PNG", **saving):
    """An image with a red corner at the top left, as bytes."""
    image = Image.new(mode, size, 128 if mode in ("L", "I;16", "F", "I") else None or 0)
    if mode in ("RGB", "RGBA", "CMYK"):
        ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 4),
                                        fill={"RGB": (250, 0, 0), "RGBA": (250, 0, 0, 255), "CMYK": (0, 255, 255, 0)}[
                                            mode])
    out = io.BytesIO()
    image.save(out, kind, **saving)
    return out.getvalue()


def opened(content):
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def is_red(pixel):
    return pixel[0] > 180 and max(pixel[1:3]) < 90


@pytest.mark.parametrize(("kind", "mode"), [
    ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "L"), ("PNG", "LA"), ("PNG", "P"), ("PNG", "1"), ("PNG", "I;16"),
    ("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("WEBP", "RGB"), ("WEBP", "RGBA"),
])
def test_every_usual_kind_of_image_is_taken(kind, mode):
    picture = read_picture(made(mode=mode, kind=kind))
    assert isinstance(picture, Picture)
    image = opened(picture.content)
    assert (image.format, image.size, picture.width, picture.height) == ("WEBP", (640, 400), 640, 400)
    if mode in ("RGB", "RGBA", "CMYK"):
        assert is_red(image.convert("RGB").getpixel((5, 5)))
        assert not is_red(image.convert("RGB").getpixel((600, 350)))


def test_sixteen_bits_keep_their_brightness():
    image = Image.new("I;16", (20, 20), 40_000)
    out = io.BytesIO()
    image.save(out, "PNG")
    grey = opened(read_picture(out.getvalue()).content).convert("L").getpixel((5, 5))
    assert abs(grey - 40_000 / 256) < 4


def test_transparency_stays():
    assert opened(read_picture(made(mode="RGBA")).content).convert("RGBA").getpixel((600, 350))[3] == 0


@pytest.mark.parametrize(("width", "kept", "smaller"), [
    (300, 300, []), (480, 480, []), (481, 481, [480]), (1000, 1000, [480, 960]), (1600, 1600, [480, 960]),
    (3000, 1600, [480, 960]),
])
def test_sizes_are_made_for_narrow_screens_and_never_enlarged(width, kept, smaller):
    picture = read_picture(made((width, 200), kind="JPEG"))
    assert (picture.width, list(picture.smaller)) == (kept, smaller)
    assert [opened(content).width for content in picture.smaller.values()] == smaller
    assert opened(picture.content).size == (picture.width, picture.height)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_images_are_turned_upright(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = made((600, 400), kind="JPEG", exif=exif, quality=95)
    picture = read_picture(data)
    lying = orientation >= 5
    assert (picture.width, picture.height) == ((400, 600) if lying else (600, 400)) == size_of(io.BytesIO(data))
    corner = {1: (5, 5), 2: (-5, 5), 3: (-5, -5), 4: (5, -5), 5: (5, 5), 6: (-5, 5), 7: (-5, -5), 8: (5, -5)}[
        orientation]
    place = tuple(at % side for at, side in zip(corner, (picture.width, picture.height), strict=True))
    assert is_red(opened(picture.content).convert("RGB").getpixel(place))


def test_nothing_of_the_file_but_the_picture_comes_out():
    exif = Image.Exif()
    exif[0x010E], exif[0x8769] = "SECRET place", {0x9003: "SECRET day"}
    exif[0x8825] = {1: "N", 2: (47.0, 1.0, 2.0)}
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "SECRET words")
    for data in (
        made(kind="JPEG", exif=exif, comment=b"SECRET"), made(pnginfo=text), made(kind="WEBP", exif=exif,
            xmp=b"SECRET"),
        made() + b"<script>SECRET</script>", made(kind="JPEG") + b"PK\x03\x04SECRET", made(kind="JPEG",
            icc_profile=b"SECRET" * 9),
    ):
        picture = read_picture(data)
        for content in (picture.content, *picture.smaller.values()):
            assert b"SECRET" not in content
            assert not {"exif", "xmp", "icc_profile", "comment"} & opened(content).info.keys()


def bomb(width, height):
    """A PNG whose header states a size that it does not hold."""
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND",
        b"")


def animated(kind):
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize(("data", "code"), [
    (b"", "empty"), (bytes(MAX_BYTES + 1), "too_heavy"), (bomb(5_001, 5_000), "too_many_pixels"),
    (bomb(60_000, 60_000), "too_many_pixels"), (bomb(20_000, 1), "too_long"), (bomb(100, 100), "broken"),
    (made()[:200], "broken"), (made(kind="JPEG")[:-200], "broken"), (made(kind="WEBP")[:60], "broken"),
    (animated("WEBP"), "animated"), (animated("PNG"), "animated"), (animated("GIF"), "unknown"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unknown"), (b"<html><script>1</script>", "unknown"),
    (made(kind="BMP"), "unknown"), (made(kind="TIFF"), "unknown"), (made(kind="ICO", size=(32, 32)), "unknown"),
    (b"%PDF-1.7", "unknown"), (b"\xff\xd8\xff\xe0" + bytes(50), "unknown"),
])
def test_what_is_no_image_or_breaks_a_limit_is_said_to(data, code):
    found = read_picture(data)
    assert found == code or (code, found) in {("broken", "unknown"), ("unknown", "broken")}


def test_screens_and_drawings_lose_nothing():
    image = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(image).line((0, 0, 300, 200), fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    assert opened(read_picture(out.getvalue()).content).convert("RGB").tobytes() == image.tobytes()


def test_large_photographs_are_read_at_a_part_of_their_size():
    picture = read_picture(made((6000, 4000), kind="JPEG"))
    assert (picture.width, picture.height) == (1600, 1067)


@pytest.fixture(scope="module")
def workers():
    with new_image_workers() as ready:
        yield ready


def test_a_worker_gives_the_same_picture(workers):
    data = made((1000, 500))
    assert clean_image(data, workers) == read_picture(data)


@pytest.mark.parametrize(("data", "said"), [
    (b"", "empty"), (bytes(MAX_BYTES + 1), "8 MB"), (bomb(6_000, 5_000), "25 million"), (b"<html>",
    "PNG, JPEG or WebP"),
    (made()[:200], "damaged"), (animated("WEBP"), "moving"),
])
def test_refusals_are_clear_sentences(workers, data, said):
    with pytest.raises(Unprocessable, match=said) as raised:
        clean_image(data, workers)
    assert raised.value.field == "image"


@pytest.mark.parametrize("kind", ["timeout", "crash"])
def test_a_worker_that_dies_or_stalls_is_told_of(kind):
    class Dying:
        def run(self, _function, item):
            return images.Failure(item, kind)
    with pytest.raises(Unprocessable, match="too much time"):
        clean_image(made(), Dying())


def test_a_worker_that_fails_otherwise_means_a_damaged_image():
    class Failing:
        def run(self, _function, item):
            return images.Failure(item, "error", "MemoryError")
    with pytest.raises(Unprocessable, match="damaged"):
        clean_image(made(), Failing())


def test_copies_are_named_after_their_width():
    assert names_of_sizes("afis-1.webp", [480, 960]) == {480: "afis-1.480.webp", 960: "afis-1.960.webp"}


def test_the_size_of_what_is_no_image_is_unknown():
    assert size_of(io.BytesIO(b"text")) is None
    assert size_of(io.BytesIO(made((30, 20))[:100])) == (30, 20)


@settings(max_examples=60)
@given(st.sampled_from(["PNG", "JPEG", "WEBP"]), st.integers(0, 400), st.binary(min_size=1, max_size=30))
def test_any_damage_is_met_without_an_exception(kind, at, noise):
    data = made((60, 40), kind=kind)
    found = read_picture(data[:at] + noise + data[at + len(noise):])
    assert isinstance(found, Picture) or found in images.MESSAGES
