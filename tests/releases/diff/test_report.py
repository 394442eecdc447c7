"""The report in a real browser: it is whole in itself, fits its screen, marks what changed, and
passes axe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from prepress.files.atomic import write_whole
from prepress.releases.diff.differences import diff
from prepress.releases.diff.pairs import DiffRequest
from tests.browsing import alone, chromium, violations
from tests.checks.preflight.sheets import band
from tests.releases.diff.papers import foot, lines, sheets
from tests.shelf import Shelf

TEXT = lines("It is given to adults <and> others.", "One dose lifts the mood for days.")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report on a word, a picture and an added page of one edition, and on another that stayed as
    it was.
    """
    shelf = Shelf(tmp_path_factory.mktemp("report")).add({"1.md": "# One\n"})
    kept = shelf.root / "output" / "releases" / "aaaa-1111"
    write_whole(shelf.root / "sources" / "tiny" / "releases.txt", b"aaaa-1111\t\tTiny\n")
    same = sheets(TEXT)
    old = sheets(
        TEXT + foot(1, 2), lines("A picture:") + band(60, 100, 80, 80, "#0f4c5c") + foot(2, 2)
    )
    new = sheets(
        TEXT.replace("lifts", "raises") + foot(1, 3),
        lines("A picture:") + band(60, 100, 80, 80, "#7d3510") + foot(2, 3),
        lines("An added page.") + foot(3, 3),
    )
    for folder, data in ((kept, old), (shelf.root / "output", new)):
        write_whole(folder / "tiny.pdf", data)
        write_whole(folder / "tiny-booklet.pdf", same)
    found = diff(shelf.project, DiffRequest(), shelf.root, lambda step: None)
    assert found.report is not None
    return found.report


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def page(browser: Browser, report: Path) -> Iterator[Page]:
    with alone(browser, report.as_uri(), "data:", report.as_uri()) as opened:
        yield opened


def test_report_needs_nothing_beside_itself(report: Path) -> None:
    text = re.sub(r"data:image/png;base64,[A-Za-z0-9+/=]+", "", report.read_text("utf-8"))
    assert re.findall(r"https?:|//|@import|url\(|<script|<link", text) == []
    assert report.stat().st_size < 60_000


def test_axe_finds_nothing(page: Page) -> None:
    for width in (390, 1400):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []


def test_table_says_what_to_reprint(page: Page) -> None:
    rows = [
        [cell.inner_text() for cell in row.locator("th, td").all()]
        for row in page.locator("tbody tr").all()
    ]
    assert rows == [
        ["tiny.pdf", "Reprint pages 1–3 of 3.", "aaaa-1111"],
        ["tiny-booklet.pdf", "Nothing to reprint.", "aaaa-1111"],
    ]
    headings = [heading.inner_text() for heading in page.locator("h1, h2, h3").all()]
    assert headings == [
        "What changed on paper",
        "What to reprint",
        "How to read the pictures",
        "tiny.pdf",
        "Page 1: words changed",
        "Page 2: a picture, a colour or a line changed",
        "Page 3: new",
    ]


def test_words_are_named_and_marked_on_both_pictures(page: Page) -> None:
    article = page.locator("article").first
    assert article.locator("del").inner_text().split()[-1] == "lifts"
    assert article.locator("ins").inner_text().split()[-1] == "raises"
    pictures = article.locator(".page")
    assert pictures.nth(0).locator("rect.mark-removed").count() == 2
    assert pictures.nth(1).locator("rect.mark-added").count() == 2
    picture = pictures.nth(1).locator("img").bounding_box()
    mark = pictures.nth(1).locator("rect.mark-added").first.bounding_box()
    assert picture and mark
    # “raises” stands at 55 to 85 of the page's 400 points, and 66 points below its upper edge.
    assert 0.12 < (mark["x"] - picture["x"]) / picture["width"] < 0.18
    assert 0.17 < (mark["y"] + mark["height"] / 2 - picture["y"]) / picture["height"] < 0.23


def test_marks_are_told_apart_without_colour(page: Page) -> None:
    marks = page.locator("rect.mark-removed, rect.mark-added, rect.mark-look").all()
    looks = {mark.evaluate("each => getComputedStyle(each).stroke") for mark in marks}
    lines_of = {
        mark.get_attribute("class"): mark.evaluate(
            "each => [getComputedStyle(each).strokeDasharray, "
            "getComputedStyle(each).strokeWidth].join(' ')"
        )
        for mark in marks
    }
    assert "none" not in looks
    assert len(set(lines_of.values())) == len(lines_of) == 3


def test_pages_stand_side_by_side_where_there_is_room(page: Page) -> None:
    boxes = {}
    for width in (390, 1400):
        page.set_viewport_size({"width": width, "height": 900})
        boxes[width] = [
            figure.bounding_box()
            for figure in page.locator("article").first.locator("figure").all()
        ]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    (narrow_old, narrow_new), (wide_old, wide_new) = boxes[390], boxes[1400]
    assert narrow_old and narrow_new and wide_old and wide_new
    assert narrow_new["y"] > narrow_old["y"]
    assert (wide_new["y"], wide_new["x"] > wide_old["x"]) == (wide_old["y"], True)


def test_every_picture_is_described(page: Page) -> None:
    pictures = page.locator("img").all()
    assert [picture.evaluate("each => each.naturalWidth > 0") for picture in pictures] == [True] * 5
    assert (
        pictures[1].get_attribute("alt")
        == "Page 1 as it is now, with 3 places marked: words changed"
    )
