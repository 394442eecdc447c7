"""Judgement: how plain the words of a publication are and how sound its bones, for orders that are
strict.
"""

from __future__ import annotations

from dataclasses import dataclass

from prepress.checks.plain_language import Reading, measured
from prepress.checks.plain_language.sections import text_of
from prepress.checks.plain_language.structure import Judging, looked_over
from prepress.findings import Finding
from prepress.galley.galley import Galley


@dataclass(frozen=True)
class Judgement:
    """What was `found`, the grades, and what a person is to judge; None where the author has not
    asked for it.
    """

    found: tuple[Finding, ...]
    reading: Reading
    judging: Judging | None = None


def judged(galley: Galley) -> Judgement:
    """Judge the text of `galley`. What fails here never keeps an edition from a build that is not
    strict.
    """
    text = text_of(galley)
    reading, found = measured(text, galley.manuscript)
    if not galley.manuscript.metadata.plain_language:
        return Judgement(found, reading)
    judging, more = looked_over(galley, text)
    return Judgement(found + more, reading, judging)
