"""Title and language of a publication whose metadata does not say them, taken from its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from prepress.manuscript.first_heading import (
    FirstHeading,
    first_heading,
    has_words_before,
    is_alone_on_its_level,
    loosely,
    without_heading,
)
from prepress.text.escapes import words_of_name

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Chapter

#: Files that speak of the whole that they lie in.
_OF_THE_WHOLE = re.compile(r"[\d._ -]*(?:index|readme|title|titlepage|cover)", re.IGNORECASE)
_LONGEST = 500
#: The language of texts that are too short to tell.
_USUAL = "en"


def title_from_text(chapters: Sequence[Chapter]) -> str | None:
    """The first heading, where it names the whole; None where there is none.

    Below the first level it names but a part where words stand above it. In several chapters it
    names the whole where no other of them has a heading as high, or where it stands in an index or
    on a page for the title; one called “Preface” never does.
    """
    first = _first_heading_of(chapters)
    if first is None or not chapters:
        return None
    if len(chapters) > 1 and (first.is_opening or not _names_all(first, chapters)):
        return None
    if first.level > 1 and has_words_before(chapters[0].text, first):
        return None
    return first.words[:_LONGEST].strip() or None


def _names_all(first: FirstHeading, chapters: Sequence[Chapter]) -> bool:
    if speaks_of_its_folder(PurePosixPath(chapters[0].file).stem):
        return True
    others = (first_heading(chapter.text) for chapter in chapters[1:])
    return not any(other and other.level <= first.level for other in others)


def _first_heading_of(chapters: Sequence[Chapter]) -> FirstHeading | None:
    return first_heading(chapters[0].text) if chapters else None


def speaks_of_its_folder(stem: str) -> bool:
    """Whether a file of this name, such as README, speaks of the whole that it lies in."""
    return bool(_OF_THE_WHOLE.fullmatch(stem))


def title_from_name(name: str) -> str:
    """The name of a file or folder as words: `02-what-it-is` is `What it is`."""
    words = re.sub(r"[-_\s]+", " ", re.sub(r"^[\d._ -]+(?=\D)", "", name)).strip()
    return words_of_name((words[:1].upper() + words[1:]) or name)


def without_title(chapters: Sequence[Chapter], title: str, *, is_taken: bool) -> list[Chapter]:
    """The chapters without the first heading where that says no more than the `title`.

    Where the title `is_taken` from it and other headings are as high as it, it stays below the
    first level, as one among equals.
    """
    first = _first_heading_of(chapters)
    if first is None or not first.bare or loosely(first.words) != loosely(title):
        return list(chapters)
    if is_taken and first.level > 1 and not is_alone_on_its_level(chapters[0], first):
        return list(chapters)
    without = without_heading(chapters[0], first)
    if not without.text.strip() and len(chapters) == 1:
        return list(chapters)  # there is nothing else to read
    return [without, *chapters[1:]]


def language_from_text(chapters: Sequence[Chapter]) -> tuple[str, str]:
    """The language of the text, and how it is known, as the end of a sentence."""
    from prepress.text.told_language import told_language

    told = told_language("\n\n".join(chapter.text[:8000] for chapter in chapters[:8]))
    return (told, "told from its text") if told else (_USUAL, "since its text is too short to tell")
