"""Nesting: HTML that holds blocks where only a line's words may stand, and tables of a head alone,
mended so that they are valid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from prepress.galley.setting.valid_html.content_models import (
    BLOCKS,
    PHRASING,
    TRANSPARENT,
    WHOLES,
)

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft

#: What sets its words apart, or, as `span` does, says nothing by itself.
_PHRASES = PHRASING - TRANSPARENT - {"br", "img", "ruby", "wbr"}


def mend_nesting(draft: Draft) -> None:
    """Make a phrase around blocks a `div`, with its meaning on the words in them, and the head of a
    table without rows its body.
    """
    for element in draft.elements(*_PHRASES):
        if _holds_blocks(element):
            tag, attributes = element.tag, dict(element.attrib)
            element.tag = "div"
            if tag != "span":
                element.attrib.clear()
                _set_apart(element, tag, attributes)
    for table in draft.elements("table"):
        parts = [part for part in table if part.tag in ("thead", "tbody", "tr")]
        if parts and {part.tag for part in parts} == {"thead"}:
            parts[-1].tag = "tbody"  # without one, a table is none (PDF/UA-1, 7.2)


def _holds_blocks(element: etree._Element) -> bool:
    return any(inner.tag in BLOCKS for inner in element.iterdescendants())


def _set_apart(block: etree._Element, tag: str, attributes: dict[str, str]) -> None:
    """Put each run of words in `block`, and in the blocks in it, into an element `tag` of its
    own.
    """
    children = list(block)
    text, block.text = block.text, None
    for child in children:
        block.remove(child)
    run: etree._Element | None = None

    def into_run() -> etree._Element:
        nonlocal run
        if run is None:
            run = etree.SubElement(block, tag, attributes)
        return run

    if text and text.strip():
        into_run().text = text
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag in BLOCKS or _holds_blocks(child) or child.tag in WHOLES:
            run = None
            block.append(child)
            _set_apart(child, tag, attributes)
        else:
            into_run().append(child)
        if tail and tail.strip():
            holder = into_run()
            if len(holder):
                holder[-1].tail = tail
            else:
                holder.text = tail
