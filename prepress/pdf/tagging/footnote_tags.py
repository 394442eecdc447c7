"""Notes: what CSS puts at the foot of the page, read where it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydyf

if TYPE_CHECKING:
    from prepress.pdf.tagging.tree import Node, TagTree


def seat_notes(tree: TagTree) -> None:
    """Move each note from the foot of the page to right after its call, as a Note with an id (ISO
    14289-1, 7.9).

    WeasyPrint leaves notes at the end of the page, without a tag.
    """
    calls: dict[int, tuple[Node, Node]] = {}
    areas: list[tuple[Node, Node]] = []
    for node, ancestors in tree.walk():
        if node.tag.endswith("::footnote-call"):
            calls[id(node.html)] = node, ancestors[-1]
        elif node.source and node.source.is_footnote_area:
            areas.append((node, ancestors[-1]))
    number = 0
    for area, above in areas:
        for kid in area.nodes:
            note = _note_of(kid, calls)
            if note is None:
                continue
            number += 1
            call, parent = calls[id(note.html)]
            call.role, note.role = "Reference", "Note"
            note.entries["ID"] = pydyf.String(f"note-{number}")
            for part in note.descendants():
                if part.tag.endswith("::footnote-marker"):
                    part.role = "Lbl"
            area.replace(kid)
            parent.replace(call, call, note)
        if not area.kids:
            above.replace(area)


def _note_of(kid: Node, calls: dict[int, tuple[Node, Node]]) -> Node | None:
    """The note itself, which anonymous boxes may wrap."""
    return next(
        (node for node in kid.descendants() if id(node.html) in calls and "::" not in node.tag),
        None,
    )
