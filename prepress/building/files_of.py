"""Files of a project: looked at one by one, or by what is known of them where they are many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prepress.building.files_now import FilesNow

if TYPE_CHECKING:
    from prepress.building.report import BuildRequest
    from prepress.project.project import Project

#: Of fewer publications it takes longer to read what is known of them than to look at them.
_MANY = 50


def files_of(project: Project, request: BuildRequest, count: int) -> FilesNow:
    """The files as a build of so many publications finds them, with what is known of these where
    they are many, and not made in any case.
    """
    is_made = request.force or request.release or not request.write or project.only
    if count < _MANY or is_made:
        return FilesNow(project)
    from prepress.building.indexed_files import IndexedFiles

    return IndexedFiles(project, request)
