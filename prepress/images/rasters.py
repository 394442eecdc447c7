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
#: What Pillow, and the layout engine through it, opens at the most.
PILLOWS_LARGEST = 178_000_000
#: So many times as many may a picture have that moves, since its frames are opened one by one.
_MOVING = 10
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


def read_raster(data: bytes, name: str, most: int = LARGEST_PIXELS) -> tuple[str, int, int]:
    """The media type and the size in px, as shown, of a picture that messages call `name` and that
    has at `most` so many pixels.

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
            refuse_large(image.size, name, most)
            if width * height * _frames_of(image) > _MOVING * most:
                raise _frames_error(name, most)
            if orientation(image) >= 5:
                width, height = height, width
            # An eighth of a large photograph is enough to see that it is whole.
            image.draft("RGB", (max(1, image.width // 8), max(1, image.height // 8)))
            image.load()
    except Image.DecompressionBombError as error:
        raise size_error(name, most) from error
    except MemoryError as error:
        raise memory_error(name) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error) as error:
        raise PictureError(
            "I-002",
            f"{name} is damaged or is not a picture.",
            "Open it in a picture program and save it again.",
        ) from error
    return _FORMATS[kind], width, height


def _frames_of(image: Image) -> int:
    """How many pictures one after another `image` is, but for those that only some cameras show."""
    return 1 if image.format == "MPO" else getattr(image, "n_frames", 1)


def refuse_large(size: tuple[int, int], name: str, most: int) -> None:
    """Raise PictureError for a picture of more than `most` pixels; messages call it `name`."""
    if size[0] * size[1] > most:
        raise size_error(name, most)


def size_error(name: str, most: int) -> PictureError:
    """What to say of a picture that has more than `most` pixels; messages call it `name`."""
    what = f"{name} has more than {most / 1_000_000:g} megapixels."
    hint = "Save a copy with fewer pixels; 3000 across is plenty for a printed page."
    return PictureError("I-004", what, hint)


def memory_error(name: str) -> PictureError:
    """What to say of a picture that takes more memory than there is; messages call it `name`."""
    what = f"{name} takes more memory to be opened than there is."
    return PictureError("I-004", what, "Save a copy with fewer pixels, or as PNG or JPEG.")


def _frames_error(name: str, most: int) -> PictureError:
    what = f"{name} moves, and has more than {_MOVING * most / 1_000_000:g} megapixels in all."
    return PictureError("I-004", what, "Save a copy with fewer frames, or with smaller ones.")
