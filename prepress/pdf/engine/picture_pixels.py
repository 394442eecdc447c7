"""Picture pixels: a PDF holds no more of a picture than its paper can show at the size at which it
is set.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Any

from prepress.images.derivatives import smaller_copy

#: Fewer pixels per inch than these blur a drawing's lines and the letters in it.
_LINE_ART_PPI = 300
#: A picture that has but so many more pixels than it needs stays as it is.
_WORTH_IT = 0.85
_MARK = "_makebook_draws"


def write_needed_pixels(images: Any) -> None:
    """Have the engine's module `images` (`weasyprint.images`) make pictures smaller as our other
    editions do.

    The engine finds out how much of a picture its option `dpi` leaves, but writes JPEGs in a poor
    quality of its own, and inks inverted.
    """
    raster = images.RasterImage
    if not hasattr(raster, _MARK):
        setattr(raster, _MARK, raster.get_x_object)
        raster.get_x_object = _smaller(raster.get_x_object)


def _smaller(write: Callable[..., Any]) -> Callable[..., Any]:
    def write_smaller(self: Any, interpolate: bool, dpi_ratio: float) -> Any:
        ratio = dpi_ratio
        if self.format != "JPEG" and self._dpi:
            ratio = min(1.0, dpi_ratio * max(1.0, _LINE_ART_PPI / self._dpi))
        if ratio > _WORTH_IT:
            return write(self, interpolate, 1)
        before = self.width, self.height, self.image_data
        size = ceil(self.width * ratio), ceil(self.height * ratio)
        data = self.image_data.data
        copy = smaller_copy(data, size)
        if self.format != "JPEG" or len(copy) < len(data):
            self.width, self.height = size
            self.image_data = self.cache_image_data(copy)
        try:
            return write(self, interpolate, 1)
        finally:
            self.width, self.height, self.image_data = before

    return write_smaller
