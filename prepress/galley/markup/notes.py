"""Notes: calls in the text and the list at the chapter's end, marked so that readers can show them
in place.
"""

from __future__ import annotations

import itertools
from xml.etree import ElementTree as ET

from markdown import Extension, Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor

from prepress.galley.markup.inline_notes import InlineNotes


class NoteExtension(Extension):
    """Python-Markdown's footnotes, rewritten into our own markup once they stand in the tree."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called when the parser is built."""
        footnotes = FootnoteExtension(SEPARATOR="-", BACKLINK_TEXT="↩", BACKLINK_TITLE="")
        footnotes.extendMarkdown(md)
        md.treeprocessors.register(InlineNotes(md, footnotes), "inline_notes", 60)
        md.treeprocessors.register(_Notes(md), "notes", 1)


class _Notes(Treeprocessor):
    def run(self, root: ET.Element) -> None:
        """Mark calls, list and back links with the roles of DPUB-ARIA 1.1."""
        _mark_calls(root)
        for section in root.iter("div"):
            if section.get("class") == "footnote":
                section.tag = "section"
                section.attrib.update({"class": "notes", "role": "doc-endnotes"})
                for rule in section.findall("hr"):
                    section.remove(rule)
                _drop_uncalled(root, section)
        for link in root.iter("a"):
            if link.get("class") == "footnote-backref":
                link.attrib.pop("title", None)
                link.attrib.update({"class": "note-back", "role": "doc-backlink"})


def _mark_calls(root: ET.Element) -> None:
    for call in root.iter("sup"):
        link = call.find("a")
        if link is not None and link.get("class") == "footnote-ref":
            call.remove(link)
            call.tag, call.text = "a", link.text
            call.attrib.update(
                {"href": link.get("href", ""), "class": "note-call", "role": "doc-noteref"}
            )
    for parent in root.iter():
        for call, after in itertools.pairwise(parent):
            if not call.tail and call.get("class") == after.get("class") == "note-call":
                call.tail = "\u2009"  # so that notes 2 and 3 are not read as 23


def _drop_uncalled(root: ET.Element, section: ET.Element) -> None:
    """A note that nothing calls has no number and no way back; `unmatched_notes` says so."""
    called = {
        (link.get("href") or "")[1:] for link in root.iter("a") if link.get("class") == "note-call"
    }
    notes = section.find("ol")
    for note in list(notes) if notes is not None else ():
        if notes is not None and note.get("id") not in called:
            notes.remove(note)
