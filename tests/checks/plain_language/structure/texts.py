"""A tiny handout with every part of its structure in place, and what is found where one is changed."""

from __future__ import annotations

from tests.checks.plain_language.texts import assessment_of, found_in
from tests.shelf import SQUARE, Shelf

SOUND = """\
# Your visit

This handout tells you how to prepare for your visit. We sit with you. You rest for an hour.

# Afterward

You may feel tired. A friend should take you home. Some people sleep for most of the day.

# Before you come

Call us with your questions. We like to hear from you.
"""
METADATA = ("plain-language: true", "contact: {name: Your Clinic}")


def found(
    shelf: Shelf, markdown: str, *metadata: str, lang: str = "en"
) -> list[tuple[str, int | None]]:
    """The code and line of what is found in a handout; `metadata` stands in the place of the usual
    lines.
    """
    shelf.add({"images/bed.svg": SQUARE, "images/IMG_1234.svg": SQUARE})
    return found_in(assessment_of(shelf, markdown, *(metadata or METADATA), lang=lang))


def with_more(paragraph: str) -> str:
    """The sound handout with one more paragraph on its line 9, between the second section and the
    third.
    """
    return SOUND.replace("\n# Before you come", f"\n{paragraph}\n\n# Before you come")
