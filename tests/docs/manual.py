"""The manual in docs/manual/: its chapters, and what stands between the marks of a table."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: The project that the manual is, and its only publication.
PROJECT = ROOT / "docs" / "manual"
MANUAL = PROJECT / "sources" / "manual"
PICTURES = MANUAL / "images"
_TABLE = r"(?<=<!-- {0}: begin -->\n).*?(?=<!-- {0}: end -->)"


def chapters() -> tuple[Path, ...]:
    """Its chapters in their order."""
    return tuple(sorted(MANUAL.glob("*.md")))


def manual_text() -> str:
    """All that it says."""
    return "\n".join(chapter.read_text("utf-8") for chapter in chapters())


def table(name: str) -> str:
    """What stands between the marks of the table `name`, which the manual has once."""
    (found,) = re.findall(_TABLE.format(name), manual_text(), re.DOTALL)
    return str(found)


def with_table(chapter: str, name: str, lines: str) -> str:
    """The text of a `chapter` in which the table `name`, if it is there, consists of these lines."""
    return re.sub(_TABLE.format(name), lambda _: lines, chapter, flags=re.DOTALL)
