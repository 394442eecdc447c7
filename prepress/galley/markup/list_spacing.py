"""List spacing: of a list either every item is a paragraph, or none is (CommonMark 0.31.2, 5.3),
which signs at the beginning of its items tell from the text to the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

#: Signs that nobody's text keeps, behind the markers of the items of loose and of tight lists.
_LOOSE, _TIGHT = "\x11", "\x12"
_SIGN = re.compile(f"[{_LOOSE}{_TIGHT}]")
#: What begins a paragraph and nothing else, behind a mark of the source map or a sign for the kind
#: of list.
_PLAIN = re.compile(
    r"(?:[\U000f0000-\U0010fffd]|\x10[^\x10]*\x10)*"
    r"(?!(?P<rule>[*_])[ \t]*(?:(?P=rule)[ \t]*){2,}$)"
    r"(?:(?!\d{1,9}[.)](?:\s|$))[^\W_]|[_`(\"'“‘„«»$€£@&\\]|\*(?![\[\s])|!?\[(?![^\]]*\]:))"
)
_HEADING = re.compile(r"#{1,6} +")


@dataclass
class ListSpacing:
    """Whether a list is loose, and the lines and columns where what its items hold begins."""

    is_loose: bool = False
    places: list[tuple[int, int]] = field(default_factory=list)

    def note(self, line: int, column: int, content: str) -> bool:
        """Note an item with this `content`, if its sign can stand before that."""
        heading = _HEADING.match(content)
        begin = heading.end() if heading else 0
        is_plain = bool(_PLAIN.match(content, begin))
        if is_plain:
            self.places.append((line, column + begin))
        return is_plain


def write_spacing(lists: Iterable[ListSpacing], lines: list[str]) -> None:
    """Put the signs into the `lines` in which the items of the `lists` begin."""
    for each in lists:
        sign = _LOOSE if each.is_loose else _TIGHT
        for line, column in each.places:
            lines[line] = f"{lines[line][:column]}{sign}{lines[line][column:]}"


class ListSpacingExtension(Extension):
    """Gives all items of a list the spacing that it has."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called when the parser is built; before kinds of lists are read, at 25."""
        md.treeprocessors.register(_Spacing(md), "list_spacing", 26)


class _Spacing(Treeprocessor):
    def run(self, root: ET.Element) -> None:
        """Take the signs out of the items, and do as they say."""
        for group in root.iter():
            if group.tag in ("ol", "ul"):
                signs = {_take_sign(item) for item in group} - {""}
                for item in group if signs else ():
                    _part(item) if _LOOSE in signs else _join(item)


def _take_sign(item: ET.Element) -> str:
    holder = item if (item.text or "").strip() or not len(item) else item[0]
    text = holder.text or ""
    found = _SIGN.match(text.lstrip())
    if found is None:
        return ""
    holder.text = text.replace(found[0], "", 1)
    return found[0]


def _part(item: ET.Element) -> None:
    """Make paragraphs of the words that stand in the item itself."""
    for index, child in reversed(list(enumerate(item))):
        if (child.tail or "").strip():
            item.insert(index + 1, _paragraph(child.tail))
            child.tail = None
    if (item.text or "").strip():
        item.insert(0, _paragraph(item.text))
        item.text = None


def _paragraph(words: str | None) -> ET.Element:
    paragraph = ET.Element("p")
    paragraph.text = (words or "").strip("\n")
    return paragraph


def _join(item: ET.Element) -> None:
    """Let the words of paragraphs stand in the item itself, unless one follows on another."""
    above: ET.Element | None = None
    for child in list(item):
        if not _is_plain(child) or not _may_be_joined(item, above):
            above = child
            continue
        if above is None:
            item.text = child.text
        else:
            above.tail = child.text
        item.remove(child)


def _is_plain(element: ET.Element) -> bool:
    return element.tag == "p" and not element.attrib and not len(element)


def _may_be_joined(item: ET.Element, above: ET.Element | None) -> bool:
    """Whether words may stand in `item` below `above`, without running into those before them."""
    if above is None:
        return not (item.text or "").strip()
    return above.tag != "p" and not (above.tail or "").strip()
