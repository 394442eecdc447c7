"""Prepress: everything between an author's manuscript and the finished editions on paper and
screen.

The manuscript is read (`manuscript/`), set once into a galley (`galley/`), and every edition
(`editions/`) is printed (`pdf/`) or packed (`epub/`) from that galley, through the layouts
(`layouts/`). Checks (`checks/`) judge what was set and made; `building/` says what is made again
and puts it in place.

A program that makes handouts needs no more than this page:

    from pathlib import Path
    from prepress import BuildRequest, Project, build

    project = Project.find(Path("/srv/handouts"))
    report = build(project, BuildRequest(publications=("sleep",), editions=("print",)))
    for edition in report.built:
        print(edition.path, edition.pages)

What cannot be done is raised as a MakebookError, which says where, what, and the remedy; what is
wrong with one publication stands in `report.failures`, and what should be mended in
`report.findings`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prepress.building.build import build, check
    from prepress.building.report import BuildRequest, BuiltEdition, Report
    from prepress.building.workers import Workers
    from prepress.cluster.remote_executor import RemoteExecutor
    from prepress.errors import MakebookError, Place
    from prepress.findings import Finding, Severity
    from prepress.project.project import Project
    from prepress.releases.diff.differences import Differences, diff
    from prepress.releases.diff.pairs import DiffRequest

__version__ = "0.1.0"

__all__ = [
    "BuildRequest",
    "BuiltEdition",
    "DiffRequest",
    "Differences",
    "Finding",
    "MakebookError",
    "Place",
    "Project",
    "RemoteExecutor",
    "Report",
    "Severity",
    "Workers",
    "build",
    "check",
    "diff",
]

#: Where each of these names lives. They are loaded when they are asked for, since the command asks
#: for some of them only.
_HOMES = {
    "BuildRequest": "prepress.building.report",
    "BuiltEdition": "prepress.building.report",
    "DiffRequest": "prepress.releases.diff.pairs",
    "Differences": "prepress.releases.diff.differences",
    "Finding": "prepress.findings",
    "MakebookError": "prepress.errors",
    "Place": "prepress.errors",
    "Project": "prepress.project.project",
    "RemoteExecutor": "prepress.cluster.remote_executor",
    "Report": "prepress.building.report",
    "Severity": "prepress.findings",
    "Workers": "prepress.building.workers",
    "build": "prepress.building.build",
    "check": "prepress.building.build",
    "diff": "prepress.releases.diff.differences",
}


def __getattr__(name: str) -> Any:
    """One of the names above, from where it lives."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """What can be imported from here."""
    return [*globals(), *__all__]
