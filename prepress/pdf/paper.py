"""Paper: what the galley's links become where nobody can follow them (addresses, page numbers and
QR codes), and which code may go over two pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from lxml import etree

from prepress.galley.galley import SetChapter
from prepress.layouts.qr import qr_code
from prepress.pdf.formula_drawings import draw_formulas
from prepress.text.xhtml import add_class, parse_xhtml, serialise_xhtml

if TYPE_CHECKING:
    from prepress.images.pictures import Picture
    from prepress.layouts.words import Words

_EXTERNAL = ("http://", "https://", "mailto:", "tel:", "sms:")
_NOTES = frozenset({"note-call", "note-back", "source-call", "cross-reference"})
#: Code of more lines than these may go over two pages.
_MOST_LINES_WHOLE = 9
#: What stands on a line of code in narrow editions; longer ones are broken.
_CODE_WIDTH = 48
#: With these a line ends that introduces something.
_INTRODUCING = (":", "：")
#: What a layout may set in a margin beside the text.
_IN_MARGIN = ("in-margin", 'class="numeral"')
#: What has its page number from the stylesheet, or none.
_WITHOUT_PAGE = _NOTES | {
    "contents-link",
    "glossary-link",
    "index-link",
    "index-locator",
    "index-related",
}


@dataclass(frozen=True)
class PaperChapter(SetChapter):
    """A chapter whose links can be used on paper; `addresses` are listed at its end, marked a, b, c
    in the text. `has_margin` says whether anything stands in a margin beside it.
    """

    addresses: tuple[str, ...] = ()
    has_margin: bool = False


def paper_chapter(
    chapter: SetChapter, words: Words, pictures: Mapping[str, Picture]
) -> PaperChapter:
    """The chapter with an address for each external link, a page number for each internal one, and
    its QR codes.

    Each picture gets its own width, from `pictures` by their `url`.
    """
    addresses: dict[str, int] = {}
    markup = _rewrite_links(chapter.markup, words, addresses, pictures)
    notes = _rewrite_links(chapter.notes, words, addresses, pictures)
    values = {field.name: getattr(chapter, field.name) for field in fields(chapter)}
    return PaperChapter(
        **values | {"markup": markup, "notes": notes},
        addresses=tuple(addresses),
        has_margin=any(sign in markup for sign in _IN_MARGIN),
    )


def _rewrite_links(
    markup: str, words: Words, addresses: dict[str, int], pictures: Mapping[str, Picture]
) -> str:
    root = parse_xhtml(markup)
    draw_formulas(root)
    _mark_long_code(root)
    _mark_introductions(root)
    _size_pictures(root, pictures)
    for link in list(root.iter("a")):
        href = link.get("href", "")
        if href.startswith("#"):
            _rewrite_internal_link(link, href, words)
        elif href.lower().startswith(_EXTERNAL):
            _rewrite_external_link(link, href, words, addresses)
    return serialise_xhtml(root)


def _size_pictures(root: etree._Element, pictures: Mapping[str, Picture]) -> None:
    for image in root.iter("img"):
        picture = pictures.get(image.get("src", ""))
        if picture and not {"width", "height"} & set(image.attrib):
            image.set("width", f"{max(1, round(picture.width))}")


def _rewrite_internal_link(link: etree._Element, href: str, words: Words) -> None:
    names = set(link.get("class", "").split())
    if "page-reference" in names:
        _say_page(link, href, words)
    elif not _WITHOUT_PAGE & names:
        _add_page(link, href, words)


def _rewrite_external_link(
    link: etree._Element, href: str, words: Words, addresses: dict[str, int]
) -> None:
    if any("callout-qr" in (above.get("class") or "") for above in link.iterancestors("aside")):
        _add_qr(link, href, words)
    if not _shows(link, href):
        number = addresses.setdefault(shown_address(href), len(addresses))
        _add_mark(link, number)


def _mark_long_code(root: etree._Element) -> None:
    """Give code of many lines a class, for stylesheets: kept whole, it would leave pages half
    empty.
    """
    for code in root.iter("pre"):
        lines = "".join(code.itertext()).strip().split("\n")
        if sum(1 + len(line) // _CODE_WIDTH for line in lines) > _MOST_LINES_WHOLE:
            add_class(code, "long")


def _mark_introductions(root: etree._Element) -> None:
    """Give a paragraph that introduces what stands below it, such as code or a list, a class, for
    stylesheets: the two belong on one page.
    """
    for paragraph in root.iter("p"):
        after = paragraph.getnext()
        words = "".join(paragraph.itertext()).rstrip()
        if after is not None and after.tag != "p" and words.endswith(_INTRODUCING):
            add_class(paragraph, "introduces")


def shown_address(href: str) -> str:
    """An address as people type it: without a scheme that goes without saying."""
    return re.sub(r"^(https?://|mailto:|tel:|sms:)", "", href, flags=re.IGNORECASE).removesuffix(
        "/"
    )


def mark_of(index: int) -> str:
    """The mark of the address at `index` from 0: a to z, then aa, ab and so on."""
    return (mark_of(index // 26 - 1) if index >= 26 else "") + chr(ord("a") + index % 26)


def _shows(link: etree._Element, href: str) -> bool:
    """Whether the words of the link are its address already."""
    text = "".join(link.itertext()).strip()
    if href.lower().startswith(("tel:", "sms:")):
        return re.sub(r"\D", "", href) in re.sub(r"\D", "", text)
    if href.casefold() == f"https://doi.org/{text}".casefold():
        return True
    return shown_address(href).casefold() in (text.casefold(), shown_address(text).casefold())


def _add_page(link: etree._Element, href: str, words: Words) -> None:
    before, _, after = words["see_page"].partition("{page}")
    note = etree.SubElement(link, "span", {"class": "see-page"})
    if words.foreign:
        # The words alone: the space before them belongs to the text around.
        note.text = " "
        note = etree.SubElement(note, "span", {"lang": words.lang, "dir": words.dir})
        before = before.removeprefix(" ")
    note.text = before
    number = etree.SubElement(note, "span", {"class": "see-page-number", "data-target": href})
    number.tail = after


def _say_page(link: etree._Element, href: str, words: Words) -> None:
    """The page in the place of the words, since its author asks for that."""
    before, _, after = words["page_number"].partition("{page}")
    if "begins-sentence" in link.get("class", "").split():
        before = before[:1].upper() + before[1:]
    link.text = before.replace(" ", "\u00a0")
    number = etree.SubElement(link, "span", {"class": "see-page-number", "data-target": href})
    number.tail = after.replace(" ", "\u00a0")


def _add_mark(link: etree._Element, index: int) -> None:
    mark = etree.Element("sup", {"class": "address-mark"})
    # With a space that is part of it: text layers that take letters by their places drop any other.
    mark.text, mark.tail, link.tail = f"\u00a0{mark_of(index)}", link.tail, None
    link.addnext(mark)


def _add_qr(link: etree._Element, href: str, words: Words) -> None:
    box = next(above for above in link.iterancestors("aside"))
    if any("qr" in child.get("class", "").split() for child in _children(box)):
        return
    paragraph = etree.Element("p", {"class": "qr"})
    paragraph.append(
        etree.fromstring(qr_code(href, words.fill("scan", address=shown_address(href))))
    )
    box.insert(0, paragraph)


def _children(element: etree._Element) -> Iterator[etree._Element]:
    return (child for child in element if isinstance(child.tag, str))
