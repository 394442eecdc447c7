"""Differences: what differs on paper between the editions as they lie in output/ and those that
were given out.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.editions import EDITIONS
from prepress.errors import MachineError, MakebookError
from prepress.files.atomic import write_whole
from prepress.readers.pdf import open_pdf_file
from prepress.releases.diff.edition_comparison import compare
from prepress.releases.diff.page_changes import EditionChanges
from prepress.releases.diff.pairs import DiffRequest, PdfPair, pairs_of
from prepress.releases.diff.report_page import REPORT, report_of

if TYPE_CHECKING:
    from prepress.project.project import Project


@dataclass(frozen=True)
class Differences:
    """What changed in each edition, what could not be compared, and the `report` where there is
    one.
    """

    editions: tuple[EditionChanges, ...]
    failures: tuple[MakebookError, ...] = ()
    report: Path | None = None

    @property
    def exit_code(self) -> int:
        """0 nothing differs, 1 something does, else the gravest failure's own code."""
        codes = [failure.exit_code for failure in self.failures]
        return max([*codes, 1 if any(edition.differs for edition in self.editions) else 0])


def diff(
    project: Project,
    request: DiffRequest,
    here: Path,
    progress: Callable[[str], None] = lambda step: None,
) -> Differences:
    """Compare the editions that lie in the project's output folder, and write the report there.

    Where nothing differs no report is written, and one of an earlier comparison, which no longer
    holds, is removed. An edition that cannot be compared does not stop the others. `here` is where
    the path of an old PDF begins.

    Raises UsageError and SourceError where there is nothing to compare, MachineError where the
    report cannot be written.
    """
    found = pairs_of(project, request, here)
    editions: list[EditionChanges] = []
    failures = list(found.failures)
    for pair in found.pairs:
        progress(f"{pair.new.name}: comparing")
        try:
            editions.append(_changes_of(pair))
        except MakebookError as failure:
            failures.append(failure)
    file = project.output / REPORT
    if not any(edition.differs for edition in editions):
        _remove(file)
        return Differences(tuple(editions), tuple(failures))
    write_whole(file, report_of(project, editions, failures).encode())
    return Differences(tuple(editions), tuple(failures), file)


def _changes_of(pair: PdfPair) -> EditionChanges:
    unit = EDITIONS[pair.edition].unit
    nothing = EditionChanges(
        pair.publication, pair.edition, pair.new.name, pair.since, unit, 0, 0, ()
    )
    with open_pdf_file(pair.new, pair.new.name) as new:
        if pair.old is None:
            return replace(nothing, after=len(new), is_new=True)
        with open_pdf_file(pair.old, _name(pair)) as old:
            changes = () if old.data == new.data else compare(old, new)
            return replace(nothing, before=len(old), after=len(new), changes=changes)


def _name(pair: PdfPair) -> str:
    """The old PDF as messages name it: one of another name by its own, a kept one by its
    release.
    """
    assert pair.old is not None
    return pair.since if pair.since == pair.old.name else f"{pair.new.name} of {pair.since}"


def _remove(file: Path) -> None:
    with suppress(FileNotFoundError):
        try:
            file.unlink()
        except NotADirectoryError:
            return
        except PermissionError as error:
            what = "The report of an earlier comparison no longer holds, but cannot be removed."
            raise MachineError(what, "Delete it, or allow it.", file) from error
