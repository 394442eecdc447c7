"""Drawings: Word's text boxes turned into paragraphs, its charts, shapes and equations taken out
and told of.
"""

from __future__ import annotations

from collections import Counter

from lxml import etree

from prepress.import_word.remarks import Remarks, count_of, quote_first
from prepress.import_word.word_file import Relation
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

#: What stands for the alt text of a picture that the author has marked as decorative.
ORNAMENT = "makebook:ornament"
_KINDS = {
    "chart": ("a chart", "charts"),
    "chartex": ("a chart", "charts"),
    "diagram": ("a SmartArt diagram", "SmartArt diagrams"),
}
_OTHER = ("a drawing made of shapes", "drawings made of shapes")


def choose_alternatives(root: etree._Element) -> None:
    """Settle on one branch of each alternative: the one with a picture or text, else the fallback
    for old programs.
    """
    for node in list(root.iter(f"{MC}AlternateContent")):
        parent = node.getparent()
        if parent is None or not is_within(root, node):
            continue
        choice, fallback = node.find(f"{MC}Choice"), node.find(f"{MC}Fallback")
        meant = choice is not None and (
            _has(choice, f"{PIC}pic") or _has(choice, f"{W}txbxContent")
        )
        branch = choice if meant or fallback is None or len(fallback) == 0 else fallback
        # What only newer programs can draw is kept as such, so that it can be told what was lost.
        if choice is not None and not meant and _has(choice, f"{A}graphicData"):
            branch = choice
        for child in list(branch) if branch is not None else ():
            node.addprevious(child)
        parent.remove(node)


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
        remarks.lose(
            f"The {'frame' if len(opened) == 1 else 'frames'} of "
            f"{count_of(len(opened), 'text box', 'text boxes')} "
            f"{'is' if len(opened) == 1 else 'are'} gone; the text stands behind the paragraph "
            f"that it hung on"
            f"{quote_first(opened)}."
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
        where = quote_first(places)
        remarks.lose(
            f"{count_of(len(places), 'equation')} {'was' if len(places) == 1 else 'were'} left "
            f"out; write it in words, "
            f"or as a picture{', in the paragraph' + where if where else ''}."
        )


def drop_drawings(root: etree._Element, relations: dict[str, Relation], remarks: Remarks) -> None:
    """Take out what is drawn but no picture, and pictures that lie outside the file; mark ornaments
    as such.
    """
    lost: Counter[tuple[str, str]] = Counter()
    for drawing in list(root.iter(f"{W}drawing")):
        _mark_ornament(drawing)
        if _lies_elsewhere(drawing, relations, remarks):
            take_out(drawing)
        elif drawing.find(f"{WP}*/{A}graphic/{A}graphicData/{PIC}pic") is None:
            data = next(drawing.iter(f"{A}graphicData"), None)
            kind = "" if data is None else data.get("uri", "").rpartition("/")[2]
            lost[_KINDS.get(kind, _OTHER)] += 0 if _was_text_box(drawing) else 1
            take_out(drawing)
        elif any(_is_cropped(cut) for cut in drawing.iter(f"{A}srcRect")):
            remarks.check(
                "A picture was cropped in Word; here it is whole, so look whether it may be "
                "seen whole."
            )
    for picture in list(root.iter(f"{W}pict")):
        images = [image.get(f"{R}id", "") for image in picture.iter(f"{V}imagedata")]
        if _lies_elsewhere(picture, relations, remarks):
            take_out(picture)
        elif not images:
            lost[_OTHER] += any(not _is_text_box(shape) for shape in picture) and _has(
                picture, f"{V}path", f"{V}fill"
            )
            take_out(picture)
    for (one, several), number in lost.items():
        if number:
            what = f"{one[0].upper()}{one[1:]} was" if number == 1 else f"{number} {several} were"
            remarks.lose(
                f"{what} left out; save it as a picture in Word, and put that into images/."
            )


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
