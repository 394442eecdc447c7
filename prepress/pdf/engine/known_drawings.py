"""Known drawings: a plain SVG picture that was drawn before, in the same size, is written as it was
then, in other documents too.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from typing import Any

_MARK = "_makebook_drawings"
_MOST_DRAWINGS = 64
_NAMESPACE = "{http://www.w3.org/2000/svg}"
#: What is drawn with nothing but lines and areas.
_PLAIN = frozenset(
    _NAMESPACE + name
    for name in (
        *("svg", "g", "title", "desc", "path", "rect", "circle"),
        *("ellipse", "line", "polyline", "polygon"),
    )
)
#: Colours and transparency that stand when a drawing begins, and that it need not write again.
_STANDING = ("_current_color", "_current_color_stroke", "_current_alpha", "_current_alpha_stroke")
_STATES = "ExtGState"
#: What is used of the engine's streams.
OF_STREAM = (*_STANDING, "_current_font", "_resources", "_images", "_fonts", "_ctm_stack")


@dataclass(frozen=True)
class _Drawing:
    """The operations of a drawing, and the states of transparency that they name."""

    operations: tuple[Any, ...]
    states: Mapping[str, Mapping[str, Any]]


def know_drawings(images: Any, pydyf: Any) -> None:
    """Have the engine's module `images` (`weasyprint.images`), which writes with `pydyf`, draw each
    plain SVG once.
    """
    picture = images.SVGImage
    if not hasattr(picture, _MARK):
        setattr(picture, _MARK, None)
        picture.draw = _knowing(picture.draw, pydyf.Dictionary)


def _knowing(draw: Callable[..., None], dictionary: Callable[..., Any]) -> Callable[..., None]:
    known: OrderedDict[tuple[Any, ...], _Drawing] = OrderedDict()

    @wraps(draw)
    def draw_once(self: Any, stream: Any, width: float, height: float, style: Any) -> None:
        shape = _shape_once(self)
        if not shape:
            draw(self, stream, width, height, style)
            return
        key = (shape, width, height, *(getattr(stream, name) for name in _STANDING))
        if key in known:
            known.move_to_end(key)
            _write(known[key], stream, dictionary)
        elif drawing := _record(stream, lambda: draw(self, stream, width, height, style)):
            known[key] = drawing
            if len(known) > _MOST_DRAWINGS:
                known.popitem(last=False)

    return draw_once


def _shape_once(picture: Any) -> bytes:
    """What the picture shows; empty where drawing it asks for more than lines and areas."""
    shape: bytes | None = getattr(picture, _MARK)
    if shape is None:
        shape = _shape(picture._svg.tree._etree_node)
        setattr(picture, _MARK, shape)
    return shape


def _shape(root: Any) -> bytes:
    elements = list(root.iter())
    if not all(element.tag in _PLAIN and _is_plain(element) for element in elements):
        return b""
    values = [(element.tag, len(element), *element.attrib.items()) for element in elements]
    return blake2b(repr(values).encode(), digest_size=16).digest()


def _is_plain(element: Any) -> bool:
    """Whether it refers to nothing else."""
    return not any("url(" in value for value in element.attrib.values())


def _record(stream: Any, draw: Callable[[], None]) -> _Drawing | None:
    """What `draw` adds to the `stream`; None where it fails, or adds more than operations and
    states to the file.
    """
    resources, before, begin = stream._resources, _extent(stream), len(stream.stream)
    others: dict[str, Any] = resources[_STATES]
    named: dict[str, Any] = {}
    resources[_STATES] = named  # those that are there already are named too
    try:
        draw()
    finally:
        resources[_STATES] = others
        others.update(named)
    if _extent(stream) != before:
        return None
    states = {name: dict(state) for name, state in named.items()}
    return _Drawing(tuple(stream.stream[begin:]), states)


def _extent(stream: Any) -> tuple[int, ...]:
    """How much there is in a file beside operations and states, and how deep the engine stands in a
    drawing: it does not come back from one that fails.
    """
    resources = (len(each or ()) for name, each in stream._resources.items() if name != _STATES)
    return len(stream._ctm_stack), len(stream._images), len(stream._fonts), *resources


def _write(drawing: _Drawing, stream: Any, dictionary: Callable[..., Any]) -> None:
    """Leave the `stream` as drawing it again would."""
    stream.stream.extend(drawing.operations)
    states = {name: dictionary(state) for name, state in drawing.states.items()}
    stream._resources[_STATES].update(states)
    for name in (*_STANDING, "_current_font"):
        setattr(stream, name, None)
