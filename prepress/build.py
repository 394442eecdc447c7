"""The build: every chosen edition of every chosen publication, made again where it must be, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from prepress.editions import EDITIONS
from prepress.errors import UsageError
from prepress.jobs import Job
from prepress.nearest import suggestion
from prepress.outputs import sweep
from prepress.project import Project, Publication, publications
from prepress.records import record_folder
from prepress.reports import Built, Order, Report

if TYPE_CHECKING:
    from prepress.crew import Crew
    from prepress.releases import Verdict

__all__ = ["Built", "Order", "Progress", "Report", "build", "verify"]

Progress = Callable[[str], None]


def build(project: Project, order: Order, progress: Progress, crew: Crew | None = None) -> Report:
    """Carry out `order`; a publication that fails does not stop the others.

    A `crew` that is there already, and warm, does the work; else one is hired for it. Raises UsageError for an unknown
    publication or edition, SourceError where there is nothing to build.
    """
    chosen = _chosen(publications(project), order.publications)
    _known(order.editions, tuple(EDITIONS), "edition")
    if order.release and order.editions:
        raise UsageError("A release is of all editions.", "Leave out --edition.")
    jobs = [Job(project, publication, order) for publication in chosen]
    waiting = [job for job in jobs if not job.is_done]
    try:
        if waiting and crew:
            _carry_out(waiting, crew)
        elif waiting:
            _carry_out_with_new_crew(waiting, order, progress)
    finally:
        if order.write:
            ledgers = {publication.folder for publication in chosen} if order.release else ()
            sweep(project.output, record_folder(project), *ledgers)
    report = Report()
    for job in jobs:
        report = report.joined(job.report)
    return report


def _carry_out_with_new_crew(jobs: Sequence[Job], order: Order, progress: Progress) -> None:
    from prepress.crew import crew_of

    with crew_of(order.jobs if order.jobs > 1 else 0, progress) as crew:
        _carry_out(jobs, crew)


def _carry_out(jobs: Sequence[Job], crew: Crew) -> None:
    """Set every publication, and make its editions as soon as it is set."""
    from prepress.hands import FORKS

    by_name = {job.publication.name: job for job in jobs}
    # Where there are many publications, each stays with one hand, which lays out its print edition only once.
    whole = len(jobs) >= 2 * crew.size
    crew.give(*(job.setting() for job in jobs))
    if crew.size and FORKS:
        from prepress.workshop import warm

        warm()  # while the first text is set; hands that are hired from now on share what is opened here
    for task, result in crew.results():
        crew.give(*by_name[task.owner].took(result, whole=whole))


def verify(project: Project, revision: str) -> Verdict:
    """What a copy with this `revision` in its foot is. Raises SourceError where the sources cannot be read."""
    from prepress.composition import compose
    from prepress.releases import verdict

    chosen = publications(project)
    return verdict(project, revision, [(publication, compose(project, publication).galley) for publication in chosen])


def _chosen(all_publications: Sequence[Publication], names: Sequence[str]) -> Sequence[Publication]:
    by_name = {publication.name: publication for publication in all_publications}
    _known(names, tuple(by_name), "publication")
    return [by_name[name] for name in dict.fromkeys(names)] if names else all_publications


def _known(names: Sequence[str], known: Sequence[str], kind: str) -> None:
    for name in names:
        if name not in known:
            raise UsageError(f"There is no {kind} “{name}”.", suggestion(name, known))
