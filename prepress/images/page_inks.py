"""Page inks: what the colours and the embedded pictures of a PDF page look like in sRGB, as PDFium
shows them.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2

from prepress.images.drawn_marks import Bitmap, Matrix, Paint, UnfaithfulError
from prepress.images.metadata_stripping import strip_metadata

if TYPE_CHECKING:
    from PIL.Image import Image

_PLAIN = {"/DeviceGray": 1, "/CalGray": 1, "/G": 1, "/DeviceRGB": 3, "/RGB": 3}
#: The first colour of a space (ISO 32000-1, 8.6.8), by its family.
_FIRST: dict[str, Callable[[Any], tuple[float, ...]]] = {
    "/DeviceGray": lambda _space: (0.0,),
    "/DeviceRGB": lambda _space: (0.0, 0.0, 0.0),
    "/DeviceCMYK": lambda _space: (0.0, 0.0, 0.0, 1.0),
    "/CalGray": lambda _space: (0.0,),
    "/CalRGB": lambda _space: (0.0, 0.0, 0.0),
    "/Lab": lambda _space: (0.0, 0.0, 0.0),
    "/Indexed": lambda _space: (0.0,),
    "/ICCBased": lambda space: (0.0,) * int(space[1].N),
    "/Separation": lambda _space: (1.0,),
    "/DeviceN": lambda space: (1.0,) * len(space[1]),
}
_MOST_SWATCHES = 500
_MOST_PIXELS = 24_000_000


@dataclass(frozen=True)
class Ink:
    """A colour as a page has it: its space, and its levels there."""

    space: Any = pikepdf.Name.DeviceGray
    levels: tuple[float, ...] = (0.0,)


def first_ink(space: Any) -> Ink:
    """What is painted with where only the colour `space` is set. Raises UnfaithfulError for
    patterns and unknown ones.
    """
    family = str(space if isinstance(space, pikepdf.Name) else space[0])
    if family not in _FIRST:
        raise UnfaithfulError(f"the colour space {family}")
    return Ink(space, _FIRST[family](space))


class Inks:
    """The colours of `pdf`, each looked at once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self._pixels = 0
        self._colours: dict[tuple[str, tuple[float, ...]], tuple[int, int, int]] = {}

    def colour(self, ink: Ink) -> tuple[int, int, int]:
        """`ink` in sRGB, from 0 to 255."""
        family = str(ink.space) if isinstance(ink.space, pikepdf.Name) else ""
        if _PLAIN.get(family) == len(ink.levels):
            red, green, blue = (ink.levels * 3)[:3]
            return _byte(red), _byte(green), _byte(blue)
        key = (
            family
            or pikepdf.unparse_content_stream([([ink.space], pikepdf.Operator("cs"))]).decode(
                "latin-1"
            ),
            ink.levels,
        )
        if key not in self._colours:
            if len(self._colours) >= _MOST_SWATCHES:
                raise UnfaithfulError("too many colours")
            self._colours[key] = self._seen(ink)
        return self._colours[key]

    def _seen(self, ink: Ink) -> tuple[int, int, int]:
        levels = " ".join(f"{level:.6f}" for level in ink.levels)
        resources = pikepdf.Dictionary(ColorSpace=pikepdf.Dictionary(A=ink.space))
        image = self.rendered(f"/A cs {levels} sc 0 0 4 4 re f", resources, (4, 4))
        red, green, blue = image.getpixel((2, 2))  # type: ignore[misc] # three channels
        return int(red), int(green), int(blue)

    def rendered(
        self, content: str, resources: Any, size: tuple[int, int], *, is_clear: bool = False
    ) -> Image:
        """What PDFium shows of a page of `size` px with that `content`, on white or a ground that
        `is_clear`.
        """
        self._pixels += size[0] * size[1]
        if self._pixels > _MOST_PIXELS:
            raise UnfaithfulError("a picture of too many pixels")
        with pikepdf.new() as sheet:
            sheet.add_blank_page(page_size=size)
            page = sheet.pages[0]
            page.Contents = sheet.make_stream(content.encode())
            page.Resources = _copied(sheet, self.pdf, resources)
            stream = io.BytesIO()
            sheet.save(stream)
        with pypdfium2.PdfDocument(stream.getvalue()) as document:
            ground = (255, 255, 255, 0) if is_clear else (255, 255, 255, 255)
            image = document[0].render(scale=1, fill_color=ground).to_pil()
        return image.convert("RGBA" if is_clear else "RGB")  # type: ignore[no-any-return] # pypdfium2 has no types


def _copied(sheet: pikepdf.Pdf, pdf: pikepdf.Pdf, thing: Any) -> Any:
    return sheet.copy_foreign(pdf.make_indirect(thing))


def _byte(level: float) -> int:
    return round(255 * min(1.0, max(0.0, level)))


def page_bitmap(
    inks: Inks, picture: Any, matrix: Matrix, clips: tuple[int, ...], fill: Paint
) -> Bitmap:
    """The image XObject `picture` in the unit square of `matrix`, which leads to px; `fill` is the
    colour of one that is a stencil.

    Raises UnfaithfulError for one aslant.
    """
    a, b, c, d, e, f = matrix
    size = int(picture.Width), int(picture.Height)
    resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=picture))
    has_holes = not {"/Mask", "/SMask", "/SMaskInData", "/ImageMask"}.isdisjoint(picture.keys())
    colour = " ".join(f"{channel / 255:.6f}" for channel in fill.colour)
    content = f"{colour} rg {size[0]} 0 0 {size[1]} 0 0 cm /A Do"
    image = inks.rendered(content, resources, size, is_clear=has_holes)
    # The picture's top row lies at the far end of the unit square.
    is_upright = abs(b) + abs(c) < 1e-3 * (abs(a) + abs(d))
    if not is_upright and abs(a) + abs(d) > 1e-3 * (abs(b) + abs(c)):
        raise UnfaithfulError("a picture aslant")
    turned = _turned(image, matrix, is_upright=is_upright)
    left, top = e + min(0.0, a, c, a + c), f + min(0.0, b, d, b + d)
    box = (left, top, abs(a) + abs(c), abs(b) + abs(d))
    jpeg = _own_jpeg(picture) if is_upright and a > 0 > d and not has_holes else b""
    return Bitmap(turned, box, clips, jpeg)


def _turned(image: Image, matrix: Matrix, *, is_upright: bool) -> Image:
    from PIL.Image import Transpose

    a, b, c, d, _, _ = matrix
    if not is_upright:
        # Across the page goes what goes up in the picture.
        image = image.transpose(Transpose.TRANSPOSE)
        a, d = -c, -b
    if a < 0:
        image = image.transpose(Transpose.FLIP_LEFT_RIGHT)
    if d > 0:
        image = image.transpose(Transpose.FLIP_TOP_BOTTOM)
    return image


def _own_jpeg(picture: Any) -> bytes:
    """The file of a photo in colours of a screen, nothing where it is none."""
    is_plain = picture.get("/ColorSpace") in (pikepdf.Name.DeviceRGB, pikepdf.Name.DeviceGray)
    is_jpeg = picture.get("/Filter") == pikepdf.Name.DCTDecode
    if not (is_plain and is_jpeg) or {"/Decode", "/DecodeParms"} & {*picture}:
        return b""
    return strip_metadata(bytes(picture.read_raw_bytes()), "JPEG")
