"""The table of reading grades names a book's hardest sections, in their order."""

from __future__ import annotations

from prepress.checks.plain_language.grades import FEW_WORDS, ReadingGrades, SectionGrade
from prepress.errors import Place
from prepress.reporting.reading_grades import grade_lines

MOST = 30


def section(title: str, grade: float, words: int = FEW_WORDS) -> SectionGrade:
    return SectionGrade(title, Place("sources/tiny/1.md", 1), words, (grade,))


def table(*sections: SectionGrade) -> list[str]:
    whole = section("The whole", 9)
    return [*grade_lines(ReadingGrades("tiny", "en", ("Flesch-Kincaid",), sections, whole))]


def test_easiest_sections_of_a_long_book_are_only_counted() -> None:
    sections = [section(f"Part {number}", 8 - number / 100) for number in range(MOST)]
    _, *rows = table(section("Easy", 2), *sections)
    assert [row.split("  ")[0].rstrip() for row in rows] == [
        *(each.title for each in sections),
        "The whole",
        "1 easier section is not shown.",
    ]
    *_, last = table(section("Easy", 2), *sections, section("Few words", 20, 3))
    assert last == "2 easier sections are not shown."


def test_long_title_is_cut_and_a_fitting_one_is_not() -> None:
    _, fitting, long, _ = table(section("A" * 48, 5), section("B" * 60, 5))
    assert fitting == "A" * 48 + "             5.0"
    assert long == "B" * 47 + "…" + " " * 13 + "5.0"
