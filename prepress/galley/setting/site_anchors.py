"""Site anchors: what a heading's id is where GitHub, or a tool that makes sites, shows the same
text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class _Tool:
    """How a tool makes ids: whether hyphens in a row become one, and what stands before the number
    of an id that is taken.
    """

    joins_hyphens: bool
    before_number: str

    def id_of(self, words: str) -> str:
        signs = re.sub(r"[^\w\s-]", "", words.lower())
        made = re.sub(r"\s", "-", signs.strip())
        return re.sub("-{2,}", "-", made.strip("-")) if self.joins_hyphens else made


#: GitHub (github-slugger), which Docusaurus follows; GitLab; Python-Markdown, and so MkDocs.
_TOOLS = (_Tool(False, "-"), _Tool(True, "-"), _Tool(True, "_"))


@dataclass(frozen=True)
class SiteAnchors:
    """The ids of one chapter's headings, which are given in their order."""

    _found: dict[str, str] = field(default_factory=dict)
    _seen: Mapping[_Tool, Counter[str]] = field(
        default_factory=lambda: {tool: Counter() for tool in _TOOLS}
    )

    def add(self, words: str, settled: str) -> None:
        """Note a heading of these `words`, whose id here is `settled`."""
        for made in self._ids(words):
            self._found.setdefault(made, settled)

    def others(self, known: Mapping[str, str]) -> Mapping[str, str]:
        """The ids here by theirs, without those that are `known`."""
        return {made: settled for made, settled in self._found.items() if made not in known}

    def _ids(self, words: str) -> Iterator[str]:
        for tool, seen in self._seen.items():
            made = tool.id_of(words)
            if made:
                yield f"{made}{tool.before_number}{seen[made]}" if seen[made] else made
                seen[made] += 1
