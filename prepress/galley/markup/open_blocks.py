"""Open blocks: what is open while the lines of a text go by, and what has been emitted of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from prepress.galley.markup.line_kinds import STEP, indent_of
from prepress.galley.markup.list_spacing import ListSpacing


@dataclass
class Item:
    """An open list item: the columns where its marker and its content stand, the last sign of its
    marker, the spacing of its list, and whether it has a blank line so far.
    """

    marker: int
    content: int
    sign: str
    spacing: ListSpacing
    divided: bool = False

    @property
    def inside(self) -> int:
        """From this column on a line belongs to the item; two columns are enough, whatever the
        marker's width.
        """
        return min(self.content, self.marker + 2)


@dataclass
class OpenFence:
    """An open code fence: its mark, the column where it stands, the words behind the mark, and its
    code so far.
    """

    mark: str
    column: int
    info: str
    code: list[str] = field(default_factory=list)

    def is_closed_by(self, line: str, content: int) -> bool:
        """Whether `line` ends it, where what is inside the same item begins in the column
        `content`.
        """
        closing = line.strip()
        longer = len(closing) >= len(self.mark) and set(closing) == {self.mark[0]}
        return longer and indent_of(line) < max(content, self.column) + STEP


@dataclass
class OpenBlocks:
    """What is open while the lines go by. `html_end` ends raw HTML that is open and read to the
    letter.

    Of the last line: was it `blank`, of a `paragraph`, of a quote, or the end of a block that no
    text goes on with? Is a `table` or indented `code` open?
    """

    items: list[Item] = field(default_factory=list)
    lists: list[ListSpacing] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    fence: OpenFence | None = None
    html_end: re.Pattern[str] | None = None
    blank: bool = True
    paragraph: bool = False
    quoted: bool = False
    ended: bool = False
    table: bool = False
    code: bool = False

    def depth(self, line: str) -> int:
        """How many of the open items the line lies inside."""
        column = indent_of(line)
        depths = (depth for depth, item in enumerate(self.items) if column < item.inside)
        return next(depths, len(self.items))

    def content(self, depth: int) -> int:
        """The column where what the innermost of `depth` open items holds begins."""
        return self.items[depth - 1].content if depth else 0

    def is_code(self, line: str, depth: int) -> bool:
        """Whether four columns and more are code: after a blank line, in code, and at the left edge
        of the text.
        """
        is_far = indent_of(line) - self.content(depth) >= STEP
        return is_far and (self.blank or self.code or depth == 0)

    def divide(self) -> None:
        """Emit a blank line, which divides all open items, whoever wrote it."""
        self.lines.append("")
        for item in self.items:
            item.divided = True

    def loosen(self, depth: int) -> None:
        """Behind a blank line a block `depth` deep is one more in its item, whose list is loose."""
        if depth and self.blank:
            self.items[depth - 1].spacing.is_loose = True

    def spacing(self, depth: int, sign: str) -> ListSpacing:
        """The spacing of the list to which an item goes that begins `depth` deep."""
        beside = self.items[depth] if depth < len(self.items) else None
        if beside and beside.sign == sign:
            beside.spacing.is_loose |= self.blank
            return beside.spacing
        self.loosen(depth)
        self.lists.append(ListSpacing())
        return self.lists[-1]
