"""The picture that stands beside a shared link, one a language: `python -m tests.browser.share_image`.

Drawn by Chromium in the letters and colours of the site, and kept with the static files.
"""

import os
import tempfile
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Browser, sync_playwright

from kb.i18n import LANGUAGES, translator
from tests.browser.find_chromium import Finder
from tests.browser.server import ROOT

SIZE = {"width": 1200, "height": 630}
MOST_BYTES = 120_000
STATIC = ROOT / "kb" / "web" / "static"
TAGLINE = "What was done on our market, who did it and what came of it"
PAGE = """{% from "macros/icons.html" import brand, curtains %}<!doctype html>
<html lang="{{ lang }}" data-theme="light">
<meta charset="utf-8"><link rel="stylesheet" href="{{ sheet }}">
<style>
body { display: block; min-height: 0; height: 630px; padding: 76px 84px; overflow: hidden; border-top-width: 12px }
.brand { font-size: 46px; gap: 20px } .brand svg { width: 54px }
h1 { position: absolute; left: 84px; bottom: 84px; width: 710px }
h1 { font-size: 60px; line-height: 1.12; letter-spacing: -.02em }
body > svg { position: absolute; right: 76px; top: 96px; width: 300px; color: var(--wine) }
</style>
<div class="brand">{{ brand() }}<span>Culise</span></div><h1>{{ tagline }}</h1>{{ curtains() }}
"""


def path_of(lang: str) -> Path:
    """Where the picture of a language is kept."""
    return STATIC / f"share-{lang}.png"


def page_of(lang: str) -> str:
    """The page that is photographed."""
    templates = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True)
    tagline = translator(lang).gettext(TAGLINE)
    return templates.from_string(PAGE).render(lang=lang, tagline=tagline, sheet=(STATIC / "site.css").as_uri())


def draw(browser: Browser, lang: str) -> Path:
    """Draw one picture. Raises ValueError when it came out too large to be sent along with a link."""
    path = path_of(lang)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "share.html"
        file.write_text(page_of(lang), encoding="utf-8")
        page = browser.new_page(viewport=SIZE)
        page.goto(file.as_uri(), wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        page.screenshot(path=path)
        page.close()
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"{path}: {path.stat().st_size} bytes")
    return path


def main() -> None:
    """Draw the picture of every language."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=Finder(os.environ).find(), args=arguments)
        for lang in LANGUAGES:
            path = draw(browser, lang)
            print(f"{path.relative_to(ROOT)} {path.stat().st_size:,} bytes")
        browser.close()


if __name__ == "__main__":
    main()
