"""What the printers of books refuse, and what they print otherwise than it was meant."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from prepress.building.report import Report
from prepress.editions.printers import PRINTERS, PageLimit
from prepress.pdf.separation import Separator
from tests.conformance.pdfx import pdfx1a, pdfx4
from tests.shelf import Shelf

ISBN = "isbn: 978-3-16-148410-0\n"
BOOK = """title: Tiny
author: Ann Lee
lang: en
layout: book
description: A tiny book.
editions:
  press:
    trim: {trim}
    profile: {profile}
    {press}
  cover:
    profile: {profile}
    spine: 12mm
    {cover}
"""


@pytest.fixture
def short_books(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printers that make the shortest of books, for what does not depend on how many pages there are."""
    printers = {
        name: replace(printer, limits={"": PageLimit(1, 999)}, wide_limits={})
        for name, printer in PRINTERS.items()
    }
    monkeypatch.setattr("prepress.checks.customers.book_printers.PRINTERS", printers)


def checked(
    shelf: Shelf,
    profile: str = "kdp",
    *,
    trim: str = "6x9in",
    press: str = "",
    cover: str = "",
    more: str = ISBN,
    pages: int = 3,
    edition: str = "press",
) -> Report:
    metadata = BOOK.format(profile=profile, trim=trim, press=press, cover=cover) + more
    chapters = {f"{number:03}.md": f"# Chapter {number}\n\nWords.\n" for number in range(pages)}
    return shelf.add(chapters, metadata=metadata).build(edition, strict=True)


def found(report: Report) -> list[tuple[str, int | None]]:
    """What printers have to say, and on which line of book.yaml."""
    said = [each for each in report.findings if each.code[0] in "YBF"]
    assert {each.place.file for each in said} <= {"sources/tiny/book.yaml"}
    return [(each.code, each.place.line) for each in said]


def file_of(report: Report) -> Path:
    assert [str(each) for each in report.findings if not each.is_note] == []
    (made,) = report.built
    assert made.path
    return made.path


def test_book_that_its_printer_takes_has_nothing_to_mend(shelf: Shelf) -> None:
    report = checked(shelf, pages=24)
    assert found(report) == []
    pdf = file_of(report)
    assert [each for each in pdfx4(pdf) if "of bleed" not in each] == []
    with pikepdf.open(pdf) as book:
        sizes = {tuple(round(float(each), 2) for each in page.mediabox) for page in book.pages}
        assert sizes == {(0, 0, 432, 648)}  # 6 × 9 in, no marks


@pytest.mark.parametrize(
    ("change", "line", "what"),
    [
        ({"trim": "a3"}, 8, "makes no books of 11.69 × 16.54 in"),
        ({}, 8, "24 to 828"),
        ({"trim": "3.9x7in"}, 8, "from 4 × 6 to 8.5 × 11.69 in"),
    ],
)
def test_book_that_is_not_made_is_an_error(
    shelf: Shelf, change: dict[str, object], line: int, what: str
) -> None:
    report = checked(shelf, **change)  # type: ignore[arg-type]
    errors = [each for each in report.findings if each.code == "Y-010"]
    assert [each.place.line for each in errors] == [line]
    assert what in errors[0].what
    assert report.withheld


@pytest.mark.usefixtures("short_books")
def test_size_that_is_not_listed_names_the_nearest(shelf: Shelf) -> None:
    report = checked(shelf, trim="152x228mm")
    (finding,) = [each for each in report.findings if each.code == "Y-013"]
    assert finding.hint == "The nearest is trim: 6x9in"


def test_cover_of_a_size_that_is_not_made_is_an_error(shelf: Shelf) -> None:
    report = checked(shelf, cover="trim: a3", edition="cover")
    assert "makes no books of 11.69 × 16.54 in" in "".join(
        each.what for each in report.findings if each.code == "Y-010"
    )


@pytest.mark.usefixtures("short_books")
def test_other_bleed_than_the_printers_is_said_of_pages_too(shelf: Shelf) -> None:
    report = checked(shelf, press="bleed: 5mm")
    (finding,) = [each for each in report.findings if "bleed is 5 mm" in each.what]
    assert (finding.code, finding.place.line) == ("Y-013", 10)


