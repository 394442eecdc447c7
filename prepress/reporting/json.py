"""JSON: reports for other programs, as JSON has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prepress.building.report import Report
    from prepress.errors import MakebookError
    from prepress.findings import Finding
    from prepress.releases.diff.differences import Differences


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
