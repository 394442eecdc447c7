"""Word blocks: the paragraphs, lists, boxes and tables of a chapter as Word has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from lxml import etree

from prepress.import_word.wordml import W
from prepress.text.xhtml import HEADINGS, has_class, is_callout_title
from prepress.word.word_looks import WordLooks
from prepress.word.word_names import block_name, style_id, text_run, w
from prepress.word.word_tables import table_rows, word_table

if TYPE_CHECKING:
    from prepress.word.list_numbering import WordLists
    from prepress.word.word_inline import InlineWriter

_BLOCKS = frozenset(
    {
        *HEADINGS, "address", "article", "aside", "blockquote", "body", "caption", "center", "dd",
        "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "header", "hr",
        "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "ul",
    }
)  # fmt: skip
#: The styles of the paragraphs in these elements.
_STYLES = {
    "blockquote": "Quote",
    "figure": "Picture",
    "figcaption": "caption",
    "caption": "caption",
    "dt": "Definition Term",
    "dd": "Definition",
    "td": "Table Text",
    "th": "Table Text",
}


@dataclass(frozen=True)
class BlockPlace:
    """Where paragraphs stand: their style, the list that they are items of and how deep in it, and
    what their words look like.
    """

    style: str = ""
    list_number: int = 0
    depth: int = 0
    looks: WordLooks = field(default_factory=WordLooks)
    alignment: str = ""


@dataclass
class BlockWriter:
    """Writes the blocks of the text one after the other; `blocks` counts those that it has named.
    Links lead to the ids that are `wanted`; those `waiting` are marked in the next paragraph.
    """

    inline: InlineWriter
    lists: WordLists
    wanted: frozenset[str] = frozenset()
    blocks: int = 0
    bookmarks: int = 0
    waiting: list[str] = field(default_factory=list)

    def flow(self, element: Any, place: BlockPlace) -> Iterator[etree._Element]:
        """The blocks that an element of the galley holds; words between them are paragraphs."""
        self._note_anchor(element)
        words: list[Any] = [element.text or ""]
        for child in element:
            if child.tag in _BLOCKS:
                yield from self._words(words, place)
                yield from self._block(child, place)
                words = [child.tail or ""]
            else:
                words.append(child)
        yield from self._words(words, place)

    def _words(self, words: list[Any], place: BlockPlace) -> Iterator[etree._Element]:
        for each in words:
            if not isinstance(each, str):
                for inner in each.iter("*"):
                    self._note_anchor(inner)
        runs = self.inline.runs(words, place.looks)
        if runs:
            yield self.paragraph(runs, place)

    def _block(self, element: Any, place: BlockPlace) -> Iterator[etree._Element]:
        inside = replace(place, looks=place.looks.within(element), alignment=_alignment(element))
        kinds = {"ul": self._list, "ol": self._list, "table": self._table, "pre": self._code}
        if element.tag in kinds:
            yield from kinds[element.tag](element, inside)
        elif element.tag == "hr":
            yield w(
                "p", w("pPr", w("pBdr", w("bottom", val="single", sz=6, space=1, color="auto")))
            )
        elif has_class(element, "div", "writing-lines"):
            for line in element.findall("span"):
                yield from self._words([_alone(line)], inside)
        else:
            yield from self.flow(element, replace(inside, style=_style(element) or place.style))

    def _list(self, element: Any, place: BlockPlace) -> Iterator[etree._Element]:
        depth = place.depth + 1 if place.list_number else 0
        number = self.lists.begin(element, depth)
        style = place.style if place.style in ("Callout", "Quote") else "List Paragraph"
        items = replace(place, style=style, list_number=number, depth=depth)
        self._note_anchor(element)
        for item in element:
            inside = replace(items, looks=items.looks.within(item))
            yield from self._item(item, inside)

    def _item(self, item: Any, place: BlockPlace) -> Iterator[etree._Element]:
        """The blocks of an item, of which only the first has its mark."""
        for at, block in enumerate(self.flow(item, place)):
            if at and block.tag == f"{W}p" and _number_of(block) == str(place.list_number):
                _stand_below_mark(block, place.depth)
            yield block

    def _table(self, element: Any, place: BlockPlace) -> Iterator[etree._Element]:
        self._note_anchor(element)
        for caption in element.findall("caption"):
            yield from self.flow(caption, replace(place, style="caption"))
        rows = [
            [(cell, list(self._cell(cell, place))) for cell in row] for row in table_rows(element)
        ]
        if any(rows):
            yield word_table(rows, place.looks)
            yield w("p")  # Word joins tables with nothing between them

    def _cell(self, cell: Any, place: BlockPlace) -> Iterator[etree._Element]:
        looks = place.looks.within(cell)
        style = place.style if place.style == "Callout" else "Table Text"
        last = None
        for last in self.flow(cell, BlockPlace(style, looks=looks, alignment=_alignment(cell))):
            yield last
        if last is None or last.tag != f"{W}p":
            yield w("p", w("pPr", w("pStyle", val=style_id("Table Text"))))

    def _code(self, element: Any, place: BlockPlace) -> Iterator[etree._Element]:
        runs: list[etree._Element] = []
        for line in "".join(element.itertext()).rstrip("\n").split("\n"):
            runs += [w("r", w("br"))] if runs else []
            runs.append(text_run(line, w("rPr", w("noProof"))))
        yield self.paragraph(runs, replace(place, style="Code Block"))

    def paragraph(self, runs: list[etree._Element], place: BlockPlace) -> etree._Element:
        """A paragraph of these `runs`, between the marks by which it is known again."""
        number, self.blocks = self.blocks, self.blocks + 1
        anchors, self.waiting = self.waiting, []
        names = [self.inline.anchor(each) for each in anchors]
        starts, ends = self._bookmarks([block_name(number), *names])
        return w("p", _properties(place), *starts, *runs, *ends)

    def _bookmarks(self, names: list[str]) -> tuple[list[etree._Element], list[etree._Element]]:
        numbers = range(self.bookmarks, self.bookmarks + len(names))
        self.bookmarks += len(names)
        starts = [
            w("bookmarkStart", id=at, name=name) for at, name in zip(numbers, names, strict=True)
        ]
        return starts, [w("bookmarkEnd", id=at) for at in numbers]

    def _note_anchor(self, element: Any) -> None:
        if element.get("id") in self.wanted:
            self.waiting.append(element.get("id"))


def _alone(element: Any) -> Any:
    """A copy of `element` without the text behind it."""
    return etree.fromstring(etree.tostring(element, with_tail=False))


def _style(element: Any) -> str:
    """The style of the paragraphs in an element; empty where that is the one around it."""
    if is_callout_title(element):
        return "Callout Title"
    if element.tag in HEADINGS:
        return f"heading {element.tag[1:]}"
    if has_class(element, "aside", "callout"):
        return "Callout"
    return _STYLES.get(element.tag, "")


def _alignment(element: Any) -> str:
    classes = (element.get("class") or "").split()
    return next((each[6:] for each in classes if each in ("align-center", "align-right")), "")


def _properties(place: BlockPlace) -> etree._Element | None:
    """The properties of a paragraph, in the order of Word's schema (ISO/IEC 29500-1, 17.3.1.26)."""
    numbering = None
    if place.list_number and place.style in ("List Paragraph", "Callout", "Quote"):
        numbering = w("numPr", w("ilvl", val=place.depth), w("numId", val=place.list_number))
    found = w(
        "pPr",
        w("pStyle", val=style_id(place.style)) if place.style else None,
        numbering,
        w("bidi") if place.looks.is_rtl else None,
        w("jc", val=place.alignment) if place.alignment else None,
    )
    return found if len(found) else None


def _number_of(block: etree._Element) -> str:
    number = block.find(f"{W}pPr/{W}numPr/{W}numId")
    return "" if number is None else number.get(f"{W}val", "")


def _stand_below_mark(block: etree._Element, depth: int) -> None:
    """Have a later paragraph of an item begin where its words do, without a mark of its own."""
    properties = block.find(f"{W}pPr")
    numbering = block.find(f"{W}pPr/{W}numPr")
    assert properties is not None and numbering is not None, "it is an item's"
    properties.remove(numbering)
    indent = w("ind", left=720 * (depth + 1))
    before = properties.find(f"{W}jc")
    if before is None:
        properties.append(indent)
    else:
        before.addprevious(indent)
