"""Task times: how long the tasks of a publication took last time, kept beside its record.

Nothing that is made depends on them: they may be deleted, and differ from one build to the next.
"""

from __future__ import annotations

import json
from contextlib import suppress
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.building.cache import TEXT, record_folder
from prepress.errors import MakebookError
from prepress.text.escapes import json_text

if TYPE_CHECKING:
    from prepress.project.project import Project


class TaskTimes:
    """How long the tasks of a build take: in seconds, by the edition that they make, or `TEXT`."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}

    def note(self, what: str, seconds: float) -> None:
        """Add what a task took; with the text, all begins anew."""
        before = {} if what == TEXT else self._seconds
        self._seconds = {**before, what: before.get(what, 0) + seconds}

    def write(self, project: Project, publication: str) -> None:
        """Keep them, with those of editions that were not made now; where the disk does not allow
        it, nothing is lost.
        """
        from prepress.files.atomic import write_whole

        if project.only:  # beside somebody's file lies nothing that they have not asked for
            return
        times = read_times(project, publication) | self._seconds
        text = json_text({what: round(times[what], 3) for what in sorted(times)})
        with suppress(MakebookError):
            write_whole(_file(project, publication), text.encode(), durable=False)


def read_times(project: Project, publication: str) -> dict[str, float]:
    """How many seconds each task of a publication took last time; nothing of what is not known."""
    try:
        times = json.loads(_file(project, publication).read_text("utf-8"))
        return {str(what): float(each) for what, each in times.items() if 0 <= each < inf}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        return {}


def _file(project: Project, publication: str) -> Path:
    return record_folder(project) / f"{publication}.times"
