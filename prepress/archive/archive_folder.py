"""Archive folder: where the copies, the ledgers and the signatures of all releases lie, beside the
sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.archive.content_store import ContentStore
from prepress.archive.manifest import Manifest
from prepress.errors import SourceError
from prepress.files.atomic import sweep, write_whole
from prepress.releases.ledger import Ledger

if TYPE_CHECKING:
    from prepress.project.project import Project
    from prepress.releases.ledger import Release

#: What begins with `_` is no publication.
_FOLDER = "_releases"
_README = """\
This folder is the archive of what was given out. makebook build --release adds to it, and nothing
in it is ever changed. Keep it with the sources, and in your backups.

ledgers/     one list for each publication: a line for each release, the newest last. Its fields,
             parted by tabs: revision, date of the text, title, day of the release, list of the
             copies, key, sum of the chain
copies/      all files, each called as the SHA-256 of its content (sha256sum FILE)
signatures/  signatures of lines, each called as the sum at the end of its line

The list of the copies is itself a copy, in JSON: "files" has the PDFs and EPUBs that were given
out, "made_from" the texts, pictures, layouts and fonts, "versions" the programs.

The sum of the chain is the SHA-256 of the sum of the line before (the first time, of all lines
before) and the line without its own sum, with a line feed between them.

    makebook archive at 2026-03-01 NAME -o FOLDER    what was current on that day
    makebook archive verify                          whether all of it is whole
"""
_PARTS = ("copies", "ledgers", "signatures")
#: Git leaves the bytes of the copies as they are, whatever it does with the ends of lines.
_ATTRIBUTES = "* -text\n"


@dataclass(frozen=True)
class Archive:
    """The archive of the `project`, whether there is one yet or not."""

    project: Project

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.project.sources / _FOLDER

    @property
    def store(self) -> ContentStore:
        """Its copies."""
        return ContentStore(self.folder / "copies")

    def ledger_file(self, publication: str) -> Path:
        """Where the releases of `publication` are listed."""
        return self.folder / "ledgers" / f"{publication}.txt"

    def signature_file(self, release: Release) -> Path:
        """Where the signature of a `release` lies, if it is signed."""
        return self.folder / "signatures" / f"{release.chain}.sig"

    def ledger(self, publication: str) -> Ledger:
        """The releases of `publication`; none where the archive knows none. Raises SourceError."""
        file = self.ledger_file(publication)
        return Ledger.read(file, self.project.relative(file))

    def ledgers(self) -> Mapping[str, Ledger]:
        """The releases of every publication that was ever given out, by its name. Raises
        SourceError.
        """
        self.refuse_links()
        return {name: self.ledger(name) for name in self.names()}

    def names(self) -> list[str]:
        """The publications that were ever given out."""
        return sorted(file.stem for file in (self.folder / "ledgers").glob("[!.]*.txt"))

    def manifest(self, release: Release) -> Manifest:
        """The list of the copies of `release`. Raises SourceError where it is not whole."""
        file = self.store.file(release.manifest)
        return Manifest.of_json(self.store.read(release.manifest), file)

    def refuse_links(self) -> None:
        """Raise SourceError where a folder of the archive is a link: what is written there would
        land elsewhere, and what is read there is no record.
        """
        for folder in (self.folder, *(self.folder / name for name in _PARTS)):
            if folder.is_symlink():
                place = self.project.relative(folder)
                raise SourceError("This is a link to another folder.", "Delete it.", place)

    def prepare(self) -> None:
        """Make it ready for a release. Raises SourceError as `refuse_links` does, and MachineError
        where it cannot be written.
        """
        self.refuse_links()
        self.store.sweep()
        sweep(self.folder / "ledgers", self.folder / "signatures")
        for name, text in (("README.txt", _README), (".gitattributes", _ATTRIBUTES)):
            if not (self.folder / name).exists():
                write_whole(self.folder / name, text.encode())
