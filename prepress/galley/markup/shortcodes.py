"""Shortcodes: GitHub's names for emoji, such as `:warning:`."""

from __future__ import annotations

import re
from functools import cache

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

#: Names that stand apart from words and from each other's colons: no 10:30:00, no `std::map::at`.
_NAMES = r"(?<![\w:/])(?::[a-z0-9_+-]+:)+(?![\w:])"
_NAME = re.compile(r":[a-z0-9_+-]+:")


class Shortcode(InlineProcessor):
    """The character in the place of its name; what is no name stays as it is."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(_NAMES, md)

    def handleMatch(  # type: ignore[override] # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int | None, int | None]:
        """The characters, and where their names stood."""
        characters = _NAME.sub(lambda name: _character(name[0]), m[0])
        if characters == m[0]:
            return None, None, None
        return characters, m.start(0), m.end(0)


@cache
def _character(name: str) -> str:
    from pymdownx.gemoji_db import aliases, emoji  # a long table, which few texts need

    known = emoji.get(aliases.get(name, name))
    if known is None or "unicode" not in known:
        return name
    points = known.get("unicode_alt", known["unicode"]).split("-")
    return "".join(chr(int(point, 16)) for point in points)
