"""Shortened tables: one whose last rows went overleaf with what stands below it ends below the rows
that stay.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

_MARK = "_makebook_ends_tables_below_their_rows"


def end_tables_below_their_rows(block: Any) -> None:
    """Have the engine's module `block` (`weasyprint.layout.block`) make the tables lower that it
    shortens.

    It takes rows out of a table that was laid out and leaves the table as high as it was, so that
    its border is drawn where it ended, and the page is taken for full down to there.
    """
    if not hasattr(block, _MARK):
        setattr(block, _MARK, block.find_earlier_page_break)
        block.find_earlier_page_break = _ending_below_rows(block.find_earlier_page_break)


def _ending_below_rows(find: Callable[..., Any]) -> Callable[..., Any]:
    from weasyprint.formatting_structure import boxes

    tables = (boxes.TableBox, boxes.TableRowGroupBox)

    @wraps(find)
    def find_earlier_page_break(context: Any, children: Any, *rest: Any) -> Any:
        found = find(context, children, *rest)
        if found and found[0]:
            last = found[0][-1]
            is_new = not any(last is child for child in children)
            if is_new and (isinstance(last, tables) or last.is_table_wrapper):
                last.height = _bottom_of_rows(last) - last.content_box_y()
        return found

    return find_earlier_page_break


def _bottom_of_rows(box: Any) -> float:
    """Down to where what is in a table, or in rows of it, reaches, in px."""
    bottoms = (child.position_y + child.margin_height() for child in box.children)
    return float(max(bottoms, default=box.content_box_y()))
