"""Text: what was built, checked, or compared, as lines for people."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.reporting.grouped_findings import grouped_findings
from prepress.reporting.line import OutputLine, failure_lines
from prepress.reporting.steps import duration
from prepress.text.counts import counted
from prepress.text.escapes import shown_name

if TYPE_CHECKING:
    from prepress.building.report import BuiltEdition, Report
    from prepress.checks.plain_language.structure.questions import OpenQuestions
    from prepress.import_word.word_import import ImportResult
    from prepress.layouts.typefaces.adding import AddedTypeface, TypefaceStatus
    from prepress.project.project import Project, Publication
    from prepress.releases.diff.differences import Differences


def build_lines(report: Report, root: Path, *, explain: bool = False) -> Iterator[OutputLine]:
    """A build: what is to be mended aside, then what was made, with why where that is to be
    explained.
    """
    yield from grouped_findings(report.to_mend)
    yield from failure_lines(report.failures)
    for sentence in report.cache_trouble:
        yield OutputLine(sentence, "warning", aside=True)
    for sentence in report.assumed:
        yield OutputLine(sentence, aside=True)
    for built in report.built:
        if built.path is not None:
            yield OutputLine(f"{short_path(built.path, root)}  {_facts(built)}")
            for reason in built.why if explain else ():
                yield OutputLine(f"  made again: {reason}")
    for release in report.released:
        yield OutputLine(f"{release.revision} is released: {release.title}")
    for name in report.withheld:
        yield OutputLine(
            f"{name} was not written; the last good one, if any, is still in place.",
            "error",
            aside=True,
        )


def build_summary(report: Report, seconds: float) -> OutputLine:
    """What a build that took so many `seconds` came to, in one line."""
    editions = [built for built in report.built if built.path is not None]
    made = sum(1 for built in editions if built.why)
    fetched = sum(1 for built in editions if built.from_cache)
    as_they_were = len(editions) - made - fetched
    counts = {
        f"{counted(made, 'edition')} made": made or not editions,
        f"{fetched if made else counted(fetched, 'edition')} from the cache": fetched,
        f"{counted(as_they_were, 'edition')} up to date": as_they_were,
        f"{len(report.withheld)} not written": len(report.withheld),
        counted(len(report.failures), "failure"): len(report.failures),
        f"{counted(len(report.to_mend), 'thing')} to mend": len(report.to_mend),
    }
    said = ", ".join(text for text, count in counts.items() if count)
    return OutputLine(f"{said}, in {duration(seconds)}.", aside=True)


def _facts(built: BuiltEdition) -> str:
    facts = []
    if built.pages is not None:
        facts.append(f"{built.pages} {built.leaf}{'s' * (built.pages != 1)}")
    if built.text_size is not None:
        facts.append(f"text of {built.text_size:g} pt")
    facts.append(f"{-(-built.size // 1024)} KB")
    if built.from_cache:
        facts.append("from the cache")
    elif not built.why:
        facts.append("up to date")
    return ", ".join(facts)


def check_lines(report: Report) -> Iterator[OutputLine]:
    """A check: what is to be mended, one row each, then how hard the text is and what only a person
    can judge.
    """
    cells = [(str(each.severity), each.code, str(each.place)) for each in report.findings]
    for columns, finding in zip(in_columns(cells), report.findings, strict=True):
        text = f"{columns}  {finding.what} {finding.hint}"
        yield OutputLine(text, finding.severity.value)
    yield from failure_lines(report.failures)
    if not report.to_mend and not report.failures:
        count = len(report.built)
        editions = "edition" if count == 1 else "editions"
        beside = ", beside these notes" if report.findings else ""
        yield OutputLine(f"Nothing to mend in {count} {editions}{beside}.")
    yield from _assessment_lines(report)


def check_summary(report: Report, seconds: float) -> Iterator[OutputLine]:
    """What a check that took so many `seconds` has found, in one line; nothing where it has said
    that there is nothing to mend.
    """
    if not report.to_mend and not report.failures:
        return
    counts = Counter(str(finding.severity) for finding in report.findings)
    said = [counted(count, severity) for severity, count in counts.items()]
    if report.failures:
        said.append(counted(len(report.failures), "failure"))
    yield OutputLine(f"{', '.join(said)}, in {duration(seconds)}.", aside=True)


def in_columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each of `rows`, with its cells as wide as the widest above and below them."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))


def _assessment_lines(report: Report) -> Iterator[OutputLine]:
    from prepress.reporting.reading_grades import grade_lines

    for assessment in report.assessments:
        for lines in (
            list(grade_lines(assessment.grades)),
            list(_question_lines(assessment.open_questions)),
        ):
            if lines:
                yield OutputLine("\n" + "\n".join(lines))


def _question_lines(questions: OpenQuestions | None) -> Iterator[str]:
    """The questions for people; nothing where the author has not asked for them."""
    if questions is None:
        return
    if questions.unmeasured:
        yield (
            f"Plain language of {questions.publication}: not measured, since "
            f"{questions.unmeasured}."
        )
        return
    yield f"For you to judge in {questions.publication}:"
    yield from (f"- {question}" for question in questions.questions)


def difference_lines(found: Differences, root: Path) -> Iterator[OutputLine]:
    """What to reprint, one line for each edition, and where the report lies."""
    from prepress.releases.diff.reprint_advice import reprint_sentence

    yield from failure_lines(found.failures)
    for edition in found.editions:
        yield OutputLine(f"{edition.name}  {reprint_sentence(edition)}  (since {edition.since})")
    if found.report is not None:
        yield OutputLine(f"See {short_path(found.report, root)}")


def import_lines(made: ImportResult, root: Path) -> Iterator[OutputLine]:
    """What of a Word file did not survive, what its author should look at, and what to do next."""
    for heading, lines in (("Did not survive", made.lost), ("Please look at", made.to_check)):
        if lines:
            yield OutputLine(f"{heading}:", "note")
        for line in lines:
            yield OutputLine(f"  - {line}", "note")
    name = short_path(made.folder, root)
    yield OutputLine(f"Made {name}. Read it through, then: makebook build {made.folder.name!r}")


def translated_lines(noted: Sequence[Publication], project: Project) -> Iterator[OutputLine]:
    """The translations of which something was noted."""
    for translation in noted:
        folder = shown_name(project.relative(translation.folder))
        yield OutputLine(f"Noted: {folder} says what its source says now.")
    if not noted:
        yield OutputLine("There is nothing new to note: no source has changed since.")


def typeface_lines(statuses: Sequence[TypefaceStatus]) -> Iterator[OutputLine]:
    """The languages and their fonts, and how those are added that are not there."""
    from prepress.layouts.typefaces.scripts import adding_command

    typefaces = [each.typeface for each in statuses]
    cells = [(", ".join(each.languages), each.family, each.name) for each in typefaces]
    for columns, status in zip(in_columns(cells), statuses, strict=True):
        if status.typeface.ships:
            state = "ships"
        elif status.there:
            state = "there"
        else:
            state = adding_command(status.typeface)
        yield OutputLine(f"{columns}  {state}")
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
            f"{added.typeface.family} is there already, in {short_path(added.folder, root)}."
        )
    return OutputLine(
        f"Added {added.typeface.family} from {added.source} in {short_path(added.folder, root)}. "
        f"Now: makebook build"
    )


def short_path(path: Path, root: Path) -> str:
    """`path` as somebody in the project calls it."""
    return str(path).removeprefix(f"{root}{os.sep}")
