"""What a Word file shows: the words of its text and notes, its pictures and its headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prepress.checks.parity.edition_content import EditionContent
from prepress.import_word.wordml import WP, W
from prepress.readers.docx import part_trees
from prepress.word.word_names import FORMULA, style_id

if TYPE_CHECKING:
    from lxml import etree

_PARTS = ("word/document.xml", "word/footnotes.xml")
_BREAKS = (f"{W}p", f"{W}br", f"{W}tab", f"{W}tc")


def shown_by_word(data: bytes) -> EditionContent:
    """What the .docx `data`, which makebook has made, shows in Word."""
    document, notes = part_trees(data, *_PARTS)
    pictures = Counter(each.get("descr", "") for each in document.iter(f"{WP}docPr"))
    pictures.update(each.get("descr", "") for each in notes.iter(f"{WP}docPr"))
    pictures.update(_formulas(document))
    pictures.update(_formulas(notes))
    headings = Counter(
        "".join(_texts(each)) for each in document.iter(f"{W}p") if _is_heading(each)
    )
    text = "\n".join("".join(_texts(tree)) for tree in (document, notes))
    return EditionContent(text, pictures, headings)


def _texts(element: etree._Element) -> Iterator[str]:
    """The words in the order of the text, and the numbers of the notes that are called."""
    for each in element.iter(f"{W}t", f"{W}footnoteReference", *_BREAKS):
        if each.tag == f"{W}t":
            yield str(each.text or "")
        elif each.tag == f"{W}footnoteReference":
            yield each.get(f"{W}id", "")
        else:
            yield "\n"


def _formulas(tree: etree._Element) -> Iterator[str]:
    for run in tree.iter(f"{W}r"):
        style = run.find(f"{W}rPr/{W}rStyle")
        if style is not None and style.get(f"{W}val") == style_id(FORMULA):
            yield "".join(str(each.text or "") for each in run.iter(f"{W}t"))


def _is_heading(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = "" if style is None else style.get(f"{W}val", "")
    return name.startswith("Heading") or name == style_id("Callout Title")
