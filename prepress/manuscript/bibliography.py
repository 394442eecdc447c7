"""The bibliography of a publication: its sources from the files that the metadata names, and the
style in which they are cited.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.errors import Place, SourceError
from prepress.files.digests import Digest, digest_of
from prepress.findings import Finding
from prepress.project.project import OutsideProject, Project, file_inside
from prepress.text.files import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from prepress.manuscript.metadata import Metadata
    from prepress.manuscript.source_entries import SourceEntry

#: The styles that ship, by the names that `csl` may have.
STYLES = {
    "vancouver": "vancouver",
    "nlm": "vancouver",
    "ama": "ama",
    "american-medical-association": "ama",
    "apa": "apa",
}


@dataclass(frozen=True)
class Bibliography:
    """The sources that can be cited; those of `nocite` are listed whether or not they are. `style`
    is one that ships, by its name, or the text of the author's own CSL file, where `style_file` is
    its name. `files` has the digest of each file that was read, by its path from the project's
    root; `findings` name those that are not there.
    """

    entries: tuple[SourceEntry, ...]
    style: str = "vancouver"
    style_file: str = ""
    nocite: str = ""
    has_links: bool = True
    files: Mapping[str, Digest] = field(default_factory=dict, compare=False, repr=False)
    findings: tuple[Finding, ...] = ()


def read_bibliography(
    project: Project, folders: Sequence[Path], metadata: Metadata, file: str
) -> Bibliography | None:
    """The bibliography that the metadata in `file` names; None where it names none.

    Files are looked for in `folders`, one after another. Of several sources with one key the first
    is cited: as the files are named, and the metadata's own last. A file that is not there is a
    finding. Raises SourceError for one that lies outside the project or cannot be read.
    """
    if not metadata.bibliography and not metadata.references:
        return None
    from prepress.manuscript.source_entries import entries_of_metadata

    reader = _Files(project, folders, file)
    entries = [
        entry
        for name in metadata.bibliography
        for entry in reader.entries(name, metadata.lines.get("bibliography"))
    ]
    place = Place(file, metadata.lines.get("references"))
    entries += entries_of_metadata(metadata.references, place)
    style, style_file = reader.style(metadata.csl, metadata.lines.get("csl"))
    by_key: dict[str, SourceEntry] = {}
    for entry in entries:
        by_key.setdefault(entry.key, entry)
    return Bibliography(
        tuple(by_key.values()),
        style,
        style_file,
        metadata.nocite,
        metadata.link_citations,
        reader.digests,
        tuple(reader.findings),
    )


class _Files:
    """The files of a bibliography, whose digests are noted while they are read."""

    def __init__(self, project: Project, folders: Sequence[Path], metadata_file: str) -> None:
        self._project = project
        self._folders = folders
        self._metadata_file = metadata_file
        self.digests: dict[str, Digest] = {}
        self.findings: list[Finding] = []

    def entries(self, name: str, line: int | None) -> list[SourceEntry]:
        """The sources in the file `name`, which the metadata names on this line."""
        from prepress.manuscript.bibtex import entries_of_bibtex
        from prepress.manuscript.source_entries import entries_of_json, entries_of_yaml

        path = self._find(name, line, "Its sources cannot be cited: put it beside the text.")
        if path is None:
            return []
        file = self._project.relative(path)
        text = self._read(path)
        kind = path.suffix.lower()
        if kind in (".bib", ".bibtex", ".biblatex"):
            return entries_of_bibtex(text, file)
        if kind == ".json":
            return entries_of_json(text, file)
        if kind in (".yaml", ".yml"):
            return entries_of_yaml(text, file)
        what = f"“{name}” is no bibliography that can be read."
        remedy = "Name a file that ends in .bib, .json (CSL-JSON) or .yaml (CSL-YAML)."
        raise SourceError(what, remedy, Place(self._metadata_file, line))

    def style(self, name: str | None, line: int | None) -> tuple[str, str]:
        """The style by its name, or its text and its file."""
        known = STYLES.get((name or "vancouver").lower().removesuffix(".csl"))
        if known and not (name and any((folder / name).is_file() for folder in self._folders)):
            return known, ""
        assert name is not None, "the usual style is known"
        path = self._find(name, line, "A style is vancouver, ama, apa, or a CSL file of yours.")
        if path is None:
            return "vancouver", ""
        return self._read(path), self._project.relative(path)

    def _read(self, path: Path) -> str:
        file = self._project.relative(path)
        text = read_text(path, file)
        self.digests[file] = digest_of(path.read_bytes())
        return text

    def _find(self, name: str, line: int | None, hint: str) -> Path | None:
        place = Place(self._metadata_file, line)
        for folder in self._folders:
            try:
                path = file_inside(self._project, folder, name)
            except OutsideProject as error:
                what = f"“{name}” lies outside the project."
                raise SourceError(what, "Put a copy of the file here.", place) from error
            if path.is_file():
                return path
            self.digests[self._project.relative(path)] = None
        self.findings.append(Finding("Q-003", place, f"There is no file “{name}” here.", hint))
        return None
