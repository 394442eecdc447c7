"""Lines of a text, each with its number in what the author wrote, and those that open a callout."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prepress.text.fences import outside_verbatim

#: A mark of the source map, which may stand before the first word of a line.
MARK = "[\U000f0000-\U000ffffd\U00100000-\U0010fffd]?"
_CODE = 4


@dataclass(frozen=True)
class Line:
    """A line of `text`, the `number` of the author's line that it comes from, from 0, and whether
    it stands to the letter in code or HTML.
    """

    text: str
    number: int
    verbatim: bool = False

    @property
    def indent(self) -> int:
        """How many columns it is indented."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def may_be_block(self) -> bool:
        """Whether a block may begin here, so far as the line itself says."""
        return not self.verbatim and self.indent < _CODE

    @property
    def is_blank(self) -> bool:
        """Whether it has no words."""
        return not self.text.strip()

    def with_text(self, text: str) -> Line:
        """The same line with another `text`."""
        return Line(text, self.number, self.verbatim)


def lines_of(text: str) -> list[Line]:
    """The lines of `text`."""
    return reread([Line(line, number) for number, line in enumerate(text.split("\n"))])


def reread(lines: Sequence[Line]) -> list[Line]:
    """`lines`, which of them are to the letter found out again."""
    outside = outside_verbatim(line.text for line in lines)
    return [
        Line(line.text, line.number, not is_text)
        for line, (_, is_text) in zip(lines, outside, strict=True)
    ]


def apart(line: Line, *texts: str) -> Iterable[Line]:
    """Each of `texts` as a block of its own in the place of `line`."""
    for text in texts:
        yield from (line.with_text(""), line.with_text(text), line.with_text(""))


def callout_fence(kind: str, title: str | None) -> str:
    """The fence of a callout. A `title` that is empty is none; where there is no title at all it is
    the kind's.
    """
    if title is None:
        return f"::: {{.callout-{kind}}}"
    return f'::: {{.callout-{kind or "panel"} title="{title.replace(chr(34), "”")}"}}'
