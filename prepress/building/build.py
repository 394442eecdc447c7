"""The build: every chosen edition of every chosen publication, made again where it must be, whole
or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from prepress.building.cache import record_folder
from prepress.building.interruption import uninterrupted
from prepress.building.publication_build import PublicationBuild
from prepress.building.report import BuildRequest, BuiltEdition, Report
from prepress.editions import EDITIONS
from prepress.errors import UsageError
from prepress.files.atomic import sweep
from prepress.project.clinics import at_clinics, with_clinics
from prepress.project.project import Project, Publication, publications
from prepress.text.suggestions import suggestion

if TYPE_CHECKING:
    from prepress.building.workers import Crew
    from prepress.releases.ledger import Verdict

__all__ = ["BuildRequest", "BuiltEdition", "Progress", "Report", "build", "verify"]

Progress = Callable[[str], None]


def build(
    project: Project, order: BuildRequest, progress: Progress, crew: Crew | None = None
) -> Report:
    """Carry out `order`; a publication that fails does not stop the others.

    A `crew` that is there already, and warm, does the work; else one is hired for it. Raises
    UsageError for an unknown publication or edition, SourceError where there is nothing to build.
    """
    found = publications(project)
    chosen = _chosen(found, order.publications)
    _known(order.editions, tuple(EDITIONS), "edition")
    if order.release and order.editions:
        raise UsageError("A release is of all editions.", "Leave out --edition.")
    wanted = at_clinics(project, found, chosen, order.clinics, every=order.all_clinics)
    reports: dict[str, Report] = {}
    waiting = _waiting(
        (PublicationBuild(project, publication, order) for publication in wanted), reports
    )
    try:
        if first := next(waiting, None):
            jobs = chain([first], waiting)
            if crew:
                _carry_out(jobs, reports, crew)
            else:
                _carry_out_with_new_crew(jobs, reports, order, progress)
    finally:
        if order.write:
            ledgers = {publication.folder for publication in chosen} if order.release else ()
            sweep(project.output, record_folder(project), *ledgers)
    report = Report()
    for each in reports.values():
        report = report.joined(each)
    return report


def _waiting(
    jobs: Iterator[PublicationBuild], reports: dict[str, Report]
) -> Iterator[PublicationBuild]:
    """The jobs with something to do; the others report at once. Each holds its place among the
    reports.
    """
    for job in jobs:
        reports[job.publication.name] = job.report
        if not job.is_done:
            yield job


def _carry_out_with_new_crew(
    jobs: Iterator[PublicationBuild],
    reports: dict[str, Report],
    order: BuildRequest,
    progress: Progress,
) -> None:
    from prepress.building.workers import crew_of

    with crew_of(order.jobs if order.jobs > 1 else 0, progress) as crew:
        _carry_out(jobs, reports, crew)


def _carry_out(jobs: Iterator[PublicationBuild], reports: dict[str, Report], crew: Crew) -> None:
    """Set the publications, and make the editions of each as soon as it is set.

    A job begins only when there is room for it and goes when it is done, so that hundreds take no
    more memory than few.
    """
    from prepress.building.hands import FORKS

    room = 2 * crew.size + 1
    underway = {job.publication.name: job for job in islice(jobs, room)}
    # Where there are many publications, each stays with one hand, which lays out its print edition
    # only once.
    whole = len(underway) >= 2 * crew.size
    crew.more_to_come = len(underway) == room
    crew.give(*(job.setting() for job in underway.values()))
    if FORKS or not crew.size:
        with uninterrupted():
            from prepress.building.edition_builder import open_engines

            # While the first text is set; what is opened here is shared by hands hired from
            # now on.
            open_engines()
    for task, result in crew.results():
        job = underway[task.owner]
        crew.give(*job.took(result, whole=whole))
        if job.is_done:
            reports[task.owner] = underway.pop(task.owner).report
            if another := next(jobs, None):
                underway[another.publication.name] = another
                crew.give(another.setting())
            else:
                crew.more_to_come = False


def verify(project: Project, revision: str) -> Verdict:
    """What a copy with this `revision` in its foot is. Raises SourceError where the sources cannot
    be read.
    """
    from prepress.building.composition import compose
    from prepress.releases.ledger import verdict

    wanted = with_clinics(project, publications(project))
    return verdict(
        project, revision, ((each, compose(project, each).galley.revision) for each in wanted)
    )


def _chosen(all_publications: Sequence[Publication], names: Sequence[str]) -> Sequence[Publication]:
    _known(names, [publication.name for publication in all_publications], "publication")
    return [each for each in all_publications if not names or each.is_among(names)]


def _known(names: Sequence[str], known: Sequence[str], kind: str) -> None:
    for name in names:
        if name not in known:
            raise UsageError(f"There is no {kind} “{name}”.", suggestion(name, known))
