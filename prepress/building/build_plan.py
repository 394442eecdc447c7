"""The build plan: what a build would make, from what, why, and how long that took last time, with
nothing set or made for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prepress.building.cache import TEXT, source_changes
from prepress.building.edition_states import reasons_by_sources
from prepress.building.files_of import files_of
from prepress.building.task_times import read_times
from prepress.building.up_to_date import EditionsInPlace
from prepress.editions import EDITIONS
from prepress.errors import MakebookError, gravest_exit_code
from prepress.files.digests import Digest, digest_of
from prepress.project.engines import engines_digest
from prepress.project.inputs import FILES
from prepress.project.selection import refuse_unknown
from prepress.text.escapes import json_text

if TYPE_CHECKING:
    from prepress.building.cache import CacheEntry
    from prepress.building.report import BuildRequest
    from prepress.building.up_to_date import Reasons
    from prepress.project.project import Project

_FOR_EDITIONS = ("its editions are made from it",)


@dataclass(frozen=True)
class PlannedTask:
    """The setting of the text of a `publication`, or the making of an `edition` from it, and `why`.

    `inputs` are the digests of all that it is known to read: its sources and the engines, or the
    files that the edition was made from last time. It comes after the tasks with the names in
    `after`. It took so many `seconds` last time; None where that is not known.
    """

    publication: str
    edition: str | None
    why: tuple[str, ...]
    inputs: Mapping[str, Digest]
    after: tuple[str, ...] = ()
    seconds: float | None = None
    is_strict: bool = False

    @property
    def name(self) -> str:
        """The digest of all that it makes and is made from: the same on every machine, another as
        soon as any of that is.
        """
        what = [self.publication, self.edition, self.is_strict, self.after, {**self.inputs}]
        return digest_of(json_text(what, sorted_keys=True))


@dataclass(frozen=True)
class BuildPlan:
    """The `tasks` of a build, each after those that it needs; `failures` are of publications that
    cannot be read, `total` says how many were looked at.
    """

    tasks: tuple[PlannedTask, ...] = ()
    failures: tuple[MakebookError, ...] = ()
    total: int = 0

    @property
    def exit_code(self) -> int:
        """0 where all could be read, else the gravest failure's own code."""
        return gravest_exit_code(self.failures)


def plan_build(project: Project, request: BuildRequest) -> BuildPlan:
    """What `request` would make. Where a source has changed, these are all editions that are asked
    for: only the text, once set, shows which of them need not be made.

    A release is planned as a strict build is. Raises UsageError for an unknown publication,
    edition or clinic, SourceError where there is nothing to build.
    """
    wanted = request.selection.of(project)
    refuse_unknown(request.editions, tuple(EDITIONS), "edition")
    asked = replace(request, strict=request.strict or request.release, release=False)
    files = files_of(project, asked, len(wanted))
    tasks: list[PlannedTask] = []
    failures: list[MakebookError] = []
    for publication in wanted:
        try:
            if files.report(publication) is None:
                record = files.record(publication)
                in_place = EditionsInPlace(project, publication, asked, record, files)
                tasks += _Planning(in_place, _reasons(in_place)).tasks()
        except MakebookError as failure:
            failures.append(failure)
    return BuildPlan(tuple(tasks), tuple(failures), len(wanted))


def _reasons(in_place: EditionsInPlace) -> Reasons:
    """Why each edition that is made must be made."""
    reasons = in_place.reasons_by_record()
    if reasons is None:
        reasons, _ = reasons_by_sources(in_place)
    return {name: why for name, why in reasons.items() if why}


@dataclass(frozen=True)
class _Planning:
    """The planning of one publication, whose editions are `in_place` as they are and must be made
    for these `reasons`.
    """

    in_place: EditionsInPlace
    reasons: Reasons

    def tasks(self) -> Iterator[PlannedTask]:
        """The text, then the editions that are made from it; nothing where all are as they should
        be.
        """
        if not self.reasons:
            return
        times = read_times(self.in_place.project, self.in_place.publication.name)
        text = replace(self._text(), seconds=times.get(TEXT))
        yield text
        after = (text.name,)
        for edition, why in self.reasons.items():
            entry = self._entries.get(edition)
            yield replace(
                text,
                edition=edition,
                why=why,
                inputs=self._files([entry] if entry else [], FILES),
                after=after,
                seconds=times.get(edition),
            )

    def _text(self) -> PlannedTask:
        """The setting of the text: from its sources, and the files that it named last time."""
        publication, record = self.in_place.publication, self.in_place.record
        sources = self.in_place.files.sources(publication)
        named = self._files([*self._entries.values()], frozenset({"file"}))
        inputs = {f"source {file}": digest for file, digest in sources.items()} | named
        inputs["engines"] = engines_digest()
        why = source_changes(record.sources, sources) if record else ()
        strict = self.in_place.request.strict
        return PlannedTask(publication.name, None, why or _FOR_EDITIONS, inputs, is_strict=strict)

    @property
    def _entries(self) -> Mapping[str, CacheEntry]:
        return self.in_place.record.made if self.in_place.record else {}

    def _files(self, entries: list[CacheEntry], kinds: frozenset[str]) -> dict[str, Digest]:
        """The files of these `kinds` that the editions of `entries` were made from, as they are."""
        record = self.in_place.record
        search_paths = self.in_place.files.search_paths(record.layout) if record else None
        if search_paths is None:
            return {}
        names = {name for entry in entries for name in entry.inputs}
        return {
            name: search_paths.current_digest(name)
            for name in sorted(names)
            if name.partition(" ")[0] in kinds
        }
