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

from prepress.galley.markup.foreign.lines import MARK

if TYPE_CHECKING:
    from prepress.galley.markup.foreign.lines import Line

#: Stands around the kind of a list at the beginning of its items; nobody's text keeps it.
SIGN = "\x10"
_ITEM = re.compile(
    rf"(?P<before>[ >]*)(?P<marker>(?P<open>\(?){MARK}"
    r"(?P<label>@[\w\U000f0000-\U000ffffd\U00100000-\U0010fffd-]*|#|[A-Za-z]|[ivxlcIVXLC]{2,7}|\d{1,5})"
    r"(?P<close>[.)]))(?P<gap> +)(?=\S)(?![a-zA-Z]\.)"
)
_MARKS = re.compile("[\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_EXAMPLE = re.compile(rf"\({MARK}@{MARK}(?P<label>[\w-]+)\)")
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
    numbering = _Numbering(lines)
    for index in range(len(lines)):
        numbering.read(index)
    examples = numbering.examples
    if not examples:
        return numbering.found
    return [_with_examples(line, examples) for line in numbering.found]


class _Numbering:
    """The lines `found` so far, the numbers of the `examples`, and the lists that are open."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.found: list[Line] = []
        self.examples: dict[str, int] = {}
        self._lines = lines
        #: By their column: style, delimiters and the number of the last item.
        self._kinds: dict[int, tuple[str, str, int]] = {}
        self._holder = False

    def read(self, index: int) -> None:
        """Read the line `index`, the next one."""
        line = self._lines[index]
        item = None if line.verbatim else _ITEM.match(line.text)
        marker = _marker(item, len(self.examples) + 1) if item else None
        if not item or marker is None:
            self._holder = _keeps(line, self._kinds, holder=self._holder)
            self.found.append(line)
        elif item["label"].isdigit() and not item["open"]:
            self._keep_number(line, item)
        else:
            self._number(index, item, marker)

    def _keep_number(self, line: Line, item: re.Match[str]) -> None:
        """Take an item that Markdown itself numbers as it is."""
        column = len(item["before"])
        above = self._kinds.get(column)
        self.found += [*_between(above, ("1", item["close"]), line, item["before"]), line]
        if above:
            self._kinds[column] = ("1", item["close"], int(item["label"]))
        self._holder = True

    def _number(self, index: int, item: re.Match[str], marker: _Marker) -> None:
        """Give an item its number, if it is one and no text."""
        line, column = self._lines[index], len(item["before"])
        above = self._kinds.get(column)
        kind = _kind(marker, above, self._lines, index)
        is_code = column >= 4 and not self._holder and ">" not in item["before"]
        if kind is None or is_code:
            self.found.append(line)
            return
        self.found += _between(above, (kind[0], marker.delimiters), line, item["before"])
        self._kinds = {at: each for at, each in self._kinds.items() if at < column}
        self._kinds[column] = (kind[0], marker.delimiters, kind[1])
        if item["label"].startswith("@"):
            name = _MARKS.sub("", item["label"][1:]) or f"@{len(self.examples)}"
            self.examples[name] = kind[1]
        self.found.append(line.with_text(_numbered(line.text, item, kind)))
        self._holder = True


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
    meanings = _meanings(label)
    # As in Pandoc, “A. Smith” is a name: a capital and a period ask for two spaces.
    is_initial = label.isupper() and len(label) == 1 and delimiters == "."
    doubtful = is_initial and len(item["gap"]) < 2
    return _Marker(meanings, delimiters, doubtful) if meanings else None


def _meanings(letters: str) -> tuple[tuple[str, int], ...]:
    """What `letters` count as: a letter of the alphabet, a Roman number, or both."""
    if not (letters.islower() or letters.isupper()):
        return ()
    alphabet, roman = ("a", "i") if letters.islower() else ("A", "I")
    meanings = []
    if len(letters) == 1:
        meanings.append((alphabet, ord(letters.lower()) - ord("a") + 1))
    if _ROMAN.match(letters.lower()):
        meanings.append((roman, _roman(letters.lower())))
    return tuple(meanings)


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
    continued = _continued(marker, above) if above else None
    if continued:
        return continued
    followed = [each for each in marker.meanings if _is_followed(each, marker, lines, index)]
    if followed and (not marker.is_doubtful or _is_followed(followed[0], marker, lines, index, 2)):
        return followed[0]
    begins = index == 0 or lines[index - 1].is_blank
    return _lone(marker) if begins and not marker.is_doubtful else None


def _continued(marker: _Marker, above: tuple[str, str, int]) -> tuple[str, int] | None:
    """The kind and number of an item that goes on with the list `above`."""
    for style, number in marker.meanings:
        if above[:2] == (style, marker.delimiters):
            return style, number or above[2] + 1
    return None


def _lone(marker: _Marker) -> tuple[str, int] | None:
    """The kind and number of an item that no other one follows; None where it is no first one."""
    first = [each for each in marker.meanings if each[1] <= 1]
    # A lone `i.` is a Roman one, as it begins a list more often than a ninth letter does.
    return (first[-1][0], max(1, first[-1][1])) if first else None


def _is_followed(
    meaning: tuple[str, int], marker: _Marker, lines: Sequence[Line], index: int, times: int = 1
) -> bool:
    """Whether the next item of the same list stands below, so many `times`."""
    style, number = meaning
    at, after = _next_item(lines, index, number + 1)
    following = (style, number + 1 if number else 0)
    if after is None or after.delimiters != marker.delimiters or following not in after.meanings:
        return False
    return times == 1 or _is_followed(following, marker, lines, at, times - 1)


def _next_item(lines: Sequence[Line], index: int, example: int) -> tuple[int, _Marker | None]:
    """The line and the marker of the item that comes next in the column of the item on the line
    `index`; no marker where the list ends before.
    """
    mine = _ITEM.match(lines[index].text)
    for at in range(index + 1, min(index + 40, len(lines))):
        line = lines[at]
        item = _ITEM.match(line.text)
        if item and mine and item["before"] == mine["before"]:
            marker = _marker(item, example)
            if marker:
                return at, marker
        if not line.is_blank and line.indent == 0 and lines[at - 1].is_blank:
            break
    return index, None


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
