"""Questions: what only a person can say of a handout, as questions, never as something that
passed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.text.xhtml import parse_xhtml

if TYPE_CHECKING:
    from prepress.galley.galley import Galley

_QUESTIONS = (
    "Is there one main message, at the top, that catches the eye? (CCI 1, 2 and 3; PEMAT-P 12)",
    "Does everything serve the purpose, with nothing beside the point? (PEMAT-P 2)",
    (
        "Are these the words that your readers use, and is each medical term explained? (PEMAT-P "
        "3 and 4, CCI 7)"
    ),
    "Is the order the one in which readers ask? (PEMAT-P 10)",
    "Does nobody have to calculate? (PEMAT-P 7, CCI 17)",
    "Does it say what is known, and what is not? (CCI 11)",
    "Does it say why its advice matters and how to follow it? (CCI 12, 13 and 14)",
    "Are risks and benefits both named, and how likely they are? (CCI 18, 19 and 20)",
    "Is there a tool to use, such as a checklist, where one would help? (PEMAT-P 23)",
)
_PICTURES = (
    "Do the pictures make the message clearer, and are they uncluttered? (PEMAT-P 15, 16, 18 and "
    "26; CCI 4)"
)
_NO_PICTURES = "Would a picture make anything clearer? (PEMAT-P 15 and 26; CCI 4)"
_TABLES = (
    "Are the tables simple, with short headings, and is it said how to use them? (PEMAT-P 19 and "
    "25)"
)


@dataclass(frozen=True)
class OpenQuestions:
    """What is left to a person to judge of `publication`; `unmeasured` says why its structure was
    not looked at, if so.
    """

    publication: str
    questions: tuple[str, ...] = ()
    unmeasured: str = ""


def questions_on(galley: Galley) -> tuple[str, ...]:
    """The questions that fit a publication with its pictures and tables."""
    trees = [parse_xhtml(chapter.markup) for chapter in galley.chapters]
    pictures = any(image.get("alt") for tree in trees for image in tree.iter("img"))
    tables = any(True for tree in trees for _ in tree.iter("table"))
    on_pictures = _PICTURES if pictures else _NO_PICTURES
    return (*_QUESTIONS, on_pictures, _TABLES) if tables else (*_QUESTIONS, on_pictures)
