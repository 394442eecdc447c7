"""Page streams: what a PDF page's content stream has set and painted so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from prepress.images.drawn_marks import (
    Bitmap,
    Matrix,
    Nib,
    Paint,
    PaintedPath,
    Segment,
    UnfaithfulError,
)
from prepress.images.page_inks import Ink
from prepress.images.page_text import TextState

if TYPE_CHECKING:
    from prepress.images.page_fonts import Fonts
    from prepress.images.page_inks import Inks

#: More than these make a drawing slower than its pixels.
_MOST_SEGMENTS = 20_000
_MOST_OPERATORS = 100_000
_DEEPEST = 12


@dataclass(frozen=True)
class GraphicsState:
    """The graphics state (8.4)."""

    matrix: Matrix
    clips: tuple[int, ...]
    fill: Ink = field(default_factory=Ink)
    stroke: Ink = field(default_factory=Ink)
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0
    nib: Nib = field(default_factory=Nib)
    text: TextState = field(default_factory=TextState)


class PageMarks:
    """What is painted on a page: its `marks` in their order and its `clips`, with the inks and
    fonts to read them by.
    """

    def __init__(self, inks: Inks, fonts: Fonts) -> None:
        self.marks: list[PaintedPath | Bitmap] = []
        self.clips: list[tuple[Segment, ...]] = []
        self.inks = inks
        self.fonts = fonts
        self._segments = 0
        self._operators = 0

    def note_operator(self) -> None:
        """Note that there is one more. Raises UnfaithfulError for too many."""
        self._operators += 1
        if self._operators > _MOST_OPERATORS:
            raise UnfaithfulError("too much to draw")

    def clip(self, segments: tuple[Segment, ...]) -> int:
        """The index of the clip `segments`, in px."""
        if not self.clips or self.clips[-1] != segments:
            self._count(segments)
            self.clips.append(segments)
        return len(self.clips) - 1

    def add(self, mark: PaintedPath | Bitmap) -> None:
        """Put `mark` on top of the others."""
        if isinstance(mark, PaintedPath):
            self._count(mark.segments)
        self.marks.append(mark)

    def _count(self, segments: tuple[Segment, ...]) -> None:
        self._segments += len(segments)
        if self._segments > _MOST_SEGMENTS:
            raise UnfaithfulError("too many lines")


class ContentStream:
    """A content stream that is being read: the page's own, or that of a form or a glyph."""

    def __init__(self, page: PageMarks, state: GraphicsState, resources: Any, depth: int) -> None:
        if depth > _DEEPEST:
            raise UnfaithfulError("forms within forms without end")
        self.page = page
        self.state = state
        self.resources = resources
        self.depth = depth
        self.saved: list[GraphicsState] = []
        self.path: list[Segment] = []
        self.clip_rule = ""
        self.is_stencil = False

    def named(self, kind: str, name: Any) -> Any:
        """What the resources of this `kind` call `name`."""
        return self.resources[kind][str(name)]

    def change(self, **changes: Any) -> None:
        """Change the graphics state."""
        self.state = replace(self.state, **changes)

    def change_nib(self, **changes: Any) -> None:
        """Change how lines are drawn."""
        self.state = replace(self.state, nib=replace(self.state.nib, **changes))

    def change_ink(self, side: str, ink: Ink) -> None:
        """Change the ink of the `side` "fill" or "stroke"."""
        if self.is_stencil:
            raise UnfaithfulError("colours in a glyph that has none")
        self.change(**{side: ink})

    def fill_paint(self) -> Paint:
        """What is filled with now."""
        return Paint(self.page.inks.colour(self.state.fill), self.state.fill_opacity)

    def stroke_paint(self) -> Paint:
        """What lines are drawn with now."""
        return Paint(self.page.inks.colour(self.state.stroke), self.state.stroke_opacity)


def rectangle(x: float, y: float, width: float, height: float) -> tuple[Segment, ...]:
    """The outline of a rectangle as `re` draws it."""
    right, top = x + width, y + height
    corners = ((x, y), (right, y), (right, top), (x, top))
    return (*zip("MLLL", corners, strict=True), ("Z", ()))
