"""Shares: the publications divided among several machines, each of which makes its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from prepress.files.digests import digest_of


@dataclass(frozen=True)
class Share:
    """Share `number` of so many: which publications it has, their names alone say.

    So a publication stays in its share, whatever is added or taken away beside it.
    """

    number: int
    of: int

    @classmethod
    def written(cls, words: str) -> Share:
        """The share that is written as in `3/10`. Raises ValueError."""
        found = re.fullmatch(r"0*([1-9][0-9]{0,3})/0*([1-9][0-9]{0,3})", words, re.ASCII)
        share = cls(int(found[1]), int(found[2])) if found else None
        if share is None or share.number > share.of:
            raise ValueError(f"“{words}” is no share. Write the third of ten as 3/10.")
        return share

    def has(self, publication: str) -> bool:
        """Whether the publication of this name, which says its clinic too, is in it."""
        return int(digest_of(publication), 16) % self.of == self.number - 1
