"""Edited files: edits of a chapter's text in the file that it was read from, whose other bytes stay
as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from prepress.word_edits.text_edits import TextEdit, UntakenEditError, edited

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Chapter

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_BOM = "\ufeff"


def edited_file(data: bytes, chapter: Chapter, edits: Sequence[TextEdit]) -> bytes:
    """The file `data` of a `chapter` with the `edits` of its text.

    Raises UntakenEditError where a line of the text is not one of the file's.
    """
    text = data.decode("utf-8")
    lines = _LINE.findall(text)
    end = "\r\n" if "\r\n" in text else "\n"
    moved = [_in_file(each, chapter, lines, end) for each in edits]
    return edited(text, moved).encode()


def is_in_file(data: bytes, chapter: Chapter, edit: TextEdit) -> bool:
    """Whether the lines that an edit touches stand in the file as they were read."""
    try:
        _in_file(edit, chapter, _LINE.findall(data.decode("utf-8")), "\n")
    except UntakenEditError:
        return False
    return True


def _in_file(edit: TextEdit, chapter: Chapter, lines: Sequence[str], end: str) -> TextEdit:
    start = _offset_in_file(edit.start, chapter, lines)
    stop = _offset_in_file(edit.end, chapter, lines)
    return TextEdit(start, stop, edit.text.replace("\n", end))


def _offset_in_file(offset: int, chapter: Chapter, lines: Sequence[str]) -> int:
    number = chapter.text.count("\n", 0, offset)
    begin = chapter.text.rfind("\n", 0, offset) + 1
    written = chapter.text[begin:].split("\n", 1)[0]
    at = chapter.first_line - 1 + number
    line = lines[at] if at < len(lines) else ""
    mark = len(_BOM) if line.startswith(_BOM) else 0
    if line[mark:].rstrip("\r\n") != written:
        raise UntakenEditError("This line does not stand so in the file.")
    return sum(map(len, lines[:at])) + mark + offset - begin
