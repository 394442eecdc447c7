"""What the site takes from finished editions: the revision in an EPUB, and a small picture of its
cover.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.images.rasters import strict_pillow
from prepress.readers.epub import open_epub

if TYPE_CHECKING:
    from PIL import Image

_RASTERS = ("image/png", "image/jpeg", "image/gif", "image/webp")
#: Twice the size at which the page shows it, for fine screens.
_WIDTH_PX, _HEIGHT_PX = 320, 480
_COLOURS = 64


@dataclass(frozen=True)
class EpubFacts:
    """The revision in a finished EPUB, and its cover; that is empty where it is no picture of
    pixels.
    """

    revision: str
    cover: bytes


def epub_facts(epub: bytes, file: str) -> EpubFacts:
    """Look into the EPUB; `file` is its name in messages. Raises SourceError where it is not
    whole.
    """
    with open_epub(epub, file) as opened:
        cover = opened.cover
        if cover is None or cover.media_type not in _RASTERS:
            return EpubFacts(opened.revision, b"")
        return EpubFacts(opened.revision, opened.data(cover.name))


def thumbnail(cover: bytes, pdf: bytes, file: str) -> tuple[bytes, str, str]:
    """The cover made small, else the first page of the PDF, whose name in messages is `file`: the
    picture's bytes, its suffix and its media type.

    It is a PNG where it has few colours, else a JPEG: catalogues may have no other (OPDS 1.2, 5.2).
    Raises SourceError where the PDF is damaged.
    """
    from PIL import Image

    if not cover:
        return _as_png(_small(_first_page(pdf, file)))
    with strict_pillow(), Image.open(io.BytesIO(cover)) as image:
        small = _small(image)
        return _as_png(small) if image.format == "PNG" else _as_jpeg(small)


def _small(image: Image.Image) -> Image.Image:
    from PIL import Image

    small = image.convert("RGB")
    small.thumbnail((_WIDTH_PX, _HEIGHT_PX), Image.Resampling.LANCZOS)
    return small


def _as_png(picture: Image.Image) -> tuple[bytes, str, str]:
    from PIL import Image

    stream = io.BytesIO()
    few = picture.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(stream, "PNG", optimize=True)
    return stream.getvalue(), ".png", "image/png"


def _as_jpeg(picture: Image.Image) -> tuple[bytes, str, str]:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=85, optimize=True)
    return stream.getvalue(), ".jpg", "image/jpeg"


def _first_page(pdf: bytes, file: str) -> Image.Image:
    from prepress.readers.pdf import open_pdf

    with open_pdf(pdf, file) as opened, opened.proof(1) as proof:
        return proof.picture(72)
