"""Where the parts of ten pages stand, over the library of these tests, and the golden copy of it.

Boxes are compared and not pixels: two Chromiums draw the same letters with other edges, and the pictures show the real
library, which changes every week; a stylesheet that fails moves boxes by more than any of that.
`python -m tests.browser.screenshots` writes the golden copy anew.
"""

import json
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.library import GRAPES
from tests.browser.reading_room import QUESTION

GOLDEN = Path(__file__).parent / "screenshots" / "outlines.json"
PATHS = {
    "home": "ro/",
    "search": "ro/search?q=vin&industry=wine",
    "case": f"ru/cases/{GRAPES}",
    "business": "ro/businesses/firma-1",
    "person": "en/people/diana-crudu",
    "industry": "ru/industries/wine",
    "question": f"ro/questions/{QUESTION}",
    "market": "en/market/retele",
    "insights": "ro/insights?metric=revenue",
    "compare": "ru/compare?case=campania-3&case=campania-6",
}
SIZES = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
# The first of each kind; what a page does not have or does not show is left out.
PARTS = (
    ".top", "main", "h1", ".lede", "#q", ".ways", "#facets", "#results", ".hit", ".hit h2", ".hit > .figure",
    ".facts", ".strip", ".results", ".people", ".similar", ".timeline", ".year", ".prose", ".plot", ".chart",
    ".beside", ".narrow", ".foot", ".theme",
)
# Pixels, and a share of the golden value: a word more or less wraps a line, which moves what is below.
_SIDEWAYS = (6, 0.02)
_DOWN = (40, 0.08)

Box = list[int]
Outline = dict[str, Box]


def outline(page: Page) -> Outline:
    """Left, top, width and height of each part that is shown, in pixels of the whole page."""
    found: Outline = page.evaluate(
        """(parts) => Object.fromEntries(parts
          .map((part) => [part, document.querySelector(part)])
          .filter(([, each]) => each && each.checkVisibility())
          .map(([part, each]) => [part, each.getBoundingClientRect()])
          .map(([part, box]) => [part, [box.x, box.y + scrollY, box.width, box.height].map(Math.round)]))""",
        list(PARTS))
    return found


def moved(now: Outline, golden: Outline) -> list[str]:
    """What stands elsewhere, is of another size, has gone or is new."""
    strange = [f"{part} is {'gone' if part in golden else 'new'}" for part in sorted(now.keys() ^ golden.keys())]
    return strange + [f"{part}: {golden[part]} became {now[part]}" for part in golden.keys() & now.keys()
                      if not _is_near(now[part], golden[part])]


def _is_near(now: Box, golden: Box) -> bool:
    allowances = (_SIDEWAYS, _DOWN, _SIDEWAYS, _DOWN)
    return all(abs(one - other) <= pixels + share * abs(other)
               for one, other, (pixels, share) in zip(now, golden, allowances, strict=True))


def read_golden() -> dict[str, Outline]:
    """The golden outlines, by page and size: "search-phone"."""
    golden: dict[str, Outline] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return golden


def write_golden(outlines: dict[str, Outline]) -> None:
    """Keep outlines as the golden ones."""
    lines = [f'"{name}": {json.dumps(each)}' for name, each in outlines.items()]
    GOLDEN.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
