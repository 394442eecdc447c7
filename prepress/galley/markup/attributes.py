"""Attributes: what an author writes in braces behind a thing, told from words that only stand in
braces.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from markdown import Extension, Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor

#: One attribute: a class, an id, a key with its value, or Pandoc's sign for a heading without a
#: number.
ONE = r"(?:[.#][^\s{}=]+|[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']+)|-)"
#: Kramdown's list begins with a colon and may name lists; without it, words such as `{targets}` are
#: the author's own.
_LIST = rf"\{{(?P<list>:[ ]*[^\}}\n ][^\n]*|[ ]*{ONE}(?:[ ]+{ONE})*[ ]*)\}}"
AT_THE_END = re.compile(rf"(?<![ ])[ ]+{_LIST}[ ]*$")


class AttributeExtension(Extension):
    """Python-Markdown's lists of attributes, which takes any words in braces for one."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called when the parser is built."""
        md.treeprocessors.register(_Attributes(md), "attr_list", 8)
        md.registerExtension(self)


class _Attributes(AttrListTreeprocessor):
    HEADER_RE = AT_THE_END  # type: ignore[misc] # final for its own use
    BLOCK_RE = re.compile(rf"\n[ ]*{_LIST}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{_LIST}")  # type: ignore[misc]

    def assign_attrs(self, elem: ET.Element, attrs_string: str, *, strict: bool = False) -> str:
        """Give `elem` what the list says. `{-}` is Pandoc's for the class `unnumbered`."""
        words = attrs_string.removeprefix(":").strip()
        if words == "-":
            words = ".unnumbered"
        return super().assign_attrs(elem, words, strict=strict)
