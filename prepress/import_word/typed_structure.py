"""Typed structure: a title and headings that their author made by large and bold letters, not by
Word's styles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from prepress.import_word.remarks import Remarks, quote_first
from prepress.import_word.wordml import W, is_on, words_of

#: How much larger than the text the letters of a title and of a heading are.
_TITLE, _HEADING = 1.4, 1.15
#: The longest line that can be one, in characters.
_LONGEST = 100
_DEEPEST = 3
#: Half points: what Word takes where nothing says the size (ISO/IEC 29500-1, 17.3.2.38).
_USUAL_SIZE = 20
#: Styles that the marked paragraphs get, by the names that Word knows them by.
_STYLES = {"makebook-title": "Title"} | {
    f"makebook-heading-{level}": f"heading {level}" for level in range(1, _DEEPEST + 1)
}


@dataclass(frozen=True)
class _TypedLine:
    """A paragraph with its words, the size of its smallest letters in half points, and whether all
    of them are bold.
    """

    element: etree._Element
    words: str
    size: int
    is_bold: bool


def mark_typed_structure(
    root: etree._Element, styles: etree._Element, names: Mapping[str, str], remarks: Remarks
) -> None:
    """Give lines of `root` that stand out the styles of a title and of headings, where the document
    has none; `names` are those of its styles by their ids, and `styles` gets what it lacks.
    """
    used = {names.get(_style_of(each), "").lower() for each in root.iter(f"{W}p")}
    lines = [line for line in _lines(root, styles) if line.words]
    if not lines:
        return
    usual = _usual_size(lines)
    rest = lines
    if "title" not in used and _is_title(lines[0], usual):
        _give_style(lines[0], "makebook-title")
        rest = lines[1:]
    if not any(name.startswith("heading ") for name in used):
        _mark_headings(rest, usual, remarks)
    for style, name in _STYLES.items():
        made = etree.SubElement(
            styles, f"{W}style", {f"{W}type": "paragraph", f"{W}styleId": style}
        )
        etree.SubElement(made, f"{W}name", {f"{W}val": name})


def _lines(root: etree._Element, styles: etree._Element) -> list[_TypedLine]:
    default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
    usual = _number(default, _USUAL_SIZE)
    return [_line(each, usual) for each in root.iterfind(f"{W}body/{W}p")]


def _line(paragraph: etree._Element, usual: int) -> _TypedLine:
    runs = [run for run in paragraph.iter(f"{W}r") if words_of(run).strip()]
    sizes = [_number(run.find(f"{W}rPr/{W}sz"), usual) for run in runs]
    is_bold = all(is_on(run.find(f"{W}rPr/{W}b")) for run in runs)
    words = " ".join(words_of(paragraph).split())
    return _TypedLine(paragraph, words, min(sizes, default=usual), is_bold)


def _number(element: etree._Element | None, otherwise: int) -> int:
    value = "" if element is None else element.get(f"{W}val", "")
    return int(value) if value.isdigit() else otherwise


def _usual_size(lines: Sequence[_TypedLine]) -> int:
    """The size in which most letters are set."""
    letters: Counter[int] = Counter()
    for line in lines:
        letters[line.size] += len(line.words)
    return letters.most_common(1)[0][0]


def _is_title(line: _TypedLine, usual: int) -> bool:
    return (
        line.size >= _TITLE * usual and len(line.words) <= _LONGEST and not _style_of(line.element)
    )


def _mark_headings(lines: Sequence[_TypedLine], usual: int, remarks: Remarks) -> None:
    """Those lines that stand out, each above others; the larger, the higher."""
    found = [
        line
        for line, following in pairwise(lines)
        if _stands_out(line, usual) and not _is_like(line, following, usual)
    ]
    sizes = sorted({line.size for line in found}, reverse=True)[:_DEEPEST]
    for line in found:
        level = sizes.index(line.size) + 1 if line.size in sizes else _DEEPEST
        _give_style(line, f"makebook-heading-{level}")
    if found:
        remarks.check(
            f"Lines in bold or large letters became headings"
            f"{quote_first(line.words for line in found)}; take the # away where one is none."
        )


def _stands_out(line: _TypedLine, usual: int) -> bool:
    is_item = line.element.find(f"{W}pPr/{W}numPr") is not None
    is_sentence = line.words.endswith((".", ",", ";"))
    is_one = line.is_bold or line.size >= _HEADING * usual
    fits = len(line.words) <= _LONGEST and not (is_item or is_sentence)
    return is_one and fits and not _style_of(line.element)


def _is_like(line: _TypedLine, following: _TypedLine, usual: int) -> bool:
    """Whether the next line stands out as this does, as the lines of an address do."""
    return _stands_out(following, usual) and following.size == line.size


def _style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = "" if style is None else style.get(f"{W}val", "")
    return "" if name == "Normal" else name


def _give_style(line: _TypedLine, style: str) -> None:
    """Give it the style, which says what bold letters said."""
    properties = line.element.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        line.element.insert(0, properties)
    for old in properties.findall(f"{W}pStyle"):
        properties.remove(old)
    properties.insert(0, etree.Element(f"{W}pStyle", {f"{W}val": style}))
    for bold in list(line.element.iter(f"{W}b", f"{W}bCs")):
        run = bold.getparent()
        assert run is not None, "it is a property of one"
        run.remove(bold)
