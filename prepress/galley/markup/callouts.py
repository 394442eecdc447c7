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

from prepress.text.fences import outside_verbatim
from prepress.text.suggestions import suggestion

KINDS = ("note", "tip", "warning", "panel")
#: A box around a link, which paper shows as a QR code too: `::: qr https://clinic.example Words of
#: the link`.
_QR = "qr"
#: GitHub's kinds that we do not have, and ours that come nearest.
_NEAREST = {"important": "note", "caution": "warning"}
_FENCE = re.compile(r"(?P<indent>\s*)(?P<mark>:{3,})[ \t]*(?P<rest>.*?)[ \t]*:*$")
_ATTRIBUTES = re.compile(r"\{(?P<words>[^}]*)\}")
_DEEPEST = 20


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
        if fence is None:
            translation.lines.append(line)
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

    def open(self, number: int, fence: re.Match[str]) -> None:
        """Write the fence that opens a box."""
        opening = _opening(fence["rest"])
        if opening is None:
            self.misplaced.append(_unknown(number, fence))
            opening = f"note |{fence['rest'].partition(' ')[2].strip()}"
        # The outer fence must be the longer one, so lengths count down from the deepest.
        mark = "/" * (_DEEPEST - len(self._open))
        self.lines += ["", f"{fence['indent']}{mark} callout | {opening}", ""]
        self._open.append((number, fence[0].strip()))

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


def _opening(rest: str) -> str | None:
    """`warning Risks` or `{.warning #id} Risks` as `warning id|Risks`; None where this is no
    callout of ours.
    """
    attributes = _ATTRIBUTES.match(rest)
    if attributes:
        words = attributes["words"].split()
        kind = next((word[1:] for word in words if word.startswith(".")), "")
        anchor = next((word[1:] for word in words if word.startswith("#")), "")
        title = rest[attributes.end() :].strip()
    else:
        kind, _, title = rest.partition(" ")
        trailing = re.search(r"\{#([\w-]+)\}$", title)
        anchor = trailing[1] if trailing else ""
        title = title[: trailing.start()] if trailing else title
    kind, title = kind.lower(), title.strip()
    if kind == _QR and re.match(r"https?://\S{1,1000}(?:\s|$)", title):
        return f"{kind} {anchor}|{title}"
    return f"{_NEAREST.get(kind, kind)} {anchor}|{title}" if kind in (*KINDS, *_NEAREST) else None


def _unknown(number: int, fence: re.Match[str]) -> MisplacedFence:
    kind = fence["rest"].partition(" ")[0].strip("{}.")
    if kind.lower() == _QR:
        what = f"“{fence[0].strip()}” has no address, so it is set as a note."
        hint = "Write its address behind it: ::: qr https://clinic.example"
        return MisplacedFence(number, what, hint)
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
        kind, _, anchor = head.partition(" ")
        box = ET.SubElement(parent, "aside", {"class": f"callout callout-{kind}", "role": "note"})
        if anchor:
            box.set("id", anchor)
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
        block_mgr.register(Callout, {})
        md.treeprocessors.register(_GithubCallouts(md), "callouts", 19)


class _GithubCallouts(Treeprocessor):
    """What pymdownx.quotes makes of `> [!NOTE]`, in the form of our own callouts."""

    def run(self, root: ET.Element) -> None:
        """Rewrite each box in place."""
        for box in root.iter("div"):
            classes = box.get("class", "").split()
            if "admonition" not in classes or box.find("p") is None:
                continue
            kind = next(
                (_NEAREST.get(name, name) for name in classes if name in (*KINDS, *_NEAREST)),
                "note",
            )
            box.tag = "aside"
            box.attrib.update({"class": f"callout callout-{kind}", "role": "note"})
            title = box.find("p")
            assert title is not None, "looked for above"
            given = (title.text or "").strip()
            plain = not len(title) and given.lower() in classes
            title.attrib.clear()
            _title(title, kind, "" if plain else given)


def _title(element: ET.Element, kind: str, title: str) -> None:
    element.set("class", "callout-title")
    element.text = title
    if not title and not len(element):
        element.set("data-word", kind)
