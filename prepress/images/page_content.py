"""Page content: the operators of a PDF page's content stream (ISO 32000-1, annex A), as marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pikepdf

from prepress.images.drawn_marks import (
    IDENTITY,
    Matrix,
    Nib,
    Paint,
    PaintedPath,
    Segment,
    UnfaithfulError,
    combined,
    moved,
)
from prepress.images.page_inks import Ink, first_ink, page_bitmap
from prepress.images.page_streams import (
    ContentStream,
    GraphicsState,
    PageMarks,
    rectangle,
)
from prepress.images.page_text import TEXT_OPERATORS, TextState, next_line, shown_glyphs
from prepress.images.unpacked_streams import unpacked

if TYPE_CHECKING:
    from prepress.images.page_fonts import Glyph

#: What the thinnest line of a device, which is `0 w`, is in pt: a dot of the press.
_HAIRLINE = 72 / 300
_PASSED_OVER = frozenset(["ri", "i", "MP", "DP", "BMC", "BDC", "EMC", "BX", "EX", "d0"])
#: What a graphics state may hold besides what is read of it: it is of no matter to a picture.
_IGNORED_KEYS = "Type RI OP op OPM BG BG2 UCR UCR2 TR2 FL SM SA AIS TK"
_HARMLESS = frozenset(f"/{key}" for key in _IGNORED_KEYS.split())


def read_content(
    page: PageMarks, content: bytes, resources: Any, matrix: Matrix, box: tuple[float, ...]
) -> None:
    """Put on `page` what its whole `content` paints, of which the `box` (left, bottom, width,
    height) is shown; `matrix` leads to px. Raises UnfaithfulError for what cannot be drawn exactly.
    """
    state = GraphicsState(matrix, (page.clip(moved(rectangle(*box), matrix)),))
    _run(ContentStream(page, state, resources, 0), content)


def _run(stream: ContentStream, content: bytes) -> None:
    for each in pikepdf.parse_content_stream(pikepdf.Stream(stream.page.inks.pdf, content)):
        stream.page.note_operator()
        name, operands = str(each.operator), each.operands
        if name in TEXT_OPERATORS:
            stream.change(text=TEXT_OPERATORS[name](stream.state.text, *operands))
        elif name in _OPERATORS:
            _OPERATORS[name](stream, *operands)
        elif name not in _PASSED_OVER:
            raise UnfaithfulError(f"the operator {name}")
        elif name == "BDC" and str(operands[0]) == "/OC":
            raise UnfaithfulError("layers that can be hidden")


def _save(stream: ContentStream) -> None:
    stream.saved.append(stream.state)


def _restore(stream: ContentStream) -> None:
    if stream.saved:  # one too many is nothing, as in other readers
        stream.state = stream.saved.pop()


def _transform(stream: ContentStream, *numbers: Any) -> None:
    stream.change(matrix=combined(_matrix(numbers), stream.state.matrix))


def _matrix(numbers: Any) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers)
    return a, b, c, d, e, f


def _set_graphics_state(stream: ContentStream, name: Any) -> None:
    for key, value in stream.named("/ExtGState", name).items():
        if key in _STATE_KEYS:
            _STATE_KEYS[key](stream, value)
        elif key not in _HARMLESS:
            raise UnfaithfulError(f"a graphics state with {key}")


def _refuse_blending(_stream: ContentStream, mode: Any) -> None:
    if str(mode) not in ("/Normal", "/Compatible"):
        raise UnfaithfulError(f"blending {mode}")


def _refuse_mask(_stream: ContentStream, mask: Any) -> None:
    if str(mask) != "/None":
        raise UnfaithfulError("a soft mask")


def _set_dashes(stream: ContentStream, lengths: Any, phase: Any) -> None:
    stream.change_nib(dashes=tuple(float(each) for each in lengths), phase=float(phase))


_STATE_KEYS: dict[str, Callable[[ContentStream, Any], None]] = {
    "/LW": lambda stream, width: stream.change_nib(width=float(width)),
    "/LC": lambda stream, cap: stream.change_nib(cap=int(cap)),
    "/LJ": lambda stream, join: stream.change_nib(join=int(join)),
    "/ML": lambda stream, limit: stream.change_nib(miter=float(limit)),
    "/D": lambda stream, dash: _set_dashes(stream, dash[0], dash[1]),
    "/ca": lambda stream, share: stream.change(fill_opacity=float(share)),
    "/CA": lambda stream, share: stream.change(stroke_opacity=float(share)),
    "/BM": _refuse_blending,
    "/SMask": _refuse_mask,
}


def _add(letter: str) -> Callable[..., None]:
    def add(stream: ContentStream, *numbers: Any) -> None:
        stream.path.append((letter, tuple(float(number) for number in numbers)))

    return add


def _curve_from_here(stream: ContentStream, *numbers: Any) -> None:
    _add("C")(stream, *stream.path[-1][1][-2:], *numbers)


def _curve_to_end(stream: ContentStream, *numbers: Any) -> None:
    _add("C")(stream, *numbers, *numbers[-2:])


def _add_rectangle(stream: ContentStream, *numbers: Any) -> None:
    x, y, width, height = (float(number) for number in numbers)
    stream.path += rectangle(x, y, width, height)


def _set_clip(rule: str) -> Callable[[ContentStream], None]:
    def set_clip(stream: ContentStream) -> None:
        stream.clip_rule = rule

    return set_clip


def _paint(letters: str, *, even_odd: bool = False) -> Callable[[ContentStream], None]:
    """An operator that closes (h), fills (f) and strokes (s) the path."""

    def paint(stream: ContentStream) -> None:
        if "h" in letters and stream.path:
            stream.path.append(("Z", ()))
        _paint_path(stream, "f" in letters, "s" in letters, even_odd)
        if stream.clip_rule:
            _clip(stream)
        stream.path, stream.clip_rule = [], ""

    return paint


def _paint_path(stream: ContentStream, is_filled: bool, is_stroked: bool, even_odd: bool) -> None:
    if not stream.path or not (is_filled or is_stroked):
        return
    state, nib = stream.state, stream.state.nib
    scale = abs(state.matrix[0] * state.matrix[3] - state.matrix[1] * state.matrix[2]) ** 0.5
    if is_stroked and nib.width * scale < _HAIRLINE:
        nib = replace(nib, width=_HAIRLINE / scale)
    fill = stream.fill_paint() if is_filled else None
    stroke = stream.stroke_paint() if is_stroked else None
    path = tuple(stream.path)
    stream.page.add(PaintedPath(path, state.matrix, state.clips, fill, stroke, nib, even_odd))


def _clip(stream: ContentStream) -> None:
    lines = tuple(stream.path)
    if stream.clip_rule == "W*" and sum(letter == "M" for letter, _ in lines) > 1:
        raise UnfaithfulError("a clip by the even-odd rule")
    clip = stream.page.clip(moved(lines, stream.state.matrix))
    if clip not in stream.state.clips:
        stream.change(clips=(*stream.state.clips, clip))


def _begin_stencil(stream: ContentStream, *_numbers: Any) -> None:
    """`d1`: the glyph takes the text's colour, its lines too."""
    state = stream.state
    stream.change(stroke=state.fill, stroke_opacity=state.fill_opacity)
    stream.is_stencil = True


