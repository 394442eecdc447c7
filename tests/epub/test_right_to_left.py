"""An EPUB from right to left begins on the right: its pages, its boxes and bars, and the words on
its cover.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.alphabets import with_boxes
from tests.browsing import chromium
from tests.conformance.validators import epubcheck
from tests.shelf import Shelf

TEXT = """# אבג

אבג +1 555-0100 דהו

> זחט

::: note אבג
דהו
:::

- אבג

| אבג | דהו |
| --- | --- |
| זחט | יכל |

`x = 1`

[^a]: Lee A. Journal.

אבג[^a]
"""


@pytest.fixture(scope="module")
def hebrew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The EPUB."""
    shelf = Shelf(tmp_path_factory.mktemp("hebrew")).add(
        {"1.md": TEXT}, metadata="title: אב\nlang: he\n"
    )
    report = with_boxes(shelf).build("epub")
    assert report.failures == ()
    return shelf.root / "output" / "tiny.epub"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def page(
    browser: Browser, hebrew: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """Its chapter as wide as a phone."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(hebrew) as archive:
        archive.extractall(folder)
    opened = browser.new_page(viewport={"width": 390, "height": 800})
    opened.goto((folder / "EPUB" / "1.xhtml").as_uri())
    yield opened
    opened.close()


def test_epubcheck_finds_nothing(hebrew: Path) -> None:
    assert epubcheck(hebrew) == []


def test_bars_are_on_the_right(page: Page) -> None:
    for selector in ("blockquote", ".callout"):
        right, left = page.eval_on_selector(
            selector,
            (
                "e => [getComputedStyle(e).borderRightWidth, "
                "getComputedStyle(e).borderLeftWidth].map(parseFloat)"
            ),
        )
        assert right > left, selector


def test_first_column_is_on_the_right(page: Page) -> None:
    first, second = (page.locator("td").nth(at).bounding_box() for at in range(2))
    assert first is not None
    assert second is not None
    assert first["x"] > second["x"]


def test_text_and_lists_begin_on_the_right(page: Page) -> None:
    box = page.locator("ul li").first.bounding_box()
    assert box is not None
    assert 390 - box["x"] - box["width"] > 15  # room for the bullet
    assert page.eval_on_selector("p", "e => getComputedStyle(e).direction") == "rtl"


def test_telephone_number_is_shown_from_left_to_right(page: Page) -> None:
    places = page.eval_on_selector(
        "bdi",
        """e => [0, 3, 10].map(at => { const r = document.createRange(); r.setStart(e.firstChild, at);
            r.setEnd(e.firstChild, at + 1); return r.getBoundingClientRect().left; })""",
    )
    assert places == sorted(places)


def test_words_on_the_cover_stand_on_the_right(hebrew: Path) -> None:
    with zipfile.ZipFile(hebrew) as archive:
        cover = Image.open(BytesIO(archive.read("EPUB/images/cover.png"))).convert("L")
    words = cover.crop((0, 150, 1600, 700)).point(lambda level: 255 if level > 200 else 0).getbbox()
    assert words is not None
    assert words[0] > 800
    assert words[2] > 1350
