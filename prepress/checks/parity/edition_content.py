"""What an edition shows, as it was read from its finished file, in letters and words that can be
compared with those of the galley.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from prepress.galley.page_breaks import letters

#: A hyphen, and the end of the line that may have brought it.
_HYPHEN = re.compile(r"[\x02\u00ad\u2010\u2011\ufffe-]\s*")


@dataclass(frozen=True)
class EditionContent:
    """What an edition shows: its text, the descriptions of its pictures, and its headings, None
    where it marks none.
    """

    text: str
    pictures: Counter[str] | None = None
    headings: Counter[str] | None = None

    @cached_property
    def stream(self) -> str:
        """All its letters in a row."""
        return letters(self.text)

    @cached_property
    def words(self) -> Counter[str]:
        """How often it has each word."""
        return Counter(words_in(self.text))


def words_in(text: str) -> Iterator[str]:
    """The words of a text; hyphens are left out, since a line's end may have brought them."""
    joined = _HYPHEN.sub("", text)
    return (word for part in re.findall(r"\w+", joined) if (word := letters(part)))
