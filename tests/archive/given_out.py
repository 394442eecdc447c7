"""Releases of a tiny text without an engine: files that somebody might have made, given out on a
day.
"""

from __future__ import annotations

from pathlib import Path

from prepress.archive.keeping import FinishedRelease, keep_release
from prepress.archive.verification import Verification, verify_archive
from prepress.files.digests import digest_of
from prepress.manuscript.reading import read
from prepress.project.inputs import SearchPaths
from prepress.project.project import publications
from prepress.releases.ledger import Release
from tests.shelf import Shelf


def finished(shelf: Shelf, words: str) -> FinishedRelease:
    """The first publication as a file of these `words`, before it is released."""
    project = shelf.add({"1.md": f"# One\n\n{words}\n"}).project
    publication = publications(project)[0]
    manuscript = read(project, publication)
    file = project.output / "tiny.epub"
    file.parent.mkdir(exist_ok=True)
    file.write_text(words)
    return FinishedRelease(
        publication,
        f"{digest_of(words)[:4]}-0000",
        manuscript.metadata,
        {file: digest_of(words)},
        manuscript.sources,
        {},
        SearchPaths(shelf.root, (), ()),
    )


def give_out(shelf: Shelf, day: str, words: str, key: Path | None = None) -> Release | None:
    """Release the first publication as a file of these `words`."""
    release = finished(shelf, words)
    return keep_release(shelf.project, release, day, key)


def three_releases(shelf: Shelf) -> Shelf:
    """The shelf after three releases on three days."""
    for month, words in enumerate(("First.", "Second.", "Third."), 1):
        give_out(shelf, f"2026-0{month}-01", words)
    return shelf


def beside(shelf: Shelf) -> Path:
    """The ledger beside the sources."""
    return shelf.root / "sources/tiny/releases.txt"


def kept(shelf: Shelf) -> Path:
    """The ledger in the archive."""
    return shelf.root / "sources/_releases/ledgers/tiny.txt"


def copies(shelf: Shelf) -> Path:
    """The folder of the copies."""
    return shelf.root / "sources/_releases/copies"


def verified(shelf: Shelf) -> Verification:
    """What is wrong with the archive."""
    return verify_archive(shelf.project)


def only_fault(shelf: Shelf) -> str:
    """The one thing that is wrong with the archive."""
    (fault,) = verified(shelf).faults
    return str(fault)
