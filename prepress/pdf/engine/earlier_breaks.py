"""Earlier breaks: where what must stand together goes overleaf, a table ends below the rows that
stay, and a figure stays with the section that it closes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from prepress.text.xhtml import HEADINGS

_MARK = "_makebook_mends_earlier_breaks"


def mend_earlier_breaks(block: Any) -> None:
    """Have the engine's module `block` (`weasyprint.layout.block`) leave a page in order where it
    takes back what it had laid out.

    WeasyPrint 70 leaves a table as high as it was, so that its border is drawn where it ended and
    the page is taken for full down to there. With a heading, it takes the figures along that float
    before it.
    """
    if not hasattr(block, _MARK):
        setattr(block, _MARK, block.find_earlier_page_break)
        block.find_earlier_page_break = _mended(
            block.find_earlier_page_break, block.remove_placeholders
        )


def _mended(find: Callable[..., Any], forget: Callable[..., None]) -> Callable[..., Any]:
    from weasyprint.formatting_structure import boxes

    tables = (boxes.TableBox, boxes.TableRowGroupBox)

    @wraps(find)
    def find_earlier_page_break(context: Any, children: Any, *placed: Any) -> Any:
        floats = _before_headings(children)
        found = find(context, [child for child in children if child not in floats], *placed)
        if not found or not found[0]:
            return found
        staying, resume_at = found
        if floats:
            (cut,) = resume_at
            forget(context, [each for each in floats if each.index >= cut], *placed)
            kept = [each for each in floats if each.index < cut]
            staying = sorted([*staying, *kept], key=lambda child: child.index)
        last = staying[-1]
        is_new = not any(last is child for child in children)
        if is_new and (isinstance(last, tables) or last.is_table_wrapper):
            last.height = _bottom_of_rows(last) - last.content_box_y()
        return staying, resume_at

    return find_earlier_page_break


def _before_headings(children: Sequence[Any]) -> list[Any]:
    """Those of the `children` that float directly before a heading, behind something else."""
    floats: list[Any] = []
    waiting: list[Any] = []
    begun = False
    for child in children:
        if child.is_floated():
            waiting.append(child)
            continue
        if begun and child.element_tag in HEADINGS:
            floats.extend(waiting)
        begun, waiting = True, []
    return floats


def _bottom_of_rows(box: Any) -> float:
    """Down to where what is in a table, or in rows of it, reaches, in px."""
    bottoms = (child.position_y + child.margin_height() for child in box.children)
    return float(max(bottoms, default=box.content_box_y()))
