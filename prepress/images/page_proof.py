"""Page proof: whether the marks that were read from a page show what the page itself shows."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
from PIL import ImageChops, ImageFilter

from prepress.images.drawn_marks import Bitmap, Drawing, Paint, PaintedPath, Segment

if TYPE_CHECKING:
    from PIL.Image import Image

_LETTERS = {"M": "m", "L": "l", "C": "c", "Z": "h"}
_MOST_PIXELS = 3_000_000
_FINEST = 2.0
_FLIP = "1 0 0 -1 0"
#: How much lighter or darker, of 255, a spot may be: letters' edges are drawn otherwise than lines.
_TOLERANCE = 45


def shows_the_same(drawing: Drawing, data: bytes, page: int) -> bool:
    """Whether the `drawing` shows what the `page` of the PDF `data` shows, spot for spot."""
    return difference(drawing, data, page) <= _TOLERANCE


def difference(drawing: Drawing, data: bytes, page: int) -> int:
    """By how much, of 255, the `drawing` differs at most from the `page` of the PDF `data`, in
    spots of about a pt; 255 where it has another size.
    """
    area = drawing.width * drawing.height
    scale = min(_FINEST, (_MOST_PIXELS / area) ** 0.5)
    ours, theirs = _rendered(_proof(drawing), 1, scale), _rendered(data, page, scale)
    if ours.size != theirs.size:
        return 255
    return max(_beyond(ours, theirs), _beyond(theirs, ours))


def _beyond(one: Image, other: Image) -> int:
    """By how much `one` is lighter or darker at most than all that `other` has around the same
    spot: letters are moved by up to a pixel.
    """
    lighter = ImageChops.subtract(one, _spread(other, ImageChops.lighter))
    darker = ImageChops.subtract(_spread(other, ImageChops.darker), one)
    seen = ImageChops.add(lighter, darker).filter(ImageFilter.BoxBlur(1))
    return max(at % 256 for at, count in enumerate(seen.histogram()) if count)


def _spread(image: Image, choose: Callable[[Image, Image], Image]) -> Image:
    """What `choose` takes of each pixel and the eight around it."""
    for across, down in ((1, 0), (0, 1)):
        before = ImageChops.offset(image, across, down)
        behind = ImageChops.offset(image, -across, -down)
        image = choose(choose(image, before), behind)
    return image


def _rendered(data: bytes, page: int, scale: float) -> Image:
    with pypdfium2.PdfDocument(data) as document:
        return document[page - 1].render(scale=scale).to_pil().convert("RGB")  # type: ignore[no-any-return] # pypdfium2 has no types


def _proof(drawing: Drawing) -> bytes:
    """The `drawing` as a PDF."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(drawing.width, drawing.height))
        page = pdf.pages[0]
        page.Resources = pikepdf.Dictionary(
            ExtGState=pikepdf.Dictionary(), XObject=pikepdf.Dictionary()
        )
        lines = [f"{_FLIP} {drawing.height:.4f} cm", *_content(drawing, pdf, page.Resources)]
        page.Contents = pdf.make_stream("\n".join(lines).encode())
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def _content(drawing: Drawing, pdf: pikepdf.Pdf, resources: pikepdf.Dictionary) -> Iterator[str]:
    for chain, marks in groupby(drawing.marks, lambda mark: mark.clips):
        yield "q"
        for clip in chain:
            yield f"{_path(drawing.clips[clip])} W n"
        for mark in marks:
            lines = (
                _shape(mark, resources)
                if isinstance(mark, PaintedPath)
                else _bitmap(mark, pdf, resources)
            )
            yield from ("q", *lines, "Q")
        yield "Q"


def _path(segments: Iterable[Segment]) -> str:
    return " ".join(f"{_numbers(numbers)} {_LETTERS[letter]}" for letter, numbers in segments)


def _numbers(numbers: Iterable[float]) -> str:
    return " ".join(f"{number:.6f}" for number in numbers)


def _shape(shape: PaintedPath, resources: pikepdf.Dictionary) -> Iterator[str]:
    yield f"{_numbers(shape.matrix)} cm"
    painted = ""
    if shape.fill:
        yield f"{_paint(shape.fill, 'ca', resources)} {_colour(shape.fill)} rg"
        painted += "f"
    if shape.stroke:
        nib = shape.nib
        yield f"{_paint(shape.stroke, 'CA', resources)} {_colour(shape.stroke)} RG"
        yield f"{nib.width:.6f} w {nib.cap} J {nib.join} j {nib.miter} M"
        yield f"[{_numbers(nib.dashes if any(nib.dashes) else ())}] {nib.phase} d"
        painted += "s"
    operator = {"f": "f", "s": "S", "fs": "B"}[painted]
    yield _path(shape.segments) + f" {operator}{'*' if shape.even_odd and shape.fill else ''}"


def _paint(paint: Paint, key: str, resources: pikepdf.Dictionary) -> str:
    name = f"/{key}{round(1e4 * paint.opacity)}"
    resources.ExtGState[name] = pikepdf.Dictionary({f"/{key}": paint.opacity})
    return f"{name} gs"


def _colour(paint: Paint) -> str:
    return _numbers(channel / 255 for channel in paint.colour)


def _bitmap(bitmap: Bitmap, pdf: pikepdf.Pdf, resources: pikepdf.Dictionary) -> Iterator[str]:
    left, top, width, height = bitmap.box
    name = f"/I{len(resources.XObject)}"
    picture = _pixels(bitmap.image.convert("RGB"), pdf, pikepdf.Name.DeviceRGB)
    if bitmap.image.mode == "RGBA":
        picture.SMask = _pixels(bitmap.image.getchannel("A"), pdf, pikepdf.Name.DeviceGray)
    resources.XObject[name] = picture
    yield f"{_numbers((width, 0, 0, -height, left, top + height))} cm {name} Do"


def _pixels(image: Image, pdf: pikepdf.Pdf, space: pikepdf.Name) -> pikepdf.Stream:
    return pdf.make_stream(
        image.tobytes(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=space,
        BitsPerComponent=8,
    )
