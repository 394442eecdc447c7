"""Figures: an image alone in its paragraph, with the caption and the alt text that the author gave it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

_BRACKET = "data-bracket"
_PLACING = ("id", "class")


class FigureExtension(Extension):
    """Two steps: remember the words in brackets before attribute lists may replace them, then make the figures."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Called when the parser is built; attribute lists are read at 8, quotes are set at 6."""
        md.treeprocessors.register(_Brackets(md), "brackets", 8.5)
        md.treeprocessors.register(_Figures(md), "figures", 7)


class _Brackets(Treeprocessor):
    def run(self, root: ET.Element) -> None:
        """Keep the words in brackets; an image without any has no alt text yet."""
        for image in root.iter("img"):
            image.set(_BRACKET, image.attrib.pop("alt", ""))


class _Figures(Treeprocessor):
    def run(self, root: ET.Element) -> None:
        """Settle each image's alt text, then turn paragraphs that hold nothing but an image into figures."""
        for parent in list(root.iter()):
            for child in list(parent):
                if child.tag == "p" and _is_alone(child):
                    self._figure(child)
        for image in root.iter("img"):
            if _BRACKET in image.attrib:
                _describe(image, image.attrib.pop(_BRACKET))

    def _figure(self, paragraph: ET.Element) -> None:
        """As in Pandoc and Quarto the words in brackets are the caption, unless a title in quotes is one."""
        image = paragraph[0]
        bracket = image.attrib.pop(_BRACKET)
        title = image.attrib.pop("title", "")
        caption = title or bracket
        paragraph.tag, paragraph.text, image.tail = "figure", None, None
        for name in _PLACING:
            if name in image.attrib:
                paragraph.set(name, image.attrib.pop(name))
        if caption and not _is_decorative(image, paragraph):
            element = ET.Element("figcaption")
            element.text = caption
            holder = ET.Element("div")  # what is inline is read in the children of the element given
            holder.append(element)
            self.md.treeprocessors["inline"].run(holder)
            paragraph.append(element)
            bracket = "".join(element.itertext()) if bracket == caption else bracket
        _describe(image, bracket, paragraph)


def _is_alone(paragraph: ET.Element) -> bool:
    if len(paragraph) != 1 or (paragraph.text or "").strip() or (paragraph[0].tail or "").strip():
        return False
    return paragraph[0].tag == "img" and _BRACKET in paragraph[0].attrib


def _is_decorative(image: ET.Element, figure: ET.Element | None = None) -> bool:
    classes = " ".join(element.get("class", "") for element in (image, figure) if element is not None).split()
    return "decorative" in classes or image.get("role") in ("presentation", "none") or image.get("alt") == ""


def _describe(image: ET.Element, bracket: str, figure: ET.Element | None = None) -> None:
    """Set `alt`: the author's own, else the words in brackets; none at all where nobody described the image."""
    given = image.attrib.pop("fig-alt", None)
    if _is_decorative(image, figure):
        image.attrib.update({"alt": "", "role": "presentation"})
    elif given is not None:
        image.set("alt", given)
    elif "alt" not in image.attrib and bracket:
        image.set("alt", bracket)
