"""Word inline: the words of a paragraph as Word's runs, links, notes, pictures and fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from lxml import etree

from prepress.import_word.wordml import R
from prepress.text.xhtml import has_class
from prepress.word.word_looks import WordLooks, is_blank, is_made
from prepress.word.word_names import FIELD, style_id, text_run, w

_SPACES = re.compile(r"[ \t\r\n]+")
_UNSHOWN = frozenset({"wbr", "rp", "svg", "input"})
_SHORT_LINE = "_" * 24


@dataclass(frozen=True)
class InlinePiece:
    """A piece of a paragraph: words, or an `element` of the galley that is no words."""

    looks: WordLooks
    text: str = ""
    element: Any = None


#: What turns a call of a note, or a picture, into a run; None for what is nowhere.
MakeRun = Callable[[Any, WordLooks], etree._Element | None]


@dataclass(frozen=True)
class InlineWriter:
    """Writes words as runs. `call` makes the call of a note, `picture` a picture, `address` the
    relation of a link to the world, and `anchor` the name of a place in the text.
    """

    call: MakeRun
    picture: MakeRun
    address: Callable[[str], str]
    anchor: Callable[[str], str]

    def runs(self, nodes: Iterable[Any], looks: WordLooks) -> list[etree._Element]:
        """The runs of `nodes`, texts and elements, without spaces around them."""
        pieces = _folded(_pieces(nodes, looks))
        found: list[etree._Element] = []
        for link, part in groupby(pieces, key=lambda each: each.looks.link):
            runs = [run for piece in part if (run := self._run(piece)) is not None]
            found += [self._link(link, runs)] if link and runs else runs
        return found

    def _link(self, link: str, runs: list[etree._Element]) -> etree._Element:
        if link.startswith("#"):
            return w("hyperlink", *runs, anchor=self.anchor(link[1:]), history=1)
        element = w("hyperlink", *runs, history=1)
        element.set(f"{R}id", self.address(link))
        return element

    def _run(self, piece: InlinePiece) -> etree._Element | None:
        element = piece.element
        if element is None:
            return text_run(piece.text, piece.looks.properties)
        if element.tag == "br":
            return w("r", piece.looks.properties, w("br"))
        if element.tag == "img":
            return self.picture(element, piece.looks)
        if has_class(element, "a", "note-call"):
            return self.call(element, piece.looks)
        return _field(element, piece.looks)


def _pieces(nodes: Iterable[Any], looks: WordLooks) -> Iterator[InlinePiece]:
    for node in nodes:
        if isinstance(node, str):
            yield InlinePiece(looks, node)
            continue
        if isinstance(node.tag, str):
            yield from _pieces_of(node, looks.within(node))
        if node.tail:
            yield InlinePiece(looks, node.tail)


def _pieces_of(element: Any, looks: WordLooks) -> Iterator[InlinePiece]:
    if has_class(element, "a", "note-back") or element.tag in _UNSHOWN:
        return
    if element.tag == "math":
        yield InlinePiece(looks, element.get("alttext") or "".join(element.itertext()))
    elif _is_thing(element):
        yield InlinePiece(looks, element=element)
        yield from [InlinePiece(looks, " ")] if _is_signed(element) else ()
    elif element.tag == "q":
        yield InlinePiece(looks, "“")
        yield from _pieces([element.text or "", *element], looks)
        yield InlinePiece(looks, "”")
    else:
        yield from _pieces([element.text or "", *element], looks)
        if has_class(element, "span", "blank-line") and not is_made(element):
            yield InlinePiece(looks, " ")


def _is_thing(element: Any) -> bool:
    """Whether this is no words: a line's end, a picture, the call of a note or a blank."""
    is_call = has_class(element, "a", "note-call")
    return element.tag in ("br", "img") or is_call or is_blank(element)


def _is_signed(element: Any) -> bool:
    """Whether this is a line to sign on, behind which its label stands."""
    return has_class(element.getparent(), "p", "signature-line")


def _folded(pieces: Iterable[InlinePiece]) -> list[InlinePiece]:
    """The pieces with one space for white space, and none around lines."""
    found: list[InlinePiece] = []
    after_space = True
    for piece in pieces:
        if piece.element is not None:
            after_space = piece.element.tag == "br"
            found.append(piece)
            continue
        text = _SPACES.sub(" ", piece.text)
        text = text[1:] if after_space and text.startswith(" ") else text
        if text:
            after_space = text.endswith(" ")
            found.append(InlinePiece(piece.looks, text))
    return _without_last_space(found)


def _without_last_space(pieces: list[InlinePiece]) -> list[InlinePiece]:
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        ends = at + 1 == len(pieces) or getattr(pieces[at + 1].element, "tag", "") == "br"
        if ends and piece.element is None:
            pieces[at] = InlinePiece(piece.looks, piece.text.rstrip(" \u00a0"))
    return [each for each in pieces if each.element is not None or each.text]


def _field(element: Any, looks: WordLooks) -> etree._Element:
    """A line to fill in as a content control, which a colleague may fill in to see how it works."""
    name = element.get("data-name") or element.get("aria-label") or ""
    properties = w(
        "sdtPr",
        w("alias", val=name[:64]) if name else None,
        w("tag", val=FIELD),
        w("showingPlcHdr"),
        w("text"),
    )
    run = text_run(_SHORT_LINE, w("rPr", w("rStyle", val=style_id("Placeholder Text"))))
    return w("sdt", properties, w("sdtContent", run))
