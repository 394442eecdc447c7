"""Chunks: sections and paragraphs that are too much at once, numbers left bare, pictures left
undescribed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prepress.checks.plain_language.structure.actions import are_steps
from prepress.findings import Finding
from prepress.text.xhtml import parse_xhtml

if TYPE_CHECKING:
    from prepress.checks.plain_language.sections import Block, Section, Text
    from prepress.galley.galley import Galley

#: About half a page of 12 pt. Neither PEMAT nor the CDC gives a number.
LONGEST_SECTION = 200
#: A text of fewer words needs no headings: PEMAT's “very short material”.
SHORT_TEXT = 100

_PERCENT = re.compile(r"\b(?!100\b)\d+([.,]\d+)?\s?(%|percent\b|per cent\b)", re.IGNORECASE)
_NUMBER = (
    r"(\d+|one|two|three|four|five|six|seven|eight|nine|ten|twenty|a hundred|a thousand|every)"
)
_IN_WORDS = re.compile(
    rf"\b{_NUMBER}( \w+)? (in|of|out of)( every)? {_NUMBER}\b|\b(half|third|quarter|fifth|tenth|"
    rf"twice|double)\b"
    r"|\b(most|many|few|nearly all|almost all|hardly any|rare|rarely|seldom|common|commonly)\b"
    r"|\b(this|that|which) means\b",
    re.IGNORECASE,
)
_STATISTICS = re.compile(
    r"\bp\s?[<=>≤]\s?0?\.\d+|\d\s?% CI\b|\bconfidence interval|\b(odds|hazard|risk) "
    r"ratio|\brelative risk"
    r"|\bstandard deviation|\bnumber needed to treat|\b(OR|RR|HR|SD|CI)\s?[=:]\s?\d|\bn\s?=\s?\d"
)
_KINDS = (
    r"(image|picture|photo|photograph|drawing|illustration|graphic|figure|diagram|chart|graph|"
    r"screenshot|icon)"
)
_SAYS_NOTHING = re.compile(
    (
        rf"(an? |the )?{_KINDS}( ?\d+)?\.?|[^/]*\.(jpe?g|png|svg|gif|webp|tiff?)|(img|dsc[nf]?|"
        rf"image|photo)[_ -]?\d+.*"
    ),
    re.IGNORECASE,
)


def chunk_findings(galley: Galley, text: Text) -> Iterator[Finding]:
    """What to divide, to list, to explain and to describe, section by section and then picture by
    picture.
    """
    words = sum(len(sentence.words) for sentence in text.sentences)
    bare = not any(section.headed for section in text.sections)
    for section in text.sections:
        longest = SHORT_TEXT if bare and words > SHORT_TEXT else LONGEST_SECTION
        count = sum(len(sentence.words) for sentence in section.sentences)
        if count > longest:
            yield _long_section(section, count, longest)
        for block in section.blocks:
            for code, what, hint in _block_problems(block):
                yield Finding(code, text.place_of(block.text, section), what, hint)
    yield from _picture_findings(galley, text)


def _long_section(section: Section, count: int, longest: int) -> Finding:
    subject = f"“{section.title}” has" if section.headed else "Here are"
    tail = "under one heading" if section.headed else "without a heading"
    what = f"{subject} {count} words {tail} (PEMAT-P 8 and 9, CCI 9)."
    hint = f"Divide it with headings, into parts of at most {longest} words."
    return Finding("C-002", section.place, what, hint)


def _block_problems(block: Block) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a block: the code of the finding, what it says, and its hint."""
    if block.kind == "paragraph" and are_steps([sentence.text for sentence in block.sentences]):
        what = "This paragraph holds steps to follow (PEMAT-P 22, CCI 8)."
        hint = "Make it a numbered list with one step to an item."
        yield "C-003", what, hint
    percent, jargon = _PERCENT.search(block.text), _STATISTICS.search(block.text)
    if jargon:
        what = f"“{jargon[0]}” is a number for researchers (PEMAT-P 6, CCI 15)."
        hint = "Say in words what it means for your readers, or leave it out."
        yield "C-005", what, hint
    elif percent and not _IN_WORDS.search(block.text):
        what = (
            f"“{percent[0]}” stands here without a word on what it means (PEMAT-P 6, CCI 16 and "
            f"20)."
        )
        hint = "Write it with whole people, such as “2 out of 10 people”."
        yield "C-005", what, hint


def _picture_findings(galley: Galley, text: Text) -> Iterator[Finding]:
    """Descriptions that describe nothing; A-001 finds those that are missing."""
    for chapter in galley.chapters:
        for image in parse_xhtml(chapter.markup).iter("img"):
            alt = " ".join((image.get("alt") or "").split())
            if _SAYS_NOTHING.fullmatch(alt):
                what = f"The description “{alt}” does not say what the picture shows (PEMAT-P 17)."
                hint = "Say in one sentence what is to be seen on it."
                yield Finding("C-006", text.places.of_element(chapter, image), what, hint)
