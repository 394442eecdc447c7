"""B-006: a page that shows something also says something."""

from tests.checks.preflight.sheets import Sheets, band, text


def test_page_that_only_shows_something_is_found() -> None:
    (what,) = Sheets().page(text("Hello")).page(band(20, 20, 50, 50, "#0f4c5c")).found("B-006")
    assert "Page 2" in what


def test_picture_of_a_page_is_found_unless_text_lies_under_it() -> None:
    sheets = Sheets()
    scan = "q 200 0 0 200 0 0 cm /Im Do Q\n"
    sheets.page(scan, XObject={"Im": sheets.image(400, 400)})
    sheets.page("3 Tr " + text("Hello") + scan, XObject={"Im": sheets.image(400, 400)})
    assert len(sheets.found("B-006")) == 1


def test_blank_page_is_fine() -> None:
    assert not Sheets().page("").page(band(20, 20, 50, 50, "#ffffff")).found("B-006")


def test_marks_and_words_outside_the_trim_do_not_count() -> None:
    boxes = {"TrimBox": [20.0, 20, 180, 180]}
    outside = text("Sheet 1", (20, 5), 8) + "0 G 0 20 m 15 20 l S\n"
    assert not Sheets().page(outside, boxes=boxes).found("B-006")
    assert Sheets().page(outside + band(50, 50, 50, 50, "#0f4c5c"), boxes=boxes).found("B-006")
