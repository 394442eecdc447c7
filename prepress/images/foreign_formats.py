"""Foreign formats: pictures that neither e-books nor the layout engine show, as a JPEG or PNG of
the same pixels, and pages of PDFs as an SVG where that shows the same.
"""

from __future__ import annotations

import io
import re
import struct
from functools import lru_cache
from typing import TYPE_CHECKING

from prepress.images.rasters import (
    LARGEST_PIXELS,
    PictureError,
    memory_error,
    refuse_large,
    size_error,
    strict_pillow,
)

if TYPE_CHECKING:
    from PIL.Image import Image

#: Brands of ISO base media files that hold a picture in HEVC (ISO/IEC 23008-12, B.4).
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_BEGINNINGS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"BM", b"%PDF-")
#: More colours than these make a photo, which a JPEG holds in a tenth of a PNG's bytes.
_MOST_COLOURS = 4096
_QUALITY = 92
#: How an address names a page of a PDF (RFC 8118, 3).
PAGE = re.compile(r"page=(\d{1,5})")
#: What pages of a PDF are drawn with: as many pixels per inch as the press asks for, at most so
#: many in all.
_PAGE_PPI = 300
_MOST_PAGE_PIXELS = 24_000_000


def is_foreign(data: bytes) -> bool:
    """Whether `data` begins as a TIFF, BMP, AVIF or HEIC file or as a PDF does."""
    return data.startswith(_BEGINNINGS) or _brand(data) in _HEIC_BRANDS | _AVIF_BRANDS


def is_pdf(data: bytes) -> bool:
    """Whether `data` begins as a PDF does."""
    return data.startswith(b"%PDF-")


def common_form(data: bytes, name: str, page: int = 1, most: int = LARGEST_PIXELS) -> bytes:
    """`data` as a JPEG where it is a photo, else as a PNG; its first picture, or the `page` of a
    PDF, which is an SVG where it can be. What is in a common form already is given back as it is.

    Raises PictureError, with `name` in its words, for what cannot be read or has more than `most`
    pixels.
    """
    drawing = _drawn(data, page) if is_pdf(data) else None
    return drawing or pixel_form(data, name, page, most)


def pixel_form(data: bytes, name: str, page: int = 1, most: int = LARGEST_PIXELS) -> bytes:
    """The same, but the `page` of a PDF as pixels in any case. Raises PictureError."""
    return _converted(data, name, page, most) if is_foreign(data) else data


@lru_cache(maxsize=2)
def _drawn(data: bytes, page: int) -> bytes | None:
    from prepress.images.page_drawings import page_drawing

    return page_drawing(data, page)


@lru_cache(maxsize=2)
def _converted(data: bytes, name: str, page: int, most: int) -> bytes:
    try:
        with strict_pillow():
            is_page = is_pdf(data)
            image = _open_page(data, name, page) if is_page else _open_picture(data, name, most)
            return _encode(image, is_photo=_brand(data) != b"" or _has_many_colours(image))
    except MemoryError as error:
        raise memory_error(name) from error
    except (OSError, SyntaxError, ValueError, RuntimeError, EOFError, struct.error) as error:
        raise PictureError(
            "I-002",
            f"{name} is damaged or is not a picture.",
            "Open it in a picture program and save it again.",
        ) from error


def page_size(data: bytes, name: str, page: int) -> tuple[float, float]:
    """Width and height in px of the `page` of the PDF `data`. Raises PictureError."""
    width, height = _page_of(data, name, page)[0]
    return width * 96 / 72, height * 96 / 72


def _brand(data: bytes) -> bytes:
    """The brand of an ISO base media file with a picture, among its compatible ones where the
    first says too little.
    """
    if data[4:8] != b"ftyp":
        return b""
    length = min(int.from_bytes(data[:4]), 256)
    brands = [data[8:12], *(data[at : at + 4] for at in range(16, length, 4))]
    known = [brand for brand in brands if brand in _AVIF_BRANDS]
    known += [brand for brand in brands if brand in _HEIC_BRANDS]
    return known[0] if known else b""


def _open_picture(data: bytes, name: str, most: int) -> Image:
    """The picture in `data`, upright. Its size is looked at before its pixels are read."""
    from PIL import Image, ImageOps

    if _brand(data) in _HEIC_BRANDS:
        import pillow_heif

        heif = pillow_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=True)
        refuse_large(heif.size, name, most)
        return ImageOps.exif_transpose(heif.to_pillow())
    try:
        image = Image.open(io.BytesIO(data), formats=("TIFF", "BMP", "AVIF"))
    except Image.DecompressionBombError as error:
        raise size_error(name, most) from error
    refuse_large(image.size, name, most)
    image.load()
    return ImageOps.exif_transpose(image)


def _open_page(data: bytes, name: str, page: int) -> Image:
    """The page of a PDF on white, as large as the press can use it."""
    import pypdfium2

    (width, height), _ = _page_of(data, name, page)
    scale = min(_PAGE_PPI / 72, (_MOST_PAGE_PIXELS / max(1.0, width * height)) ** 0.5)
    with pypdfium2.PdfDocument(data) as document:
        drawn = document[page - 1].render(scale=scale).to_pil()
    return drawn.convert("RGB")  # type: ignore[no-any-return] # pypdfium2 has no types


def _page_of(data: bytes, name: str, page: int) -> tuple[tuple[float, float], int]:
    """The size in pt of a PDF's page, and how many it has."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            count = len(document)
            size = document[page - 1].get_size() if 1 <= page <= count else None
    except pypdfium2.PdfiumError as error:
        raise PictureError(
            "I-002",
            f"{name} cannot be opened as a PDF.",
            "Save it again, without a password, or save the page as SVG or PNG.",
        ) from error
    if size is None:
        what = f"{name} has no page {page}, but {count} of them."
        raise PictureError("I-002", what, "Write the number of a page that it has.")
    return size, count


def _has_many_colours(image: Image) -> bool:
    if image.mode not in ("RGB", "L", "CMYK", "YCbCr", "LAB"):
        return False
    sample = image.resize((min(image.width, 512), min(image.height, 512)), resample=0)
    return image.mode == "CMYK" or sample.getcolors(_MOST_COLOURS) is None


def _encode(image: Image, *, is_photo: bool) -> bytes:
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode in ("I", "F"):
        image = _stretch(image)
    elif image.mode in ("YCbCr", "LAB", "HSV"):
        image = image.convert("RGB")
    clear = image.has_transparency_data
    stream = io.BytesIO()
    if is_photo and not clear and image.mode in ("RGB", "L", "CMYK"):
        image.save(stream, "JPEG", quality=_QUALITY, icc_profile=profile)
    else:
        if image.mode not in ("1", "L", "LA", "P", "RGB", "RGBA"):
            image = image.convert("RGBA" if clear else "RGB")
        image.info = {key: each for key, each in image.info.items() if key == "transparency"}
        image.save(stream, "PNG", icc_profile=profile)
    return stream.getvalue()


def _stretch(image: Image) -> Image:
    """Grey of more than 8 bits, from its darkest to its lightest."""
    extrema = image.getextrema()
    low, high = float(extrema[0]), float(extrema[1])  # type: ignore[arg-type] # one channel
    scale = 255 / (high - low) if high > low else 0.0
    return image.point(lambda value: value * scale + (-low * scale)).convert("L")
