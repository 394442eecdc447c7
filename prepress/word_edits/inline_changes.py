"""Inline changes: the words and marks that were changed within a block, in the Markdown that it was
made from.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from prepress.word.word_runs import OPENING
from prepress.word_edits.markdown_tokens import MarkdownToken, tokens_of
from prepress.word_edits.text_edits import TextEdit, UntakenEditError

if TYPE_CHECKING:
    from prepress.word_edits.token_places import BlockPlaces, ChapterPlaces

_MADE = "It changes words that makebook puts in, such as a number or a value of the clinic."
_HIDDEN = "There is something in the Markdown here that Word does not show."


def word_edits(places: ChapterPlaces, block: BlockPlaces, now: str) -> list[TextEdit]:
    """What makes the `block` of a chapter say what it says `now`.

    Raises UntakenEditError where that touches what does not stand in the Markdown in these words.
    """
    wanted = tokens_of(now)
    matcher = SequenceMatcher(
        None, [each.text for each in block.tokens], [each.text for each in wanted], False
    )
    return [
        _edit(places, block, range(begin, end), wanted[first:last])
        for kind, begin, end, first, last in matcher.get_opcodes()
        if kind != "equal"
    ]


def _edit(
    places: ChapterPlaces, block: BlockPlaces, old: range, new: Sequence[MarkdownToken]
) -> TextEdit:
    text = "".join(each.text for each in new)
    if OPENING in text:
        raise UntakenEditError("A picture, a field or a note cannot be put in or moved in Word.")
    if not old:
        at = _insertion_point(places, block, old.start)
        return TextEdit(at, at, text)
    numbers = [block.sources[at] for at in old]
    known = [each for each in numbers if each is not None]
    if len(known) != len(numbers):
        raise UntakenEditError(_MADE)
    first, last = min(known), max(known)
    _refuse_hidden(places, range(first, last + 1), set(known))
    return TextEdit(places.tokens[first].start, places.tokens[last].end, text)


def _refuse_hidden(places: ChapterPlaces, numbers: range, known: set[int]) -> None:
    """Raise UntakenEditError where other tokens than spaces stand among the known ones."""
    for number in numbers:
        if number not in known and places.tokens[number].kind != "space":
            raise UntakenEditError(_HIDDEN)


def _insertion_point(places: ChapterPlaces, block: BlockPlaces, at: int) -> int:
    """Behind the token before, else before the one behind."""
    before = block.sources[at - 1] if at else None
    if before is not None:
        return places.tokens[before].end
    behind = block.sources[at] if at < len(block.sources) else None
    if behind is not None:
        return places.tokens[behind].start
    raise UntakenEditError(_MADE)
