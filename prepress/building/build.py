"""The build: every chosen edition of every chosen publication, made again where it must be, whole
or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from prepress.building.cache import TEXT, record_folder
from prepress.building.files_of import files_of
from prepress.building.publication_build import PublicationBuild
from prepress.building.report import EXECUTORS, BuildRequest, BuiltEdition, Report
from prepress.editions import EDITIONS
from prepress.errors import MakebookError, UsageError
from prepress.files.atomic import sweep
from prepress.project.clinics import with_clinics
from prepress.project.project import Project, Publication, publications
from prepress.project.selection import refuse_unknown
from prepress.reporting.steps import CountedSteps, Progress, unfollowed

if TYPE_CHECKING:
    from concurrent.futures import Future

    from prepress.building.files_now import FilesNow
    from prepress.building.task_queue import TaskQueue
    from prepress.building.workers import Workers
    from prepress.project.selection import Selection
    from prepress.releases.ledger import Verdict
    from prepress.shared_cache.shared_cache import SharedCache

__all__ = ["BuildRequest", "BuiltEdition", "Progress", "Report", "build", "check", "verify"]


def build(
    project: Project,
    request: BuildRequest,
    progress: Progress = unfollowed,
    workers: Workers | None = None,
    interruption: Future[None] | None = None,
) -> Report:
    """Carry out `request`; a publication that fails does not stop the others.

    `workers` that are there already do the work; else some are started for it. Raises UsageError
    for an unknown publication, edition or executor, SourceError where there is nothing to build,
    ClusterError where a cluster cannot do it, and InterruptedBuild as soon as the `interruption` is
    there.
    """
    wanted = request.selection.of(project)
    request = _sound(project, request)
    steps = CountedSteps(progress, len(wanted))
    reports: dict[str, Report] = {}
    shared = _shared_cache(project, request)
    files = files_of(project, request, len(wanted))
    builds = _builds(project, request, wanted, files, shared)
    waiting = _waiting(builds, reports, steps)
    try:
        if first := next(waiting, None):
            from prepress.building.task_queue import TaskQueue

            with nullcontext(workers) if workers else _workers(project, request) as own:
                queue = TaskQueue(own, request.jobs, steps, interruption)
                _carry_out(chain([first], waiting), reports, queue, steps)
        if shared:
            shared.share(project, reports)
    finally:
        if shared:
            shared.close()
        files.keep_index()
        _sweep(project, request, wanted)
    report = Report.of(reports.values())
    return replace(report, cache_trouble=shared.trouble) if shared else report


def _sound(project: Project, request: BuildRequest) -> BuildRequest:
    """The `request` with what follows from it. Raises UsageError where it asks for what is not
    there.
    """
    refuse_unknown(request.editions, tuple(EDITIONS), "edition")
    refuse_unknown([request.executor] if request.executor else [], EXECUTORS, "executor")
    _refuse_partial_release(project, request)
    jobs = 1 if request.is_for_cluster else request.jobs  # its workers have processors of their own
    return replace(request, strict=request.strict or request.release, jobs=jobs)


def _workers(project: Project, request: BuildRequest) -> AbstractContextManager[Workers]:
    """The workers that somebody asks for."""
    if request.is_for_cluster:
        from prepress.cluster.dask_workers import dask_workers

        return dask_workers(project, request.scheduler)
    from prepress.building.workers import workers_for

    return workers_for(request.jobs)


def _shared_cache(project: Project, request: BuildRequest) -> SharedCache | None:
    """The shared cache that somebody asks for; a file by itself, or a mere check, has none."""
    if not request.cache or not request.write or project.only:
        return None
    from prepress.shared_cache.shared_cache import SharedCache

    return SharedCache.at(request.cache, read_only=request.cache_read_only)


def _sweep(project: Project, request: BuildRequest, wanted: Sequence[Publication]) -> None:
    """Remove what builds that died have left half-written where this one writes."""
    if request.write:
        ledgers = {publication.folder for publication in wanted} if request.release else ()
        sweep(project.output, record_folder(project), *ledgers)


def _builds(
    project: Project,
    request: BuildRequest,
    wanted: Sequence[Publication],
    files: FilesNow,
    shared: SharedCache | None,
) -> Iterator[tuple[str, Report | PublicationBuild]]:
    """What is `wanted`, by name: the report where it is known to be up to date, else its build."""
    for each in wanted:
        known = files.report(each)
        yield each.name, known or PublicationBuild(project, each, request, files, shared)


def _waiting(
    builds: Iterator[tuple[str, Report | PublicationBuild]],
    reports: dict[str, Report],
    steps: CountedSteps,
) -> Iterator[PublicationBuild]:
    """The builds with something to do; the others report at once. Each holds its place among the
    reports.
    """
    for name, build in builds:
        reports[name] = build if isinstance(build, Report) else build.report
        if isinstance(build, Report) or build.is_done:
            steps.done += 1
        else:
            yield build


def _carry_out(
    builds: Iterator[PublicationBuild],
    reports: dict[str, Report],
    queue: TaskQueue,
    steps: CountedSteps,
) -> None:
    """Set the publications, and make the editions of each as soon as it is set.

    A build begins only when there is room for it and goes when it is done, so that hundreds take no
    more memory than few.
    """
    underway = {build.publication.name: build for build in islice(builds, queue.room)}
    are_more = len(underway) == queue.room
    queue.add(*(build.setting() for build in underway.values()))
    if queue.workers.share_our_engine:
        _open_engines()  # while the first text is set
    for task, result in queue.results():
        build = underway[task.publication]
        if not isinstance(result, MakebookError):
            build.times.note(task.edition or TEXT, queue.seconds)
        queue.add(*build.tasks_after(task, result))
        build.keep(task, result)
        queue.add(*build.finish())
        if build.is_done:
            steps.done += 1
            reports[task.publication] = underway.pop(task.publication).report
            if another := next(builds, None):
                underway[another.publication.name] = another
                queue.add(another.setting())
            else:
                are_more = False
        if not are_more and not queue.has_texts:
            queue.workers.end_texts()


def _open_engines() -> None:
    from prepress.building.edition_builder import open_engines
    from prepress.building.interruption import uninterrupted

    with uninterrupted():
        open_engines()


def check(
    project: Project, request: BuildRequest | None = None, progress: Progress = unfollowed
) -> Report:
    """Say what is wrong with the sources and the finished editions that `request` names, all where
    it is None, and write nothing. Raises as `build` does.
    """
    asked = request or BuildRequest()
    return build(project, replace(asked, strict=True, write=False), progress)


def verify(project: Project, revision: str, selection: Selection | None = None) -> Verdict:
    """What a copy with this `revision` in its foot is, among all publications as they are and for
    every clinic, or among those that the `selection` means; what cannot be read stops no other.

    Raises UsageError for an unknown clinic, SourceError where there is no publication.
    """
    from prepress.releases.ledger import verdict

    found = selection.of(project) if selection else with_clinics(project, publications(project))
    failures: list[MakebookError] = []
    known = verdict(project, revision, _revisions(project, found, failures))
    return replace(known, failures=tuple(failures))


def _revisions(
    project: Project, found: Sequence[Publication], failures: list[MakebookError]
) -> Iterator[tuple[Publication, str]]:
    """Each publication with its current revision, where it and its releases can be read."""
    from prepress.building.composition import compose
    from prepress.releases.ledger import releases

    for publication in found:
        try:
            releases(project, publication)
            revision = compose(project, publication).galley.revision
        except MakebookError as failure:
            failures.append(failure)
        else:
            yield publication, revision


def _refuse_partial_release(project: Project, request: BuildRequest) -> None:
    if request.release and project.only:
        raise UsageError(
            "A file by itself has no list of releases.", "Put it into the sources/ of a project."
        )
    if request.release and request.editions:
        raise UsageError("A release is of all editions.", "Leave out --edition.")
