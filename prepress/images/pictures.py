"""Pictures: the files behind a text's images, known by their content and safe to set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from prepress.errors import ChangedError
from prepress.files.digests import digest_of
from prepress.images.rasters import PictureError, read_raster

__all__ = ["UNDESCRIBED", "Picture", "PictureError", "examine", "is_drawing"]

#: How an alt text begins that an import has put in where there was none.
UNDESCRIBED = "To be described"
_DRAWING = re.compile(rb"<svg[\s>]|<\?xml|<!DOCTYPE svg")
_LARGEST_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True)
class Picture:
    """A picture of the text: `url` is its percent-encoded path from the project's root; its size in
    px is as shown.

    `digest` is that of the file's content when it was examined.
    """

    url: str
    path: Path
    media_type: str
    width: float
    height: float
    digest: str = ""

    @property
    def relative(self) -> str:
        """The path from the project's root."""
        return unquote(self.url)

    def content(self) -> bytes:
        """The file's content. Raises ChangedError where it is no more what was examined."""
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise ChangedError.of(self.relative) from error
        if self.digest not in ("", digest_of(data)):
            raise ChangedError.of(self.relative)
        return data


def examine(path: Path, url: str) -> Picture:
    """The picture in the existing file `path`, whose kind and size in px are read from its content,
    not its name.

    Raises PictureError for a file that is no picture, of another format, or too large to open
    safely.
    """
    size = path.stat().st_size
    if size > _LARGEST_BYTES:
        raise PictureError(
            "I-004",
            f"“{path.name}” has {size >> 20} MB; the limit is 50 MB.",
            "Save a smaller copy.",
        )
    data = path.read_bytes()
    if is_drawing(data):
        from prepress.images.svg import drawing_size, safe_drawing

        width, height = drawing_size(safe_drawing(data, path.name))
        return Picture(url, path, "image/svg+xml", width, height, digest_of(data))
    return Picture(url, path, *read_raster(data, f"“{path.name}”"), digest_of(data))


def is_drawing(data: bytes) -> bool:
    """Whether `data` begins as an SVG does."""
    return _DRAWING.search(data[:4096].lstrip(b"\xef\xbb\xbf")) is not None
