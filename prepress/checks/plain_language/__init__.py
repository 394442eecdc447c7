"""Plain words: the reading grade of every section, and a gate where the metadata sets a highest
grade.
"""

from __future__ import annotations

from prepress.checks.plain_language.gate import gate_findings
from prepress.checks.plain_language.grades import Measurement, ReadingGrades, Scale
from prepress.checks.plain_language.sections import Text
from prepress.errors import Place
from prepress.findings import Finding
from prepress.manuscript.reading import Manuscript

__all__ = ["ReadingGrades", "measure_grades"]


def measure_grades(text: Text, manuscript: Manuscript) -> tuple[ReadingGrades, tuple[Finding, ...]]:
    """The grades of the `text` of `manuscript`, and what `max-grade` does not let pass.

    Where no formula is accepted for its language, nothing is measured and nothing found.
    """
    metadata = manuscript.metadata
    scale = Scale.of(text, metadata.lang, metadata.terms)
    if scale is None:
        return ReadingGrades(manuscript.name, metadata.lang, ()), ()
    measurement = Measurement(text, scale)
    place = Place(manuscript.metadata_file, metadata.lines.get("max-grade"))
    reading = measurement.reading(manuscript.name, metadata.lang, metadata.terms, place)
    return reading, tuple(gate_findings(measurement, metadata, reading))
