"""The build of one publication, from a look at what is in place to the record of what was made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prepress.building.cache import TEXT, Record, kept_folder, write_record
from prepress.building.plan import PlannedEdition, Task, fold, plan, planned_record, text_report
from prepress.building.publication_budgets import budget_of_files, budget_of_text
from prepress.building.publication_tasks import (
    lay_out_edition,
    make_edition,
    prepare_edition,
    set_publication,
)
from prepress.building.report import BuildRequest, Report
from prepress.building.task_times import TaskTimes
from prepress.building.up_to_date import EditionsInPlace
from prepress.errors import ChangedError, MachineError, MakebookError
from prepress.files.atomic import write_whole
from prepress.files.beside import is_same, put_in_place
from prepress.findings import Finding, is_withheld_for
from prepress.manuscript.review import Review, review_findings, today
from prepress.project.inputs import SearchPaths

if TYPE_CHECKING:
    from prepress.building.budgets import Budget
    from prepress.building.composition import Composition
    from prepress.building.edition_builder import EditionResult
    from prepress.building.files_now import FilesNow
    from prepress.editions.making import PageMap
    from prepress.files.digests import Digest
    from prepress.project.project import Project, Publication
    from prepress.shared_cache.shared_cache import SharedCache

#: How often a publication is set anew because its sources change while they are read.
_TRIES = 5


class PublicationBuild:
    """The build of one publication under a request, by the `files` that there are;
    what it gives and takes are tasks and their results.
    """

    def __init__(
        self,
        project: Project,
        publication: Publication,
        request: BuildRequest,
        files: FilesNow,
        shared: SharedCache | None = None,
    ) -> None:
        self.publication = publication
        self.times = TaskTimes()
        self._project = project
        self._request = request
        self._files = files
        self._record = files.record(publication) if request.write else None
        self._composition: Composition | None = None
        self._text = Report()
        self._overdue: tuple[Finding, ...] = ()
        self._waiting: list[PlannedEdition] = []
        self._underway = 0
        self._in_layout: dict[str, PlannedEdition] = {}
        self._laid_out: set[str] = set()
        self._page_maps: dict[str, PageMap] = {}
        self._results: list[EditionResult | MakebookError] = []
        self._budget: Budget | None = None
        self._editions: dict[str, Report] = {}
        self._failures: tuple[MakebookError, ...] = ()
        self._released = Report()
        self._tries = 0
        self._from_cache: frozenset[str] = frozenset()
        self.is_done = self._is_up_to_date() or self._is_in(shared)

    @property
    def report(self) -> Report:
        """What has come of it: what was found in the text and of its age, then the editions in the
        author's order.
        """
        report = self._text.plus(Report(findings=self._overdue))
        for edition in self._editions.values():
            report = report.plus(edition)
        return report.plus(Report(failures=self._failures)).plus(self._released)

    def setting(self) -> Task:
        """The task with which the work begins."""
        self._underway += 1
        if self._request.force:
            self._forget(TEXT)
        return Task(
            self.publication.name,
            f"{self.publication.name}: setting the text",
            set_publication,
            (self._project, self.publication, self._request.strict),
            budget=budget_of_files(self.publication),
        )

    def tasks_after(self, task: Task, result: Any) -> list[Task]:
        """The tasks that can begin now that `task` has given this result."""
        self._underway -= 1
        if task.edition is None and not isinstance(result, MakebookError):
            self._plan(result)
        begun = self._after_layout(task.edition, result) if task.edition in self._in_layout else []
        ready = [each for each in self._waiting if self._laid_out.issuperset(each.waits_for)]
        self._waiting = [each for each in self._waiting if each not in ready]
        begun += [self._begin(each) for each in ready]
        self._underway += len(begun)
        return begun + ([] if task.edition else self._preparations())

    def _begin(self, planned: PlannedEdition) -> Task:
        """The first task of an edition: one that others wait for is laid out before it is made."""
        if not planned.is_waited_for:
            return self._making(planned)
        self._in_layout[planned.edition.name] = planned
        return self._laying_out(planned)

    def _after_layout(self, name: str, result: PageMap | MakebookError) -> list[Task]:
        """The task of making an edition that has been laid out, where that could be done."""
        planned = self._in_layout.pop(name)
        self._laid_out.add(name)
        if isinstance(result, MakebookError):
            return []
        self._page_maps[name] = result
        return [self._making(planned)]

    def keep(self, task: Task, result: Any) -> None:
        """Put what was made in place, and note what has come of it."""
        if isinstance(result, MakebookError):
            self._results.append(result)
        elif task.function is make_edition:
            self._results.append(_in_place(result, self._beside_before(result)))
            for name, kept in result.kept.items():
                self._put_in(name, kept)

    def _beside_before(self, result: EditionResult) -> frozenset[str]:
        """The names of the files beside an edition as it was made before."""
        entry = self._record.made.get(result.edition) if self._record else None
        return frozenset(entry.beside) if entry else frozenset()

    def _forget(self, what: str) -> None:
        """Have all of an edition, or of the text, made, not only what has changed of it."""
        from shutil import rmtree

        folder = kept_folder(self._project, self.publication.name, what)
        if folder and self._request.write:
            rmtree(folder, ignore_errors=True)

    def _put_in(self, what: str, kept: Mapping[str, bytes]) -> None:
        """Put what makes the next edition sooner in place of what did so before; where the disk
        does not allow it, nothing is lost.
        """
        folder = kept_folder(self._project, self.publication.name, what)
        if not self._request.write or folder is None:
            return
        with suppress(MakebookError, OSError):
            before = set(folder.iterdir()) if folder.is_dir() else set()
            for name, content in kept.items():
                if not is_same(folder / name, content):
                    write_whole(folder / name, content, durable=False)
            for file in before - {folder / name for name in kept}:
                file.unlink()

    def finish(self) -> list[Task]:
        """Where nothing is underway, the task of another try if sources were changing; else the
        build is done, and its record is written.
        """
        if self._underway:
            return []
        self._fold()
        is_stale = any(isinstance(failure, ChangedError) for failure in self._failures)
        if is_stale and self._tries < _TRIES:
            self._tries += 1
            return [self.setting()]
        self.is_done = True
        if self._composition and self._record and self._request.write:
            self._write_record(self._record)
            if self._request.release and not self._failures and not self.report.withheld:
                self._release(self._composition, self._record)
        # What is not needed any more goes, since others wait for room.
        self._composition = self._record = None
        return []

    def _plan(self, composition: Composition) -> None:
        """Plan those editions that are not as they should be."""
        self._fold()
        self._failures = ()
        in_place = self._in_place()
        declared = [edition.name for edition in composition.editions()]
        editions = composition.editions(self._request.names(declared))
        if self._request.force:
            for edition in editions:
                self._forget(edition.name)
        layouts = composition.layouts
        self._record = planned_record(self._record, composition)
        why = in_place.reasons(
            editions,
            self._record.values,
            SearchPaths(self._project.root, layouts.folders, layouts.fonts),
            composition.findings,
        )
        self._text = text_report(composition)
        self._overdue = self._overdue_now(self._record.review)
        self._put_in(TEXT, composition.kept)
        known = composition.known + self._overdue
        self._composition = replace(composition, known=known, kept={})
        self._editions = {
            name: self._editions.get(name) or self._report_before(in_place, name, why[name])
            for name in why
        }
        self._budget = budget_of_text(composition)
        self._laid_out, self._page_maps = set(), {}
        self._waiting = list(plan(composition, editions, why))
        pdfs = sum(planned.edition.form == "pdf" for planned in self._waiting)
        jobs = max(1, self._request.jobs // max(1, pdfs))
        is_withheld = is_withheld_for(self._composition.findings, strict=self._request.strict)
        early = None if is_withheld else self._request.early  # the last good one stays in view
        self._composition = replace(self._composition, jobs=jobs, early=early)

    def _making(self, planned: PlannedEdition) -> Task:
        known = self._known(planned)
        request = replace(self._request, cache="", signing_key=None)  # whose secrets stay here
        task = self._task(planned, "making", make_edition, request, known)
        return replace(task, tells=True)

    def _known(self, planned: PlannedEdition) -> dict[str, PageMap]:
        """The page maps of those that it waited for, as far as they could be laid out."""
        names = self._page_maps.keys() & planned.waits_for
        return {name: self._page_maps[name] for name in names}

    def _laying_out(self, planned: PlannedEdition) -> Task:
        known = self._known(planned)
        task = self._task(planned, "laying out", lay_out_edition, known)
        return replace(task, tells=True)

    def _preparations(self) -> list[Task]:
        """What can be done for those that wait."""
        able = [each for each in self._waiting if each.edition.can_be_prepared]
        tasks = [self._task(each, "preparing", prepare_edition) for each in able]
        return [replace(task, ahead=True) for task in tasks]

    def _task(
        self, planned: PlannedEdition, verb: str, function: Callable[..., Any], *more: Any
    ) -> Task:
        return Task(
            self.publication.name,
            f"{self.publication.name}: {verb} the {planned.edition.name} edition",
            function,
            (self._project, self._composition, planned, *more),
            planned.edition.name,
            budget=self._budget,
        )

    def _fold(self) -> None:
        """Take the results so far into the record and the reports."""
        record, reports, failures = fold(self._record, self._results, checked=self._request.strict)
        self._record, self._results = record, []
        self._editions |= reports
        self._failures += failures

    def _in_place(self) -> EditionsInPlace:
        own = self._project, self.publication, self._request, self._record
        return EditionsInPlace(*own, self._files, self._from_cache)

    def _write_record(self, record: Record) -> None:
        """Write the record, where there is anything that it can vouch for."""
        if record.made and not is_withheld_for(record.known, strict=False):
            write_record(self._project, self.publication.name, record)
            self.times.write(self._project, self.publication.name)

    def _release(self, composition: Composition, record: Record) -> None:
        from prepress.archive.keeping import FinishedRelease, keep_release

        folders = composition.layouts.folders, composition.layouts.fonts
        names = [built.edition for built in self.report.built]
        finished = FinishedRelease(
            self.publication,
            composition.galley.revision,
            composition.galley.manuscript.metadata,
            self._files_made(record),
            record.sources,
            {key: value for name in names for key, value in record.made[name].inputs.items()},
            SearchPaths(self._project.root, *folders),
        )
        try:
            new = keep_release(
                self._project, finished, today().isoformat(), self._request.signing_key
            )
        except MakebookError as failure:
            self._failures += (failure,)
        else:
            self._released = Report(released=(new,) if new else ())

    def _files_made(self, record: Record) -> dict[Path, Digest]:
        """The files of the editions with their digests."""
        files: dict[Path, Digest] = {}
        for built in self.report.built:
            if built.path:
                entry = record.made[built.edition]
                files[built.path] = entry.file
                files |= {built.path.parent / name: each for name, each in entry.beside.items()}
        return files

    def _is_up_to_date(self) -> bool:
        """Whether every edition in place is what the sources say, seen without setting them; the
        report says so.
        """
        in_place = self._in_place()
        why = in_place.reasons_by_record()
        if why is None or any(why.values()):
            return False
        assert self._record, "it has been looked at"
        self._text = Report(findings=self._record.known)
        self._overdue = self._overdue_now(self._record.review)
        self._editions = {name: self._report_before(in_place, name, ()) for name in why}
        return True

    def _is_in(self, shared: SharedCache | None) -> bool:
        """Whether all that is missing is in the `shared` cache; what is, is put in place."""
        own = self._project, self.publication, self._request, self._record
        found = shared.fetch(*own, self._files) if shared else None
        if found is None:
            return False
        self._record, self._from_cache = found
        self._write_record(self._record)
        return self._is_up_to_date()

    def _report_before(self, in_place: EditionsInPlace, name: str, why: tuple[str, ...]) -> Report:
        """The report on an edition that there is no reason to make; nothing of any other."""
        if why:
            return Report()
        return in_place.report(name, is_overdue=bool(self._overdue))

    def _overdue_now(self, review: Review | None) -> tuple[Finding, ...]:
        """What the day says to the review. It is never recorded, since a day passes without
        anything else changing.
        """
        return review_findings(review, self._request.today or today())


def _in_place(
    result: EditionResult, beside_before: frozenset[str]
) -> EditionResult | MakebookError:
    """Put the files of an edition that was not withheld in place; what is left needs their bytes no
    more.
    """
    try:
        for built in result.report.built:
            if built.path and result.data is not None:
                put_in_place(built.path, result.data, result.beside, beside_before)
    except MachineError as failure:
        return failure
    return replace(result, data=None, kept={}, beside={})
