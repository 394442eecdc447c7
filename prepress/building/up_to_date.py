"""Whether editions are up to date: why each of them must be made again, or why none need be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.building.cache import Record, changes
from prepress.building.report import BuildRequest, BuiltEdition, Report
from prepress.editions import EDITIONS, Edition, file_name, option_input
from prepress.findings import Finding, is_withheld_for
from prepress.project.engines import engines

if TYPE_CHECKING:
    from prepress.building.cache import CacheEntry
    from prepress.building.files_now import FilesNow
    from prepress.building.record_tables import IndexedEdition
    from prepress.files.digests import Digest
    from prepress.project.inputs import SearchPaths
    from prepress.project.project import Project, Publication

Reasons = dict[str, tuple[str, ...]]

_FORCED = ("--force was given",)
_FOUND = ("it has findings, which --strict does not let pass",)
_WRONG = ("its text has errors",)


@dataclass(frozen=True)
class EditionsInPlace:
    """The editions of a publication as a build finds them, with the `record` of how they were
    made, where there is one, and the `files` that they were made from; those `from_cache` have just
    come from the shared one.
    """

    project: Project
    publication: Publication
    request: BuildRequest
    record: Record | None
    files: FilesNow
    from_cache: frozenset[str] = frozenset()

    def reasons(
        self,
        editions: Sequence[Edition],
        values: Mapping[str, Digest],
        search_paths: SearchPaths,
        found: tuple[Finding, ...],
    ) -> Reasons:
        """Why each of `editions` has to be made, by name; nothing where it is as it should be.

        `values` are those of its inputs that are no files, `found` is what was found in the text.
        """
        if self.request.force or not self.request.write:
            return {edition.name: _FORCED for edition in editions}
        now = {**dict(map(option_input, editions)), **values}
        changed = {edition.name: self._changes(edition, now, search_paths) for edition in editions}
        # Where only a translation's source has changed, the text has errors though nothing else is
        # new.
        if is_withheld_for(found, strict=False):
            return {name: why or _WRONG for name, why in changed.items()}
        if self.request.strict:
            return {name: why or self._findings(name, found) for name, why in changed.items()}
        return changed

    def reasons_by_record(self) -> Reasons | None:
        """Why each edition has to be made, seen without setting the text; None where it must be set
        to see that.
        """
        record = self.record
        if record is None or self.request.release:
            return None
        if self.files.sources(self.publication) != record.sources:
            return None
        search_paths = self.files.search_paths(record.layout)
        if search_paths is None:
            return None
        editions = [EDITIONS[name] for name in self.request.names(record.declared)]
        return self.reasons(editions, record.values | engines(), search_paths, ())

    def report(self, name: str, *, is_overdue: bool) -> Report:
        """The report on an edition that is as it should be."""
        assert self.record is not None, "what was not recorded is made"
        entry = self.record.made[name]
        path = self._file(EDITIONS[name])
        if self.request.strict and is_overdue:
            # It is whole, so that it need not be made to be withheld.
            return Report(findings=entry.findings, withheld=(path.name,))
        is_new = name in self.from_cache
        built = built_in_place(
            self.publication.name, EDITIONS[name], path, entry, from_cache=is_new
        )
        return Report((built,), entry.findings)

    def _changes(
        self, edition: Edition, values: Mapping[str, Digest], search_paths: SearchPaths
    ) -> tuple[str, ...]:
        return changes(
            self.record.made.get(edition.name) if self.record else None,
            self._file(edition),
            search_paths,
            values,
            checked=self.request.strict,
            digest=self.files.digest,
        )

    def _findings(self, name: str, found: tuple[Finding, ...]) -> tuple[str, ...]:
        """A reason where more than notes was found in the text or in an edition that is up to
        date.
        """
        assert self.record is not None, "else it is not up to date"
        in_text = found or self.record.known
        known = (*in_text, *self.record.made[name].findings)
        return _FOUND if is_withheld_for(known, strict=True) else ()

    def _file(self, edition: Edition) -> Path:
        return self.project.output / file_name(self.publication.name, edition)


def built_in_place(
    publication: str,
    edition: Edition,
    path: Path,
    entry: CacheEntry | IndexedEdition,
    *,
    from_cache: bool = False,
) -> BuiltEdition:
    """The edition at `path` as its `entry` says that it was made."""
    return BuiltEdition(
        publication,
        edition.name,
        path,
        entry.size,
        entry.pages,
        entry.text_size,
        leaf=edition.leaf,
        from_cache=from_cache,
    )
