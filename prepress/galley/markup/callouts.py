"""Callouts: boxes set apart from the text, written as `::: warning Title` … `:::` or as GitHub's `>
[!NOTE]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from prepress.galley.markup.callout_kinds import ALL, KINDS, CalloutKind
from prepress.galley.markup.divisions import Division, FencedOpening, fenced_opening
from prepress.galley.markup.open_boxes import look_at_open_boxes
from prepress.text.fences import outside_verbatim
from prepress.text.suggestions import suggestion

#: A box around a link, which paper shows as a QR code too: `::: qr https://clinic.example Words of
#: the link`.
_QR = "qr"
_FENCE = re.compile(r"(?P<indent>\s*)(?P<mark>:{3,})[ \t]*(?P<rest>.*?)[ \t]*:*$")
_QUOTED = re.compile(r"[ >]*>[ ]?\[!(?P<kind>[A-Za-z][\w-]*)(?:[ ]*\|[^\]]*)?\](?!\()")
#: What mkdocstrings fills in: the path of a Python object, with options indented below it.
_FILLED_IN = re.compile(r"[A-Za-z_]\w*(?:\.\w+)+")
_OPTION = re.compile(r"\s{2,}\S")
_DEEPEST = 20
#: Behind a kind in our own syntax: the box has no title at all.
_UNTITLED = "-"


@dataclass(frozen=True)
class MisplacedFence:
    """`what` is wrong with the fence on a `line` of the text, from 0, and what to do."""

    line: int
    what: str
    hint: str


@dataclass(frozen=True)
class CalloutSource:
    """A text with its callouts in the syntax of pymdownx.blocks, and the fences that are wrong."""

    text: str
    misplaced: tuple[MisplacedFence, ...]


def translate_callouts(text: str) -> CalloutSource:
    """Turn `:::` fences into blocks; one that is never closed is closed at the end, one that closes
    nothing goes.
    """
    translation = _Translation()
    for number, (line, outside) in enumerate(outside_verbatim(text.split("\n"))):
        fence = _FENCE.fullmatch(line) if outside else None
        quoted = _QUOTED.match(line) if outside else None
        if quoted and quoted["kind"].lower() not in ALL:
            translation.misplaced.append(_unknown(number, quoted["kind"]))
        if translation.takes_as_option(line):
            continue
        if fence is None:
            translation.lines.append(line)
        elif _FILLED_IN.fullmatch(fence["rest"]):
            translation.leave_out(number, fence)
        elif fence["rest"]:
            translation.open(number, fence)
        else:
            translation.close(number, fence)
    translation.close_all()
    return CalloutSource("\n".join(translation.lines), tuple(translation.misplaced))


class _Translation:
    """The `lines` translated so far, and the fences that are open, each with its line's number."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.misplaced: list[MisplacedFence] = []
        self._open: list[tuple[int, str]] = []
        self._is_left_out = False

    def open(self, number: int, fence: re.Match[str]) -> None:
        """Write the fence that opens a box."""
        opening = fenced_opening(fence["rest"])
        block = _block(opening)
        unclear = _unclear(opening, block)
        if unclear is not None:
            self.misplaced.append(MisplacedFence(number, *unclear))
        # The outer fence must be the longer one, so lengths count down from the deepest.
        mark = "/" * (_DEEPEST - len(self._open))
        self.lines += ["", f"{fence['indent']}{mark} {block}", ""]
        self._open.append((number, fence[0].strip()))

    def leave_out(self, number: int, fence: re.Match[str]) -> None:
        """Leave out a line that stands for what another tool would write."""
        self._is_left_out = True
        self.lines.append("")
        what = f"“{fence[0].strip()}” stands for what mkdocstrings would write: it is left out."
        self.misplaced.append(MisplacedFence(number, what, "Write the text itself here."))

    def takes_as_option(self, line: str) -> bool:
        """Whether `line` is an option of what was left out right above it, and goes with it."""
        self._is_left_out = self._is_left_out and bool(_OPTION.match(line))
        if self._is_left_out:
            self.lines.append("")
        return self._is_left_out

    def close(self, number: int, fence: re.Match[str]) -> None:
        """Write the fence that closes the innermost box, if one is open."""
        if self._open:
            self.lines += ["", f"{fence['indent']}{self._closing}", ""]
            self._open.pop()
        else:
            what = f"“{fence[0].strip()}” closes no callout."
            self.misplaced.append(MisplacedFence(number, what, "Delete it, or open one."))

    def close_all(self) -> None:
        """Close what the author left open."""
        while self._open:
            self.lines += ["", self._closing, ""]
            number, line = self._open.pop()
            what = f"“{line}” opens a callout that is never closed."
            self.misplaced.append(MisplacedFence(number, what, "Close it with ::: ."))

    @property
    def _closing(self) -> str:
        return "/" * (_DEEPEST + 1 - len(self._open))


def _block(opening: FencedOpening) -> str:
    """The block that a fence opens, in the syntax of pymdownx.blocks."""
    if opening.name == _QR and re.match(r"https?://\S{1,1000}(?:\s|$)", opening.title):
        return f"callout | {_QR} {opening.id}|{opening.title}"
    kind = opening.callout
    if kind is None and opening.is_division:
        return f"division | {opening.written_attributes}"
    kind = kind or CalloutKind("note")
    title = opening.title or ("" if opening.is_untitled else kind.title)
    head = f"{kind.kind}{_UNTITLED if opening.is_untitled else ''}"
    return f"callout | {' '.join([head, opening.id, *opening.own_classes])}|{title}"