def _device(side: str, space: str) -> Callable[..., None]:
    def set_colour(stream: ContentStream, *levels: Any) -> None:
        ink = Ink(pikepdf.Name(space), tuple(float(level) for level in levels))
        stream.change_ink(side, ink)

    return set_colour


def _space(side: str) -> Callable[[ContentStream, Any], None]:
    def set_space(stream: ContentStream, name: Any) -> None:
        spaces = stream.resources.get("/ColorSpace", {})
        stream.change_ink(side, first_ink(spaces.get(str(name), name)))

    return set_space


def _levels(side: str) -> Callable[..., None]:
    def set_levels(stream: ContentStream, *levels: Any) -> None:
        space = getattr(stream.state, side).space
        stream.change_ink(side, Ink(space, tuple(float(level) for level in levels)))

    return set_levels


def _do(stream: ContentStream, name: Any) -> None:
    thing = stream.named("/XObject", name)
    if "/OC" in thing:
        raise UnfaithfulError("layers that can be hidden")
    if thing.Subtype == "/Image":
        _draw_picture(stream, thing)
    elif thing.Subtype == "/Form":
        _draw_form(stream, thing)
    else:
        raise UnfaithfulError(f"an object {thing.Subtype}")


def _draw_picture(stream: ContentStream, picture: Any) -> None:
    state = stream.state
    if state.fill_opacity != 1:
        raise UnfaithfulError("a picture that is half clear")
    fill = stream.fill_paint() if "/ImageMask" in picture else Paint()
    stream.page.add(page_bitmap(stream.page.inks, picture, state.matrix, state.clips, fill))


