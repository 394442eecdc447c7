"""Notes: calls in the text and the list at the chapter's end, marked so that readers can show them
in place.
"""

from __future__ import annotations

import itertools
import re
from xml.etree import ElementTree as ET

from markdown import Extension, Markdown
from markdown.extensions.footnotes import FootnoteExtension, FootnoteInlineProcessor
from markdown.treeprocessors import Treeprocessor

from prepress.galley.markup.inline_notes import InlineNotes

_CALL = r"\[\^([^\]]*)\]"


class NoteExtension(Extension):
    """Python-Markdown's footnotes, rewritten into our own markup once they stand in the tree."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called when the parser is built."""
        footnotes = _Footnotes(SEPARATOR="-", BACKLINK_TEXT="↩", BACKLINK_TITLE="")
        footnotes.extendMarkdown(md)
        md.inlinePatterns.register(_Call(_CALL, footnotes), "footnote", 175)
        md.treeprocessors.register(InlineNotes(md, footnotes), "inline_notes", 60)
        md.treeprocessors.register(_Notes(md), "notes", 1)


class _Footnotes(FootnoteExtension):
    """Knows the place of each note, and of each call of it, without going through all of them."""

    _places: dict[str, int]

    @property
    def places(self) -> dict[str, int]:
        """The number of each note, in the order of their texts."""
        if len(self._places) != len(self.footnotes):
            self._places = {name: number for number, name in enumerate(self.footnotes, 1)}
        return self._places

    def reset(self) -> None:
        """Begin another text."""
        super().reset()
        self._places = {}

    def unique_ref(self, reference: str, found: bool = False) -> str:
        """The id of the next call of a note: `fnref-a`, `fnref2-a` and so on."""
        if not found:
            return reference
        number = self.found_refs[reference] = self.found_refs.get(reference, 0) + 1
        before, _, rest = reference.partition(self.get_separator())
        return reference if number == 1 else f"{before}{number}{self.get_separator()}{rest}"


class _Call(FootnoteInlineProcessor):
    def handleMatch(  # type: ignore[override] # noqa: N802 - Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """The call of a note that there is, and where it stood."""
        name, notes = m[1], self.footnotes
        assert isinstance(notes, _Footnotes), "it was given them"
        if name not in notes.places:
            return None, None, None
        call = ET.Element("sup", {"id": notes.makeFootnoteRefId(name, found=True)})
        link = ET.SubElement(call, "a", {"href": f"#{notes.makeFootnoteId(name)}"})
        link.set("class", "footnote-ref")
        link.text = str(notes.places[name])
        return call, m.start(0), m.end(0)


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
