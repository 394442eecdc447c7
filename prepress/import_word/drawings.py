"""Drawings: Word's text boxes turned into paragraphs, its charts, shapes and equations taken out
with a remark.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

from prepress.import_word.remarks import Remarks, quote_first
from prepress.import_word.wordml import (
    DECORATIVE,
    MC,
    PIC,
    WP,
    A,
    M,
    R,
    V,
    W,
    is_within,
    paragraph_around,
    take_out,
    words_of,
)
from prepress.text.counts import counted

if TYPE_CHECKING:
    from prepress.import_word.word_file import Relation

#: What stands for the alt text of a picture that the author has marked as decorative.
ORNAMENT = "makebook:ornament"
#: How a kind of drawing is called, one of it and several.
_Kind = tuple[str, str]
_KINDS: dict[str, _Kind] = {
    "chart": ("a chart", "charts"),
    "chartex": ("a chart", "charts"),
    "diagram": ("a SmartArt diagram", "SmartArt diagrams"),
}
_OTHER: _Kind = ("a drawing made of shapes", "drawings made of shapes")


def choose_alternatives(root: etree._Element) -> None:
    """Settle on one branch of each alternative: the one with a picture or text, else the fallback
    for old programs.
    """
    for node in list(root.iter(f"{MC}AlternateContent")):
        parent = node.getparent()
        if parent is None or not is_within(root, node):
            continue
        for child in _branch_of(node):
            node.addprevious(child)
        parent.remove(node)


def _branch_of(node: etree._Element) -> list[etree._Element]:
    """What the chosen branch of an alternative holds."""
    choice, fallback = node.find(f"{MC}Choice"), node.find(f"{MC}Fallback")
    # What only newer programs can draw stays as such, so that a remark can say what was lost.
    drawn = (f"{PIC}pic", f"{W}txbxContent", f"{A}graphicData")
    if choice is not None and _has(choice, *drawn):
        return list(choice)
    if fallback is not None and len(fallback) > 0:
        return list(fallback)
    return [] if choice is None else list(choice)


def open_text_boxes(root: etree._Element, remarks: Remarks) -> None:
    """Put the text of each box behind the paragraph that the box hangs on."""
    opened = []
    for box in list(root.iter(f"{W}txbxContent")):
        paragraph = paragraph_around(box)
        if paragraph is None or not is_within(root, box):
            continue
        if words := words_of(box).strip():
            opened.append(words)
        for child in reversed(box):
            paragraph.addnext(child)
        take_out(box)
    if opened:
        frames, are = ("frame", "is") if len(opened) == 1 else ("frames", "are")
        remarks.lose(
            f"The {frames} of {counted(len(opened), 'text box', 'text boxes')} {are} gone; the "
            f"text stands behind the paragraph that it hung on{quote_first(opened)}."
        )


def drop_equations(root: etree._Element, remarks: Remarks) -> None:
    """Take out equations: flattened into plain text, an equation could say something else."""
    places = []
    for equation in [*root.iter(f"{M}oMathPara"), *root.iter(f"{M}oMath")]:
        if not is_within(root, equation):
            continue
        paragraph = paragraph_around(equation)
        places.append(words_of(paragraph) if paragraph is not None else "")
        take_out(equation)
    if places:
        were = "was" if len(places) == 1 else "were"
        quoted = quote_first(places)
        where = f", in the paragraph{quoted}" if quoted else ""
        remarks.lose(
            f"{counted(len(places), 'equation')} {were} left out; write it in words, or as a "
            f"picture{where}."
        )


def drop_drawings(root: etree._Element, relations: dict[str, Relation], remarks: Remarks) -> None:
    """Take out what is drawn but no picture, and pictures that lie outside the file; mark ornaments
    as such.
    """
    lost: Counter[_Kind] = Counter()
    for drawing in list(root.iter(f"{W}drawing")):
        _mark_ornament(drawing)
        if _lies_elsewhere(drawing, relations, remarks):
            take_out(drawing)
        elif drawing.find(f"{WP}*/{A}graphic/{A}graphicData/{PIC}pic") is None:
            if not _was_text_box(drawing):
                lost[_kind_of(drawing)] += 1
            take_out(drawing)
        elif any(_is_cropped(cut) for cut in drawing.iter(f"{A}srcRect")):
            remarks.check(
                "A picture was cropped in Word; here it is whole, so look whether it may be "
                "seen whole."
            )
    for picture in list(root.iter(f"{W}pict")):
        if _lies_elsewhere(picture, relations, remarks):
            take_out(picture)
        elif not _has(picture, f"{V}imagedata"):
            if _shows_shapes(picture):
                lost[_OTHER] += 1
            take_out(picture)
    _report_lost(lost, remarks)


def _kind_of(drawing: etree._Element) -> _Kind:
    data = next(drawing.iter(f"{A}graphicData"), None)
    name = "" if data is None else data.get("uri", "").rpartition("/")[2]
    return _KINDS.get(name, _OTHER)


def _shows_shapes(picture: etree._Element) -> bool:
    """Whether an old drawing (VML) shows more than the frames of text boxes."""
    beside_boxes = any(not _is_text_box(shape) for shape in picture)
    return beside_boxes and _has(picture, f"{V}path", f"{V}fill")


def _report_lost(lost: Counter[_Kind], remarks: Remarks) -> None:
    for (one, several), number in lost.items():
        what = f"{one[0].upper()}{one[1:]} was" if number == 1 else f"{number} {several} were"
        remarks.lose(f"{what} left out; save it as a picture in Word, and put that into images/.")


def _has(element: etree._Element, *tags: str) -> bool:
    return next(element.iter(*tags), None) is not None


def _is_text_box(shape: etree._Element) -> bool:
    return _has(shape, f"{V}textbox")


def _was_text_box(drawing: etree._Element) -> bool:
    return any(str(each.tag).endswith("}txbx") for each in drawing.iter())


def _is_cropped(cut: etree._Element) -> bool:
    return any(value.lstrip("-").isdecimal() and int(value) > 0 for value in cut.attrib.values())


def _mark_ornament(drawing: etree._Element) -> None:
    for mark in drawing.iter(DECORATIVE):
        properties = next(drawing.iter(f"{WP}docPr"), None)
        if properties is not None and mark.get("val", "1") not in ("0", "false"):
            properties.set("descr", ORNAMENT)


def _lies_elsewhere(
    drawing: etree._Element, relations: dict[str, Relation], remarks: Remarks
) -> bool:
    """Whether the picture is only linked and not in the file; it is not fetched, be it from here or
    the network.
    """
    ids = [blip.get(f"{R}embed") or blip.get(f"{R}link") for blip in drawing.iter(f"{A}blip")]
    ids += [image.get(f"{R}id") for image in drawing.iter(f"{V}imagedata")]
    for each in filter(None, ids):
        relation = relations.get(each)
        if relation is not None and relation.external:
            remarks.lose(
                f"A picture was left out, since it lies outside the Word file, at "
                f"“{relation.target[:200]}”; "
                "put a copy of it into images/."
            )
            return True
    return False
