"""Page marks: where an author wants a new page, said by the element that begins it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft

#: The class of what begins a page; stylesheets know no other.
_BEGINS = "page-begins"
_ENDS = "page-ends"
_BREAK = "page-break"
#: What stands behind each of some breaks, None for nothing.
_Behind = dict[etree._Element, etree._Element | None]


def settle_page_breaks(drafts: Sequence[Draft]) -> None:
    """Give what stands behind each break the class that begins a page; a break before all words or
    behind them goes, so that no page is empty.
    """
    trees = [draft.tree for draft in drafts]
    for number, tree in enumerate(trees):
        behind = _marked(tree, trees[number + 1 :])
        for element in reversed(behind):
            classes = (element.get("class") or "").split()
            if _BREAK in classes and not len(element) and not (element.text or "").strip():
                _begin(behind[element], is_first=_opens(element, trees))
                _remove(element)
            elif _ENDS in classes:
                _begin(behind[element], is_first=False)
                _set_classes(element, [name for name in classes if name != _ENDS])


def _marked(tree: etree._Element, later: Sequence[etree._Element]) -> _Behind:
    """The breaks of `tree` and what ends a page, the last one first, since what stands behind a
    break stands behind that before it too.
    """
    behind: _Behind = {}
    for element in reversed(list(tree.iter("div", "p", "section", "table", "figure"))):
        if {_BREAK, _ENDS} & set((element.get("class") or "").split()):
            behind[element] = _behind(element, later, behind)
    return behind


def _behind(
    element: etree._Element, later: Sequence[etree._Element], known: _Behind
) -> etree._Element | None:
    """The next element behind all that `element` holds that is no break itself; `known` for those
    that stand further below.
    """
    at: etree._Element | None = element
    while at is not None:
        after = at.getnext()
        while after is not None and _is_break(after):
            if after in known:
                return known[after]
            after = after.getnext()
        if after is not None and after.tag == "section" and "notes" in (after.get("class") or ""):
            after = None
        if after is not None:
            return after
        at = at.getparent()
    return next((child for tree in later for child in tree if not _is_break(child)), None)


def _opens(element: etree._Element, trees: Sequence[etree._Element]) -> bool:
    """Whether nothing stands before `element` in the whole text."""
    if element.getroottree().getroot() is not trees[0]:
        return False
    at: etree._Element | None = element
    while at is not None and at is not trees[0]:
        before = at.getprevious()
        if any(not _is_break(each) for each in at.itersiblings(preceding=True)):
            return False
        parent = at.getparent()
        words = (parent.text or "") if parent is not None and before is None else ""
        if words.strip():
            return False
        at = parent
    return True


def _is_break(element: etree._Element) -> bool:
    return _BREAK in (element.get("class") or "").split() and not len(element)


def _begin(element: etree._Element | None, *, is_first: bool) -> None:
    if element is None or is_first:
        return
    classes = (element.get("class") or "").split()
    if _BEGINS not in classes:
        _set_classes(element, [*classes, _BEGINS])


def _set_classes(element: etree._Element, classes: Sequence[str]) -> None:
    if classes:
        element.set("class", " ".join(classes))
    else:
        element.attrib.pop("class", None)


def _remove(element: etree._Element) -> None:
    parent, before = element.getparent(), element.getprevious()
    assert parent is not None, "a break stands in a chapter"
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