def test_paper_of_the_cover_says_how_many_pages_there_may_be() -> None:
    kdp = PRINTERS["kdp"]
    assert kdp.page_limit(152.4, 228.6, "") == PageLimit(24, 828)
    assert kdp.page_limit(152.4, 228.6, "kdp-cream") == PageLimit(24, 776)
    assert kdp.page_limit(215.9, 279.4, "kdp-white") == PageLimit(24, 590)
    assert kdp.page_limit(215.9, 279.4, "kdp-color") == PageLimit(72, 600)
    assert PRINTERS["ingram"].page_limit(152.4, 228.6, "kdp-cream") == PageLimit(18, 1200)


def test_pages_of_nearly_every_usual_size_suit_both_printers() -> None:
    kdp, ingram = PRINTERS["kdp"], PRINTERS["ingram"]
    assert {*kdp.trims} - {*ingram.trims} == {(8.25, 6), (8.25, 8.25)}
    assert {*kdp.wide_limits} <= {*kdp.trims}


@pytest.mark.parametrize(
    ("pages", "gutter"),
    [(24, 0.375), (150, 0.375), (151, 0.5), (300, 0.5), (301, 0.625), (501, 0.75), (828, 0.875)],
)
def test_gutter_grows_with_the_pages(pages: int, gutter: float) -> None:
    assert PRINTERS["kdp"].gutter(pages) == gutter


@pytest.mark.usefixtures("short_books")
@pytest.mark.parametrize(
    ("profile", "code", "verb"), [("kdp", "Y-011", "needs"), ("ingram", "Y-012", "recommends")]
)
def test_narrow_margins_are_refused_or_warned_of(
    shelf: Shelf, profile: str, code: str, verb: str
) -> None:
    style = "@page :left { margin: 5mm }\n@page :right { margin: 5mm }\n"
    shelf.add({"style.css": style})
    report = checked(shelf, profile)
    said = [each for each in report.findings if each.code == code]
    assert {each.what.split()[1] for each in said} >= {"inner", "outer"}
    assert all(verb in each.what for each in said)
    assert {each.place.line for each in said} == {9}


@pytest.mark.usefixtures("short_books")
def test_bleed_and_marks_are_as_the_printer_asks(shelf: Shelf) -> None:
    report = checked(shelf, press="marks: true", cover="bleed: 3mm")
    assert found(report) == [("Y-013", 10)]
    assert found(checked(shelf, press="bleed: 5mm")) == [("Y-013", 10)]
    assert found(checked(shelf, cover="bleed: 3mm", edition="cover")) == [("Y-013", 14)]
    assert found(checked(shelf, cover="trim: 5x8in", edition="cover")) == [("Y-013", 14)]


@pytest.mark.usefixtures("short_books")
def test_pages_with_a_bleed_have_none_where_they_are_bound(shelf: Shelf) -> None:
    pdf = file_of(checked(shelf, press="bleed: 0.125in"))
    with pikepdf.open(pdf) as book:
        for number, page in enumerate(book.pages, 1):
            paper = [float(edge) for edge in page.mediabox]
            trim = [float(edge) for edge in page.trimbox]
            assert paper == pytest.approx([float(edge) for edge in page.bleedbox], abs=0.01)
            margins = [abs(a - b) for a, b in zip(paper, trim, strict=True)]
            assert margins == pytest.approx([0, 9, 9, 9] if number % 2 else [9, 9, 0, 9], abs=0.02)
    assert [each for each in pdfx4(pdf) if "of bleed" not in each] == []


def test_cover_has_the_bleed_of_its_printer_and_no_marks(shelf: Shelf) -> None:
    pdf = file_of(checked(shelf, edition="cover"))
    with pikepdf.open(pdf) as sheet:
        (page,) = sheet.pages
        paper = [float(edge) for edge in page.mediabox]
        assert paper == pytest.approx([float(edge) for edge in page.bleedbox], abs=0.01)
        assert (paper[2] - paper[0]) / 72 == pytest.approx(12.25 + 12 / 25.4, abs=0.001)
        assert (paper[3] - paper[1]) / 72 == pytest.approx(9.25, abs=0.001)


