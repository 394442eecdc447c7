"""Figures: an image alone in its paragraph, with the caption and the alt text that the author gave
it.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from markdown import Extension, Markdown
from markdown.inlinepatterns import IMAGE_LINK_RE
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from prepress.galley.markup.link_syntax import ImageLink

_BRACKET = "data-bracket"
_PLACING = ("id", "class")
#: The id of a division that is a figure (Quarto).
_OF_A_FIGURE = re.compile(r"fig[-:].")


class FigureExtension(Extension):
    """Two steps: remember the words in brackets before attribute lists may replace them, then make
    the figures.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called when the parser is built; attribute lists are read at 8, quotes are set at 6."""
        # Before links and notes are read, at 170 and 175: in a caption only the words would be left
        # of them.
        md.inlinePatterns.register(ImageLink(IMAGE_LINK_RE, md), "image_link", 176)
        md.treeprocessors.register(_Brackets(md), "brackets", 8.5)
        md.treeprocessors.register(_Figures(md), "figures", 7)


class _Brackets(Treeprocessor):
    def run(self, root: ET.Element) -> None:
        """Keep the words in brackets; an image without any has no alt text yet."""
        for image in root.iter("img"):
            image.set(_BRACKET, image.attrib.pop("alt", ""))


class _Figures(Treeprocessor):
    def run(self, root: ET.Element) -> None:
        """Settle each image's alt text, then turn paragraphs that hold nothing but an image into
        figures.
        """
        for parent in list(root.iter()):
            for child in list(parent):
                if child.tag == "p" and _is_alone(child):
                    self._figure(child)
        for division in root.iter("div"):
            if _OF_A_FIGURE.match(division.get("id", "")):
                _make_figure(division)
        for image in root.iter("img"):
            if _BRACKET in image.attrib:
                _describe(image, self._plain(self._inline("p", image.attrib.pop(_BRACKET))))

    def _inline(self, tag: str, words: str) -> ET.Element:
        """An element of what `words` say in Markdown."""
        element = ET.Element(tag)
        element.text = words
        holder = ET.Element("div")  # what is inline is read in the children of the element given
        holder.append(element)
        self.md.treeprocessors["inline"].run(holder)
        return element

    def _plain(self, element: ET.Element) -> str:
        """The words in an element and those that stand for the images in it, without tags and calls
        of notes.
        """
        if element.get("class") == "footnote-ref":
            return ""
        words = element.get(_BRACKET, element.get("alt", "")) + (element.text or "")
        words += "".join(self._plain(child) + (child.tail or "") for child in element)
        return HTML_PLACEHOLDER_RE.sub(self._without_tag, words)

    def _without_tag(self, placeholder: re.Match[str]) -> str:
        """Nothing for a tag of raw HTML; a reference to a character is kept."""
        raw = self.md.htmlStash.rawHtmlBlocks[int(placeholder[1])]
        return placeholder[0] if isinstance(raw, str) and raw.startswith("&") else ""

    def _figure(self, paragraph: ET.Element) -> None:
        """As in Pandoc and Quarto the words in brackets are the caption, unless a title in quotes
        is one.
        """
        image = paragraph[0]
        bracket = image.attrib.pop(_BRACKET)
        title = image.attrib.pop("title", "")
        caption = title or bracket
        paragraph.tag, paragraph.text, image.tail = "figure", None, None
        for name in _PLACING:
            if name in image.attrib:
                paragraph.set(name, image.attrib.pop(name))
        if caption and not _is_decorative(image, paragraph):
            paragraph.append(self._inline("figcaption", caption))
        # Once and no more where they are the same: a note that is read twice counts as called
        # twice.
        same = len(paragraph) > 1 and bracket == caption
        bracket = self._plain(paragraph[1] if same else self._inline("p", bracket))
        _describe(image, bracket, paragraph)


def _make_figure(division: ET.Element) -> None:
    """Make a figure of a division of one picture and a paragraph, which is the caption: the words
    in brackets only describe the picture then.
    """
    if [each.tag for each in division] != ["figure", "p"]:
        return
    figure, caption = division
    image = figure[0]
    image.attrib.update({name: value for name, value in figure.items() if name == "class"})
    division.tag, caption.tag = "figure", "figcaption"
    division.remove(figure)
    division.insert(0, image)


def _is_alone(paragraph: ET.Element) -> bool:
    if len(paragraph) != 1 or (paragraph.text or "").strip() or (paragraph[0].tail or "").strip():
        return False
    return paragraph[0].tag == "img" and _BRACKET in paragraph[0].attrib


def _is_decorative(image: ET.Element, figure: ET.Element | None = None) -> bool:
    classes = " ".join(
        element.get("class", "") for element in (image, figure) if element is not None
    ).split()
    return (
        "decorative" in classes
        or image.get("role") in ("presentation", "none")
        or image.get("alt") == ""
    )


def _describe(image: ET.Element, bracket: str, figure: ET.Element | None = None) -> None:
    """Set `alt`: the author's own, else the words in brackets; none at all where nobody described
    the image.
    """
    given = image.attrib.pop("fig-alt", None)
    if _is_decorative(image, figure):
        image.attrib.update({"alt": "", "role": "presentation"})
    elif given is not None:
        image.set("alt", given)
    elif "alt" not in image.attrib and bracket:
        image.set("alt", bracket)
