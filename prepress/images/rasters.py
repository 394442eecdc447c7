"""Rasters: pictures of pixels, known by their content and small enough to open."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "GIF": "image/gif",
    "WEBP": "image/webp",
}
#: What is larger takes more memory than a small machine has.
LARGEST_PIXELS = 100_000_000
_ORIENTATION = 0x0112


class PictureError(Exception):
    """A picture that cannot be set; `code` is its finding's code, the arguments are what is wrong
    and a hint.
    """

    def __init__(self, code: str, what: str, hint: str) -> None:
        super().__init__(what)
        self.code = code
        self.what = what
        self.hint = hint


def orientation(image: Image) -> int:
    """How EXIF has `image` turned and mirrored where it is shown: 1 is not at all, from 5 on its
    sides are swapped.

    Raises SyntaxError or struct.error where the EXIF cannot be read.
    """
    value = image.getexif().get(_ORIENTATION) if "exif" in image.info else None
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


@contextmanager
def strict_pillow() -> Iterator[None]:
    """Pillow without warnings of its own, and without the leave to read half a file that WeasyPrint
    gives it.
    """
    from PIL import ImageFile

    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def read_raster(data: bytes, name: str) -> tuple[str, int, int]:
    """The media type and the size in px, as shown, of a picture that messages call `name`.

    Raises PictureError for what is no picture, of another format, or too large to open safely.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with strict_pillow(), Image.open(io.BytesIO(data)) as image:
            kind, (width, height) = image.format or "", image.size
            # Before it is loaded, since Pillow gives some kinds to other programs.
            if kind not in _FORMATS:
                raise PictureError(
                    "I-002",
                    f"{name} is a {kind} file, which e-books cannot show.",
                    "Save it as PNG, JPEG or SVG.",
                )
            if width * height > LARGEST_PIXELS:
                raise size_error(name)
            if orientation(image) >= 5:
                width, height = height, width
            # An eighth of a large photograph is enough to see that it is whole.
            image.draft("RGB", (max(1, image.width // 8), max(1, image.height // 8)))
            image.load()
    except Image.DecompressionBombError as error:
        raise size_error(name) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error) as error:
        raise PictureError(
            "I-002",
            f"{name} is damaged or is not a picture.",
            "Open it in a picture program and save it again.",
        ) from error
    return _FORMATS[kind], width, height


def size_error(name: str) -> PictureError:
    """What to say of a picture that has too many pixels; messages call it `name`."""
    what = f"{name} has more than {LARGEST_PIXELS // 1_000_000} megapixels."
    return PictureError(
        "I-004", what, "Save a copy with fewer pixels; 3000 across is plenty for a printed page."
    )
