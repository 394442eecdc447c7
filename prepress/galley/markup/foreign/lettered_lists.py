"""Lettered lists: `a.`, `(1)`, `iv)`, `#.` and `(@)` as Pandoc reads them, as numbers with the kind
of list behind a sign that no text has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from prepress.galley.markup.foreign.lines import Line

#: Stands around the kind of a list at the beginning of its items; nobody's text keeps it.
SIGN = "\x10"
_M = "[\U000f0000-\U000ffffd\U00100000-\U0010fffd]?"
_ITEM = re.compile(
    rf"(?P<before>[ >]*)(?P<marker>(?P<open>\(?){_M}"
    r"(?P<label>@[\w\U000f0000-\U000ffffd\U00100000-\U0010fffd-]*|#|[A-Za-z]|[ivxlcIVXLC]{2,7}|\d{1,5})"
    r"(?P<close>[.)]))(?P<gap> +)(?=\S)(?![a-zA-Z]\.)"
)
_MARKS = re.compile("[\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_EXAMPLE = re.compile(rf"\({_M}@{_M}(?P<label>[\w-]+)\)")
_ROMAN = re.compile(r"(?=.)(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_HOLDER = re.compile(r"[ >]*(?:[-*+]|\d{1,9}[.)]|\(?[A-Za-z]{1,4}[.)]) ")


@dataclass(frozen=True)
class _Marker:
    """What an item's marker may mean: each kind of list with the number that the item has in it."""

    meanings: tuple[tuple[str, int], ...]
    delimiters: str
    is_doubtful: bool = False
    is_example: bool = False


def with_numbers(lines: Sequence[Line]) -> list[Line]:
    """`lines` with the items of such lists as numbered ones."""
    examples: dict[str, int] = {}
    found: list[Line] = []
    kinds: dict[int, tuple[str, str, int]] = {}
    holder = False
    for index, line in enumerate(lines):
        item = None if line.verbatim else _ITEM.match(line.text)
        marker = _marker(item, len(examples) + 1) if item else None
        if not item or marker is None:
            holder = _keeps(line, kinds, holder=holder)
            found.append(line)
            continue
        column = len(item["before"])
        if item["label"].isdigit() and not item["open"]:
            found += [
                *_between(kinds.get(column), ("1", item["close"]), line, item["before"]),
                line,
            ]
            if column in kinds:
                kinds[column] = ("1", item["close"], int(item["label"]))
            holder = True
            continue
        kind = _kind(marker, kinds.get(column), lines, index)
        if kind is None or (column >= 4 and not holder and ">" not in item["before"]):
            found.append(line)
            continue
        found += _between(kinds.get(column), (kind[0], marker.delimiters), line, item["before"])
        kinds = {at: each for at, each in kinds.items() if at < column}
        kinds[column] = (kind[0], marker.delimiters, kind[1])
        if item["label"].startswith("@"):
            examples[_MARKS.sub("", item["label"][1:]) or f"@{len(examples)}"] = kind[1]
        found.append(line.with_text(_numbered(line.text, item, kind)))
        holder = True
    return [_with_examples(line, examples) for line in found] if examples else found


def _between(
    above: tuple[str, str, int] | None, kind: tuple[str, str], line: Line, margin: str
) -> list[Line]:
    """What parts a list from one of another kind right above it."""
    if above is None or above[:2] == kind:
        return []
    return [line.with_text(text) for text in ("", f"{margin}<!-- -->", "")]


def _keeps(line: Line, kinds: dict[int, tuple[str, str, int]], *, holder: bool) -> bool:
    """Whether a list is open behind a line that is no item of these kinds."""
    if line.is_blank:
        return holder
    if line.indent == 0 and not line.text.startswith(">"):
        kinds.clear()
    return bool(_HOLDER.match(line.text)) or (holder and line.indent > 0)


