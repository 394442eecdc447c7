"""The nearest known name to one that does not exist, put into words for a remedy."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

#: So many names are compared with those that stand wrongly, which takes less than a second.
_MOST_COMPARED = 20_000


def nearest(name: str, known: Sequence[str]) -> str | None:
    """The one of `known` that `name` was probably meant to be, if any."""
    near = difflib.get_close_matches(name, known, 1, 0.5)
    return near[0] if near else None


def suggestion(name: str, known: Sequence[str]) -> str:
    """A sentence that names what `name` was probably meant to be, else all that is `known`, else
    that there is none.
    """
    plain = {candidate.casefold(): candidate for candidate in known}
    near = difflib.get_close_matches(name.casefold().replace("_", "-"), plain, 1, 0.5)
    if near:
        return f"Did you mean “{plain[near[0]]}”?"
    return f"There is: {', '.join(known)}." if known else "There is none yet."


class Likenesses:
    """Looks for the nearest name again and again: each name once, and none any more when it has
    taken too long, so that a thousand mistakes are said about as fast as ten.
    """

    def __init__(self, most_compared: int = _MOST_COMPARED) -> None:
        self._left = most_compared
        self._found: dict[tuple[str, int, float], str | None] = {}

    def nearest(self, name: str, known: Sequence[str], cutoff: float) -> str | None:
        """The one of `known` that is most like `name`, at least by `cutoff` of 1; the same
        `known` must be the same object.
        """
        key = (name, id(known), cutoff)
        if key not in self._found:
            near = difflib.get_close_matches(name, known, 1, cutoff) if self._left > 0 else []
            self._left -= len(known)
            self._found[key] = near[0] if near else None
        return self._found[key]
