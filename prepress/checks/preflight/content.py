"""Content: what the operators of a page draw with: fonts, pictures at their printed size, and CMYK
inks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import hypot
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Object, Stream

Ink = tuple[float, float, float, float]


@dataclass(frozen=True)
class PlacedPicture:
    """A raster picture where it is drawn: its pixels, its printed size in points; `image` is None
    for an inline one.
    """

    image: Object | None
    pixels: tuple[int, int]
    size_pt: tuple[float, float]

    @property
    def ppi(self) -> float:
        """Pixels per inch along the side that has fewer."""
        sides = zip(self.pixels, self.size_pt, strict=True)
        return min((pixels * 72 / size for pixels, size in sides if size), default=float("inf"))


@dataclass(frozen=True)
class PageContent:
    """What one page draws with, also inside form XObjects and patterns; inks are shares from 0 to
    1.
    """

    fonts: tuple[Object, ...]
    pictures: tuple[PlacedPicture, ...]
    inks: frozenset[Ink]


def read_content(page: pikepdf.Page) -> PageContent:
    """Follow all that `page` draws. Raises pikepdf.PdfParsingError for operators that cannot be
    read.
    """
    reader = _ContentReader()
    unit = float(page.obj.get("/UserUnit", 1))
    reader.read(page, page.resources, Matrix().scaled(unit, unit))
    for annotation in page.obj.get("/Annots", Array()):
        appearance = annotation.get("/AP", Dictionary()).get("/N")
        if isinstance(appearance, Stream):
            reader.enter(appearance, page.resources, Matrix())
    return PageContent(tuple(reader.fonts.values()), tuple(reader.pictures), frozenset(reader.inks))


@dataclass(frozen=True)
class _GraphicsState:
    """The part of the graphics state that counts here: where things land, and whether four numbers
    are four inks.
    """

    matrix: Matrix
    fill_is_cmyk: bool = False
    stroke_is_cmyk: bool = False


class _ContentReader:
    def __init__(self) -> None:
        self.fonts: dict[tuple[object, str], Object] = {}
        self.pictures: list[PlacedPicture] = []
        self.inks: set[Ink] = set()
        self._within: list[tuple[int, int]] = []

    def enter(self, stream: Object, outer: Object, matrix: Matrix) -> None:
        """Read a form or pattern, which may lack resources of its own; one that draws itself is
        left alone.
        """
        if stream.objgen in self._within:
            return
        self._within.append(stream.objgen)
        self.read(
            stream,
            stream.get("/Resources", outer),
            Matrix(stream.get("/Matrix", Matrix())) @ matrix,
        )
        self._within.pop()

    def read(self, stream: Object | pikepdf.Page, resources: Object, base: Matrix) -> None:
        """Read the operators of `stream`, whose unit square `base` puts on the page."""
        for font in _resources(resources, "/Font").values():
            self.fonts.setdefault((font.objgen, str(font.get("/BaseFont"))), font)
        states = [_GraphicsState(base)]
        for instruction in pikepdf.parse_content_stream(stream):
            operator = str(instruction.operator)
            operands = list(instruction.operands)
            if operator == "q":
                states.append(states[-1])
            elif operator == "Q" and len(states) > 1:
                states.pop()
            elif operator == "cm":
                moved = Matrix(*(float(number) for number in operands)) @ states[-1].matrix
                states[-1] = replace(states[-1], matrix=moved)
            elif operator == "INLINE IMAGE":
                self._place(None, _pixels(operands[0]), states[-1].matrix)
            elif operator == "Do":
                self._draw(
                    _resources(resources, "/XObject").get(str(operands[0])),
                    resources,
                    states[-1].matrix,
                )
            else:
                states[-1] = self._colour(operator, operands, resources, states[-1], base)

    def _draw(self, drawn: Object | None, resources: Object, matrix: Matrix) -> None:
        if drawn is None:
            return
        if drawn.get("/Subtype") == Name.Image:
            self._place(drawn, (int(drawn.Width), int(drawn.Height)), matrix)
        elif drawn.get("/Subtype") == Name.Form:
            self.enter(drawn, resources, matrix)

    def _place(self, image: Object | None, pixels: tuple[int, int], matrix: Matrix) -> None:
        size = (hypot(matrix.a, matrix.b), hypot(matrix.c, matrix.d))
        self.pictures.append(PlacedPicture(image, pixels, size))

    def _colour(
        self,
        operator: str,
        operands: Sequence[Object],
        resources: Object,
        state: _GraphicsState,
        base: Matrix,
    ) -> _GraphicsState:
        """The state after `operator`, which may choose a colour space, lay four inks or fill with a
        pattern.
        """
        if operator == "cs":
            return replace(state, fill_is_cmyk=is_cmyk(operands[0], resources))
        if operator == "CS":
            return replace(state, stroke_is_cmyk=is_cmyk(operands[0], resources))
        if operator in {"k", "K"}:
            self._lay(operands)
            return (
                replace(state, fill_is_cmyk=True)
                if operator == "k"
                else replace(state, stroke_is_cmyk=True)
            )
        if operator in {"sc", "scn", "SC", "SCN"}:
            if operands and isinstance(operands[-1], Name):
                pattern = _resources(resources, "/Pattern").get(str(operands[-1]))
                self._pattern(pattern, resources, base)
            elif state.fill_is_cmyk if operator in {"sc", "scn"} else state.stroke_is_cmyk:
                self._lay(operands)
        elif operator == "sh":
            self._shade(_resources(resources, "/Shading").get(str(operands[0])), resources)
        return state

    def _pattern(self, pattern: Object | None, resources: Object, base: Matrix) -> None:
        if pattern is not None and pattern.get("/PatternType") == 1:
            self.enter(pattern, resources, base)
        elif pattern is not None:
            self._shade(pattern.get("/Shading"), resources)

    def _shade(self, shading: Object | None, resources: Object) -> None:
        if shading is not None and is_cmyk(shading.get("/ColorSpace"), resources):
            self._blend(shading.get("/Function"))

    def _blend(self, function: Object | None) -> None:
        """The colours at the ends of a blend, between which none is heavier."""
        if isinstance(function, (Dictionary, Stream)) and function.get("/FunctionType") == 2:
            self._lay(list(function.get("/C0", Array([0]))))
            self._lay(list(function.get("/C1", Array([1]))))
        elif isinstance(function, (Dictionary, Stream)):
            for part in function.get("/Functions", Array()):
                self._blend(part)

    def _lay(self, operands: Sequence[Object]) -> None:
        if len(operands) == 4:
            cyan, magenta, yellow, black = (float(share) for share in operands)
            self.inks.add((cyan, magenta, yellow, black))


def is_cmyk(space: Object | None, resources: Object | None = None) -> bool:
    """Whether four numbers in this colour space are the shares of four inks."""
    if isinstance(space, Name) and resources is not None:
        space = _resources(resources, "/ColorSpace").get(str(space), space)
    if isinstance(space, Array) and len(space) > 1 and space[0] == Name.ICCBased:
        return bool(space[1].get("/N") == 4)
    return bool(
        space == Name.DeviceCMYK or (isinstance(space, Array) and list(space) == [Name.DeviceCMYK])
    )


def _pixels(inline: Any) -> tuple[int, int]:
    return inline.width, inline.height


def _resources(resources: Object, kind: str) -> dict[str, Object]:
    """The resources of one kind by name."""
    return dict(resources.get(kind, Dictionary()).items())
