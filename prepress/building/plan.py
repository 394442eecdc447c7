"""The plan of a publication: which of its editions are made, after which others, and what their
results come to.

All of it goes by values alone: nothing is read or written here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from prepress.building.cache import CacheEntry, Record
from prepress.building.report import Report
from prepress.editions import Edition, option_input
from prepress.errors import MakebookError
from prepress.manuscript.review import review_of

if TYPE_CHECKING:
    from prepress.building.budgets import Budget
    from prepress.building.composition import Composition
    from prepress.building.edition_builder import EditionResult


@dataclass(frozen=True, eq=False)
class Task:
    """A function of a module and the plain values that it is called with, for a publication.

    `step` says what is being done. It sets a text, or else makes the `edition` of that name; where
    it is `ahead`, it only prepares that, and need not be done at all. It ends where it has taken
    more than its `budget`. Where it `tells`, the function takes one more argument: whom to tell
    what it is at.
    """

    publication: str
    step: str
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    edition: str | None = None
    ahead: bool = False
    budget: Budget | None = None
    tells: bool = False


@dataclass(frozen=True)
class PlannedEdition:
    """An edition that is made, and `why`; before it come those that it `waits_for`, since it needs
    to know their pages.
    """

    edition: Edition
    why: tuple[str, ...]
    waits_for: tuple[str, ...] = ()
    is_waited_for: bool = False


def plan(
    composition: Composition, editions: Sequence[Edition], why: Mapping[str, tuple[str, ...]]
) -> tuple[PlannedEdition, ...]:
    """Those of `editions` that there is a reason to make; `why` has the reasons, by name.

    Those that others wait for come first.
    """
    made = [edition for edition in editions if why[edition.name]]
    waited_for = {edition.name for edition in made if composition.is_needed(edition, made)}
    planned = [
        PlannedEdition(
            edition,
            why[edition.name],
            tuple(name for name in edition.needed(editions) if name in waited_for),
            edition.name in waited_for,
        )
        for edition in made
    ]
    return tuple(sorted(planned, key=lambda each: not each.is_waited_for))


def planned_record(before: Record | None, composition: Composition) -> Record:
    """The record of a publication that is about to be made; its editions are still those of
    `before`.
    """
    manuscript = composition.galley.manuscript
    declared = composition.editions()
    return Record(
        manuscript.sources,
        manuscript.metadata.layout,
        tuple(edition.name for edition in declared),
        composition.known,
        composition.inputs | dict(map(option_input, declared)),
        review_of(manuscript),
        before.made if before else {},
    )


def text_report(composition: Composition) -> Report:
    """The report on a text that was set."""
    assessments = (composition.assessment,) if composition.assessment else ()
    assumed = composition.galley.manuscript.assumed
    return Report(findings=composition.findings, assessments=assessments, assumed=assumed)


def fold(
    record: Record | None, results: Sequence[EditionResult | MakebookError], *, checked: bool
) -> tuple[Record | None, dict[str, Report], tuple[MakebookError, ...]]:
    """What the `results` of tasks come to: the record with the editions that were made, the report
    on each edition by name, and what stopped the others.

    The results are `checked` where the finished files were looked over too.
    """
    finished = [result for result in results if not isinstance(result, MakebookError)]
    failures = {str(result): result for result in results if isinstance(result, MakebookError)}
    entries = {
        result.edition: _entry(result, checked=checked) for result in finished if result.file
    }
    return (
        replace(record, made=record.made | entries) if record else None,
        {result.edition: result.report for result in finished},
        tuple(failures[what] for what in sorted(failures)),  # they come in no fixed order
    )


def _entry(result: EditionResult, *, checked: bool) -> CacheEntry:
    assert result.file, "only what is in place is recorded"
    (built,) = result.report.built
    return CacheEntry(
        inputs=dict(result.inputs),
        file=result.file,
        size=built.size,
        pages=built.pages,
        text_size=built.text_size,
        findings=result.report.findings,
        checked=checked,
        beside=dict(result.beside_digests),
    )
