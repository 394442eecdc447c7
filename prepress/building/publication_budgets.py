"""Publication budgets: what each task of a publication may take, by its size and its limits."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from prepress.building.budgets import Budget
from prepress.project.project import source_files

if TYPE_CHECKING:
    from prepress.building.composition import Composition
    from prepress.manuscript.limits import Limits
    from prepress.project.project import Publication


def budget_of_files(publication: Publication) -> Budget:
    """What the setting of a publication may take, by the size of its files."""
    from prepress.manuscript.limit_keys import written_limits

    files = source_files(publication)
    letters = 0
    for file in files:
        with suppress(OSError):
            letters += file.stat().st_size
    return _budget(written_limits(files), letters)


def budget_of_text(composition: Composition) -> Budget:
    """What each edition of a composition may take, by the length of its text."""
    letters = sum(len(each.markup) + len(each.notes) for each in composition.galley.chapters)
    return _budget(composition.galley.manuscript.metadata.limits, letters)


def _budget(limits: Limits, letters: int) -> Budget:
    return Budget(limits.seconds_for(letters), limits.bytes_for(letters))
