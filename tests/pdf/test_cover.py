"""The cover of a printed book: back, spine and front around the pages that it has."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageStat

from prepress.building.report import Report
from prepress.editions.cover_edition import CoverEdition
from prepress.editions.stocks import STOCKS
from prepress.editions.trims import Trim
from prepress.manuscript.metadata import Metadata
from prepress.pdf.cover_panels import spine_text
from prepress.pdf.sheets import PT_PER_MM
from tests.shelf import Shelf

BOOK = """title: Tiny
author: Ann Lee
lang: en
layout: book
isbn: 978-3-16-148410-0
blurb: |
  The *first* words.

  The second ones.
editions:
  print: {{trim: 5x8in}}
  cover: {{{options}}}
"""
_INCH = 72.0
_FORMAT = zxingcpp.BarcodeFormat.EAN13


def built(
    shelf: Shelf, options: str = "spine: 0.75in", *editions: str, book: str = BOOK, more: str = ""
) -> Report:
    """The report on the cover, and on other editions, of a tiny book that is checked."""
    metadata = book.format(options=options) + more
    shelf.add({"1.md": "# One\n\nWords.\n"}, metadata=metadata)
    return shelf.build("cover", *editions, strict=True)


def file_of(report: Report, name: str = "cover") -> Path:
    """The file of an edition that has nothing to mend."""
    assert [str(each) for each in report.findings if not each.is_note] == []
    (path,) = (each.path for each in report.built if each.edition == name)
    assert path
    return path


def found(report: Report) -> list[str]:
    """What the cover has to mend, by codes."""
    return [each.code for each in report.findings if each.code[0] in "BFY"]


def places(pdf: Path) -> dict[str, tuple[float, float]]:
    """Where each piece of text stands, in inches from the upper left corner of the trim."""
    stands = {}
    with pypdfium2.PdfDocument(pdf) as document, pikepdf.open(pdf) as boxes:
        left, _, _, top = (float(edge) for edge in boxes.pages[0].trimbox)
        text = document[0].get_textpage()
        for index in range(text.count_rects()):
            rect = text.get_rect(index)
            words = text.get_text_bounded(*rect).strip()
            stands[words] = ((rect[0] - left) / _INCH, (top - rect[3]) / _INCH)
    return stands


def picture(pdf: Path, dpi: int = 100) -> Image.Image:
    """How the cover looks without marks and bleed."""
    with pypdfium2.PdfDocument(pdf) as document, pikepdf.open(pdf) as boxes:
        left, bottom, right, top = (
            round(float(edge) * dpi / _INCH) for edge in boxes.pages[0].trimbox
        )
        whole: Image.Image = document[0].render(scale=dpi / _INCH).to_pil().convert("RGB")
        return whole.crop((left, whole.height - top, right, whole.height - bottom))


def test_panels_lie_around_the_spine(shelf: Shelf) -> None:
    pdf = file_of(built(shelf))
    with pikepdf.open(pdf) as sheet:
        left, bottom, right, top = (float(edge) for edge in sheet.pages[0].trimbox)
        assert len(sheet.pages) == 1
        assert ((right - left) / _INCH, (top - bottom) / _INCH) == pytest.approx((10.75, 8), 1e-4)
        assert left - float(sheet.pages[0].bleedbox[0]) == pytest.approx(3 * PT_PER_MM, abs=0.01)
        assert sheet.Root.ViewerPreferences.Duplex == pikepdf.Name.Simplex
        assert not len(sheet.Root.get("/Outlines", {}).keys())
    stands = places(pdf)
    assert stands["The second ones."][0] < 2


def test_what_is_read_from_the_right_is_mirrored(shelf: Shelf) -> None:
    pdf = file_of(built(shelf, more="dir: rtl\n"))
    (back,) = [place for words, place in places(pdf).items() if "second" in words]
    assert back[0] > 5.75
    (bars,) = zxingcpp.read_barcodes(picture(pdf, 200))
    assert 5.75 < bars.position.top_left.x / 200 < 7  # still beside the fold


@pytest.mark.parametrize(
    ("options", "width"),
    [
        ("paper: kdp-white", 300 * 0.002252),
        ("paper: 0.0025in", 300 * 0.0025),
        ("paper: 400ppi", 0.75),
        ("paper: 0.06mm", 300 * 0.06 / 25.4),
        ("spine: 1cm", 1 / 2.54),
        ("spine: 0", 0),
    ],
)
def test_spine_is_as_wide_as_the_leaves_are_thick(options: str, width: float) -> None:
    from prepress.manuscript.metadata_keys import read_metadata

    text = f"title: T\nlang: en\neditions: {{cover: {{{options}}}}}\n"
    (edition,) = read_metadata(text, "book.yaml").editions
    assert isinstance(edition, CoverEdition)
    with_pages = CoverEdition(leaves=150, thickness=edition.thickness, spine=edition.spine)
    assert with_pages.spine_mm / 25.4 == pytest.approx(width, abs=1e-3)


def test_spine_goes_around_the_pages_of_the_press_before_those_of_the_printer(
    shelf: Shelf,
) -> None:
    """A text of 90 pages in one and of one in the other."""
    book = BOOK.replace("{{trim: 5x8in}}", "\n  press: {{trim: a5}}")
    metadata = book.format(options="paper: 0.1mm")
    shelf.add({"1.md": "# One\n" + 89 * "\n---\n\n{.page-break}\n\nWords.\n"}, metadata=metadata)
    report = shelf.build("cover", "press")
    pages = next(each.pages for each in report.built if each.edition == "press")
    path = next(each.path for each in report.built if each.edition == "cover")
    assert pages and path
    with pikepdf.open(path) as sheet:
        left, bottom, right, top = (float(edge) for edge in sheet.pages[0].trimbox)
    assert (top - bottom) / PT_PER_MM == pytest.approx(210, abs=0.01)
    assert (right - left) / PT_PER_MM == pytest.approx(
        2 * 148 + 0.1 * (pages + pages % 2), abs=0.01
    )


def test_cover_without_pages_says_what_is_missing(shelf: Shelf) -> None:
    report = built(shelf, book=BOOK.replace("print: {{trim: 5x8in}}", "epub:"), options="")
    (failure,) = report.failures
    assert str(failure).startswith("sources/tiny/book.yaml:12: The width of the spine is not known")
    assert "write spine: below cover:" in str(failure)


def test_bars_are_read_by_a_scanner_and_printed_in_black_alone(shelf: Shelf) -> None:
    pdf = file_of(built(shelf))
    with pypdfium2.PdfDocument(pdf) as document:
        image: Image.Image = document[0].render(scale=200 / _INCH).to_pil()
    (bars,) = zxingcpp.read_barcodes(image)
    assert (bars.text, bars.format) == ("9783161484100", _FORMAT)
    wide = (bars.position.top_right.x - bars.position.top_left.x) / 200 * 25.4
    assert wide == pytest.approx(95 * 0.33, abs=0.6)
    white = image.crop(
        (
            round(bars.position.top_left.x - 9 * 0.33 / 25.4 * 200),
            bars.position.top_left.y,
            bars.position.top_left.x - 2,
            bars.position.top_left.y + 100,
        )
    )
    assert white.convert("L").point(lambda level: 255 * (level > 250)).getcolors() == [
        (white.width * white.height, 255)
    ]
    with pikepdf.open(pdf) as sheet:
        instructions = list(pikepdf.parse_content_stream(sheet.pages[0]))
    black = [list(map(float, each.operands)) for each in instructions if str(each.operator) == "k"]
    assert [0, 0, 0, 1] in black
    assert all(sum(ink) <= 3 for ink in black)


def test_isbn_stands_over_the_bars_with_its_hyphens(shelf: Shelf) -> None:
    assert any("ISBN 978-3-16-148410-0" in words for words in places(file_of(built(shelf))))


@pytest.mark.parametrize(
    ("pages", "thickness", "says"),
    [
        (300, "kdp-cream", ("Tiny", "Ann Lee")),
        (80, "kdp-white", ("", "")),
        (78, "kdp-cream", ("", "")),
        (110, "kdp-cream", ("Tiny", "Ann Lee")),
    ],
)
def test_narrow_spine_says_nothing(pages: int, thickness: str, says: tuple[str, str]) -> None:
    edition = CoverEdition(trim=Trim(152.4, 228.6), leaves=pages // 2, thickness=STOCKS[thickness])
    text = spine_text(edition, Metadata("Tiny", "en", author=("Ann Lee",)))
    assert (text.title, text.author) == says


@pytest.mark.parametrize("spine", ["6mm", "12mm", "30mm"])
def test_deep_letters_keep_to_a_spine_of_any_width(shelf: Shelf, spine: str) -> None:
    assert found(built(shelf, f"spine: {spine}", book=BOOK.replace("Tiny", "Jagged Öy"))) == []


def test_long_title_keeps_its_author_off_the_spine(shelf: Shelf) -> None:
    edition = CoverEdition(trim=Trim(127, 203.2), spine=20)
    text = spine_text(edition, Metadata("Words " * 22, "en", author=("Ann Lee " * 8,)))
    assert text.title
    assert not text.author
    report = built(shelf, book=BOOK.replace("Tiny", "Words " * 22).replace("Lee", "Lee " * 22))
    (finding,) = [each for each in report.findings if each.code == "Y-002"]
    assert (str(finding.place), finding.is_note) == ("sources/tiny/book.yaml:12", True)


def test_thin_book_has_no_spine_text_and_says_so(shelf: Shelf) -> None:
    report = built(shelf, "spine: 2mm")
    assert found(report) == ["Y-002"]
    file_of(report)


def test_text_near_a_fold_is_an_error_that_names_it(shelf: Shelf) -> None:
    own = shelf.root / "layouts" / "book"
    own.mkdir(parents=True)
    shipped = Path(__file__).parents[2] / "layouts" / "cover-wrap.css"
    own.joinpath("cover-wrap.css").write_text(shipped.read_text() + ".blurb { padding: 1mm }\n")
    report = built(shelf)
    assert set(found(report)) == {"Y-001"}
    assert report.withheld == ("tiny-cover.pdf",)
    said = [each for each in report.findings if each.code == "Y-001"]
    assert "of the back" in said[0].what
    assert str(said[0].place) == "sources/tiny/book.yaml:12"


def test_blurb_shrinks_to_fit_and_is_refused_where_it_cannot(shelf: Shelf) -> None:
    blurb = "  The *first* words.\n"
    long = built(shelf, book=BOOK.replace(blurb, 40 * "  Words for the back of the cover.\n"))
    (made,) = long.built
    assert made.text_size
    assert made.text_size < 12
    longer = built(shelf, book=BOOK.replace(blurb, 115 * "  Words for the back of the cover.\n"))
    assert [(each.code, each.place.line) for each in longer.findings] == [("F-001", 6)]


def test_cover_with_nothing_to_say_is_noted(shelf: Shelf) -> None:
    book = "title: Tiny\nlang: en\neditions: {{print: , cover: {{{options}}}}}\n"
    report = built(shelf, book=book)
    assert found(report) == ["Y-003", "Y-004"]
    file_of(report)


def photo(width: int, height: int) -> bytes:
    """A picture of one colour that is no ink's."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), (200, 120, 40)).save(stream, "JPEG", quality=90)
    return stream.getvalue()


