"""The manuscript: the chapters of one publication as the author wrote them, and their metadata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.manuscript.clinic import Clinic

if TYPE_CHECKING:
    from prepress.files.digests import Digest
    from prepress.findings import Finding
    from prepress.manuscript.bibliography import Bibliography
    from prepress.manuscript.metadata import Metadata


@dataclass(frozen=True)
class Chapter:
    """One Markdown file: `file` is its path from the project's root in POSIX form, `text` its body
    without front matter, with `\\n` line ends; `first_line` is the line of the file on which `text`
    begins, from 1.

    `folder` is the one inside its publication that it lies in, such as `part-1`; empty for the
    publication's own. Where other files are taken in, `text` holds them, `lines` says on which line
    of `file` each of its lines is written or taken in, `included` which files these are.
    `title_heading` is the heading that stands as the title of the whole and no
    more in the text: the id that its author gave it, if any, and its words.
    `role` says what it is in a book, and `matter` whether that stands in front of it or at its end;
    `asked_role` is what its author calls it, and on which line.
    """

    file: str
    text: str
    first_line: int = 1
    folder: str = ""
    lines: tuple[int, ...] = ()
    included: tuple[tuple[str, Digest], ...] = ()
    include_findings: tuple[Finding, ...] = ()
    title_heading: tuple[str, str] | None = None
    role: str = ""
    matter: str = ""
    asked_role: tuple[str, int | None] | None = None


@dataclass(frozen=True)
class Original:
    """The text that a translation translates; its pictures lie in `folder`.

    `recorded` is the same text as it was when it was translated; None where nobody has noted it.
    """

    folder: Path
    metadata: Metadata
    metadata_file: str
    chapters: tuple[Chapter, ...]
    recorded: Original | None = None


@dataclass(frozen=True)
class Manuscript:
    """A publication's chapters in reading order; `name` names its outputs, `folder` holds its
    pictures.

    It is made for `clinic`, whose own file is called `clinic_name`, if it has one. `metadata` says
    the clinic's contact where the publication has none of its own. A translation has an `original`.

    `styles` are the stylesheets that are added to ours, by their files. `sources` has the digest of
    each file that was read, by its path from the project's root.
    `findings` are about its metadata, and `assumed` says in whole sentences what nobody has written
    and the text was taken to mean.
    """

    name: str
    folder: Path
    metadata: Metadata
    metadata_file: str
    chapters: tuple[Chapter, ...]
    clinic: Clinic = field(default_factory=Clinic)
    clinic_name: str = ""
    original: Original | None = None
    bibliography: Bibliography | None = None
    styles: Mapping[str, str] = field(default_factory=dict)
    sources: dict[str, Digest] = field(default_factory=dict, compare=False, repr=False)
    findings: tuple[Finding, ...] = ()
    assumed: tuple[str, ...] = ()

    @property
    def source_keys(self) -> frozenset[str]:
        """The keys of the sources that can be cited."""
        entries = self.bibliography.entries if self.bibliography else ()
        return frozenset(entry.key for entry in entries)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where its pictures are looked for: in its own folder, then in that of its original."""
        return (self.folder, *([self.original.folder] if self.original else []))
