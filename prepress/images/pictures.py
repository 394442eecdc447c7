"""Pictures: the files behind a text's images, known by their content and safe to set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from prepress.errors import ChangedError
from prepress.files.digests import digest_of
from prepress.images.foreign_formats import common_form, is_pdf, page_size, pixel_form
from prepress.images.rasters import LARGEST_PIXELS, PictureError, read_raster

__all__ = ["UNDESCRIBED", "Picture", "PictureError", "examine", "is_drawing"]

#: How an alt text begins that an import has put in where there was none.
UNDESCRIBED = "To be described"
_DRAWING = re.compile(rb"<svg[\s>]|<\?xml|<!DOCTYPE svg")
_LARGEST_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True)
class Picture:
    """A picture of the text: `url` is its percent-encoded path from the project's root; its size in
    px is as shown.

    `digest` is that of the file's content when it was examined. `page` is that of a PDF. What is
    foreign to e-books has the media type that it gets there. It was found to have at most
    `most_pixels`.
    """

    url: str
    path: Path
    media_type: str
    width: float
    height: float
    digest: str = ""
    page: int = 1
    most_pixels: int = LARGEST_PIXELS

    @property
    def relative(self) -> str:
        """The path from the project's root."""
        return unquote(self.url.partition("#")[0])

    def content(self) -> bytes:
        """The file's content, in a form that e-books can show. Raises ChangedError where it is no
        more what was examined.
        """
        return common_form(self._data(), f"“{self.path.name}”", self.page, self.most_pixels)

    def pixels(self) -> bytes:
        """The same, but the page of a PDF as pixels in any case."""
        return pixel_form(self._data(), f"“{self.path.name}”", self.page, self.most_pixels)

    def _data(self) -> bytes:
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise ChangedError.of(self.relative) from error
        if self.digest not in ("", digest_of(data)):
            raise ChangedError.of(self.relative)
        return data


def examine(path: Path, url: str, page: int = 1, most: int = LARGEST_PIXELS) -> Picture:
    """The picture in the existing file `path`, or on the `page` of a PDF, whose kind and size in px
    are read from its content, not its name.

    Raises PictureError for a file that is no picture, of another format, or too large to open
    safely, with more than `most` pixels.
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
    name = f"“{path.name}”"
    common = common_form(data, name, page, most)
    if is_drawing(common):
        media_type = "image/svg+xml"
    else:
        media_type, *pixels = read_raster(common, name, most)
    if is_pdf(data):
        width, height = page_size(data, name, page)
        address = f"{url}#page={page}"
        return Picture(address, path, media_type, width, height, digest_of(data), page, most)
    width, height = pixels
    return Picture(url, path, media_type, width, height, digest_of(data), most_pixels=most)


def is_drawing(data: bytes) -> bool:
    """Whether `data` begins as an SVG does."""
    return _DRAWING.search(data[:4096].lstrip(b"\xef\xbb\xbf")) is not None
