"""Pictures in all the formats that people have, and in the sizes that they ask for."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageDraw

from tests.dialects.forms import Form, Shown


def drawing(size: tuple[int, int] = (90, 60), mode: str = "RGB") -> Image.Image:
    """A white picture whose left half is black."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2 - 1, size[1]), "black")
    return image.convert(mode)


def photo(width: int, height: int) -> Image.Image:
    """A picture of very many colours."""
    bands = [Image.effect_noise((width // 8, height // 8), 80).resize((width, height))] * 2
    return Image.merge("RGB", [*bands, Image.linear_gradient("L").resize((width, height))])


def encode(image: Image.Image, kind: str, **how: Any) -> bytes:
    stream = io.BytesIO()
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.from_pillow(image).save(stream, quality=90)
    else:
        image.save(stream, kind, **how)
    return stream.getvalue()


def turned() -> bytes:
    """A photo that a camera held upright, with its left half black."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return encode(drawing().rotate(90, expand=True), "JPEG", exif=exif)


def clear() -> Image.Image:
    image = Image.new("RGBA", (90, 60), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((0, 0, 44, 60), "black")
    return image


def two_pages() -> bytes:
    return encode(
        Image.new("RGB", (90, 60), "white"), "PDF", save_all=True, append_images=[drawing()]
    )


def two_pictures(kind: str) -> bytes:
    return encode(drawing(), kind, save_all=True, append_images=[Image.new("RGB", (90, 60))])


#: The name of the file, its content, and the suffix that the EPUB gives it.
FILES: dict[str, tuple[str, bytes, str]] = {
    "turned-jpeg": ("a.jpg", turned(), "jpg"),
    "cmyk-jpeg": ("a.jpg", encode(drawing(mode="CMYK"), "JPEG"), "jpg"),
    "grey-png": ("a.png", encode(drawing(mode="L"), "PNG"), "png"),
    "palette-png": ("a.png", encode(drawing(mode="P"), "PNG"), "png"),
    "bilevel-png": ("a.png", encode(drawing(mode="1"), "PNG"), "png"),
    "deep-png": (
        "a.png",
        encode(drawing(mode="L").convert("I;16").point(lambda v: v * 257), "PNG"),
        "png",
    ),
    "clear-png": ("a.png", encode(clear(), "PNG"), "png"),
    "moving-gif": ("a.gif", two_pictures("GIF"), "gif"),
    "webp": ("a.webp", encode(drawing(), "WEBP"), "webp"),
    "clear-webp": ("a.webp", encode(clear(), "WEBP"), "webp"),
    "avif": ("a.avif", encode(drawing(), "AVIF"), "jpg"),
    "clear-avif": ("a.avif", encode(clear(), "AVIF"), "png"),
    "heic": ("a.heic", encode(drawing(), "HEIF"), "jpg"),
    "tiff": ("a.tif", encode(drawing(), "TIFF"), "png"),
    "cmyk-tiff": ("a.tif", encode(drawing(mode="CMYK"), "TIFF"), "jpg"),
    "many-paged-tiff": ("a.tiff", two_pictures("TIFF"), "png"),
    "bmp": ("a.bmp", encode(drawing(), "BMP"), "png"),
    "png-called-jpg": ("a.jpg", encode(drawing(), "PNG"), "png"),
    "heic-called-jpg": ("a.jpg", encode(drawing(), "HEIF"), "jpg"),
    "pdf": ("a.pdf", encode(drawing(), "PDF"), "png"),
    "page-of-a-pdf": ("a.pdf#page=2", two_pages(), "png"),
}
SIZES = {
    "{width=50%}": "width: 50%; height: auto",
    "{width=6cm}": "width: 6cm; height: auto",
    "{width=60mm height=3cm}": "width: 60mm; height: 3cm",
    "{height=1in}": "width: auto; height: 1in",
    '{width="72pt"}': "width: 72pt; height: auto",
    "{width=90}": "width: 90px; height: auto",
    "{width=90px}": "width: 90px; height: auto",
    "{width=9999px}": "width: 100%; height: auto",
    "{: width=40%}": "width: 40%; height: auto",
}
TAGS = {
    '<img src="a.png" alt="A" width="90">': "width: 90px; height: auto",
    '<img src="a.png" alt="A" style="width:50%; border: 1px solid red">': "width: 50%; height: auto",
    '<img src="a.png" alt="A" style="max-width: 8cm">': "width: 8cm; height: auto",
}
PNG = encode(drawing(), "PNG")
FORMS = {
    **{
        name: Form(f"![A]({file}){{width=3cm}}\n", {file.partition("#")[0]: data})
        for name, (file, data, _) in FILES.items()
    },
    **{f"size-{at}": Form(f"![A](a.png){size}\n", {"a.png": PNG}) for at, size in enumerate(SIZES)},
    **{f"tag-{at}": Form(f"{tag}\n", {"a.png": PNG}) for at, tag in enumerate(TAGS)},
    "no-size": Form("Text\n\n![A](a.png){width=foo}\n", {"a.png": PNG}),
    "no-page": Form("![A](a.pdf#page=9)\n", {"a.pdf": two_pages()}),
    "no-picture": Form("![A](a.heic)\n", {"a.heic": b"\0\0\0\x18ftypheic" + bytes(40)}),
    "large-photo": Form("![A](a.jpg){width=5cm}\n", {"a.jpg": encode(photo(2400, 1600), "JPEG", quality=95)}),
    "small-photo": Form("![A](a.jpg){width=14cm}\n", {"a.jpg": encode(photo(840, 560), "JPEG", quality=95)}),
    "webp-photo": Form("![A](a.webp){width=10cm}\n", {"a.webp": encode(photo(800, 600), "WEBP", quality=60)}),
}  # fmt: skip


@dataclass(frozen=True)
class Printed:
    """A picture of pixels in a PDF: as it is seen, its filters and its bytes."""

    image: Image.Image
    filters: list[str]
    data: bytes


def pictures_of(form: Shown) -> list[Printed]:
    with pikepdf.open(form.pdf_file) as pdf:
        return [_printed(each) for page in pdf.pages for each in page.get_images().values()]


def _printed(stream: Any) -> Printed:
    picture = pikepdf.PdfImage(stream)
    image = picture.as_pil_image()
    if mask := stream.get("/SMask"):
        image = image.convert("RGB")
        image.putalpha(pikepdf.PdfImage(mask).as_pil_image().convert("L"))
    return Printed(image, [str(each) for each in picture.filters], stream.read_raw_bytes())


def left_and_right(image: Image.Image) -> tuple[int, int]:
    """How light the halves of `image` are in their middles; what is clear counts as white."""
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image.convert("RGBA"))
    grey = ground.convert("L")
    across, down = grey.size
    left, right = (grey.getpixel((across * at // 4, down // 2)) for at in (1, 3))
    assert isinstance(left, int) and isinstance(right, int)
    return left, right


def picture_in_epub(form: Shown) -> tuple[str, Image.Image]:
    (source,) = (str(each.get("src")) for each in form.elements("//img"))
    with zipfile.ZipFile(form.epub_file) as epub:
        return source, Image.open(io.BytesIO(epub.read(f"EPUB/{source}")))


@pytest.mark.parametrize("name", FILES)
def test_picture_is_shown_whatever_its_format(shown: dict[str, Shown], name: str) -> None:
    form = shown[name]
    assert "I-002" not in form.codes
    (in_pdf,) = pictures_of(form)
    left, right = left_and_right(in_pdf.image)
    assert left < 40
    assert right > 215
    source, in_epub = picture_in_epub(form)
    left, right = left_and_right(in_epub)
    assert left < 40
    assert right > 215
    assert source.endswith(f".{FILES[name][2]}")


@pytest.mark.parametrize("at", range(len(SIZES)))
def test_size_in_braces_is_kept(shown: dict[str, Shown], at: int) -> None:
    (image,) = shown[f"size-{at}"].elements("//img")
    assert image.get("style") == f"{[*SIZES.values()][at]}; max-width: 100%"


@pytest.mark.parametrize("at", range(len(TAGS)))
def test_size_of_a_tag_is_kept(shown: dict[str, Shown], at: int) -> None:
    form = shown[f"tag-{at}"]
    (image,) = form.elements("//img")
    assert image.get("style") == f"{[*TAGS.values()][at]}; max-width: 100%"
    assert "I-005" not in form.codes


def test_size_that_is_none_is_said_at_its_line(shown: dict[str, Shown]) -> None:
    form = shown["no-size"]
    assert [(each.code, each.place.line) for each in form.findings_of_it] == [("I-005", 3)]
    assert "foo" in form.said


def test_page_that_a_pdf_lacks_is_said(shown: dict[str, Shown]) -> None:
    assert "has no page 9, but 2" in shown["no-page"].said


def test_file_that_only_begins_as_a_photo_is_no_picture(shown: dict[str, Shown]) -> None:
    assert "I-002" in shown["no-picture"].codes


def test_photo_has_no_more_pixels_than_an_office_printer_shows(shown: dict[str, Shown]) -> None:
    (picture,) = pictures_of(shown["large-photo"])
    assert 295 <= picture.image.width <= 298  # 5 cm at 150 ppi
    assert "/DCTDecode" in picture.filters
    assert shown["large-photo"].codes == []


def test_photo_that_is_small_enough_stays_as_it_is(shown: dict[str, Shown]) -> None:
    (picture,) = pictures_of(shown["small-photo"])
    original = FORMS["small-photo"].files["a.jpg"]
    assert picture.data == original


def test_lossy_photo_stays_one(shown: dict[str, Shown]) -> None:
    (picture,) = pictures_of(shown["webp-photo"])
    assert "/DCTDecode" in picture.filters
    original = FORMS["webp-photo"].files["a.webp"]
    assert len(picture.data) < 4 * len(original)