def _draw_form(stream: ContentStream, form: Any) -> None:
    state, group = stream.state, form.get("/Group", {})
    if group and (state.fill_opacity != 1 or group.get("/K", False)):
        raise UnfaithfulError("a group that is half clear")
    matrix = combined(_matrix(form.get("/Matrix", (1, 0, 0, 1, 0, 0))), state.matrix)
    x1, y1, x2, y2 = (float(number) for number in form.BBox)
    box = rectangle(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
    clip = stream.page.clip(moved(box, matrix))
    inside = replace(state, matrix=matrix, clips=(*state.clips, clip))
    resources = form.get("/Resources", stream.resources)
    _run(ContentStream(stream.page, inside, resources, stream.depth + 1), unpacked(form))


def _set_font(stream: ContentStream, name: Any, size: Any) -> None:
    font = stream.page.fonts.font(stream.named("/Font", name))
    stream.change(text=replace(stream.state.text, font=font, size=float(size)))


def _show(stream: ContentStream, pieces: Any) -> None:
    state, behind = stream.state, stream.state.text
    outline: list[Segment] = []
    for glyph, matrix, text in shown_glyphs(state.text, pieces):
        behind = text
        if glyph is None or not state.text.is_visible:
            continue
        to_page = combined(matrix, state.matrix)
        if glyph.program is not None:
            _draw_program(stream, glyph, combined(glyph.matrix, to_page))
        outline += moved(glyph.segments, to_page)
    if outline:
        stream.page.add(PaintedPath(tuple(outline), IDENTITY, state.clips, stream.fill_paint()))
    stream.change(text=behind)


def _draw_program(stream: ContentStream, glyph: Glyph, matrix: Matrix) -> None:
    """Draw a glyph of a Type 3 font, which is a content stream of its own (9.6.5)."""
    inside = replace(stream.state, matrix=matrix, nib=Nib(), text=TextState())
    resources = glyph.resources if glyph.resources is not None else stream.resources
    drawn = ContentStream(stream.page, inside, resources, stream.depth + 1)
    _run(drawn, unpacked(glyph.program))


def _show_next_line(stream: ContentStream, string: Any) -> None:
    stream.change(text=next_line(stream.state.text))
    _show(stream, [string])


def _show_spaced(stream: ContentStream, words: Any, letters: Any, string: Any) -> None:
    text = replace(stream.state.text, between_words=float(words), between_letters=float(letters))
    stream.change(text=text)
    _show_next_line(stream, string)


_OPERATORS: dict[str, Callable[..., None]] = {
    "q": _save,
    "Q": _restore,
    "cm": _transform,
    "gs": _set_graphics_state,
    "w": _STATE_KEYS["/LW"],
    "J": _STATE_KEYS["/LC"],
    "j": _STATE_KEYS["/LJ"],
    "M": _STATE_KEYS["/ML"],
    "d": _set_dashes,
    "m": _add("M"),
    "l": _add("L"),
    "c": _add("C"),
    "v": _curve_from_here,
    "y": _curve_to_end,
    "h": _add("Z"),
    "re": _add_rectangle,
    "W": _set_clip("W"),
    "W*": _set_clip("W*"),
    "S": _paint("s"),
    "s": _paint("hs"),
    "f": _paint("f"),
    "F": _paint("f"),
    "f*": _paint("f", even_odd=True),
    "B": _paint("fs"),
    "B*": _paint("fs", even_odd=True),
    "b": _paint("hfs"),
    "b*": _paint("hfs", even_odd=True),
    "n": _paint(""),
    "g": _device("fill", "/DeviceGray"),
    "G": _device("stroke", "/DeviceGray"),
    "rg": _device("fill", "/DeviceRGB"),
    "RG": _device("stroke", "/DeviceRGB"),
    "k": _device("fill", "/DeviceCMYK"),
    "K": _device("stroke", "/DeviceCMYK"),
    "cs": _space("fill"),
    "CS": _space("stroke"),
    "sc": _levels("fill"),
    "scn": _levels("fill"),
    "SC": _levels("stroke"),
    "SCN": _levels("stroke"),
    "d1": _begin_stencil,
    "Do": _do,
    "Tf": _set_font,
    "Tj": lambda stream, string: _show(stream, [string]),
    "TJ": _show,
    "'": _show_next_line,
    '"': _show_spaced,
}