def _marker(item: re.Match[str], example: int) -> _Marker | None:
    label, opened = item["label"], item["open"]
    if opened and item["close"] != ")":
        return None
    delimiters = opened + item["close"]
    if label.startswith("@"):
        return _Marker((("1", example),), delimiters, is_example=True) if opened else None
    if label == "#":
        return _Marker((("1", 0),), delimiters) if delimiters == "." else None
    if label.isdigit():
        return _Marker((("1", int(label)),), delimiters)
    style = "a" if label.islower() else "A" if label.isupper() else ""
    meanings = []
    if style and len(label) == 1:
        meanings.append((style, ord(label.lower()) - ord("a") + 1))
    if style and _ROMAN.match(label.lower()):
        meanings.append(({"a": "i", "A": "I"}[style], _roman(label.lower())))
    # As in Pandoc, “A. Smith” is a name: a capital and a period ask for two spaces.
    doubtful = style == "A" and len(label) == 1 and delimiters == "." and len(item["gap"]) < 2
    return _Marker(tuple(meanings), delimiters, doubtful) if meanings else None


def _roman(label: str) -> int:
    values = [_VALUES[sign] for sign in label]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def _kind(
    marker: _Marker, above: tuple[str, str, int] | None, lines: Sequence[Line], index: int
) -> tuple[str, int] | None:
    """The kind of list and the item's number; None where this is text."""
    if marker.is_example:
        return marker.meanings[0]
    for style, number in marker.meanings:
        if above and above[:2] == (style, marker.delimiters):
            return style, number or above[2] + 1
    followed = [each for each in marker.meanings if _is_followed(each, marker, lines, index)]
    if followed and (not marker.is_doubtful or _is_followed(followed[0], marker, lines, index, 2)):
        return followed[0]
    begins = index == 0 or lines[index - 1].is_blank
    first = [each for each in marker.meanings if each[1] <= 1]
    if marker.is_doubtful or not begins or not first:
        return None
    # A lone `i.` is a Roman one, as it begins a list more often than a ninth letter does.
    return first[-1][0], max(1, first[-1][1])


def _is_followed(
    meaning: tuple[str, int], marker: _Marker, lines: Sequence[Line], index: int, times: int = 1
) -> bool:
    """Whether the next item of the same list stands below, so many `times`."""
    style, number = meaning
    mine = _ITEM.match(lines[index].text)
    for at in range(index + 1, min(index + 40, len(lines))):
        line = lines[at]
        item = _ITEM.match(line.text)
        after = _marker(item, number + 1) if item else None
        if item and after and mine and item["before"] == mine["before"]:
            same = after.delimiters == marker.delimiters
            if not same or (style, number + 1 if number else 0) not in after.meanings:
                return False
            following = (style, number + 1 if number else 0)
            return times == 1 or _is_followed(following, marker, lines, at, times - 1)
        if not line.is_blank and line.indent == 0 and lines[at - 1].is_blank:
            return False
    return False


def _numbered(text: str, item: re.Match[str], kind: tuple[str, int]) -> str:
    """The item as one of a numbered list, with the words in the same column."""
    width = len(item["open"]) + len(item["label"])
    number = str(max(kind[1], 1)).rjust(width, "0")
    delimiter = item["close"]
    behind = f"{SIGN}{kind[0]}{SIGN}" if kind[0] != "1" else ""
    return f"{item['before']}{number}{delimiter}{item['gap']}{behind}{text[item.end() :]}"


def _with_examples(line: Line, examples: dict[str, int]) -> Line:
    if line.verbatim or "@" not in line.text:
        return line

    def number(found: re.Match[str]) -> str:
        known = examples.get(found["label"])
        return f"({known})" if known else found[0]

    return line.with_text(_EXAMPLE.sub(number, line.text))


class LetteredListExtension(Extension):
    """Gives lists the kind that stands at the beginning of their items."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called when the parser is built; before what is inline is read, at 20."""
        md.treeprocessors.register(_Kinds(md), "lettered_lists", 25)


class _Kinds(Treeprocessor):
    def run(self, root: ET.Element) -> None:
        """Take the signs out of the items of each list."""
        for group in root.iter("ol"):
            _set_start(group)
            for item in group:
                # A list's words stand in its items, or in their first paragraphs.
                holder = item if (item.text or "").strip() or not len(item) else item[0]
                words = (holder.text or "").lstrip()
                if words.startswith(SIGN):
                    kind, _, holder.text = words[1:].partition(SIGN)
                    group.set("type", kind)


def _set_start(group: ET.Element) -> None:
    """The number of the first item without the zeros that kept its words in their column."""
    start = group.attrib.pop("start", "1")
    if not start.isdigit() or int(start) != 1:
        group.set("start", str(int(start)) if start.isdigit() else start)
