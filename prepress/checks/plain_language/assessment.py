"""Judgement: how plain the words of a publication are and how sound its bones, for orders that are
strict.
"""

from __future__ import annotations

from dataclasses import dataclass

from prepress.checks.plain_language import ReadingGrades, measure_grades
from prepress.checks.plain_language.sections import text_of
from prepress.checks.plain_language.structure import OpenQuestions, review_structure
from prepress.findings import Finding
from prepress.galley.galley import Galley


@dataclass(frozen=True)
class Assessment:
    """What was `found`, the grades, and what a person is to judge; None where the author has not
    asked for it.
    """

    found: tuple[Finding, ...]
    reading: ReadingGrades
    judging: OpenQuestions | None = None


def assess(galley: Galley) -> Assessment:
    """Judge the text of `galley`. What fails here never keeps an edition from a build that is not
    strict.
    """
    text = text_of(galley)
    reading, found = measure_grades(text, galley.manuscript)
    if not galley.manuscript.metadata.plain_language:
        return Assessment(found, reading)
    judging, more = review_structure(galley, text)
    return Assessment(found + more, reading, judging)
