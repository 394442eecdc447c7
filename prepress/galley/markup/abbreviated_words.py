"""Abbreviations: `*[HTML]: Hypertext Markup Language`, of which a text may define thousands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions.abbr import AbbrBlockprocessor, AbbrExtension, AbbrTreeprocessor

#: How many words are tried one after the other, before their first letters are.
_FEW = 20
_DEEPEST = 50


class AbbreviationExtension(AbbrExtension):
    """Python-Markdown's abbreviations, without going through all of them at each word."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called when the parser is built."""
        super().extendMarkdown(md)
        known: dict[str, str] = self.abbrs  # type: ignore[attr-defined]
        md.treeprocessors.register(_Abbreviations(md, known), "abbr", 7)
        md.parser.blockprocessors.register(_AbbreviationDefinitions(md.parser, known), "abbr", 16)


class _AbbreviationDefinitions(AbbrBlockprocessor):
    def run(self, parent: ET.Element, blocks: list[str]) -> bool:
        """Take the definitions out of the first block, one after the other; what stands between
        them are blocks.
        """
        block = blocks.pop(0)
        between, end = [], 0
        for found in self.RE.finditer(block):
            if not self._define(found["abbr"].strip(), found["title"].strip()):
                break
            between.append(block[end : found.start()])
            end = found.end()
        if not end:
            blocks.insert(0, block)
            return False
        texts = [each.strip("\n") for each in (*between, block[end:]) if each.strip()]
        for text in reversed(texts):
            blocks.insert(0, text)
        return True

    def _define(self, word: str, title: str) -> bool:
        """Note what `word` stands for, or that it is none; whether this says either."""
        if not word or not title:
            return False
        if title in ("''", '""'):
            self.abbrs.pop(word, None)
        else:
            self.abbrs[word] = title
        return True


class _Abbreviations(AbbrTreeprocessor):
    def run(self, root: ET.Element) -> None:
        """Mark the abbreviations in the text, the longest where several begin alike."""
        if self.abbrs:
            self.RE = re.compile(rf"\b{_any_of(self.abbrs)}\b")
            self.iter_element(root)


def _any_of(words: Iterable[str], depth: int = 0) -> str:
    """A pattern of `words`, the longest first."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    if len(longest) <= _FEW or depth == _DEEPEST:
        return f"(?:{'|'.join(re.escape(word) for word in longest)})"
    in_order = sorted(longest)
    parts = [
        re.escape(first) + _any_of((word[1:] for word in alike), depth + 1)
        for first, alike in groupby((word for word in in_order if word), key=lambda word: word[0])
    ]
    # No word at all, where one ends here, is the shortest.
    return f"(?:{'|'.join(parts)}{'' if in_order[0] else '|'})"
