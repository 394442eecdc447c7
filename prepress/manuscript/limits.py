"""Limits: the most that the making of one edition may take, so that a text that was made to do
harm, or does so by mistake, stops no other.
"""

from __future__ import annotations

from dataclasses import dataclass

#: What is taken for a page before there are any: far fewer letters than a full one has.
_LETTERS_A_PAGE = 1000


@dataclass(frozen=True)
class Limits:
    """The most `time` in seconds, `memory` in MB and `pages` that an edition takes; what is None
    goes by how long the text is. A picture has at most so many mega`pixels`.
    """

    time: float | None = None
    memory: float | None = None
    pages: float = 20_000
    pixels: float = 100

    @property
    def most_pixels(self) -> int:
        """How many pixels a picture may have once it is opened."""
        return int(self.pixels * 1_000_000)

    def seconds_for(self, letters: int) -> float:
        """The seconds that a text of so many letters may take."""
        return self.time or 60 + letters // _LETTERS_A_PAGE

    def bytes_for(self, letters: int) -> int:
        """The bytes of memory that it may take, beside what is there already."""
        if self.memory:
            return int(self.memory * 1_000_000)
        return (1 << 30) + 3_000_000 * (letters // _LETTERS_A_PAGE)
