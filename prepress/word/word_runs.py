"""Word runs: what a paragraph of a Word document says, as Markdown, with its changes accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from urllib.parse import quote

from lxml import etree

from prepress.import_word.escaping import escape, escape_lines
from prepress.import_word.wordml import WP, R, W, is_on
from prepress.word.word_names import CODE, FIELD, FORMULA, MADE

#: Around what is no text of the author's, or no text at all.
OPENING, CLOSING = "\uf8f0", "\uf8f1"
#: What a call of a note that was written here stands as.
NOTE = f"{OPENING}note{CLOSING}"
#: How a picture begins.
PICTURE = f"{OPENING}picture "
_BREAK = "\\\n"
_DELETED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}sdtPr"})
#: What stands in an address as it is; brackets would end the link.
_ADDRESS = ":/?#@!$&'*+,;=%~"
_SIGNS = {"noBreakHyphen": "\u2011", "tab": " ", "cr": _BREAK}
#: The marks of Markdown, from the outermost to the innermost, by the looks that they stand for.
_MARKS = {
    "bold": ("**", "**"),
    "italic": ("*", "*"),
    "strike": ("~~", "~~"),
    "highlight": ("==", "=="),
    "underline": ("<u>", "</u>"),
    "subscript": ("~", "~"),
    "superscript": ("^", "^"),
    "code": ("`", "`"),
}


@dataclass(frozen=True)
class RunPiece:
    """A piece of a paragraph: words with their looks, or something `opaque`."""

    text: str
    looks: tuple[str, ...] = ()
    is_opaque: bool = False


@dataclass(frozen=True)
class RunReader:
    """Reads runs by the names of the `styles`, the addresses of the `links`, and what calls of the
    `notes` stand as, by the ids of those.
    """

    styles: Mapping[str, str]
    links: Mapping[str, str]
    notes: Mapping[str, str]

    def pieces(self, element: Any, looks: tuple[str, ...] = ()) -> Iterator[RunPiece]:
        """What stands in a paragraph, or in a part of one."""
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _DELETED:
                continue
            if child.tag == f"{W}r":
                yield from self._run(child, looks)
            elif child.tag == f"{W}hyperlink":
                address = self.links.get(child.get(f"{R}id", ""), "")
                more = (f"link {address}",) if address else ()
                yield from self.pieces(child, (*looks, *more))
            elif child.tag == f"{W}sdt" and _tag_of(child) == FIELD:
                yield RunPiece("field", looks, is_opaque=True)
            elif child.tag != f"{W}p":
                yield from self.pieces(child, looks)

    def _run(self, run: Any, looks: tuple[str, ...]) -> Iterator[RunPiece]:
        style, own = self._looks(run)
        if run.find(f"{W}rPr/{W}vanish") is not None:
            return
        in_link = any(each.startswith("link ") for each in looks)
        inside = (*looks, *(each for each in own if each != "underline" or not in_link))
        is_made = style in (MADE.lower(), FORMULA.lower())
        for child in run.iterchildren(f"{W}*"):
            name = child.tag.removeprefix(W)
            if name == "t":
                yield RunPiece(child.text or "", looks if is_made else inside, is_made)
            elif name in _SIGNS:
                yield RunPiece(_SIGNS[name], inside)
            else:
                yield from self._thing(name, child, looks)

    def _thing(self, name: str, child: Any, looks: tuple[str, ...]) -> Iterator[RunPiece]:
        """What stands in a run and is no words."""
        if name == "footnoteReference":
            yield RunPiece(self.notes.get(child.get(f"{W}id", ""), ""), looks, is_opaque=True)
        elif name in ("drawing", "pict", "object"):
            yield RunPiece(f"picture {_description(child)}", looks, is_opaque=True)
        elif name == "br" and child.get(f"{W}type", "textWrapping") == "textWrapping":
            yield RunPiece(_BREAK, looks)

    def _looks(self, run: Any) -> tuple[str, tuple[str, ...]]:
        """The name of a run's style, and what its words look like, in the order of their marks."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return "", ()
        style = self.styles.get(_value(properties, "rStyle"), "")
        has = {
            "bold": is_on(properties.find(f"{W}b")) or style == "strong",
            "italic": is_on(properties.find(f"{W}i")) or style == "emphasis",
            "strike": is_on(properties.find(f"{W}strike")),
            "highlight": _value(properties, "highlight") not in ("", "none"),
            "underline": _value(properties, "u") not in ("", "none") and style != "hyperlink",
            "subscript": _value(properties, "vertAlign") == "subscript",
            "superscript": _value(properties, "vertAlign") == "superscript",
            "code": style == CODE.lower(),
        }
        return style, tuple(name for name, holds in has.items() if holds)


