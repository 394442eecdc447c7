"""Files now: what the files of a project hold as one build finds them, each read at most once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.building.cache import read_record
from prepress.errors import MakebookError, Place
from prepress.files.digests import Digest, digest_if_any, digest_of
from prepress.project.clinics import clinic_file, clinic_files, name_without
from prepress.project.inputs import SearchPaths
from prepress.project.project import (
    Project,
    Publication,
    font_folders,
    layout_folders,
    recorded_files,
    source_files,
    style_files,
    unread_files,
)
from prepress.text.files import read_text

if TYPE_CHECKING:
    from prepress.building.cache import Record
    from prepress.building.report import Report
    from prepress.files.stat_cache import StatCache


class FilesNow:
    """The files of `project`; those whose state the `stats` know are not read at all."""

    def __init__(self, project: Project, stats: StatCache | None = None) -> None:
        self._project = project
        self._stats = stats
        self._own: dict[str, Mapping[str, Digest]] = {}
        self._of_clinics: dict[str, Digest] = {}
        self._search_paths: dict[str, SearchPaths | None] = {}

    def sources(self, publication: Publication) -> dict[str, Digest]:
        """The digests of a publication's source files; None for one that cannot be read."""
        own, clinic = self.own_sources(publication), publication.clinic
        return {**own, clinic_file(clinic): self.clinic_digest(clinic)} if clinic else {**own}

    def own_sources(self, publication: Publication) -> Mapping[str, Digest]:
        """Those that it has whichever clinic it is made for."""
        name = name_without(publication.clinic, publication.name)
        if name not in self._own:
            self._own[name] = self._read_own(publication)
        return self._own[name]

    def clinic_digest(self, clinic: str) -> Digest:
        """The digest of the file of a `clinic` alone."""
        if clinic not in self._of_clinics:
            file = f"{self._project.root}/{clinic_file(clinic)}"
            self._of_clinics[clinic] = self._text_digest(file)
        return self._of_clinics[clinic]

    def search_paths(self, layout: str) -> SearchPaths | None:
        """Where the files of a publication with this `layout` lie; None where the layout is
        gone.
        """
        if layout not in self._search_paths:
            self._search_paths[layout] = self._look_up(layout)
        return self._search_paths[layout]

    def digest(self, file: Path) -> Digest:
        """The digest of `file`, which may be written while the build goes on."""
        return self._stats.digest(str(file)) if self._stats else digest_if_any(file)

    def record(self, publication: Publication) -> Record | None:
        """The record of the publication; None where there is none that can be trusted."""
        return read_record(self._project, publication)

    def report(self, publication: Publication) -> Report | None:
        """The report on a publication that needs no closer look; nothing is known of any."""
        return None

    def keep_index(self) -> None:
        """Keep for the next build what it need not look at closely; that is nothing."""

    def _read_own(self, publication: Publication) -> dict[str, Digest]:
        original = source_files(publication.original) if publication.original else ()
        own = (*source_files(publication), *original, *recorded_files(self._project, publication))
        shared = (*clinic_files(self._project, ""), *style_files(self._project, publication))
        read = {self._project.relative(each): self._text_digest(str(each)) for each in own + shared}
        return read | unread_files(self._project, publication)

    def _text_digest(self, file: str) -> Digest:
        if self._stats:
            return self._stats.digest(file, _text_digest, "text")
        return _text_digest(Path(file))

    def _look_up(self, layout: str) -> SearchPaths | None:
        project = self._project
        try:
            layouts = layout_folders(project, layout, Place(""))
            return SearchPaths(project.root, layouts, font_folders(project), self._stats)
        except (MakebookError, OSError):
            return None


def _text_digest(file: Path) -> Digest:
    try:
        return digest_of(read_text(file, str(file)))
    except MakebookError:
        return None
