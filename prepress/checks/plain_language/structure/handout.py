"""Handout: what is wrong with the structure of a handout, and what is left for a person to judge.

The items are those of AHRQ's Patient Education Materials Assessment Tool for printable materials
(PEMAT-P; Shoemaker, Wolf and Brach 2013, AHRQ Publication 14-0002-EF) and of the CDC's Clear
Communication Index (CCI; user guide 2014).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prepress.checks.plain_language.structure.chunks import chunk_findings
from prepress.checks.plain_language.structure.opening import opening_findings
from prepress.checks.plain_language.structure.questions import OpenQuestions, questions_on
from prepress.checks.plain_language.structure.voice import passive_findings

if TYPE_CHECKING:
    from prepress.checks.plain_language.sections import Text
    from prepress.findings import Finding
    from prepress.galley.galley import Galley

#: The layout whose publications are no handouts.
_BOOK = "book"
_LANGUAGES = ("en",)


def review_structure(galley: Galley, text: Text) -> tuple[OpenQuestions, tuple[Finding, ...]]:
    """The questions for a person, and the findings in the order of the `text` of `galley`.

    A book is no handout, and of other languages than English too little is understood.
    """
    manuscript = galley.manuscript
    metadata = manuscript.metadata
    if metadata.layout == _BOOK:
        return OpenQuestions(manuscript.name, unmeasured="a book is no handout"), ()
    if metadata.lang.partition("-")[0] not in _LANGUAGES:
        why = f"“{metadata.lang}” is not understood, only English"
        return OpenQuestions(manuscript.name, unmeasured=why), ()
    questions = OpenQuestions(manuscript.name, questions_on(galley))
    if not text.sentences:
        return questions, ()
    findings = [
        *opening_findings(galley, text),
        *chunk_findings(galley, text),
        *passive_findings(text),
    ]
    findings.sort(key=lambda finding: (finding.place.file, finding.place.line or 0, finding.code))
    return questions, tuple(findings)
