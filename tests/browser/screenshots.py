"""Pictures of the real library for the README: `python -m tests.browser.screenshots`.

They are taken from the site as it runs, into the folder beside this file, and compared by eye, not by tests.
"""

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.find_chromium import Finder
from tests.browser.server import ROOT, serve

FOLDER = Path(__file__).parent / "screenshots"
MOST_BYTES = 250_000
WIDE = {"viewport": {"width": 1360, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1.5, "is_mobile": True, "has_touch": True}


@dataclass(frozen=True)
class Picture:
    """A page in a window; the options are those of a browser context."""

    name: str
    path: str
    options: dict[str, object] = field(default_factory=lambda: WIDE)


PICTURES = (
    Picture("search-wide", "/ro/search?q=vin&industry=wine&sort=evidence"),
    Picture("search-phone", "/ro/search?q=vin&industry=wine&sort=evidence", PHONE),
    Picture("search-dark", "/ru/search?q=вино&industry=wine", {**WIDE, "color_scheme": "dark"}),
    Picture("case-wide", "/ro/cases/struguri-in-loc-de-flori"),
)


def take(browser: Browser, address: str, picture: Picture) -> Path:
    """Take one picture. Raises ValueError when its page is not there or it came out too large to keep."""
    context = browser.new_context(base_url=address, reduced_motion="reduce", **picture.options)
    page = context.new_page()
    answer = page.goto(picture.path, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    path = FOLDER / f"{picture.name}.png"
    page.screenshot(path=path)
    context.close()
    if answer is None or not answer.ok or path.stat().st_size > MOST_BYTES:
        raise ValueError(f"{picture.path}: {answer and answer.status}, {path.stat().st_size} bytes")
    return path


def main() -> None:
    """Take all pictures, over an index made for the purpose."""
    FOLDER.mkdir(exist_ok=True)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(ROOT / "content", Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=Finder(os.environ).find(), args=arguments)
        for picture in PICTURES:
            path = take(browser, address, picture)
            print(f"{path.relative_to(ROOT)} {path.stat().st_size:,} bytes")
        browser.close()


if __name__ == "__main__":
    main()
