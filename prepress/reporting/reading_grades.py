"""Telling: the reading grades as the lines of a small table, and as values for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from prepress.checks.plain_language.grades import ReadingGrades, SectionGrade

#: How many sections a table names; of a book's many, those that are hardest.
_ROWS = 30
_WIDEST = 48


def reading_lines(reading: ReadingGrades) -> Iterator[str]:
    """The grades of one publication for people; nothing where there is no sentence."""
    if not reading.formulas:
        yield (
            f"Reading grade of {reading.publication}: not measured, for want of a formula for "
            f"“{reading.lang}”."
        )
    elif reading.whole:
        shown, left_out = _hardest(reading.sections)
        rows = [*shown, reading.whole]
        head = f"Reading grade of {reading.publication}"
        titles = [_cut(row.title) for row in rows]
        width = max(map(len, [head, *titles]))
        yield "  ".join([head.ljust(width), *reading.formulas])
        for row, title in zip(rows, titles, strict=True):
            cells = (
                f"{grade:.1f}".rjust(len(name))
                for grade, name in zip(row.grades, reading.formulas, strict=True)
            )
            few = "  (few words)" if row.is_short else ""
            yield "  ".join([title.ljust(width), *cells]) + few
        if left_out:
            yield f"{left_out} easier sections are not shown."
        if reading.unused:
            yield f"The text never uses these of its “terms”: {', '.join(reading.unused)}."


def reading_values(reading: ReadingGrades) -> dict[str, Any]:
    """The grades of one publication for programs; `grades` follow the order of `formulas`."""
    return {
        "publication": reading.publication,
        "lang": reading.lang,
        "measured": bool(reading.formulas),
        "formulas": list(reading.formulas),
        "sections": [_values(graded) for graded in reading.sections],
        "whole": reading.whole and _values(reading.whole),
        "unused_terms": list(reading.unused),
    }


def _values(graded: SectionGrade) -> dict[str, Any]:
    return {
        "title": graded.title,
        "file": graded.place.file,
        "line": graded.place.line,
        "words": graded.words,
        "few_words": graded.is_short,
        "grades": list(graded.grades),
    }


def _hardest(sections: tuple[SectionGrade, ...]) -> tuple[list[SectionGrade], int]:
    """At most so many sections in reading order, and how many were left out."""
    ranked = sorted(sections, key=lambda graded: (graded.is_short, -graded.grades[0]))[:_ROWS]
    kept = {id(graded) for graded in ranked}
    return [graded for graded in sections if id(graded) in kept], len(sections) - len(ranked)


def _cut(title: str) -> str:
    return title if len(title) <= _WIDEST else title[: _WIDEST - 1].rstrip() + "…"
