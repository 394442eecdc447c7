"""Word lines: what became of a Word file that came back, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prepress.reporting.line import OutputLine

if TYPE_CHECKING:
    from pathlib import Path

    from prepress.word_edits.taking_back import TakingBack


def taking_back_lines(result: TakingBack, root: Path) -> Iterator[OutputLine]:
    """What was taken back, what was not and why, and the comments, each with its place."""
    return map(OutputLine, _texts(result, root))


def _texts(result: TakingBack, root: Path) -> Iterator[str]:
    if result.taken:
        yield "Taken back, with all tracked changes accepted:"
        yield from (f"  - {each.place}: {each.what}" for each in result.taken)
    if result.left:
        yield "Not taken back:"
        yield from (f"  - {each.place}: {each.what}. {each.why}" for each in result.left)
    if result.comments:
        yield "Comments:"
    for each in result.comments:
        words = f" on “{each.words}”" if each.words else ""
        yield f"  - {each.place}: {each.author or 'somebody'}{words}: {each.text}"
    for file in result.files:
        yield f"Changed {file.relative_to(root).as_posix()}."
    if not result.files:
        yield "The Markdown stays as it was."
