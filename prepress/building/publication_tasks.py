"""The tasks of a publication's build: functions of plain values, which any process can be given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.building.composition import Composition
    from prepress.building.edition_builder import EditionResult
    from prepress.building.plan import PlannedEdition
    from prepress.building.report import BuildRequest
    from prepress.editions.making import PageMap
    from prepress.project.project import Project, Publication
    from prepress.reporting.steps import Progress


def set_publication(project: Project, publication: Publication, strict: bool) -> Composition:
    """The task of reading and setting a publication; for `strict` builds its words are judged
    too.
    """
    from prepress.building.composition import compose
    from prepress.files.temporary_folders import room_for_temporary_files
    from prepress.processes import return_memory

    with room_for_temporary_files(publication.name):
        composition = compose(project, publication, strict)
    if len(composition.galley.chapters) > 1:
        return_memory()  # a book is set with much that its galley does not hold
    return composition


def make_edition(  # noqa: PLR0917 - what a task is given has no names
    project: Project,
    composition: Composition,
    planned: PlannedEdition,
    request: BuildRequest,
    page_maps: Mapping[str, PageMap],
    progress: Progress,
) -> EditionResult:
    """The task of making one edition of a composition, given those page maps that are known
    already; `progress` is told what it is at.
    """
    from prepress.building.edition_builder import build_edition
    from prepress.files.temporary_folders import room_for_temporary_files

    with room_for_temporary_files(composition.publication.name):
        return build_edition(
            project,
            replace(composition, progress=progress),
            planned.edition,
            request,
            page_maps,
            why=planned.why,
        )


def lay_out_edition(
    project: Project,
    composition: Composition,
    planned: PlannedEdition,
    page_maps: Mapping[str, PageMap],
    progress: Progress,
) -> PageMap:
    """The task of laying out an edition whose pages others need to know, given those page maps that
    are known already; the worker that has done it makes the edition sooner than others. `progress`
    is told what it is at.
    """
    from prepress.building import edition_builder
    from prepress.files.temporary_folders import room_for_temporary_files

    with room_for_temporary_files(composition.publication.name):
        told = replace(composition, progress=progress)
        return edition_builder.lay_out_edition(project, told, planned.edition, page_maps)


def prepare_edition(project: Project, composition: Composition, planned: PlannedEdition) -> None:
    """The task of preparing an edition while it waits for others, for the worker that may make it
    then.
    """
    from prepress.building import edition_builder

    edition_builder.prepare_edition(project, composition, planned.edition)
