"""Two states of a paper and what is said of the second."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from prepress.files.atomic import write_whole
from prepress.readers.pdf import open_pdf_file
from prepress.releases.diff.edition_comparison import compare
from prepress.releases.diff.page_changes import DifferenceKind, PageChange
from tests.checks.preflight.sheets import Sheets, text
from tests.shelf import Shelf

#: The dot between the parts of a foot, in the standard encoding.
DOT = "\\264"


def sheets(*pages: str) -> bytes:
    """A PDF with a page for each content stream."""
    made = Sheets()
    for page in pages:
        made.page(page, size=(400, 300))
    return made.data


def foot(page: int, pages: int, revision: str = "aaaa-1111", date: str = "May 3, 2026") -> str:
    """Operators for a running foot as our layouts print it: the number of the page stands at the
    right edge.
    """
    left = text(f"Your Clinic {DOT} Revised {date} {DOT} {revision}", (20, 20), 8)
    return left + text(f"Page {page} of {pages}", (330, 20), 8)


def lines(*said: str, top: float = 250) -> str:
    """Operators for lines of text."""
    return "".join(text(line, (20, top - 16 * number), 10) for number, line in enumerate(said))


def compared(folder: Path, old: bytes, new: bytes) -> tuple[PageChange, ...]:
    """What changed from `old` to `new`."""
    for name, data in (("old.pdf", old), ("new.pdf", new)):
        write_whole(folder / name, data)
    return compared_files(folder / "old.pdf", folder / "new.pdf")


def compared_files(old: Path, new: Path) -> tuple[PageChange, ...]:
    with open_pdf_file(old, old.name) as was, open_pdf_file(new, new.name) as now:
        return compare(was, now)


def pages(
    changes: Sequence[PageChange],
) -> list[tuple[int | None, int | None, list[DifferenceKind]]]:
    """Old number, new number and kinds of each change."""
    return [(change.old, change.new, list(change.kinds)) for change in changes]


def words(changes: Sequence[PageChange]) -> list[tuple[str, str]]:
    """What was taken out and put in, in the order of the pages."""
    return [(phrase.removed, phrase.added) for change in changes for phrase in change.phrases]


def states(shelf: Shelf, old: str, new: str, metadata: str, edition: str) -> tuple[Path, Path]:
    """The PDFs of one edition of a book whose text was `old` and is `new`."""
    made = []
    for name, said in (("old", old), ("new", new)):
        shelf.add({"1.md": said}, metadata=metadata).build(edition)
        (file,) = (shelf.root / "output").glob("*.pdf")
        made.append(file.replace(shelf.root / f"{name}.pdf"))
    return made[0], made[1]
