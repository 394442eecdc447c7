"""Placeholder marks: what stands in a text for its placeholders while that is read, since Markdown
leaves it alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prepress.manuscript.placeholders import Placeholder, replace_placeholders
from prepress.text.fences import outside_verbatim

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Chapter

#: A letter that no handout is written with (U+A66E, of one old Slavonic psalter); quotes and
#: hyphens beside it are set as they are beside any word.
_SIGN = "ꙮ"
PLACEHOLDER_MARK = re.compile(rf"{_SIGN}(\d+){_SIGN}")


def mark_placeholders(chapter: Chapter) -> tuple[str, tuple[Placeholder, ...]]:
    """The chapter's text with a mark for each placeholder outside code fences, and the placeholders
    by their number.
    """
    if "{{" not in chapter.text:
        return chapter.text, ()
    found: list[Placeholder] = []

    def mark(placeholder: Placeholder) -> str:
        if placeholder.is_foreign:
            return placeholder.written
        found.append(placeholder)
        return f"{_SIGN}{len(found) - 1}{_SIGN}"

    lines = enumerate(outside_verbatim(chapter.text.split("\n")), chapter.first_line)
    text = "\n".join(
        replace_placeholders(line, number, mark) if outside else line
        for number, (line, outside) in lines
    )
    return text, tuple(found)
