"""Ten pages, wide and on a phone, stand as they did when somebody last looked at them."""

import pytest

from tests.browser.outlines import PATHS, SIZES, moved, outline, read_golden
from tests.browser.screenshots import FOLDER, MOST_BYTES, PICTURES
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", SIZES)
def test_every_part_stands_where_it_stood(visitor: Visitor, size: str) -> None:
    is_phone = size == "phone"
    page = visitor.open(viewport=SIZES[size], is_mobile=is_phone, has_touch=is_phone)
    golden = read_golden()
    for name, path in PATHS.items():
        page.goto(f"/{path}")
        page.evaluate("document.fonts.ready")
        assert moved(outline(page), golden[f"{name}-{size}"]) == [], f"{name}-{size}; right? see outlines.py"


def test_a_page_without_its_stylesheet_would_be_noticed(visitor: Visitor) -> None:
    page = visitor.open(f"/{PATHS['search']}", viewport=SIZES["wide"])
    page.evaluate("document.querySelector('link[rel=stylesheet]').remove()")
    assert len(moved(outline(page), read_golden()["search-wide"])) > 5


@pytest.mark.parametrize(("box", "is_near"), [
    ([0, 100, 390, 800], True), ([4, 130, 384, 850], True), ([30, 100, 390, 800], False), ([0, 100, 330, 800], False),
    ([0, 100, 390, 1000], False), ([0, 400, 390, 800], False),
])
def test_a_line_more_is_nothing_and_a_column_less_is_something(box: list[int], is_near: bool) -> None:
    assert (moved({"h1": box}, {"h1": [0, 100, 390, 800]}) == []) is is_near


def test_what_is_gone_or_new_is_told() -> None:
    assert moved({"h1": [0, 0, 1, 1]}, {".top": [0, 0, 1, 1]}) == [".top is gone", "h1 is new"]


def test_every_picture_is_kept_and_small() -> None:
    kept = {path.stem: path.stat().st_size for path in FOLDER.glob("*.png")}
    assert kept.keys() == {"readme", *(picture.name for picture in PICTURES)}
    assert max(kept.values()) <= MOST_BYTES
    assert all((FOLDER / f"{name}.png").read_bytes()[:4] == b"\x89PNG" for name in kept)
