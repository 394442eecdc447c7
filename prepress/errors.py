"""The errors that makebook knows: each says where, what, and what to do, and carries its exit
code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Place:
    """Where in the project something stands: a file, and a line (from 1) where there is one."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        file = self.file.replace("\n", "\\n")  # a message has one line
        return f"{file}:{self.line}" if self.line else file


class MakebookError(Exception):
    """A known failure that stops the work; `exit_code` is what the command ends with."""

    exit_code = 3

    def __init__(self, what: str, remedy: str, place: Place | Path | str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.place = place if isinstance(place, Place) or place is None else Place(str(place))

    def __reduce__(self) -> tuple[type[MakebookError], tuple[str, str, Place | None]]:
        """Errors travel between the processes of a build."""
        return type(self), (self.what, self.remedy, self.place)

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.what} {self.remedy}"


class UsageError(MakebookError):
    """The command names something that is not there, such as an unknown publication or edition."""

    exit_code = 2


class SourceError(MakebookError):
    """A source cannot be read at all: broken YAML, a wrong encoding, a missing title."""

    exit_code = 3


class ChangedError(SourceError):
    """A source changed or went away between two looks at it, so that an edition would show two
    states of it.
    """

    @classmethod
    def of(cls, file: str) -> ChangedError:
        """The error for the source `file`."""
        return cls("This changed while it was read.", "Build again when it is saved.", file)


class MachineError(MakebookError):
    """The machine lacks something: a library, write permission, room on the disk."""

    exit_code = 4


class ClusterError(MachineError):
    """The cluster cannot do what a build needs, so that nothing more can be made."""


def gravest_exit_code(failures: Iterable[MakebookError]) -> int:
    """The exit code of the gravest of `failures`; 0 where there is none."""
    return max((failure.exit_code for failure in failures), default=0)
