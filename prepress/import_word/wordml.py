"""WordprocessingML: the names in Word's XML, and the few ways in which we look at it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_OFF = ("0", "false", "off", "none")


def words_of(element: etree._Element) -> str:
    """The text in `element` as Word shows it, without what was deleted."""
    words = []
    for each in element.iter(f"{W}t", f"{W}tab", f"{W}br"):
        words.append(str(each.text or "") if each.tag == f"{W}t" else " ")
    return "".join(words)


def paragraph_around(element: etree._Element) -> etree._Element | None:
    """The innermost paragraph that `element` stands in."""
    return next(element.iterancestors(f"{W}p"), None)


def is_on(element: etree._Element | None) -> bool:
    """Whether a property that is there or not is on (ISO/IEC 29500-1:2016, 17.17.4)."""
    return element is not None and element.get(f"{W}val", "1").lower() not in _OFF


def runs_with(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """The runs for which the property `name` is on."""
    for run in root.iter(f"{W}r"):
        if is_on(run.find(f"{W}rPr/{W}{name}")):
            yield run


def take_out(element: etree._Element) -> None:
    """Remove `element`; in Word's XML no text stands behind it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def is_within(root: etree._Element, element: etree._Element) -> bool:
    """Whether `element` is still in the tree below `root`."""
    return element is root or any(ancestor is root for ancestor in element.iterancestors())
