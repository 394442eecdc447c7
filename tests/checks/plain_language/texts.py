"""Tiny texts, set and assessed."""

from __future__ import annotations

from prepress.checks.plain_language.assessment import Assessment, assess
from prepress.checks.plain_language.sections import Text, text_of
from tests.shelf import Shelf

#: Hard words in short sentences, which no grade below 12 lets pass.
HARD = (
    "Pharmacological interventions necessitate multidisciplinary evaluation. Psychotherapeutic "
    "methodologies "
    "facilitate neurobiological adaptation. Professional organizations emphasize individual "
    "determination. "
    "Contraindications necessitate reconsideration. Hypertension complicates anesthesiological "
    "administration. "
    "Practitioners, psychologists and administrators communicate recommendations. "
    "Comorbidities influence participation considerably. "
)
EASY = (
    "We sit with you. You lie down and rest. We talk for a while when you wake up. Then you go "
    "home with a friend. "
    "You can call us at any time. We will help you with all of it, one step at a time. "
)


def text_in(shelf: Shelf, markdown: str, metadata: str = "title: Tiny\nlang: en\n") -> Text:
    """The running text of a publication of one chapter."""
    return text_of(shelf.add({"1.md": markdown}, metadata=metadata).galley())


def assessment_of(shelf: Shelf, markdown: str, *lines: str, lang: str = "en") -> Assessment:
    """The assessment of a publication of one chapter, with more `lines` of metadata."""
    metadata = "\n".join(["title: Tiny", f"lang: {lang}", *lines, ""])
    return assess(shelf.add({"1.md": markdown}, metadata=metadata).galley())


def found_in(assessment: Assessment) -> list[tuple[str, int | None]]:
    """The code and line of each finding."""
    return [(finding.code, finding.place.line) for finding in assessment.findings]