def _unclear(opening: FencedOpening, block: str) -> tuple[str, str] | None:
    """What is wrong with a fence, and what to do; None where it is clear."""
    if opening.name == _QR and not block.startswith(f"callout | {_QR} "):
        what = f"“::: {opening.rest}” has no address, so it is set as a note."
        return what, "Write its address behind it: ::: qr https://clinic.example"
    if opening.condition:
        what = f"“{opening.condition}” parts no editions here: the words stand in all of them."
        return what, "Leave one of the variants, and take the condition out."
    if opening.callout or opening.is_division or opening.name == _QR:
        return None
    unknown = _unknown(0, opening.name.removeprefix("callout-"))
    return unknown.what, unknown.hint


def _unknown(number: int, kind: str) -> MisplacedFence:
    what = f"There is no callout “{kind[:40]}”, so it is set as a note."
    return MisplacedFence(number, what, suggestion(kind, [*KINDS, _QR]))


class Callout(Block):  # type: ignore[misc] # pymdownx has no types
    """The block that a translated fence opens."""

    NAME = "callout"
    ARGUMENT = True

    def on_create(self, parent: ET.Element) -> ET.Element:
        """The box and its title; where the author gave none, the interface's word will stand
        there.
        """
        head, _, title = self.argument.partition("|")
        kind, anchor, *own_classes = head.split(" ")
        is_untitled = kind.endswith(_UNTITLED)
        kind = kind.removesuffix(_UNTITLED)
        classes = " ".join(["callout", f"callout-{kind}", *own_classes])
        box = ET.SubElement(parent, "aside", {"class": classes, "role": "note"})
        if anchor:
            box.set("id", anchor)
        if is_untitled:
            return box
        heading = ET.SubElement(box, "p")
        if kind == _QR:
            address, _, words = title.partition(" ")
            heading.set("class", "callout-title")
            ET.SubElement(heading, "a", {"href": address}).text = words.strip() or re.sub(
                "^https?://", "", address
            )
        else:
            _title(heading, kind, title)
        return box


class CalloutExtension(BlocksExtension):  # type: ignore[misc]
    """Registers the block, and brings GitHub's callouts into the same form."""

    def extendMarkdownBlocks(self, md, block_mgr):  # type: ignore[no-untyped-def] # noqa: N802
        """Called by pymdownx when the parser is built."""
        look_at_open_boxes(block_mgr)
        block_mgr.register(Callout, {})
        block_mgr.register(Division, {})
        md.treeprocessors.register(_GithubCallouts(md), "callouts", 19)


class _GithubCallouts(Treeprocessor):
    """What pymdownx.quotes makes of `> [!NOTE]`, and of Obsidian's that fold, in the form of our
    own callouts.
    """

    def run(self, root: ET.Element) -> None:
        """Rewrite each box in place."""
        for box in root.iter():
            classes = box.get("class", "").split()
            if box.tag == "div" and "admonition" in classes:
                self._rewrite(box, box.find("p"), classes)
            elif box.tag == "details" and classes and len(box) and box[0].tag == "summary":
                box.attrib.pop("open", None)
                self._rewrite(box, box[0], classes)
            elif box.tag == "blockquote":
                _set_bold_title(box)

    def _rewrite(self, box: ET.Element, title: ET.Element | None, classes: list[str]) -> None:
        if title is None:
            return
        kind = next(
            (ALL[name] for name in classes if name in ALL and name != "admonition"),
            CalloutKind("note"),
        )
        box.tag = "aside"
        box.attrib.update({"class": f"callout callout-{kind.kind}", "role": "note"})
        given = (title.text or "").strip()
        plain = not len(title) and given.lower() in classes
        title.tag = "p"
        title.attrib.clear()
        if plain:
            given = kind.title
        _title(title, kind.kind, given if plain or not len(title) else title.text or "")


def _set_bold_title(quote: ET.Element) -> None:
    """`> **Note**` alone on its line, or `> **Note:** words`, as a callout with that title."""
    bold = _bold_beginning(quote)
    if bold is None or not _stands_as_title(bold):
        return
    words = _words_of_title(bold)
    kind = ALL.get(words.lower())
    if kind is None:
        return
    quote.tag = "aside"
    quote.attrib.update({"class": f"callout callout-{kind.kind}", "role": "note"})
    _take_out(bold, quote)
    title = ET.Element("p", {"class": "callout-title"})
    title.text = words
    quote.insert(0, title)


def _bold_beginning(quote: ET.Element) -> ET.Element | None:
    """The bold words with which the first paragraph of `quote` begins."""
    first = quote[0] if len(quote) else None
    if first is None or first.tag != "p" or not len(first) or (first.text or "").strip():
        return None
    return first[0] if first[0].tag == "strong" else None


def _stands_as_title(bold: ET.Element) -> bool:
    """Whether a colon or the end of the line parts the `bold` words from what follows."""
    tail = bold.tail or ""
    is_alone = not tail.strip() or tail.startswith(("\n", ":"))
    return is_alone or "".join(bold.itertext()).strip().endswith(":")


def _words_of_title(bold: ET.Element) -> str:
    return "".join(bold.itertext()).strip().rstrip(":").strip()


def _take_out(bold: ET.Element, quote: ET.Element) -> None:
    """Take the `bold` words out of the first paragraph of `quote`, and that too where it has no
    others.
    """
    first = quote[0]
    first.text = (bold.tail or "").removeprefix(":").lstrip()
    first.remove(bold)
    if len(first) and first[0].tag == "br" and not first.text:
        first.text = (first[0].tail or "").lstrip()
        first.remove(first[0])
    if not len(first) and not first.text:
        quote.remove(first)


def _title(element: ET.Element, kind: str, title: str) -> None:
    element.set("class", "callout-title")
    element.text = title
    if not title and not len(element):
        element.set("data-word", kind)
