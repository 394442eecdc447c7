"""Launch: the preview is started, or it is said what it lacks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from prepress.errors import MachineError

if TYPE_CHECKING:
    from prepress.building.build import BuildRequest, Report
    from prepress.project.project import Project

#: What the extra `preview` installs.
_PACKAGES = ("starlette", "uvicorn")


def preview(
    project: Project,
    request: BuildRequest,
    *,
    port: int | None = None,
    is_read_only: bool = False,
    ready: Callable[[str], None],
    tell: Callable[[Report], None],
) -> None:
    """Build, serve and build again until the user interrupts; `ready` is given the address once
    there is something to see, `tell` each report. The sources can be written in the browser unless
    it `is_read_only`.

    Raises MachineError where the extra `preview` is not installed or the `port` is taken,
    UsageError for an unknown publication or edition.
    """
    try:
        from prepress.preview.server import serve
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in _PACKAGES:
            raise
        what = f"The preview needs {missing}, which is not installed."
        raise MachineError(
            what, 'In makebook\'s folder, run: uv tool install --force ".[preview]"'
        ) from error
    serve(project, request, port=port, is_read_only=is_read_only, ready=ready, tell=tell)
