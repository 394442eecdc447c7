"""Page changes: what a comparison says of one page and of one edition, ready to be printed and
drawn.
"""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

    from prepress.readers.pdf_page import Area

#: So few colours still show a page as it is, and leave a third of the bytes.
_COLOURS = 32


class DifferenceKind(StrEnum):
    """In what way a page differs."""

    WORDS = "words changed"
    MOVED = "text moved"
    LOOK = "a picture, a colour or a line changed"
    SIZE = "the paper has another size"
    FOLIO = "only the page number changed"
    ADDED = "new"
    REMOVED = "left out"


class MarkKind(StrEnum):
    """What a mark on the picture of a page stands for."""

    REMOVED = "removed"
    ADDED = "added"
    MOVED = "moved"
    LOOK = "look"


@dataclass(frozen=True)
class Phrase:
    """Words `removed` and `added` at one place, either of which may be empty, and the words around
    them.
    """

    before: str
    removed: str
    added: str
    behind: str


@dataclass(frozen=True)
class Mark:
    """A frame around what changed, in dots of the picture."""

    kind: MarkKind
    left: int
    top: int
    width: int
    height: int

    @classmethod
    def around(cls, kind: MarkKind, area: Area) -> Mark:
        """The mark of `kind` around `area`."""
        left, top, right, bottom = area
        return cls(kind, left, top, right - left, bottom - top)


@dataclass(frozen=True)
class PagePicture:
    """A page as the report shows it: its `number` from 1, a PNG as a data URI, its size in dots,
    the marks on it.
    """

    number: int
    picture: str
    width: int
    height: int
    marks: tuple[Mark, ...] = ()

    @classmethod
    def of(cls, number: int, picture: Image.Image, marks: tuple[Mark, ...] = ()) -> PagePicture:
        """The page that looks like `picture`; the same picture gives the same characters."""
        from PIL import Image

        few = picture.convert("RGB").quantize(
            _COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
        stream = io.BytesIO()
        few.save(stream, "PNG", optimize=True)
        data = base64.b64encode(stream.getvalue()).decode()
        return cls(number, f"data:image/png;base64,{data}", *picture.size, marks)


@dataclass(frozen=True)
class PageChange:
    """A page that differs: the `old` number or the `new` one is None where it was added or removed.

    A page of which only its number changed has no pictures.
    """

    old: int | None
    new: int | None
    kinds: tuple[DifferenceKind, ...]
    phrases: tuple[Phrase, ...] = ()
    was: PagePicture | None = None
    now: PagePicture | None = None

    def as_values(self) -> dict[str, Any]:
        """All of it but the pictures, as JSON has it."""
        words = [vars(phrase) for phrase in self.phrases]
        return {"old": self.old, "new": self.new, "kinds": self.kinds, "words": words}


@dataclass(frozen=True)
class EditionChanges:
    """What changed in one edition: `name` is its file's, `since` what it was compared with, `unit`
    page or side.

    `before` and `after` count its pages; `is_new` is whether there was no such edition before.
    """

    publication: str
    edition: str
    name: str
    since: str
    unit: str
    before: int
    after: int
    changes: tuple[PageChange, ...]
    is_new: bool = False

    def as_values(self) -> dict[str, Any]:
        """All of it but the pictures, as JSON has it."""
        return {
            "publication": self.publication,
            "edition": self.edition,
            "file": self.name,
            "since": self.since,
            "unit": self.unit,
            "before": self.before,
            "after": self.after,
            "is_new": self.is_new,
            "reprint": self.reprint,
            "renumbered": self.renumbered,
            "left_out": self.left_out,
            "changes": [change.as_values() for change in self.changes],
        }

    @property
    def differs(self) -> bool:
        """Whether anything changed on paper."""
        return self.is_new or bool(self.changes)

    @property
    def reprint(self) -> tuple[int, ...]:
        """The new pages to be printed, but for those of which only the number changed."""
        if self.is_new:
            return tuple(range(1, self.after + 1))
        return tuple(
            change.new
            for change in self.changes
            if change.new and DifferenceKind.FOLIO not in change.kinds
        )

    @property
    def renumbered(self) -> tuple[int, ...]:
        """The new pages of which only the number changed."""
        return tuple(
            change.new
            for change in self.changes
            if change.new and DifferenceKind.FOLIO in change.kinds
        )

    @property
    def left_out(self) -> tuple[int, ...]:
        """The old pages that are gone."""
        return tuple(change.old for change in self.changes if change.old and change.new is None)
