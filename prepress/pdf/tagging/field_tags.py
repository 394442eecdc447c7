"""Fields: blanks, boxes, choices and lines to write on that can be filled in on a screen, as the
widgets of a form (ISO 32000-1, 12.7), each in an element of its own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import pydyf

from prepress.pdf.tagging.field_appearance import (
    FONT_NAME,
    Rectangle,
    check_mark,
    dot,
    empty,
    field_font,
    inner,
    ring,
)
from prepress.pdf.tagging.tree import Annotation, Node, TagTree
from prepress.pdf.tagging.types import is_outermost

_LAYOUT = {"Type": "/Layout"}
_PT_PER_PX = 0.75
#: Flags of fields (ISO 32000-1, 12.7.3 and 12.7.4): several lines; one of several, and which.
_MULTILINE, _RADIO, _ONE_IS_ON = 1 << 12, 1 << 15, 1 << 14
#: How text stands in a field (12.7.3.3).
_ON_THE_RIGHT = 2
#: The box ☐ and the circle ○ in parts of the size of their letters, from the base line: left,
#: bottom, right and top.
_BOX, _CIRCLE = (0.06, 0.0, 0.77, 0.71), (0.05, -0.02, 0.82, 0.75)
#: How far above its line a blank begins, and how high it is, in parts of the size of its letters.
_ABOVE_EM, _HEIGHT_EM = 0.08, 1.35


def make_fields(tree: TagTree) -> None:
    """Make fields of what the galley marked as such. What is drawn there stays, for paper, and is
    no part of the text any more: a screen reader hears the field.
    """
    if tree.field_font is None:
        return
    found = [
        (node, ancestors)
        for node, ancestors in tree.walk()
        if ancestors and _classes(node, "field") and is_outermost(node, ancestors)
    ]
    if found:
        form = _WidgetMaker(tree, field_font(tree.pdf, tree.field_font()))
        for node, ancestors in found:
            form.add(node, ancestors)
        form.write()


def _classes(node: Node, name: str) -> bool:
    """Whether the element that `node` came from has the class `name`."""
    words = (node.source and node.source.attribute("class")) or ""
    return name in words.split() and "::" not in node.tag


@dataclass
class _WidgetMaker:
    """The form of a PDF: its fields in the order of the text, and the groups of choices by their
    keys.
    """

    tree: TagTree
    font: bytes
    fields: list[bytes] = field(default_factory=list)
    groups: dict[str, pydyf.Dictionary] = field(default_factory=dict)
    used: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, node: Node, ancestors: tuple[Node, ...]) -> None:
        """Make `node` a field, whose widget lies where it is drawn."""
        widget = self._widget(node, _place(self.tree, node, ancestors))
        for content in node.contents():
            self.tree.artifacts[content] = dict(_LAYOUT)
        node.role, node.kids = "Form", [Annotation(node.page, widget)]
        node.entries.pop("Alt", None)
        page = self.tree.pdf.objects[int(self.tree.pdf.page_references[node.page].split()[0])]
        page.setdefault("Annots", pydyf.Array()).append(widget.reference)
        page["Tabs"] = "/S"

    def _widget(self, node: Node, place: Rectangle) -> pydyf.Dictionary:
        widget = pydyf.Dictionary(
            {
                "Type": "/Annot",
                "Subtype": "/Widget",
                "Rect": pydyf.Array(place),
                "P": self.tree.pdf.page_references[node.page],
                "F": 4,
                "Border": pydyf.Array([0, 0, 0]),
            }
        )
        self.tree.pdf.add_object(widget)
        if _attribute(node, "data-group"):
            self._choose(widget, node, inner(place))
        elif _classes(node, "task"):
            self._tick(widget, node, inner(place))
        else:
            self._write(widget, node, inner(place))
        return widget

    def _write(self, widget: pydyf.Dictionary, node: Node, box: Rectangle) -> None:
        """Let the widget take text."""
        assert node.source is not None, "it is an element of the text"
        size = round(node.source.text_size * _PT_PER_PX, 1)
        self._name(widget, _spoken(node))
        widget["FT"] = "/Tx"
        widget["DA"] = pydyf.String(f"/{FONT_NAME} {size:g} Tf 0 g")
        widget["V"] = pydyf.String("")
        if node.source.is_from_right:
            widget["Q"] = _ON_THE_RIGHT
        if _classes(node, "writing-lines"):
            # What is written stands no further apart than the reader sets it: it covers the lines.
            widget["Ff"] = _MULTILINE
            widget["MK"] = pydyf.Dictionary({"BG": pydyf.Array([1])})
        nothing = empty(self.tree.pdf, box, self.font, is_text=True)
        widget["AP"] = pydyf.Dictionary({"N": nothing})
        self.fields.append(widget.reference)

    def _tick(self, widget: pydyf.Dictionary, node: Node, box: Rectangle) -> None:
        """Let the widget be ticked."""
        self._name(widget, _spoken(node))
        widget.update({"FT": "/Btn", "V": "/Off"})
        self._show(widget, "Yes", check_mark(self.tree.pdf, box), box)
        self.fields.append(widget.reference)

    def _choose(self, widget: pydyf.Dictionary, node: Node, box: Rectangle) -> None:
        """Let the widget be one of its group, of which one is on."""
        key = _attribute(node, "data-group")
        group = self.groups.get(key)
        if group is None:
            group = self.groups[key] = self._group(node)
        group["Kids"].append(widget.reference)
        group["Opt"].append(pydyf.String(_attribute(node, "data-name")))
        spoken = pydyf.String(_spoken(node))
        widget.update({"Parent": group.reference, "Contents": spoken, "TU": spoken})
        if not _attribute(node, "data-question"):
            answers = (kid.string for kid in group["Opt"])
            group["TU"] = pydyf.String(", ".join(filter(None, answers)) or _spoken(node))
        draw = ring if _classes(node, "scale-step") else dot
        self._show(widget, str(len(group["Kids"]) - 1), draw(self.tree.pdf, box), box)

    def _group(self, node: Node) -> pydyf.Dictionary:
        group = pydyf.Dictionary(
            {
                "FT": "/Btn",
                "Ff": _RADIO | _ONE_IS_ON,
                "V": "/Off",
                "Kids": pydyf.Array(),
                "Opt": pydyf.Array(),
            }
        )
        self.tree.pdf.add_object(group)
        self._name(group, _attribute(node, "data-question") or _spoken(node))
        self.fields.append(group.reference)
        return group

    def _show(self, widget: pydyf.Dictionary, on: str, shown: bytes, box: Rectangle) -> None:
        """Give the widget its looks: nothing, and what is `shown` where it is on."""
        off = empty(self.tree.pdf, box, self.font)
        looks = pydyf.Dictionary({on: shown, "Off": off})
        widget.update({"AS": "/Off", "AP": pydyf.Dictionary({"N": looks})})

    def _name(self, target: pydyf.Dictionary, spoken: str) -> None:
        """Say how the field is called, by people (12.7.3.1) and by programs, which need another
        name for each, without full stops.
        """
        plain = " ".join(spoken.replace(".", " ").split())[:60]
        self.used[plain] += 1
        count = self.used[plain]
        target["T"] = pydyf.String(plain if count == 1 else f"{plain} ({count})")
        target["TU"] = pydyf.String(spoken)

    def write(self) -> None:
        """Write the form into the PDF. Each field brings its own looks: none is left to readers."""
        fonts = pydyf.Dictionary({"Font": pydyf.Dictionary({FONT_NAME: self.font})})
        self.tree.pdf.catalog["AcroForm"] = pydyf.Dictionary(
            {
                "Fields": pydyf.Array(self.fields),
                "DR": fonts,
                "DA": pydyf.String(f"/{FONT_NAME} 11 Tf 0 g"),
            }
        )


def _attribute(node: Node, name: str) -> str:
    return (node.source and node.source.attribute(name)) or ""


def _spoken(node: Node) -> str:
    """What the field is called: the question and the answer, or its name, or what it is for."""
    question, name = _attribute(node, "data-question"), _attribute(node, "data-name")
    if question and name:
        return f"{question} {name}" if question[-1] in "?!？؟" else f"{question}: {name}"
    return name or question or _attribute(node, "aria-label")


def _place(tree: TagTree, node: Node, ancestors: tuple[Node, ...]) -> Rectangle:
    """Where a field is drawn, in pt from the lower left corner of the page, and no further than the
    line that cuts it off.
    """
    assert node.source is not None, "it is an element of the text"
    left, top, right, bottom = node.source.edges
    for line in ancestors:
        if line.source is not None and _classes(line, "blank-line") and line.page == node.page:
            left, right = max(left, line.source.edges[0]), min(right, line.source.edges[2])
    em = node.source.text_size
    if _classes(node, "blank"):
        bottom -= _ABOVE_EM * em
        top = bottom - _HEIGHT_EM * em
    if _classes(node, "task") and (origin := node.source.first_letter):
        parts = _CIRCLE if _classes(node, "task-choice") else _BOX
        x, y = origin
        left, bottom, right, top = (
            start + sign * part * em
            for start, sign, part in zip((x, y, x, y), (1, -1, 1, -1), parts, strict=True)
        )
    page: Any = tree.pdf.objects[int(tree.pdf.page_references[node.page].split()[0])]
    height = float(page["MediaBox"][3])
    corners = (left, height / _PT_PER_PX - bottom, right, height / _PT_PER_PX - top)
    x1, y1, x2, y2 = (round(each * _PT_PER_PX, 2) for each in corners)
    return x1, y1, x2, y2
