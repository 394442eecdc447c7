"""What the reference validators and a browser say of web pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import alone, chromium, violations
from tests.conformance.conftest import HANDOUT, ROOT, makebook
from tests.conformance.validators import vnu

pytestmark = pytest.mark.validators

#: What the checker says of pages as they are meant to be. Pages are well-formed XML too. It knows no
#: container queries (CSS Conditional Rules 5). And it wants no role of a table's parts that HTML
#: gives them anyway, which browsers take away from them where a phone shows them as blocks. Where
#: several chapters stand on one page, each has its own first heading.
MEANT = re.compile(
    r"Consider using the “h1” element as a top-level heading only"
    r"|Trailing slash on void elements|container-type|Unrecognized at-rule “@container”"
    r"|The “(table|rowgroup|row|cell|columnheader|rowheader)” role is unnecessary"
    r"|The “role” attribute must not be used on a “t[rhd]” element which has a “table” ancestor"
)
SCREENS = [
    (width, height, scheme)
    for width, height in ((390, 844), (1280, 800))
    for scheme in ("light", "dark")
]
#: What goes wrong on a page, each with how much of it there is: it is wider than the screen, a font
#: does not load, or a picture does not.
FAULTS = """() => document.fonts.ready.then(fonts => ({
  'px too wide': document.documentElement.scrollWidth - document.documentElement.clientWidth,
  'fonts failed': [...fonts].filter(each => each.status == 'error').length,
  'pictures failed': [...document.images].filter(each => !each.naturalWidth).length,
}))"""
PAINTED = "() => performance.getEntriesByType('paint').length > 0"
PAINT = "() => performance.getEntriesByType('paint')[0].startTime"
#: In ms, from disk, beyond what an empty page takes where others are at work too.
LATEST_PAINT = 100
EMPTY_PAGE = "<!DOCTYPE html><title>Empty</title><p>Nothing</p>"


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the handout that this project publishes, in both languages, of a book that holds
    everything, and of a text from right to left.
    """
    output = tmp_path_factory.mktemp("web")
    makebook(ROOT, "build", HANDOUT, "-e", "web", "--output", str(output))
    project = tmp_path_factory.mktemp("book")
    everything = Path(__file__).parent / "everything"
    for name in ("everything", "rtl"):
        folder = project / "sources" / name
        folder.mkdir(parents=True)
        for file in everything.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
    (project / "sources/rtl/book.yaml").write_text("title: T\nlang: ar\n")
    makebook(project, "build", "-e", "web", "--strict", "--output", str(output))
    return output


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def files(web: Path) -> list[Path]:
    return sorted(web.rglob("*.html"))


def test_pages_and_stylesheet_are_valid(web: Path) -> None:
    said = vnu(*files(web), *web.rglob("*.css"))
    assert [each for each in said if not MEANT.search(each)] == []


@pytest.mark.parametrize(("width", "height", "scheme"), SCREENS)
def test_every_page_is_accessible_and_fits(
    web: Path, browser: Browser, width: int, height: int, scheme: Literal["light", "dark"]
) -> None:
    found = {}
    for file in files(web):
        with alone(browser, file.as_uri(), "file:", "data:") as page:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            faults = [what for what, count in page.evaluate(FAULTS).items() if count]
            # Axe takes most of the time: each width and each scheme is seen by it once.
            seen = violations(page) if (width < height) == (scheme == "light") else []
            found[file.name] = [*faults, *seen]
    assert {name: each for name, each in found.items() if each} == {}


def painted(page: Page, file: Path) -> float:
    page.goto(file.as_uri())
    page.wait_for_function(PAINTED)
    return float(page.evaluate(PAINT))


def test_first_paint_is_quick(web: Path, browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text(EMPTY_PAGE)
    files = (tmp_path / "empty.html", web / f"{HANDOUT}.html")
    page = browser.new_page()
    times = [[painted(page, file) for file in files] for _ in range(9)]
    page.close()
    empty, handout = map(min, zip(*times, strict=True))
    assert handout < empty + LATEST_PAINT, times
