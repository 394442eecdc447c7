"""The nearest known name to one that does not exist, put into words for a remedy."""

from __future__ import annotations

import difflib
from collections.abc import Sequence


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
