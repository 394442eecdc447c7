"""The whole text of an import: a document's blocks as Markdown, and its notes below them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from lxml import etree

from prepress.galley.setting.ids import heading_id
from prepress.import_word.blocks import blocks
from prepress.import_word.inline import MarkdownWriter
from prepress.import_word.simplification import NUMBER_MARK
from prepress.import_word.word_conversion import PREFIX

if TYPE_CHECKING:
    from prepress.import_word.picture_files import PictureFiles
    from prepress.import_word.remarks import Remarks

_NOTE_ID = re.compile(rf"{PREFIX}(?P<note>(?:footnote|endnote)-.+)")


def document_text(
    tree: etree._Element, pictures: PictureFiles, title: str, remarks: Remarks
) -> str:
    """The document as Markdown, its notes at the end in the order of their calls."""
    notes = _take_notes(tree)
    writer = MarkdownWriter(pictures, remarks, _targets(tree), near=title)
    parts = [blocks(tree, writer)]
    done: set[str] = set()
    while waiting := [name for name in writer.notes if name not in done]:  # a note may call another
        for name in waiting:
            done.add(name)
            parts.append(_note(writer.notes[name], notes.get(name), writer))
    text = "\n\n".join(part for part in parts if part.strip())
    return f"{unicodedata.normalize('NFC', text)}\n" if text else ""


def _take_notes(tree: etree._Element) -> dict[str, etree._Element]:
    """The notes that mammoth has put at the end, by their names, taken out and without their way
    back.
    """
    notes: dict[str, etree._Element] = {}
    for item in list(tree.iterfind("ol/li")):
        found = _NOTE_ID.fullmatch(item.get("id", ""))
        parent = item.getparent()
        if not found or parent is None:
            continue
        _drop_way_back(item, found["note"])
        notes[found["note"]] = item
        parent.remove(item)
        if len(parent) == 0:
            tree.remove(parent)
    return notes


def _drop_way_back(item: etree._Element, note: str) -> None:
    kind = note.partition("-")[0]
    for link in list(item.iter("a")):
        if link.text == "↑" and link.get("href", "").startswith(f"#{PREFIX}{kind}-ref-"):
            around = link.getparent()
            assert around is not None, "it stands in a paragraph"
            around.remove(link)


def _note(number: int, item: etree._Element | None, writer: MarkdownWriter) -> str:
    text = "" if item is None else blocks(item, writer)
    first, *others = text.split("\n")
    lines = [f"[^{number}]: {first or '…'}"]
    lines += [f"    {line}" if line else "" for line in others]
    return "\n".join(lines).rstrip()


def _targets(tree: etree._Element) -> dict[str, str]:
    """The bookmarks that a link leads to, each with its id in the text."""
    links = list(tree.iter("a"))
    called = {link.get("href", "").removeprefix("#") for link in links if _leads_inside(link)}
    targets: dict[str, str] = {}
    for link in links:
        if link.get("id") not in called or link.get("href") is not None:
            continue
        name = link.get("id", "").removeprefix(PREFIX)
        if not name.startswith(NUMBER_MARK):
            targets.setdefault(name, _new_id(name, targets))
    return targets


def _leads_inside(link: etree._Element) -> bool:
    address: str = link.get("href", "")
    return address.startswith(f"#{PREFIX}")


def _new_id(name: str, targets: dict[str, str]) -> str:
    """The id for the bookmark `name`, which none of `targets` has."""
    base = heading_id(name.lstrip("_")) or "place"
    alike = [
        target for target in targets.values() if target == base or target.startswith(f"{base}-to-")
    ]
    return f"{base}-to-{len(alike) + 1}" if alike else base
