"""Indexed files: the files of a project with all that is known of them from builds before, so that
of thousands of editions that are up to date none need be opened.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from prepress.building.cache import (
    checksum_of,
    record_file,
    record_folder,
    record_in,
    text_of_record,
)
from prepress.building.files_now import FilesNow
from prepress.building.record_index import BESIDE, RecordIndex
from prepress.building.report import Report
from prepress.building.up_to_date import built_in_place
from prepress.editions import EDITIONS, option_input
from prepress.files.stat_cache import StatCache
from prepress.findings import is_withheld_for
from prepress.manuscript.review import review_findings, today
from prepress.project.clinics import name_without
from prepress.project.engines import engines_digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from prepress.building.cache import Record
    from prepress.building.record_tables import (
        IndexedEdition,
        IndexedKind,
        IndexedRecord,
        IndexedText,
        OwnInputs,
    )
    from prepress.building.report import BuildRequest, BuiltEdition
    from prepress.editions import Edition
    from prepress.files.digests import Digest
    from prepress.findings import Finding
    from prepress.project.inputs import SearchPaths
    from prepress.project.project import Project, Publication

#: What is known, beside the records.
_STATS, _INDEX = "files.index", "records.index"


@dataclass(frozen=True, eq=False)
class _TextNow:
    """A text whose sources are as its record says: which editions are `asked` for of it, where the
    files of its layout lie, and what is to be said of it today.
    """

    text: IndexedText
    asked: tuple[Edition, ...]
    search_paths: SearchPaths
    findings: tuple[Finding, ...]
    is_overdue: bool


class IndexedFiles(FilesNow):
    """The files of `project` as one build finds them that carries out the `request`."""

    def __init__(self, project: Project, request: BuildRequest) -> None:
        self._folder = record_folder(project)
        with _no_garbage():
            self._known = StatCache.kept_in(self._folder / _STATS, project.root, engines_digest())
            self._index = RecordIndex.kept_in(self._folder / _INDEX)
        super().__init__(project, self._known)
        self._request = request
        self._output = str(project.output)
        self._texts: dict[tuple[str, IndexedText], _TextNow | None] = {}
        self._kinds: dict[tuple[_TextNow, IndexedKind], bool] = {}
        self._own_inputs: dict[OwnInputs, bool] = {}

    def report(self, publication: Publication) -> Report | None:
        """The report on a publication whose editions are up to date as far as is known; None where
        there is any doubt.
        """
        record = self._index.find(publication.name)
        text = record and self._text(publication, record.text)
        if record is None or text is None or not self._is_same(publication, record):
            return None
        made = {edition.kind.edition: edition for edition in record.editions}
        built = self._built(publication, text, made)
        if built is None:
            return None
        of_editions = [made[edition.edition].kind.findings for edition in built]
        findings = tuple(dict.fromkeys(chain(text.findings, *of_editions)))
        if self._request.strict and text.is_overdue:
            return Report(
                findings=findings, withheld=tuple(it.path.name for it in built if it.path)
            )
        return Report(built, findings)

    def record(self, publication: Publication) -> Record | None:
        """The record of the publication, of which the next build knows what it asks."""
        text = text_of_record(record_file(self._project, publication.name)) or ""
        record, checksum = record_in(text), text.partition("\n")[0]
        known = self._index.find(publication.name)
        if record and (known is None or known.checksum != checksum):
            self._index.note(publication, checksum, record)
            self._checksum(publication)  # so that its state is known too
        return record

    def keep_index(self) -> None:
        """Keep what is known now for the next build."""
        self._known.write(self._folder / _STATS, self._project.root, engines_digest())
        self._index.write(self._folder / _INDEX)

    def _text(self, publication: Publication, text: IndexedText) -> _TextNow | None:
        """The text as it is now; None where a source has changed."""
        key = name_without(publication.clinic, publication.name), text
        if key not in self._texts:
            self._texts[key] = self._look_at(publication, text)
        return self._texts[key]

    def _look_at(self, publication: Publication, text: IndexedText) -> _TextNow | None:
        search_paths = self.search_paths(text.layout)
        if search_paths is None or self.own_sources(publication) != text.sources:
            return None
        asked = tuple(EDITIONS[name] for name in self._request.names(text.declared))
        overdue = review_findings(text.review, self._request.today or today())
        findings = tuple(dict.fromkeys(text.known + overdue))
        return _TextNow(text, asked, search_paths, findings, bool(overdue))

    def _built(
        self, publication: Publication, text: _TextNow, made: Mapping[str, IndexedEdition]
    ) -> tuple[BuiltEdition, ...] | None:
        """The editions that are asked for; None where one of them is not as it was `made`."""
        built: list[BuiltEdition] = []
        for edition in text.asked:
            file, known = edition.file_name(publication.name), made.get(edition.name)
            if known is None or not self._is_sound(text, file, known):
                return None
            path = self._project.output / file
            built.append(built_in_place(publication.name, edition, path, known))
        return tuple(built)

    def _is_same(self, publication: Publication, record: IndexedRecord) -> bool:
        """Whether the record is still the one that is known, and the clinic as it says."""
        clinic = publication.clinic
        return self._checksum(publication) == record.checksum and (
            not clinic or self.clinic_digest(clinic) == record.clinic
        )

    def _checksum(self, publication: Publication) -> Digest:
        return self._known.digest(f"{self._folder}/{publication.name}.json", checksum_of)

    def _is_sound(self, text: _TextNow, file: str, edition: IndexedEdition) -> bool:
        """Whether an edition in `file` is as it was made, from what is there now."""
        return (
            self._is_kind_sound(text, edition.kind)
            and self._is_own_sound(text, edition.own)
            and self._known.digest(f"{self._output}/{file}") == edition.file
        )

    def _is_kind_sound(self, text: _TextNow, kind: IndexedKind) -> bool:
        key = text, kind
        if key not in self._kinds:
            found = text.text.known + kind.findings
            is_fit = not self._request.strict or (
                kind.checked and not is_withheld_for(found, strict=True)
            )
            self._kinds[key] = is_fit and self._are_same(text, kind.inputs)
        return self._kinds[key]

    def _is_own_sound(self, text: _TextNow, own: OwnInputs) -> bool:
        if own not in self._own_inputs:
            self._own_inputs[own] = self._are_same(text, own.inputs)
        return self._own_inputs[own]

    def _are_same(self, text: _TextNow, inputs: Mapping[str, Digest]) -> bool:
        return all(self._digest(text, name) == each for name, each in inputs.items())

    def _digest(self, text: _TextNow, name: str) -> Digest:
        kind, _, rest = name.partition(" ")
        if kind == BESIDE:
            return self._known.digest(f"{self._output}/{rest}")
        if kind == "options" and rest in EDITIONS:
            return option_input(EDITIONS[rest])[1]
        return text.search_paths.current_digest(name)


@contextmanager
def _no_garbage() -> Iterator[None]:
    """In the block nobody looks for garbage: of what is known nothing becomes any."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
