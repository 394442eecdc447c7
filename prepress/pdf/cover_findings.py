"""Cover findings: what is said of a printed cover as soon as it is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from prepress.errors import Place
from prepress.findings import Finding
from prepress.galley.blurb import lost_in_blurb
from prepress.manuscript.isbn import names_isbn
from prepress.pdf.cover_panels import FEWEST_PAGES_FOR_SPINE, SPINE_SAFETY_MM, spine_text
from prepress.pdf.sheets import PT_PER_MM, Box
from prepress.pdf.viewing import runs_from_right
from prepress.readers.pdf import open_pdf

if TYPE_CHECKING:
    from prepress.editions.cover_edition import CoverEdition
    from prepress.galley.galley import Galley
    from prepress.readers.pdf import OpenPdf
    from prepress.readers.pdf_page import Character

#: How far text keeps away from where a cover is cut, in mm (Amazon KDP, help page “Paperback Cover
#: Design”: 0.125 in).
SAFETY_MM = 0.125 * 25.4
#: Edges of letters are told a little too far out.
_TOLERANCE_PT = 0.3
_LETTERS = 60


def cover_findings(data: bytes, galley: Galley, edition: CoverEdition) -> tuple[Finding, ...]:
    """Text of the cover `data` that may be cut off or folded over, and what it leaves empty."""
    return (*_near_edges(data, galley, edition), *_left_out(galley, edition))


def _left_out(galley: Galley, edition: CoverEdition) -> Iterator[Finding]:
    file, metadata = galley.manuscript.metadata_file, galley.manuscript.metadata
    spine = spine_text(edition, metadata)
    lacks_words = not spine.title or (metadata.author and not spine.author)
    if edition.spine_mm and lacks_words:
        yield Finding(
            "Y-002",
            edition.place_of("spine", metadata, file),
            f"The spine is {edition.spine_mm:.1f} mm wide and {_has_room(spine.title)}.",
            "Shorten what it says where that is long. It stays blank on a book of fewer than "
            f"{FEWEST_PAGES_FOR_SPINE} pages, unless you write how wide it is: spine:.",
        )
    if lost := lost_in_blurb(metadata):
        key = "blurb" if metadata.blurb else "description"
        what = f"The back of the cover shows {' and '.join(lost)} of the {key} as mere words."
        yield Finding("Y-005", Place(file, metadata.lines.get(key)), what, "Say it in words.")
    if not metadata.blurb and not metadata.description:
        place = Place(file, metadata.lines.get("title"))
        what = "There is nothing on the back of the cover that says what the book is about."
        yield Finding("Y-003", place, what, "Write blurb: with a few sentences.")
    if not metadata.isbn and not names_isbn(metadata.identifier) and not edition.customer:
        place = Place(file, metadata.lines.get("title"))
        what = "The book has no ISBN, so its cover has no bar code, which shops need."
        yield Finding("Y-004", place, what, "Write isbn: with the one of the printed book.")


def _has_room(title: str) -> str:
    return "has no room for the author" if title else "has no room for words"


@dataclass(frozen=True)
class _Panel:
    """A panel by its name, and where text may stand on it, both in pt on the sheet."""

    name: str
    edges: tuple[float, float]
    safe: Box

    def holds(self, character: Character) -> bool:
        """Whether the character is one of this panel's."""
        left, _, right, _ = character.box
        return self.edges[0] <= (left + right) / 2 < self.edges[1]

    def is_safe(self, character: Character) -> bool:
        """Whether it stands far enough away from the edges and folds."""
        left, bottom, right, top = character.box
        safe = self.safe
        return (
            left >= safe[0] - _TOLERANCE_PT
            and bottom >= safe[1] - _TOLERANCE_PT
            and right <= safe[2] + _TOLERANCE_PT
            and top <= safe[3] + _TOLERANCE_PT
        )


def _near_edges(data: bytes, galley: Galley, edition: CoverEdition) -> Iterator[Finding]:
    place = edition.place_of("", galley.manuscript.metadata, galley.manuscript.metadata_file)
    with open_pdf(data) as pdf:
        if len(pdf) > 1:  # one that does not fit, which is said
            return
        panels = _panels(pdf, edition)
        with pdf.proof(1) as proof:
            words = [*_unsafe_words(proof.characters, panels)]
    for panel, text in words:
        yield Finding(
            "Y-001",
            place,
            f"“{text[:_LETTERS]}” stands too near to an edge or a fold of the {panel}, or beyond "
            "it.",
            "Make the text shorter or smaller, or mend the layout's “cover-wrap.css”.",
        )


def _unsafe_words(
    characters: Sequence[Character], panels: Sequence[_Panel]
) -> Iterator[tuple[str, str]]:
    """The name of the panel and the letters of each line that does not stand safely on it."""
    for panel in panels:
        near = [each for each in characters if panel.holds(each) and not panel.is_safe(each)]
        for _, line in groupby(near, lambda each: each.line):
            yield panel.name, "".join(each.text for each in line)


def _panels(pdf: OpenPdf, edition: CoverEdition) -> list[_Panel]:
    """The panels as they lie on the sheet; what lies beyond them belongs to the outer ones."""
    left, bottom, right, top = (float(edge) for edge in pdf.objects.pages[0].trimbox)
    page, spine = edition.page.width_mm * PT_PER_MM, edition.spine_mm * PT_PER_MM
    printer = edition.printer
    safety = printer.cover_safety * 25.4 if printer else SAFETY_MM
    safe, fold = safety * PT_PER_MM, SPINE_SAFETY_MM * PT_PER_MM
    low, high = bottom + safe, top - safe
    outer = ("front", "back") if runs_from_right(pdf.objects) else ("back", "front")
    folds = (left + page, right - page)
    panels = [
        _Panel(outer[0], (float("-inf"), folds[0]), (left + safe, low, folds[0] - fold, high)),
        _Panel(outer[1], (folds[1], float("inf")), (folds[1] + fold, low, right - safe, high)),
    ]
    if spine:
        panels.insert(1, _Panel("spine", folds, (folds[0] + fold, low, folds[1] - fold, high)))
    return panels
