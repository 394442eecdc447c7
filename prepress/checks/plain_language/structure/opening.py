"""Opening: what a handout says at its beginning and at its end, and whom it speaks to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from prepress.checks.plain_language.structure.actions import is_instruction
from prepress.errors import Place
from prepress.findings import Finding
from prepress.text.xhtml import parse_xhtml

if TYPE_CHECKING:
    from prepress.checks.plain_language.sections import Section, Text
    from prepress.galley.galley import Galley
    from prepress.manuscript.metadata import Metadata

_PURPOSE = re.compile(
    r"\b(this|the|our) (handout|leaflet|guide|(fact ?)?sheet|page|booklet|brochure|pamphlet|"
    r"flyer)\b"
    r"|\bhere (you|we|is|are)\b|\b(you|we)( will|'ll| can)? (learn|find out|read "
    r"about|explain|show you)\b"
    r"|\b(explains?|tells? you|shows? you|describes?|helps? you|says) (\w+ )?(what|how|why|when|"
    r"where|whether)\b",
    re.IGNORECASE,
)
_PURPOSE_TITLE = re.compile(
    r"\b(how|what|why|when|where|guide|preparing|getting|living with|caring|coping|about)\b|\?$",
    re.IGNORECASE,
)
_CLOSING_TITLE = re.compile(
    r"\b(summary|key (points|facts)|in (short|brief)|to sum up|remember|take-?aways?|bottom "
    r"line|next steps?|"
    r"what (you can|to|can you) do|what (comes|happens) next|when to|get(ting)? (help|in "
    r"touch|ready)|contact|"
    r"questions|checklist|how to)\b",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\b(call|ask|contact|visit|email|text|tell|join) (us|your|our|the|a|me)\b|\btalk (it over "
    r")?(to|with)\b"
    r"|\byou (can|should|must|need to)\b|\bplease\b|\bin short\b|\bto sum up\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b(you|your|yours|yourself)\b", re.IGNORECASE)
_CONTACT = re.compile(r"\+?\d[\d ()./-]{5,}\d|\S@\S+\.\w|\b911\b|\b988\b")
_FEWEST_WORDS = 50


def opening_findings(galley: Galley, text: Text) -> Iterator[Finding]:
    """Beginning, end and address, in the order of the text. Needs a text that has sentences."""
    metadata = galley.manuscript.metadata
    sections = [section for section in text.sections if section.sentences]
    first, last = sections[0], sections[-1]
    if not _says_purpose(metadata, first):
        yield _no_purpose(first.place)
    words = sum(len(each.words) for each in text.sentences)
    if words >= _FEWEST_WORDS and not _speaks_to_readers(text):
        yield _no_readers(first.place)
    if not any(map(_calls_to_act, _closing_sections(sections))):
        yield _no_closing(last.place)
    if metadata.contact is None and not _names_contact(galley):
        line = metadata.lines.get("plain-language")
        yield _no_contact(Place(galley.manuscript.metadata_file, line))


def _no_purpose(place: Place) -> Finding:
    what = (
        "Neither the title and subtitle nor the first section says what this is for (PEMAT-P 1, "
        "CCI 10)."
    )
    hint = "Write a “subtitle” in the metadata, or begin with “This handout tells you how …”."
    return Finding("C-001", place, what, hint)


def _no_readers(place: Place) -> Finding:
    what = "The text never says “you” (PEMAT-P 21)."
    hint = "Speak to your readers: “you can call us”, not “patients can call the clinic”."
    return Finding("C-009", place, what, hint)


def _no_closing(place: Place) -> Finding:
    what = (
        "The text ends without a summary and without saying what to do (PEMAT-P 11 and 20, CCI 5)."
    )
    hint = "Close with the main points, or with what readers can do next, such as “Ask us about …”."
    return Finding("C-007", place, what, hint)


def _no_contact(place: Place) -> Finding:
    what = "The handout does not say whom readers can turn to (CCI 5 and 14)."
    hint = (
        "Give “contact” in the metadata, for example: contact: {name: Your Clinic, phone: 555-0100}"
    )
    return Finding("C-008", place, what, hint)


def _says_purpose(metadata: Metadata, first: Section) -> bool:
    if len((metadata.subtitle or "").split()) > 2 or _PURPOSE_TITLE.search(metadata.title):
        return True
    return any(_PURPOSE.search(sentence.text.replace("’", "'")) for sentence in first.sentences)


def _speaks_to_readers(text: Text) -> bool:
    titles = [section.title for section in text.sections]
    sentences = [sentence.text for sentence in text.sentences]
    return any(_YOU.search(each) or is_instruction(each) for each in (*titles, *sentences))


def _closing_sections(sections: Sequence[Section]) -> Sequence[Section]:
    """The last two sections, without the warnings between them: “ask your doctor” in one of these
    closes nothing.

    A warning at the very end counts by its title alone, such as “When to call us”.
    """
    last = sections[-1]
    closing = [section for section in sections if section.callout != "warning"][-2:]
    if last.callout == "warning" and _CLOSING_TITLE.search(last.title):
        closing.append(last)
    return closing


def _calls_to_act(section: Section) -> bool:
    if section.headed and (_CLOSING_TITLE.search(section.title) or is_instruction(section.title)):
        return True
    return any(is_instruction(each.text) or _CALL.search(each.text) for each in section.sentences)


def _names_contact(galley: Galley) -> bool:
    """Whether the text has a telephone number, or an address of the web or of mail."""
    for chapter in galley.chapters:
        tree = parse_xhtml(chapter.markup)
        if _CONTACT.search("".join(tree.itertext())):
            return True
        if any((link.get("href") or "#")[0] != "#" for link in tree.iter("a")):
            return True
    return False
