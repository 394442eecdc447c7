"""Heading levels: what is the title of a Word document, and its headings on levels without gaps
below it.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from prepress.import_word.remarks import Remarks, excerpt
from prepress.text.xhtml import HEADINGS, has_class, plain_text, take_out


@dataclass(frozen=True)
class Titles:
    """What a document is called; each is one line of plain text."""

    title: str
    subtitle: str | None = None


def take_titles(
    tree: etree._Element, properties_title: str | None, file_stem: str, remarks: Remarks
) -> Titles:
    """Take the title and the subtitle out of the text.

    The title is the paragraph of Word's style for it, else the first heading where no other is of
    its level, else what the file's properties say, else the first heading all the same, else the
    file's name.
    """
    title = _take_words_of_class(tree, "title")
    subtitle = _take_words_of_class(tree, "subtitle")
    if title:
        return Titles(title, subtitle)
    headings = [heading for heading in tree.iter(*HEADINGS) if plain_text(heading)]
    if headings and _leads(headings[0], tree):
        first, *others = headings
        is_highest = all(heading.tag > first.tag for heading in others)
        if not properties_title and not is_highest:
            remarks.check(
                f"No title was marked in Word, so the first heading, "
                f"“{excerpt(plain_text(first))}”, is the title."
            )
        if is_highest or not properties_title:
            return Titles(_take_words(first), subtitle)
    if not properties_title:
        remarks.check(
            f"No title was found in the Word file, so its name, “{excerpt(file_stem)}”, is "
            f"the title."
        )
    return Titles(properties_title or file_stem, subtitle)


def mend_headings(tree: etree._Element) -> None:
    """Let sections begin at level 2, below the title, and skip no level; a heading without words is
    none.
    """
    open_levels: list[tuple[int, int]] = []
    for heading in list(tree.iter(*HEADINGS)):
        if not plain_text(heading):
            heading.tag = "p"
            continue
        own_level = int(heading.tag[1])
        while open_levels and open_levels[-1][0] >= own_level:
            open_levels.pop()
        level = min(open_levels[-1][1] + 1, 6) if open_levels else 2
        heading.tag = f"h{level}"
        open_levels.append((own_level, level))


def _leads(heading: etree._Element, tree: etree._Element) -> bool:
    """Whether nothing but pictures stands before `heading`."""
    before = heading.itersiblings(preceding=True)
    return heading.getparent() is tree and not any(plain_text(each) for each in before)


def _take_words_of_class(tree: etree._Element, name: str) -> str | None:
    """The words of the first paragraphs of a class, taken out; a later one becomes a heading, so
    that none is lost.
    """
    found = [each for each in tree.iter("p") if has_class(each, "p", name)]
    words = None
    for each in found:
        if words is None and plain_text(each):
            words = _take_words(each)
        elif name == "title":
            each.tag = "h1"
    return words


def _take_words(element: etree._Element) -> str:
    """The words of `element`, which leaves the text; pictures in it stay."""
    words = plain_text(element)
    images = list(element.iter("img"))
    for image in images:
        image.tail = None
    if images:
        for child in list(element):
            element.remove(child)
        element.text, element.tag = None, "p"
        element.attrib.pop("class", None)
        element.extend(images)
    else:
        take_out(element)
    return words
