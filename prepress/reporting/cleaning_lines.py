"""Cleaning lines: what was removed from the output folder, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prepress.reporting.line import OutputLine
from prepress.reporting.text import short_path
from prepress.text.counts import counted

if TYPE_CHECKING:
    from prepress.building.cleaning import Cleaning


def cleaning_lines(done: Cleaning, root: Path, records: Path, *, dry: bool) -> Iterator[OutputLine]:
    """A line for each file, but one for all in the folder of the `records`."""
    verb = "Would remove" if dry else "Removed"
    for path in done.kept:
        why = "it is not as makebook made it, or no record says that it did"
        yield OutputLine(f"Kept {short_path(path, root)}: {why}.", "note", aside=True)
    for path in done.removed:
        if not path.is_relative_to(records):
            yield OutputLine(f"{verb} {short_path(path, root)}")
    if any(path.is_relative_to(records) for path in done.removed):
        yield OutputLine(f"{verb} {short_path(records, root)}")
    if not done.removed:
        yield OutputLine("There is nothing to remove.")
    else:
        count = counted(len(done.removed), "file")
        yield OutputLine(f"{count}, {-(-done.size // 1024)} KB.", aside=True)


def cleaning_values(done: Cleaning, *, dry: bool) -> dict[str, Any]:
    """The same for programs."""
    return {
        "exit_code": 0,
        "dry_run": dry,
        "removed": [str(path) for path in done.removed],
        "kept": [str(path) for path in done.kept],
        "size": done.size,
    }
