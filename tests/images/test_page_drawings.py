"""Pages of PDFs stay drawings in every edition, and look there as they do by themselves."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from prepress.images import page_proof
from prepress.images.page_drawings import page_drawing, read_drawing
from tests.dialects.forms import Form, Shown, show_forms
from tests.images.figures import DRAWINGS, PIXELS, WIDTH, pdf_of
from tests.images.tiny_fonts import font_with_own_codes

_SCALE = 4
_MAGENTA = (255, 0, 255)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """A book with each figure on a page of its own, in its own size."""
    figures = [f"![{name}]({name}.pdf){{width=240pt}}\n" for name in DRAWINGS]
    text = "\n\\newpage\n\n".join(figures)
    files = {f"{name}.pdf": data for name, data in DRAWINGS.items()}
    return show_forms(tmp_path_factory.mktemp("book"), {"book": Form(text, files)})["book"]


def rendered(file: Path | bytes, page: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(file) as document:
        image = document[page].render(scale=_SCALE).to_pil().convert("RGB")
    assert isinstance(image, Image.Image)
    return image


def framed(page: Image.Image) -> Image.Image:
    """What of a printed `page` lies inside the frame and is it."""
    apart = ImageChops.difference(page, Image.new("RGB", page.size, _MAGENTA)).convert("L")
    box = apart.point(lambda level: 255 * (level < 8)).getbbox()
    assert box, "the frame is printed"
    return page.crop(box)


@pytest.mark.parametrize("name", DRAWINGS)
def test_printed_page_of_a_pdf_looks_as_it_does_by_itself(book: Shown, name: str) -> None:
    original = rendered(DRAWINGS[name])
    printed = framed(rendered(book.pdf_file, [*DRAWINGS].index(name)))
    assert abs(printed.width - original.width) < 4
    assert abs(printed.height - original.height) < 4
    apart = ImageChops.difference(original, printed.resize(original.size))
    assert max(ImageStat.Stat(apart).mean) < 4
    blurred = apart.filter(ImageFilter.BoxBlur(2 * _SCALE))
    assert max(high for _, high in blurred.getextrema()) < 80  # type: ignore[misc]


def test_printed_page_of_a_pdf_is_a_drawing(book: Shown) -> None:
    assert book.codes == []
    with pypdfium2.PdfDocument(book.pdf_file) as document:
        pictures = [
            name
            for name, page in zip(DRAWINGS, document, strict=True)
            if any(page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))
        ]
    assert pictures == ["forms", "pictures-with-holes"]
    assert "AVATAR" not in book.pdf


def test_page_of_a_pdf_is_a_drawing_in_the_e_book(book: Shown) -> None:
    sources = [each.get("src", "") for each in book.elements("//img")]
    assert sources == [f"images/{name}.svg" for name in DRAWINGS]
    with zipfile.ZipFile(book.epub_file) as epub:
        drawing = epub.read("EPUB/images/star.svg")
    assert drawing == page_drawing(DRAWINGS["star"], 1)
    assert b'fill-rule="evenodd"' in drawing


def test_cover_is_pixels_also_where_the_text_shows_it_as_a_drawing(tmp_path: Path) -> None:
    metadata = "title: Tiny\nlang: en\ncover-image: a.pdf\n"
    form = Form("![A](a.pdf)\n", {"a.pdf": DRAWINGS["star"]}, metadata)
    shown = show_forms(tmp_path, {"tiny": form})["tiny"]
    assert [each.get("src") for each in shown.elements("//img")] == ["images/a.svg"]
    with zipfile.ZipFile(shown.epub_file) as epub:
        package = epub.read("EPUB/content.opf").decode()
        names = epub.namelist()
    (cover,) = re.findall(r'<item [^>]*properties="cover-image"[^>]*>', package)
    assert 'media-type="image/png"' in cover
    assert "EPUB/images/a.png" in names


@pytest.mark.parametrize("name", PIXELS)
def test_page_that_only_pixels_show_is_no_drawing(name: str) -> None:
    assert page_drawing(PIXELS[name], 1) is None


def test_page_that_is_a_photo_is_no_drawing() -> None:
    stream = io.BytesIO()
    Image.new("RGB", (9, 9)).save(stream, "PDF")
    assert page_drawing(stream.getvalue(), 1) is None


def test_page_of_pixels_is_set_in_silence(tmp_path: Path) -> None:
    form = Form("![A](a.pdf)\n", {"a.pdf": PIXELS["shading"]})
    shown = show_forms(tmp_path, {"pixels": form})["pixels"]
    assert shown.codes == []
    assert [each.get("src") for each in shown.elements("//img")] == ["images/a.png"]


@pytest.mark.parametrize("change", ["40 40 12 12 re f", "1 0 0 rg 60 60 m 180 70 l 120 110 l f"])
def test_drawing_that_shows_something_else_is_noticed(change: str) -> None:
    data = pdf_of("0 .4 0 rg 60 60 m 180 70 l 120 110 l f")
    assert page_proof.shows_the_same(read_drawing(data, 1), data, 1)
    assert not page_proof.shows_the_same(read_drawing(pdf_of(change), 1), data, 1)


def test_letter_in_place_of_another_is_noticed() -> None:
    data = DRAWINGS["core-fonts"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        stream = pdf.pages[0].Contents
        stream.write(stream.read_bytes().replace(b"ave)", b"ove)"))
        changed = io.BytesIO()
        pdf.save(changed)
    assert page_proof.shows_the_same(read_drawing(data, 1), data, 1)
    assert not page_proof.shows_the_same(read_drawing(changed.getvalue(), 1), data, 1)


def test_drawing_of_another_size_is_noticed() -> None:
    data = pdf_of("")
    narrow = replace(read_drawing(data, 1), width=WIDTH / 2)
    assert not page_proof.shows_the_same(narrow, data, 1)


def test_page_that_was_read_wrongly_is_no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prepress.images.page_drawings.shows_the_same", lambda *_: False)
    assert page_drawing(DRAWINGS["star"], 1) is None


def test_letters_go_by_the_codes_of_their_own_font_and_each_behind_the_other() -> None:
    data = pdf_of("BT /A 90 Tf 20 40 Td (A) Tj (B) Tj ET", font_with_own_codes)
    assert page_drawing(data, 1) is not None


def test_drawing_has_the_same_bytes_each_time() -> None:
    data = DRAWINGS["forms"]
    assert page_drawing(data, 1) == page_drawing(data, 1)