def test_picture_covers_the_front_up_to_the_bleed(shelf: Shelf) -> None:
    shelf.add({"front.jpg": photo(1600, 2560)})
    pdf = file_of(built(shelf, more="cover-image: front.jpg\n"))
    image = picture(pdf)
    front = image.crop((580, 2, 1070, 795))
    assert max(ImageStat.Stat(front).stddev) < 2


def test_picture_with_too_few_pixels_is_said(shelf: Shelf) -> None:
    shelf.add({"front.jpg": photo(800, 1280)})
    assert found(built(shelf, more="cover-image: front.jpg\n")) == ["B-002"]


def test_front_is_that_of_the_epub(shelf: Shelf) -> None:
    book = BOOK.replace("5x8in", "6x9in") + "  epub:\n"
    report = built(shelf, "spine: 1in", "epub", book=book)
    front = picture(file_of(report)).crop((700, 0, 1300, 900))
    with zipfile.ZipFile(file_of(report, "epub")) as archive:
        cover = Image.open(io.BytesIO(archive.read("EPUB/images/cover.png")))
    other = cover.convert("RGB").resize(front.size)
    difference = ImageChops.difference(front.convert("L"), other.convert("L"))
    assert ImageStat.Stat(difference).mean[0] < 4


def test_blurb_is_safe_markup(shelf: Shelf) -> None:
    from prepress.galley.blurb import blurb_markup

    metadata = Metadata("T", "en", blurb='*a* <script>x</script>\n\n- "b"\n\n# c')
    markup = blurb_markup(metadata)
    assert "<em>a</em>" in markup
    assert "“b”" in markup
    assert "<script" not in markup
    assert "<h1" not in markup
    assert "c" in markup
    assert blurb_markup(Metadata("T", "en")) == ""


def test_address_that_is_shown_is_not_lost() -> None:
    from prepress.galley.blurb import lost_in_blurb

    text = "See https://a.example and <b@a.example>."
    assert lost_in_blurb(Metadata("T", "en", description=text)) == ()


def test_what_the_back_cannot_show_is_said(shelf: Shelf) -> None:
    words = "  # Heading\n\n  ![A cat](cat.png) and [a page](https://a.example).\n"
    report = built(shelf, book=BOOK.replace("  The *first* words.\n", words))
    (finding,) = [each for each in report.findings if each.code == "Y-005"]
    assert finding.place.line == 6
    assert "a heading and a picture and a link of the blurb" in finding.what


def test_same_cover_same_bytes(shelf: Shelf) -> None:
    first = file_of(built(shelf)).read_bytes()
    assert file_of(built(shelf)).read_bytes() == first
