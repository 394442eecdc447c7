"""Artifacts: what stands on the page but is no part of the text, and must not be read out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.pdf.tagging.tree import Node, TagTree

_LAYOUT = {"Type": "/Layout"}
#: The mark across each page of a draft (ISO 32000-1, 14.8.2.2.2).
_WATERMARK = {"Type": "/Pagination", "Subtype": "/Watermark"}
_SILENT_ROLES = ("none", "presentation")


def mark_page_furniture(tree: TagTree) -> None:
    """Say that running heads and feet are pagination artifacts, and which they are (ISO 32000-1,
    14.8.2.2.2).

    WeasyPrint leaves them as content that belongs to no element.
    """
    for source, contents in tree.furniture:
        middle = tree.document.pages[source.page].height / 2
        kind = "/Header" if source.top < middle else "/Footer"
        for content in contents:
            tree.artifacts.setdefault(content, {"Type": "/Pagination", "Subtype": kind})


def drop_leaders(tree: TagTree) -> None:
    """Drop the dots that `leader()` draws, which would be read out one by one."""
    for node, ancestors in tree.walk():
        if ancestors and node.source and node.source.is_leader:
            tree.drop(node, ancestors[-1], _LAYOUT)


def drop_ornaments(tree: TagTree) -> None:
    """Drop pictures with an empty alt text, and whatever is hidden from assistive technology.

    PDF/UA-1 (ISO 14289-1, 7.3) wants every figure described; WeasyPrint tags ornaments as figures
    too.
    """
    for node, ancestors in tree.walk():
        if ancestors and _is_ornament(node):
            is_mark = node.source and node.source.attribute("class") == "draft-mark"
            tree.drop(node, ancestors[-1], _WATERMARK if is_mark else _LAYOUT)


def _is_ornament(node: Node) -> bool:
    if node.source is None or node.html is None:
        return False
    if node.source.attribute("aria-hidden") == "true":
        return True
    return node.role == "Figure" and (
        node.source.attribute("alt") == "" or node.source.attribute("role") in _SILENT_ROLES
    )


def drop_repeated_heads(tree: TagTree) -> None:
    """Drop the heads and feet that a table repeats on later pages, which belong to the table
    once.
    """
    seen: set[int] = set()
    for node, ancestors in tree.walk():
        if node.role not in ("THead", "TFoot") or node.html is None:
            continue
        if id(node.html) in seen:
            tree.drop(node, ancestors[-1], {"Type": "/Pagination"})
        seen.add(id(node.html))
