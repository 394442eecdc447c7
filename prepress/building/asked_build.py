"""Asked build: what somebody in a folder asks for by names and paths, one project at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from prepress.building.build import build
from prepress.building.report import Report
from prepress.errors import UsageError
from prepress.project.single_file import orders

if TYPE_CHECKING:
    from pathlib import Path

    from prepress.building.report import BuildRequest
    from prepress.reporting.steps import Progress


def build_asked(
    here: Path, request: BuildRequest, output: Path | None, progress: Progress
) -> tuple[Report, Path]:
    """Carry out `request`, whose publications are as somebody in the folder `here` names them, and
    write to the folder or the one file `output`, where that is given; the report, and the root of
    the project that was built last.

    Raises as `orders`, `build` and `build_one_file` do.
    """
    file = _one_file(here / output) if output else None
    found = orders(here, request.publications, None if file else output)
    if file and len(found) > 1:
        raise UsageError(f"“{file.name}” is one file.", "Name one text, or a folder.")
    if file and request.share:
        raise UsageError(f"“{file.name}” is one file.", "Leave out --share, or name a folder.")
    report, root = Report(), here
    for order in found:
        root = order.project.root
        asked = replace(request, publications=order.names)
        if file:
            from prepress.building.one_file import build_one_file

            report = report.plus(build_one_file(order.project, asked, file, progress))
        else:
            report = report.plus(build(order.project, asked, progress))
    return report, root


def _one_file(output: Path) -> Path | None:
    """The output where it is one file, and no folder."""
    from prepress.building.one_file import is_one_file

    return output if is_one_file(output) else None
