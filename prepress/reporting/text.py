"""Lines: what was built, checked, compared or published, said to people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.building.report import BuiltEdition, Report
from prepress.reporting.line import OutputLine, failure_lines

if TYPE_CHECKING:
    from prepress.layouts.typefaces.adding import AddedTypeface, TypefaceStatus
    from prepress.releases.diff.differences import Differences
    from prepress.site.publishing import Publishing


def build_lines(report: Report, root: Path, *, explain: bool = False) -> Iterator[OutputLine]:
    """A build: what is wrong aside, then what was made, with why where that is to be explained."""
    for finding in report.findings:
        yield OutputLine(str(finding), finding.severity.value, aside=True)
    yield from failure_lines(report.failures)
    for built in report.built:
        if built.path is not None:
            yield OutputLine(f"{_shown(built.path, root)}  {_facts(built)}")
            yield from (
                OutputLine(f"  made again: {reason}") for reason in (built.why if explain else ())
            )
    for release in report.released:
        yield OutputLine(f"{release.revision} is released: {release.title}")
    for name in report.withheld:
        yield OutputLine(
            f"{name} was not written; the last good one, if any, is still in place.",
            "error",
            aside=True,
        )


def _facts(built: BuiltEdition) -> str:
    facts = [] if built.pages is None else [f"{built.pages} page{'s' * (built.pages != 1)}"]
    facts += [] if built.text_size is None else [f"text of {built.text_size:g} pt"]
    return ", ".join(
        [*facts, f"{-(-built.size // 1024)} KB", *([] if built.why else ["up to date"])]
    )


def check_lines(report: Report) -> Iterator[OutputLine]:
    """A check: what is to be mended, one row each, then how hard the text is and what only a person
    can judge.
    """
    rows = [
        (str(finding.severity), finding.code, str(finding.place)) for finding in report.findings
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row, finding in zip(rows, report.findings, strict=True):
        begin = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield OutputLine(f"{begin}  {finding.what} {finding.hint}", finding.severity.value)
    yield from failure_lines(report.failures)
    if not rows and not report.failures:
        yield OutputLine(
            f"Nothing to mend in {len(report.built)} edition{'s' * (len(report.built) != 1)}."
        )
    yield from _judgement_lines(report)


def _judgement_lines(report: Report) -> Iterator[OutputLine]:
    from prepress.checks.plain_language.structure.questions import judging_lines
    from prepress.reporting.reading_grades import reading_lines

    for judgement in report.judgements:
        for lines in (
            list(reading_lines(judgement.reading)),
            list(judging_lines(judgement.judging)),
        ):
            if lines:
                yield OutputLine("\n" + "\n".join(lines))


def difference_lines(found: Differences, root: Path) -> Iterator[OutputLine]:
    """What to reprint, one line for each edition, and where the report lies."""
    from prepress.releases.diff.reprint_advice import reprint_sentence

    yield from failure_lines(found.failures)
    for edition in found.editions:
        yield OutputLine(f"{edition.name}  {reprint_sentence(edition)}  (since {edition.since})")
    if found.report is not None:
        yield OutputLine(f"See {_shown(found.report, root)}")


def publishing_lines(done: Publishing, root: Path) -> Iterator[OutputLine]:
    """What was published and what was not, and where the site lies."""
    yield from build_lines(replace(done.report, built=()), root)
    for name in done.kept:
        yield OutputLine(
            f"{name} was not published; the site has it as it was.", "error", aside=True
        )
    for name in done.missing:
        yield OutputLine(f"{name} was not published.", "error", aside=True)
    for name in done.removed:
        yield OutputLine(f"{name} was removed from the site.")
    for name in done.published:
        yield OutputLine(f"{name} is published.")
    if done.published or done.kept:
        yield OutputLine(f"See {_shown(done.folder / 'index.html', root)}")


def typeface_lines(listed: Sequence[TypefaceStatus]) -> Iterator[OutputLine]:
    """The languages and their fonts, and how those are added that are not there."""
    from prepress.layouts.typefaces.scripts import adding_command

    rows = [
        (", ".join(each.typeface.languages), each.typeface.family, each.typeface.name)
        for each in listed
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row, each in zip(rows, listed, strict=True):
        begin = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        state = (
            "ships"
            if each.typeface.ships
            else "there"
            if each.there
            else adding_command(each.typeface)
        )
        yield OutputLine(f"{begin}  {state}")
    yield OutputLine(
        "Languages in Latin, Greek or Cyrillic letters need no other font; others may share "
        "one of these."
    )


def added_line(added: AddedTypeface, root: Path) -> OutputLine:
    """What came of adding a font."""
    if added.typeface is None or added.folder is None:
        return OutputLine(f"“{added.lang}” needs no font: those that ship have its letters.")
    if not added.new:
        return OutputLine(
            f"{added.typeface.family} is there already, in {_shown(added.folder, root)}."
        )
    return OutputLine(
        f"Added {added.typeface.family} from {added.source} in {_shown(added.folder, root)}. "
        f"Now: makebook build"
    )


def _shown(path: Path, root: Path) -> Path:
    """`path` as somebody in the project calls it."""
    return path.relative_to(root) if path.is_relative_to(root) else path