@pytest.mark.parametrize(("profile", "code"), [("ingram", "Y-014"), ("kdp", "Y-015")])
def test_missing_isbn_is_what_the_printer_makes_of_it(
    shelf: Shelf, profile: str, code: str
) -> None:
    said = found(checked(shelf, profile, more="", edition="cover"))
    assert (code, 1) in said
    assert "Y-004" not in {each for each, _ in said}


@pytest.mark.usefixtures("short_books")
@pytest.mark.parametrize("edition", ["press", "cover"])
def test_ingram_gets_the_standard_that_it_asks_for(shelf: Shelf, edition: str) -> None:
    report = checked(shelf, "ingram", edition=edition)
    assert found(report) == []
    assert pdfx1a(file_of(report)) == []


@pytest.mark.usefixtures("short_books")
@pytest.mark.parametrize(
    ("profile", "said"), [("ingram", "since there is a"), ("kdp", "There is a")]
)
def test_something_transparent_is_named_and_the_file_stays_another_standard(
    shelf: Shelf, profile: str, said: str
) -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (1500, 1500), (12, 4, 2, 90)).save(stream, "PNG")
    shelf.add({"glass.png": stream.getvalue(), "900.md": "# Glass\n\n![Glass](glass.png)\n"})
    report = checked(shelf, profile)
    assert found(report) == [("Y-015", 9)]
    assert f"{said} transparent picture on page" in report.findings[-1].what
    file = file_of(report)
    assert pdfx1a(file)
    assert [each for each in pdfx4(file) if "of bleed" not in each] == []


@pytest.mark.parametrize("profile", ["ingram", "kdp"])
def test_picture_lays_no_more_ink_than_the_printer_takes(shelf: Shelf, profile: str) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (1900, 2900), (12, 4, 2)).save(stream, "PNG")
    shelf.add({"front.png": stream.getvalue()})
    report = checked(shelf, profile, more=ISBN + "cover-image: front.png\n", edition="cover")
    assert [code for code, _ in found(report) if code[0] == "B"] == []


def test_dark_colours_keep_to_the_ink_that_they_may_have() -> None:
    shipped = Path(__file__).parents[3] / "layouts" / "profiles" / "GRACoL_TR006_coated.icc"
    separator = Separator(shipped.read_bytes(), "profile", 2.4)
    assert sum(separator.inks(0.05, 0.0, 0.08)) <= 2.4 + 1e-6
    image = separator.image(
        Image.linear_gradient("L").convert("RGB").point(lambda level: level // 9)
    )
    pixels = zip(*(band.tobytes() for band in image.split()), strict=True)
    assert max(map(sum, pixels)) <= 2.4 * 255 + 1


@pytest.mark.usefixtures("short_books")
def test_colour_at_an_edge_without_a_bleed_is_said(shelf: Shelf) -> None:
    shelf.add({"style.css": "body { background: #ccddee }\n@page { background: #ccddee }\n"})
    report = checked(shelf)
    said = [each for each in report.findings if "Colour reaches the" in each.what]
    assert [(each.code, each.place.line, each.hint) for each in said] == [
        ("Y-013", 9, "Write bleed: 0.125in")
    ]


def test_printer_of_books_takes_no_poster(shelf: Shelf) -> None:
    metadata = "title: Tiny\nlang: en\neditions:\n  poster:\n    profile: kdp\n"
    report = shelf.add({"1.md": "Words.\n"}, metadata=metadata).build()
    (failure,) = report.failures
    assert str(failure).startswith("sources/tiny/book.yaml:5: The poster edition is no book")


def test_misspelt_printer_is_told_which_there_are(shelf: Shelf) -> None:
    (failure,) = checked(shelf, "kpd").failures
    assert "There is no profile “kpd”" in str(failure)
    assert "kdp or ingram" in str(failure)
