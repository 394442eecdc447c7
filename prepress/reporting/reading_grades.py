"""Reading grades: those of a publication as the lines of a small table, and as values for other
programs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prepress.checks.plain_language.grades import ReadingGrades, SectionGrade

#: How many sections a table names; of a book's many, those that are hardest.
_ROWS = 30
_WIDEST = 48


def grade_lines(grades: ReadingGrades) -> Iterator[str]:
    """The grades of one publication for people; nothing where there is no sentence."""
    if not grades.formulas:
        yield (
            f"Reading grade of {grades.publication}: not measured, for want of a formula for "
            f"“{grades.lang}”."
        )
    elif grades.whole:
        sections = _hardest(grades.sections)
        yield from _table(grades, [*sections, grades.whole])
        if easier := len(grades.sections) - len(sections):
            yield f"{easier} easier {'section is' if easier == 1 else 'sections are'} not shown."
        if grades.unused:
            yield f"The text never uses these of its “terms”: {', '.join(grades.unused)}."


def _table(grades: ReadingGrades, rows: Sequence[SectionGrade]) -> Iterator[str]:
    """A head with the names of the formulas, and a line for each of `rows`."""
    head = f"Reading grade of {grades.publication}"
    titles = [_cut(row.title) for row in rows]
    width = max(map(len, [head, *titles]))
    yield "  ".join([head.ljust(width), *grades.formulas])
    for row, title in zip(rows, titles, strict=True):
        cells = (
            f"{grade:.1f}".rjust(len(name))
            for grade, name in zip(row.grades, grades.formulas, strict=True)
        )
        few = "  (few words)" if row.is_short else ""
        yield "  ".join([title.ljust(width), *cells]) + few


def grade_values(grades: ReadingGrades) -> dict[str, Any]:
    """The grades of one publication for programs; those of a section follow the order of
    `formulas`.
    """
    return {
        "publication": grades.publication,
        "lang": grades.lang,
        "measured": bool(grades.formulas),
        "formulas": list(grades.formulas),
        "sections": [_section_values(section) for section in grades.sections],
        "whole": grades.whole and _section_values(grades.whole),
        "unused_terms": list(grades.unused),
    }


def _section_values(section: SectionGrade) -> dict[str, Any]:
    return {
        "title": section.title,
        "file": section.place.file,
        "line": section.place.line,
        "words": section.words,
        "few_words": section.is_short,
        "grades": list(section.grades),
    }


def _hardest(sections: Sequence[SectionGrade]) -> list[SectionGrade]:
    """At most so many sections as a table has rows, in reading order."""
    ranked = sorted(sections, key=lambda section: (section.is_short, -section.grades[0]))
    hardest = {id(section) for section in ranked[:_ROWS]}
    return [section for section in sections if id(section) in hardest]


def _cut(title: str) -> str:
    return title if len(title) <= _WIDEST else title[: _WIDEST - 1].rstrip() + "…"
