"""Next words: whether the first word of the next line has room at the end of a line is seen from
where the two stand, and not by setting them once more, where it is far from having room.

The engine has Pango set every line of a paragraph with that word again, since Pango counts a space
behind it too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

_MARK = "_makebook_next_words"
_PLACE = """
    void pango_layout_line_index_to_x(PangoLayoutLine *line, int index, int trailing, int *x);
"""
#: How much more than the room there is it has to be, in ems: letters draw together by less.
_CLEARLY_EM = 0.5


def look_at_next_words(line_break: Any) -> None:
    """Have the class `Layout` of the engine's module `line_break` (`weasyprint.text.line_break`)
    keep the lines that it has, where a shorter text gives the same first line.
    """
    layouts = line_break.Layout
    if not hasattr(layouts.set_text, _MARK):
        line_break.ffi.cdef(_PLACE)
        layouts.set_text = _keeping(layouts.set_text, line_break)
        setattr(layouts.set_text, _MARK, True)


def _keeping(set_text: Callable[..., None], line_break: Any) -> Callable[..., None]:
    ffi, pango, line_size = line_break.ffi, line_break.pango, line_break.line_size
    place = ffi.new("int *")

    def runs_over(self: Any, text: str) -> bool:
        """Whether the `text`, with which the one that is set begins, goes on in its second line and
        clearly has no room in one.
        """
        first = pango.pango_layout_get_line_readonly(self.layout, 0)
        second = pango.pango_layout_get_line_readonly(self.layout, 1)
        if second == ffi.NULL or first.resolved_dir % 2 or second.resolved_dir % 2:
            return False
        end = len(text.encode())
        if not second.start_index < end <= second.start_index + second.length:
            return False
        pango.pango_layout_line_index_to_x(second, end, 0, place)
        width = line_size(first, self.style)[0] + place[0] * line_break.FROM_UNITS
        return bool(width > self.max_width + _CLEARLY_EM * self.style["font_size"])

    @wraps(set_text)
    def set_other_text(self: Any, text: str, justify: bool = False) -> None:
        before = vars(self).get("text", "")
        is_shorter = len(text) < len(before) and before.startswith(text)
        if is_shorter and not justify and self.max_width and runs_over(self, text):
            self.text = text
        else:
            set_text(self, text, justify)

    return set_other_text