def _value(properties: Any, name: str) -> str:
    found = properties.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def _tag_of(control: etree._Element) -> str:
    found = control.find(f"{W}sdtPr/{W}tag")
    return "" if found is None else found.get(f"{W}val", "")


def _description(drawing: Any) -> str:
    found = drawing.find(f".//{WP}docPr")
    return "" if found is None else " ".join(found.get("descr", "").split())


def markdown_of(pieces: Iterable[RunPiece], *, is_code: bool = False) -> str:
    """The pieces as the Markdown of one paragraph; code is left as it stands."""
    joined = list(_joined(pieces))
    if is_code:
        return "".join("\n" if each.text == _BREAK else each.text for each in joined)
    written = _MarkdownLine()
    for piece in joined:
        written.add(piece)
    return escape_lines(written.close())


def _joined(pieces: Iterable[RunPiece]) -> Iterator[RunPiece]:
    """The pieces, of which those of one kind that Word has divided are one; spaces look like what
    is before them.
    """
    before: tuple[str, ...] = ()
    even: list[RunPiece] = []
    for piece in pieces:
        is_space = not piece.is_opaque and not piece.text.strip() and piece.text != _BREAK
        even.append(replace(piece, looks=before) if is_space else piece)
        before = even[-1].looks
    for (looks, is_opaque, is_break), part in groupby(
        even, key=lambda each: (each.looks, each.is_opaque, each.text == _BREAK)
    ):
        texts = [each.text for each in part]
        if is_break or (is_opaque and "note" in texts):
            yield from (RunPiece(text, looks, is_opaque) for text in texts)
        elif text := "".join(texts):
            yield RunPiece(text, looks, is_opaque)


class _MarkdownLine:
    """A line of Markdown while it is written: marks are opened and closed around words, never
    around spaces.
    """

    def __init__(self) -> None:
        self._text = ""
        self._open: list[str] = []

    def add(self, piece: RunPiece) -> None:
        """Write a piece behind the others."""
        if piece.text == _BREAK:
            self._text = self._text.rstrip(" ") + _BREAK
            return
        wanted = sorted(piece.looks, key=_rank)
        shared = 0
        while shared < min(len(wanted), len(self._open)) and wanted[shared] == self._open[shared]:
            shared += 1
        self._close_to(shared)
        text = piece.text
        if not piece.is_opaque and wanted[shared:]:
            words = text.lstrip(" ")
            self._text += " " * (len(text) > len(words))
            text = words
        for look in wanted[shared:]:
            self._text += "[" if look.startswith("link ") else _MARKS[look][0]
        self._open = wanted
        self._text += self._written(text, piece)

    def close(self) -> str:
        """The whole line."""
        self._close_to(0)
        return self._text.strip(" \u00a0")

    def _close_to(self, depth: int) -> None:
        if len(self._open) <= depth:
            return
        words = self._text.rstrip(" ")
        behind = self._text[len(words) :]
        for look in reversed(self._open[depth:]):
            is_link = look.startswith("link ")
            words += f"]({quote(look[5:], safe=_ADDRESS)})" if is_link else _MARKS[look][1]
        self._text = words + behind
        self._open = self._open[:depth]

    def _written(self, text: str, piece: RunPiece) -> str:
        if piece.is_opaque:
            return text if text.startswith("[^") else f"{OPENING}{text}{CLOSING}"
        if "code" in piece.looks:
            return text
        return escape(text)


def _rank(look: str) -> int:
    return -1 if look.startswith("link ") else list(_MARKS).index(look)
