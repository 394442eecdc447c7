"""Assessment: how plain the words of a publication are and how sound its structure, for builds that
are strict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.checks.plain_language.gate import gate_findings
from prepress.checks.plain_language.grades import Measurement, ReadingGrades, Scale
from prepress.checks.plain_language.sections import Text, text_of
from prepress.checks.plain_language.structure.handout import review_structure
from prepress.errors import Place

if TYPE_CHECKING:
    from prepress.checks.plain_language.structure.questions import OpenQuestions
    from prepress.findings import Finding
    from prepress.galley.galley import Galley
    from prepress.manuscript.manuscript import Manuscript


@dataclass(frozen=True)
class Assessment:
    """The findings, the grades, and what a person is to judge; None where the author has not asked
    for it.
    """

    findings: tuple[Finding, ...]
    grades: ReadingGrades
    open_questions: OpenQuestions | None = None


def assess(galley: Galley) -> Assessment:
    """Assess the text of `galley`. What fails here never keeps an edition from a build that is not
    strict.
    """
    text = text_of(galley)
    grades, findings = _measure_grades(text, galley.manuscript)
    if not galley.manuscript.metadata.plain_language:
        return Assessment(findings, grades)
    open_questions, more = review_structure(galley, text)
    return Assessment(findings + more, grades, open_questions)


def _measure_grades(
    text: Text, manuscript: Manuscript
) -> tuple[ReadingGrades, tuple[Finding, ...]]:
    """The grades of the `text` of `manuscript`, and what `max-grade` does not let pass.

    Where no formula is accepted for its language, nothing is measured and nothing found.
    """
    metadata = manuscript.metadata
    scale = Scale.of(text, metadata.lang, metadata.terms)
    if scale is None:
        return ReadingGrades(manuscript.name, metadata.lang, ()), ()
    measurement = Measurement(text, scale)
    place = Place(manuscript.metadata_file, metadata.lines.get("max-grade"))
    grades = measurement.grades(manuscript.name, metadata.lang, metadata.terms, place)
    return grades, tuple(gate_findings(measurement, metadata, grades))
