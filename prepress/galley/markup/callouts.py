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

from prepress.findings import Finding
from prepress.galley.markup.source_lines import SourceLines
from prepress.manuscript.manuscript import Chapter
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
class CalloutSource:
    """A chapter's text with its callouts in the syntax of pymdownx.blocks, and what is wrong with
    their fences.
    """

    text: str
    findings: tuple[Finding, ...]


def translate_callouts(text: str, chapter: Chapter, lines: SourceLines) -> CalloutSource:
    """Turn `:::` fences into blocks; one that is never closed is closed at the end, one that closes
    nothing goes.
    """
    out: list[str] = []
    opened: list[str] = []
    findings: list[Finding] = []
    fences = 0
    for line, outside in outside_verbatim(text.split("\n")):
        fence = _FENCE.fullmatch(line) if outside else None
        if fence is None:
            out.append(line)
            continue
        if fence["rest"]:
            opening = _opening(fence["rest"])
            if opening is None:
                findings.append(_unknown(lines, line.strip(), fence["rest"]))
                opening = f"note |{fence['rest'].partition(' ')[2].strip()}"
            # The outer fence must be the longer one, so lengths count down from the deepest.
            length = _DEEPEST - len(opened)
            out += ["", f"{fence['indent']}{'/' * length} callout | {opening}", ""]
            opened.append(line.strip())
        elif opened:
            out += ["", f"{fence['indent']}{'/' * (_DEEPEST + 1 - len(opened))}", ""]
            opened.pop()
        else:
            findings.append(
                _unbalanced(
                    lines, line.strip(), fences, "closes no callout", "Delete it, or open one."
                )
            )
        fences += 1
    for line in reversed(opened):
        out += ["", "/" * (_DEEPEST + 1 - len(opened)), ""]
        opened = opened[:-1]
        findings.append(
            _unbalanced(
                lines, line, 0, "opens a callout that is never closed", "Close it with ::: ."
            )
        )
    return CalloutSource("\n".join(out), tuple(findings))


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


def _unknown(lines: SourceLines, line: str, rest: str) -> Finding:
    kind = rest.partition(" ")[0].strip("{}.")
    if kind.lower() == _QR:
        hint = "Write its address behind it: ::: qr https://clinic.example"
        return Finding(
            "S-002", lines.find(line), f"“{line}” has no address, so it is set as a note.", hint
        )
    what = f"There is no callout “{kind[:40]}”, so it is set as a note."
    return Finding("S-002", lines.find(line), what, suggestion(kind, [*KINDS, _QR]))


def _unbalanced(lines: SourceLines, line: str, nth: int, what: str, hint: str) -> Finding:
    return Finding(
        "S-002", lines.find(line, nth if set(line) == {":"} else 0), f"“{line}” {what}.", hint
    )


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
