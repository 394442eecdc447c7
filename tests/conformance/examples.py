"""Examples: what the specifications of CommonMark and of GitHub's Markdown show of themselves.

They are in the files beside this one, with their licences.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

COMMONMARK = "commonmark-0.31.2"
GFM = "gfm-0.29"


@dataclass(frozen=True)
class Example:
    """What an author writes, and the HTML that the specification expects of it."""

    number: int
    section: str
    markdown: str
    html: str

    @property
    def file(self) -> str:
        """The name of its chapter."""
        return f"{self.number:03}.md"

    @property
    def reachable(self) -> str:
        """The same with addresses that lead somewhere: pictures into the book, links to an example
        of a site.
        """
        there = "" if re.search(r"(?<!\\)!\[", self.markdown) else "https://example.org/"
        return re.sub(r"(?<=[\s(])/(?=\w)", there, self.markdown)


def read_examples(name: str) -> Sequence[Example]:
    """All examples of one of the two specifications."""
    file = Path(__file__).with_name(f"{name}.json")
    return [Example(*fields) for fields in json.loads(file.read_text("utf-8"))["examples"]]
