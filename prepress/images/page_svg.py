"""Page SVG: the marks of a page as an SVG 1.1 drawing."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterable
from itertools import groupby

from lxml import etree
from lxml.builder import ElementMaker

from prepress.images.drawn_marks import (
    Bitmap,
    Drawing,
    Matrix,
    Nib,
    Paint,
    PaintedPath,
    Segment,
    moved,
)

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_MAKE = ElementMaker(namespace=_SVG, nsmap={None: _SVG, "xlink": _XLINK})
_CAPS = ("butt", "round", "square")
_JOINS = ("miter", "round", "bevel")
#: Larger pixels, in pt, are meant to be seen: they are cells of a heat map.
_LARGE_PIXEL = 1
#: Of more colours a picture is a photo, as in other pictures.
_MOST_COLOURS = 4096


def _number(number: float) -> str:
    """A length of the page, to a thousandth of a pt."""
    return f"{round(number, 3) + 0.0:.3f}".rstrip("0").rstrip(".")


def _exact(number: float) -> str:
    """A number of an unknown scale."""
    return f"{number + 0.0:.7g}"


def written_svg(drawing: Drawing) -> bytes:
    """The `drawing` on white, as a page is."""
    width, height = _number(drawing.width), _number(drawing.height)
    size = {"width": f"{width}pt", "height": f"{height}pt", "viewBox": f"0 0 {width} {height}"}
    root = _MAKE.svg(size, _MAKE.rect({"width": width, "height": height, "fill": "#ffffff"}))
    used = sorted({clip for mark in drawing.marks for clip in mark.clips})
    clips = [_clip(at, drawing.clips[at]) for at in used]
    root.append(_MAKE.defs(*clips))
    for chain, marks in groupby(drawing.marks, lambda mark: mark.clips):
        inside = root
        for clip in chain:
            inside = etree.SubElement(inside, f"{{{_SVG}}}g", {"clip-path": f"url(#c{clip})"})
        for mark in marks:
            inside.append(_shape(mark) if isinstance(mark, PaintedPath) else _bitmap(mark))
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _clip(at: int, segments: tuple[Segment, ...]) -> etree._Element:
    return _MAKE.clipPath({"id": f"c{at}"}, _MAKE.path({"d": _written(segments)}))


def _shape(shape: PaintedPath) -> etree._Element:
    """A shape in the page's space, but where a line is not as wide in all directions."""
    path, nib, matrix = shape.segments, shape.nib, shape.matrix
    attributes: dict[str, str] = {}
    scale = shape.scale
    if scale is None:
        attributes["transform"] = f"matrix({' '.join(map(_exact, matrix))})"
        scale = 1.0
    else:
        path = moved(path, matrix)
    attributes["d"] = _written(path, _number if "transform" not in attributes else _exact)
    attributes |= _fill(shape.fill, is_even_odd=shape.even_odd)
    if shape.stroke:
        attributes |= _stroke(shape.stroke, nib, scale)
    return _MAKE.path(attributes)


def _fill(paint: Paint | None, *, is_even_odd: bool) -> dict[str, str]:
    if paint is None:
        return {"fill": "none"}
    attributes = {"fill": _colour(paint)}
    if paint.opacity != 1:
        attributes["fill-opacity"] = _number(paint.opacity)
    if is_even_odd:
        attributes["fill-rule"] = "evenodd"
    return attributes


def _stroke(paint: Paint, nib: Nib, scale: float) -> dict[str, str]:
    attributes = {"stroke": _colour(paint), "stroke-width": _exact(nib.width * scale)}
    if paint.opacity != 1:
        attributes["stroke-opacity"] = _number(paint.opacity)
    if nib.cap:
        attributes["stroke-linecap"] = _CAPS[nib.cap]
    if nib.join:
        attributes["stroke-linejoin"] = _JOINS[nib.join]
    else:
        attributes["stroke-miterlimit"] = _exact(nib.miter)
    if any(nib.dashes):
        attributes["stroke-dasharray"] = " ".join(_exact(each * scale) for each in nib.dashes)
        attributes["stroke-dashoffset"] = _exact(nib.phase * scale)
    return attributes


def _bitmap(bitmap: Bitmap) -> etree._Element:
    media_type, data = _file(bitmap)
    left, top, width, height = bitmap.box
    across, down = bitmap.image.size
    matrix: Matrix = (width / across, 0, 0, height / down, left, top)
    attributes = {
        "transform": f"matrix({' '.join(map(_exact, matrix))})",
        "width": str(across),
        "height": str(down),
        "preserveAspectRatio": "none",
        f"{{{_XLINK}}}href": f"data:{media_type};base64,{base64.b64encode(data).decode()}",
    }
    if min(width / across, height / down) > _LARGE_PIXEL:
        attributes["image-rendering"] = "pixelated"
    return _MAKE.image(attributes)


def _file(bitmap: Bitmap) -> tuple[str, bytes]:
    if bitmap.jpeg:
        return "image/jpeg", bitmap.jpeg
    stream = io.BytesIO()
    if bitmap.image.mode == "RGB" and bitmap.image.getcolors(_MOST_COLOURS) is None:
        bitmap.image.save(stream, "JPEG", quality=92)
        return "image/jpeg", stream.getvalue()
    bitmap.image.save(stream, "PNG")
    return "image/png", stream.getvalue()


def _colour(paint: Paint) -> str:
    return "#" + bytes(paint.colour).hex()


def _written(segments: Iterable[Segment], write: Callable[[float], str] = _number) -> str:
    return "".join(letter + " ".join(map(write, numbers)) for letter, numbers in segments)
