"""Ink: how much of it CMYK colours and CMYK pictures lay on one spot."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from pikepdf import Name, Object, PdfError
from PIL import Image

from prepress.checks.preflight.content import Ink, PageContent, is_cmyk
from prepress.findings import Finding

if TYPE_CHECKING:
    from prepress.errors import Place

_TOLERANCE = 0.5
#: The longest side in pixels of the copy on which a picture's ink is measured.
_COPY = 300
_HINT = (
    "Choose lighter colours, or have the colours converted with a profile that keeps to the limit."
)


def heavy_ink(contents: Sequence[PageContent], place: Place, limit: float) -> Iterator[Finding]:
    """B-005, for each colour and each picture of a page that lays more than `limit` percent of ink
    on one spot.
    """
    measured: dict[tuple[int, int], float] = {}
    for number, content in enumerate(contents, 1):
        for ink in sorted(ink for ink in content.inks if sum(ink) * 100 > limit + _TOLERANCE):
            what = (
                f"A colour on page {number} ({_shares(ink)}) lays {sum(ink) * 100:.0f} % of ink "
                f"on one spot."
            )
            yield Finding("B-005", place, f"{what} The paper takes {limit:.0f} %.", _HINT)
        images = {
            placed.image.objgen: placed.image
            for placed in content.pictures
            if placed.image is not None
        }
        for key, image in images.items():
            if key not in measured or key == (0, 0):
                measured[key] = _most_ink(image)
            if measured[key] > limit + _TOLERANCE:
                size = f"{int(image.Width)} × {int(image.Height)} pixels"
                what = (
                    f"The picture of {size} on page {number} lays {measured[key]:.0f} % of ink on "
                    f"one spot."
                )
                yield Finding("B-005", place, f"{what} The paper takes {limit:.0f} %.", _HINT)


def _shares(ink: Ink) -> str:
    return ", ".join(f"{name} {share * 100:.0f}" for name, share in zip("CMYK", ink, strict=True))


def _most_ink(image: Object) -> float:
    """The ink in percent that all but a thousandth of the picture's pixels stay below; 0 where it
    is not CMYK.
    """
    copy = _cmyk(image) if is_cmyk(image.get("/ColorSpace")) else None
    if copy is None:
        return 0
    copy = copy.reduce(max(1, -(-max(copy.size) // _COPY)))
    sums = sorted(map(sum, zip(*(band.tobytes() for band in copy.split()), strict=True)))
    return sums[min(len(sums) - 1, int(len(sums) * 0.999))] / 2.55


def _cmyk(image: Object) -> Image.Image | None:
    """The picture's inks from 0 to 255; None where its pixels cannot be read."""
    try:
        inks = _samples(image)
    except (PdfError, OSError, ValueError, zlib.error):
        return None
    decode = image.get("/Decode")
    if inks is not None and decode is not None and float(decode[0]) > float(decode[1]):
        return inks.point(lambda value: 255 - value)
    return inks


def _samples(image: Object) -> Image.Image | None:
    """The samples as they stand in the PDF. Pillow turns those of Adobe's JPEGs round, so they are
    turned back.
    """
    filters = image.get("/Filter")
    last = (
        filters
        if isinstance(filters, Name)
        else (filters[-1] if filters is not None and len(filters) else None)
    )
    if last in {Name.DCTDecode, Name.JPXDecode}:
        opened = Image.open(BytesIO(image.read_raw_bytes()))
        opened.load()
        if opened.mode != "CMYK":
            return None
        return opened.point(lambda value: 255 - value) if "adobe" in opened.info else opened
    if int(image.get("/BitsPerComponent", 8)) != 8:
        return None
    return Image.frombytes("CMYK", (int(image.Width), int(image.Height)), image.read_bytes())
