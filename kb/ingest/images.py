"""Images in, clean images out: read within limits, turned upright, without metadata, in a few widths, always WebP.

Call it in a killable worker (`kb.sandbox`): decoders of images are large and old. What comes out holds nothing of the
bytes that went in but the picture. The only home of Pillow.
"""

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from kb.errors import Unprocessable
from kb.sandbox import Failure, Workers


def N_(text: str) -> str:
    """Mark a text for the catalogues without translating it here."""
    return text


MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 25_000_000
MEDIA_TYPE = "image/webp"
ENDING = "webp"
# Widths in CSS pixels of a phone, of a column, and of a column on a fine screen. The last one is the largest kept.
WIDTHS = (480, 960, 1600)
# Reading and writing 25 million pixels takes some 2 s on a slow machine.
DEADLINE_S = 20.0
_FORMATS = ("PNG", "JPEG", "WEBP")
_MAX_SIDE = 16_000
_QUALITY = 82
# Drawings and pictures of screens have few colours; what is lost in them shows, and keeping all of it costs little.
_FEW_COLOURS = 4_096
MESSAGES = {
    "too_heavy": N_("the image has more than %(limit)s MB"),
    "too_many_pixels": N_("the image has more than %(limit)s million pixels; make it smaller"),
    "too_long": N_("the image is longer than %(limit)s pixels"),
    "unknown": N_("this is no PNG, JPEG or WebP image, whatever its name says"),
    "broken": N_("the image is damaged or cut off; save it again"),
    "animated": N_("moving images are not accepted; send a still one"),
    "empty": N_("the image is empty"),
    "stalled": N_("the image takes too much time or memory to read"),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A clean image: the largest kept, its size in pixels, and smaller ones by their width."""

    content: bytes
    width: int
    height: int
    smaller: dict[int, bytes] = field(default_factory=dict)


def clean_image(data: bytes, workers: Workers) -> Picture:
    """Make a clean image of an uploaded file. Raises Unprocessable for what is none, or breaks a limit."""
    outcome = read_picture(data) if not data or len(data) > MAX_BYTES else workers.run(read_picture, data)
    if isinstance(outcome, Picture):
        return outcome
    code = outcome if isinstance(outcome, str) else "stalled" if _is_stalled(outcome) else "broken"
    limits = {"too_heavy": MAX_BYTES >> 20, "too_many_pixels": MAX_PIXELS // 1_000_000, "too_long": _MAX_SIDE}
    raise Unprocessable(MESSAGES[code], field="image", limit=limits.get(code, ""))


def new_image_workers() -> Workers:
    """A worker for images; use it in a `with` block."""
    return Workers(1, DEADLINE_S, preload=(__name__,))


def read_picture(data: bytes) -> Picture | str:
    """In the worker: the clean image, or the code of what is wrong."""
    if not data:
        return "empty"
    if len(data) > MAX_BYTES:
        return "too_heavy"
    with warnings.catch_warnings():
        # Metadata are often damaged where the picture is not; they are thrown away anyhow.
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        Image.MAX_IMAGE_PIXELS = MAX_PIXELS
        try:
            return _read(data)
        except UnidentifiedImageError:
            return "unknown"
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            return "too_many_pixels"
        except Exception:  # noqa: BLE001 - decoders raise whatever they like on damaged files
            return "broken"


def size_of(file: BinaryIO) -> tuple[int, int] | None:
    """Width and height that an image states, upright, without decoding it; None when it is none."""
    try:
        with Image.open(file, formats=_FORMATS) as image:
            turned = image.getexif().get(0x0112, 1) in range(5, 9)  # lying on its side
            return (image.height, image.width) if turned else (image.width, image.height)
    except Exception:  # noqa: BLE001 - as above
        return None


def _read(data: bytes) -> Picture | str:
    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        width, height = image.size
        if width * height > MAX_PIXELS:
            return "too_many_pixels"
        if max(width, height) > _MAX_SIDE:
            return "too_long"
        # Telephones put a second picture behind a JPEG (for depth, or bright screens); the first one is the photograph.
        if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
            return "animated"
        image.draft(None, (WIDTHS[-1], WIDTHS[-1]))  # a large JPEG is read at a half or a quarter of its size
        image.load()
        picture = _in_screen_colours(ImageOps.exif_transpose(image))
    sizes = [width for width in WIDTHS[:-1] if width < picture.width]
    largest = _scaled(picture, WIDTHS[-1])
    lossless = _has_few_colours(largest)
    return Picture(
        _written(largest, lossless=lossless), largest.width, largest.height,
        {width: _written(_scaled(picture, width), lossless=lossless) for width in sizes},
    )


def _in_screen_colours(image: Image.Image) -> Image.Image:
    """Eight bits of red, green and blue, with transparency where there is any; other colours are converted."""
    if image.mode.startswith("I") or image.mode == "F":  # sixteen bits of grey
        image = image.point(lambda value: value / 256).convert("L")
    has_gaps = image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info
    target = "RGBA" if has_gaps else "RGB"
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L") and not (has_gaps and image.mode != "RGBA"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=target)
            return converted if converted is not None else image.convert(target)
        except (ImageCms.PyCMSError, ValueError, OSError):
            pass  # a profile that does not fit the picture: its colours are taken as they are
    return image.convert(target)


def _scaled(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _has_few_colours(image: Image.Image) -> bool:
    return image.getcolors(_FEW_COLOURS) is not None


def _written(image: Image.Image, *, lossless: bool) -> bytes:
    """Bytes of a copy that holds pixels and nothing else."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = io.BytesIO()
    bare.save(out, "WEBP", lossless=lossless, quality=_QUALITY, method=3, exif=b"", icc_profile=None)
    return out.getvalue()


def _is_stalled(outcome: Failure[bytes]) -> bool:
    return outcome.kind in ("timeout", "crash")


def names_of_sizes(name: str, widths: Sequence[int]) -> dict[int, str]:
    """What the smaller ones of an image are called: "photo.480.webp" beside "photo.webp"."""
    stem, _, ending = name.rpartition(".")
    return {width: f"{stem}.{width}.{ending}" for width in widths}
