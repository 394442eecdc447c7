"""Overrun: the section that runs over an edition's pages, and by how many lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from prepress.errors import Place
from prepress.findings import Finding
from prepress.galley import Galley
from prepress.pdf.fitting import Fit

if TYPE_CHECKING:
    from weasyprint import Document

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def overrun(document: Document, pages: int, fit: Fit, galley: Galley) -> Finding:
    """The finding for a `document` that has more than `pages`, even when set as `fit` says."""
    section, count = "", 0
    for number, page in enumerate(document.pages):
        for line in _lines(page):
            heading = _heading(line)
            if number < pages:
                section = heading or section
                continue
            section = (heading or section) if not count else section
            count += 1
    lines = f"{count} line{'s' * (count != 1)}"
    return Finding(
        "F-001",
        _place(section, galley),
        f"The text does not fit into {pages} page{'s' * (pages != 1)}, even at {fit.size:g} pt: "
        f"“{section or galley.manuscript.metadata.title}” runs over by {lines}.",
        "Shorten the text, or allow more with pages:.",
    )


def _lines(page: Any) -> Iterator[Any]:
    """The lines of the page's content, without its margins."""
    from weasyprint.formatting_structure.boxes import LineBox

    content = page._page_box.children[0]
    return (box for box in content.descendants() if isinstance(box, LineBox))


def _heading(line: Any) -> str:
    """The words of the heading that the line is of; empty for other lines."""
    element = line.element
    if element is None or element.tag not in _HEADINGS:
        return ""
    return " ".join("".join(element.itertext()).split())


def _place(section: str, galley: Galley) -> Place:
    words = re.sub(r"^\d+\. ", "", section)
    for chapter in galley.manuscript.chapters:
        for number, line in enumerate(chapter.text.split("\n"), chapter.first_line):
            if words and line.lstrip().startswith("#") and words.split()[0] in line and words[:20] in _plain(line):
                return Place(chapter.file, number)
    return Place(galley.manuscript.metadata_file, galley.manuscript.metadata.lines.get("editions"))


def _plain(line: str) -> str:
    return " ".join(re.sub(r"[*_`#]", "", line).split())
