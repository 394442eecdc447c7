"""Looking back: two pages laid out once more, where what begins the second may be set otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import Any

from prepress.pdf.engine.boxes import PageBox
from prepress.pdf.engine.carried_notes import make_pages
from prepress.pdf.engine.replacement import replaced
from prepress.text.xhtml import add_class

#: The most that an element with a picture may be high, in px; None for one that may go overleaf.
Changes = Mapping[Any, float | None]

#: How often something may be changed: for a page, and again for the page before it, which was laid
#: out when it was still as large, or whole.
_MOST_CHANGES = 2
#: Of what goes on overleaf, so many lines stay together.
_FEWEST_LINES = 2
#: The class of what may go over two pages, or overleaf, though it was kept together at first.
DIVISIBLE = "divisible"


@contextmanager
def looking_back(find_changes: Callable[[PageBox, PageBox], Changes]) -> Iterator[None]:
    """In the block, what `find_changes` asks for on seeing a page and the next is done, and both
    are laid out again; what was changed for one page may be so again for the page before it, and
    then no more.
    """
    changed: Counter[Any] = Counter()

    def look_back(root_box: Any, page: Any, after: Any) -> bool:
        found = find_changes(PageBox(1, page), PageBox(2, after))
        new = {each: height for each, height in found.items() if changed[each] < _MOST_CHANGES}
        changed.update(new.keys())
        for element, height in new.items():
            _change(root_box, element, height)
        return bool(new)

    make_all_pages = partial(make_pages, look_back=look_back)
    with replaced(import_module("weasyprint.layout"), "make_all_pages", make_all_pages):
        yield


def _change(root_box: Any, element: Any, height: float | None) -> None:
    """Set the boxes of an element otherwise, wherever they are laid out next."""
    properties: Any = import_module("weasyprint.css.properties")
    parts = [element, *(each for each in element if each.tag == "tbody")]
    style: dict[str, object] = {}
    if height is None:
        add_class(element, DIVISIBLE)
        # A second border from the start would ask for more room.
        style |= {"break_inside": "auto", "box_decoration_break": "clone", "break_before": "auto"}
        style |= {"orphans": _FEWEST_LINES, "widows": _FEWEST_LINES}
    else:
        style |= {"max_height": properties.Dimension(height, "px")}
    for box in root_box.descendants():
        if any(box.element is part for part in parts):
            box.style.update(style)
