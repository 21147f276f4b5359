"""Pictures of ten pages of the real library, wide and on a phone: `python -m tests.browser.screenshots`.

They are looked at by people, one by one, before they are kept; `readme.png` is two of them side by side. The outlines
that a test compares with (outlines.py) are written at the same time, over the library of the tests.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.find_chromium import Finder
from tests.browser.library import write_browsed_library
from tests.browser.outlines import PATHS, SIZES, Outline, outline, write_golden
from tests.browser.server import ROOT, serve

FOLDER = Path(__file__).parent / "screenshots"
MOST_BYTES = 200_000
# The commonest stay as they are, so that paper, ink and accent are true; all others share what is left of a palette.
_TRUE = 40
_SHARED = 200
_BETWEEN = 48
_README_WIDTH = 1500


@dataclass(frozen=True)
class Picture:
    """A page in a window of a size; dark or light."""

    page: str
    size: str
    path: str
    scheme: str

    @property
    def name(self) -> str:
        """Of its file, without the ending."""
        return f"{self.page}-{self.size}"


# Page, address, theme when wide; on a phone it is the other one.
_PAGES = (
    ("home", "/ro/", "light"),
    ("search", "/ro/search?q=vin&industry=wine&sort=evidence", "light"),
    ("case", "/ro/cases/struguri-in-loc-de-flori", "light"),
    ("business", "/ru/businesses/purcari", "light"),
    ("person", "/ru/people/nata-albot", "dark"),
    ("industry", "/ru/industries/wine", "dark"),
    ("question", "/ro/questions/cum-aducem-oameni-la-un-eveniment-nou", "light"),
    ("market", "/ru/market/retele-sociale-utilizatori", "dark"),
    ("insights", "/en/insights?metric=views", "light"),
    ("compare", "/en/compare?case=struguri-in-loc-de-flori&case=fruits-from-moldova-go-on", "dark"),
)
_OTHER = {"light": "dark", "dark": "light"}
PICTURES = tuple(
    Picture(page, size, path, scheme if size == "wide" else _OTHER[scheme])
    for page, path, scheme in _PAGES for size in SIZES)


def take(browser: Browser, address: str, picture: Picture) -> Image.Image:
    """Take one picture. Raises ValueError when its page is not there."""
    with _window(browser, address, picture.size, picture.scheme) as page:
        answer = page.goto(picture.path, wait_until="networkidle")
        if answer is None or not answer.ok:
            raise ValueError(f"{picture.path}: {answer and answer.status}")
        page.evaluate("document.fonts.ready")
        return Image.open(BytesIO(page.screenshot())).convert("RGB")


@contextmanager
def _window(browser: Browser, address: str, size: str, scheme: str = "light") -> Iterator[Page]:
    is_phone = size == "phone"
    context = browser.new_context(
        base_url=address, reduced_motion="reduce", color_scheme=scheme, viewport=SIZES[size], is_mobile=is_phone,
        has_touch=is_phone, locale="ro-RO")
    yield context.new_page()
    context.close()


def keep(image: Image.Image, name: str) -> Path:
    """Write a picture with a palette. Raises ValueError when it is too large to keep."""
    path = FOLDER / f"{name}.png"
    image.quantize(palette=_palette(image), dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"{path}: {path.stat().st_size} bytes")
    return path


def _palette(image: Image.Image) -> Image.Image:
    colours = [colour for _, colour in sorted(image.getcolors(image.width * image.height), reverse=True)]
    others = Image.new("RGB", (max(len(colours) - _TRUE, 1), 1))
    others.putdata(colours[_TRUE:])
    shared = others.quantize(_SHARED).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*(part for colour in colours[:_TRUE] for part in colour), *shared[:3 * _SHARED]])
    return palette


def side_by_side(wide: Image.Image, phone: Image.Image) -> Image.Image:
    """The picture of the README: a wide window, and a phone of the same height beside it, without a background."""
    beside = phone.resize((round(phone.width * wide.height / phone.height), wide.height), Image.Resampling.LANCZOS)
    both = Image.new("RGB", (wide.width + _BETWEEN + beside.width, wide.height), "white")
    both.paste(wide, (0, 0))
    both.paste(beside, (wide.width + _BETWEEN, 0))
    return both.resize((_README_WIDTH, round(both.height * _README_WIDTH / both.width)), Image.Resampling.LANCZOS)


def draw_outlines(browser: Browser, address: str) -> dict[str, Outline]:
    """The outlines of every page in every size."""
    outlines = {}
    for size in SIZES:
        with _window(browser, address, size) as page:
            for name, path in PATHS.items():
                page.goto(f"{address}/{path}", wait_until="networkidle")
                outlines[f"{name}-{size}"] = outline(page)
    return outlines


def main() -> None:
    """Take all pictures and outlines, over indexes made for the purpose."""
    FOLDER.mkdir(exist_ok=True)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        for part in ("real", "small"):
            (folder / part).mkdir()
        browser = playwright.chromium.launch(executable_path=Finder(os.environ).find(), args=arguments)
        with serve(ROOT / "content", folder / "real") as address:
            images = {picture.name: take(browser, address, picture) for picture in PICTURES}
        with serve(write_browsed_library(folder / "content"), folder / "small") as address:
            write_golden(draw_outlines(browser, address))
        browser.close()
    images["readme"] = side_by_side(images["search-wide"], images["search-phone"])
    for name, image in images.items():
        path = keep(image, name)
        print(f"{path.relative_to(ROOT)} {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
