"""JSON: reports for other programs, as JSON has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from prepress.building.report import Report
    from prepress.errors import MakebookError
    from prepress.findings import Finding
    from prepress.import_word.word_import import ImportResult
    from prepress.layouts.typefaces.adding import AddedTypeface, TypefaceStatus
    from prepress.project.project import Publication
    from prepress.releases.diff.differences import Differences
    from prepress.word_edits.chapter_edits import TakenEdit
    from prepress.word_edits.taking_back import TakingBack


def failure_values(failure: MakebookError) -> dict[str, Any]:
    """A failure, with what to do about it."""
    place = str(failure.place or "")
    return {
        "what": failure.what,
        "remedy": failure.remedy,
        "place": place,
        "exit_code": failure.exit_code,
    }


def report_values(report: Report, *, with_notes: bool = False) -> dict[str, Any]:
    """A build, or a check, which is made `with_notes`."""
    from prepress.reporting.reading_grades import grade_values

    findings = report.findings if with_notes else report.to_mend
    return {
        "exit_code": report.exit_code,
        "built": [vars(built) | {"path": built.path and str(built.path)} for built in report.built],
        "findings": [_finding_values(finding) for finding in findings],
        "failures": [failure_values(failure) for failure in report.failures],
        "withheld": report.withheld,
        "assumed": report.assumed,
        "cache_trouble": report.cache_trouble,
        "released": [vars(release) for release in report.released],
        "reading": [grade_values(assessment.grades) for assessment in report.assessments],
        "to_judge": [
            vars(assessment.open_questions)
            for assessment in report.assessments
            if assessment.open_questions
        ],
    }


def _finding_values(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "file": finding.place.file,
        "line": finding.place.line,
        "what": finding.what,
        "hint": finding.hint,
    }


def difference_values(found: Differences) -> dict[str, Any]:
    """What changed on paper, without the pictures."""
    return {
        "exit_code": found.exit_code,
        "report": found.report and str(found.report),
        "editions": [edition.as_values() for edition in found.editions],
        "failures": [failure_values(failure) for failure in found.failures],
    }


def new_values(folder: Path) -> dict[str, Any]:
    """A publication that was begun in `folder`."""
    return {"exit_code": 0, "publication": folder.name, "folder": str(folder)}


def import_values(made: ImportResult) -> dict[str, Any]:
    """A publication that was made out of a Word file."""
    return new_values(made.folder) | {"lost": list(made.lost), "to_check": list(made.to_check)}


def taking_back_values(result: TakingBack) -> dict[str, Any]:
    """What became of the edits in a Word file that came back."""
    return {
        "exit_code": 0,
        "taken": list(map(_word_edit, result.taken)),
        "left": list(map(_word_edit, result.left)),
        "comments": [{**vars(each), "place": str(each.place)} for each in result.comments],
        "changed": list(map(str, result.files)),
    }


def _word_edit(edit: TakenEdit) -> dict[str, str]:
    return {"place": str(edit.place), "what": edit.what, "why": edit.why}


def translated_values(noted: Sequence[Publication]) -> dict[str, Any]:
    """The translations of which something was noted."""
    translations = [{"publication": each.name, "folder": str(each.folder)} for each in noted]
    return {"exit_code": 0, "noted": translations}


def typeface_values(statuses: Sequence[TypefaceStatus]) -> dict[str, Any]:
    """The fonts for other scripts, and which of them are there."""
    return {
        "exit_code": 0,
        "typefaces": [
            {
                "name": each.typeface.name,
                "family": each.typeface.family,
                "languages": list(each.typeface.languages),
                "ships": each.typeface.ships,
                "there": each.there,
            }
            for each in statuses
        ],
    }


def added_values(added: AddedTypeface) -> dict[str, Any]:
    """What came of adding a font."""
    return {
        "exit_code": 0,
        "lang": added.lang,
        "family": added.typeface and added.typeface.family,
        "folder": added.folder and str(added.folder),
        "new": added.new,
        "source": added.source,
    }
