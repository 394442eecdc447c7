"""Inline Markdown: words, emphasis, links and calls of notes as Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree

from prepress.galley.markup.sanitising import SCHEMES
from prepress.import_word.escaping import escape
from prepress.import_word.remarks import Remarks, excerpt
from prepress.import_word.simplification import NUMBER_MARK
from prepress.import_word.word_conversion import PREFIX
from prepress.text.xhtml import plain_text

if TYPE_CHECKING:
    from prepress.import_word.picture_files import PictureFiles

_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "s": "~~", "del": "~~", "sub": "~"}
_NOTE = re.compile(rf"#{PREFIX}(?P<note>(?:footnote|endnote)-.+)")
_TO_ENCODE = re.compile(r"[\s()<>\\\"^`{|}\[\]]")
_ALONE = re.compile(r"(?:https?|mailto):[^\s<>\"\\^`{|}]+")
_SIMPLE = re.compile(r"[\w+−]+")
_ITALIC = re.compile(r"\*[^*\\]+\*")
#: A line break within a paragraph.
BREAK = "\\\n"


@dataclass
class MarkdownWriter:
    """Writes what an element holds as Markdown of one line.

    It knows the document's `pictures`, the `targets` that links lead to, and the numbers of its
    `notes`; what is lost goes to `remarks`, with the words that it is `near`.
    """

    pictures: PictureFiles
    remarks: Remarks
    targets: dict[str, str]
    notes: dict[str, int] = field(default_factory=dict)
    near: str = ""

    def inline_of(self, element: etree._Element) -> str:
        """What `element` holds, as Markdown of one paragraph; a line's beginning is still to be
        escaped.
        """
        return self.inline_of_nodes([element.text or "", *element])

    def inline_of_nodes(self, nodes: list[str | etree._Element]) -> str:
        """The same for `nodes`, texts and elements, of which each element brings the text behind
        it.
        """
        out = ""
        for node in nodes:
            if isinstance(node, str):
                out += escape(node)
            else:
                out += self._element(node, out) + escape(node.tail or "")
        return re.sub(r" {2,}", " ", out)

    def _element(self, element: etree._Element, before: str) -> str:
        """One element; `before` is what stands in front of it, for marks that must not touch their
        like.
        """
        tag = element.tag
        if tag in ("br", "img", "input", "a"):
            return self._single_element(element)
        if tag == "sup" and (call := self._call(element)):
            return call
        inner = self.inline_of(element)
        core = inner.strip(" ")
        if tag not in (*_MARKS, "sup") or not core or core == BREAK:
            return inner
        lead, behind = " " * inner.startswith(" "), " " * inner.endswith(" ")
        return f"{lead}{_mark_up(tag, core, lead or before)}{behind}"

    def _single_element(self, element: etree._Element) -> str:
        """A line break, a picture, a box to tick or a link."""
        if element.tag == "br":
            return BREAK
        if element.tag == "img":
            return self.picture(element)
        if element.tag == "input":
            return "☑ " if element.get("checked") else "☐ "
        return self._link(element)

    def picture(self, image: etree._Element) -> str:
        """A picture in the midst of words."""
        return self.pictures.markdown_of(image.get("src", ""), image.get("alt"), self.near)

    def _call(self, element: etree._Element) -> str:
        """The call of a note where `element` is one."""
        link = element.find("a")
        found = _NOTE.fullmatch(link.get("href", "")) if link is not None else None
        if not found:
            return ""
        number = self.notes.setdefault(found["note"], len(self.notes) + 1)
        return f"[^{number}]"

    def _link(self, element: etree._Element) -> str:
        href, words = element.get("href"), self.inline_of(element)
        if href is None:
            name = element.get("id", "").removeprefix(PREFIX)
            return f'<span id="{self.targets[name]}"></span>' if name in self.targets else ""
        if not words.strip():
            return words
        lead, core, behind = re.fullmatch(r"( *)(.*?)( *)", words, re.DOTALL).groups()  # type: ignore[union-attr]
        address = self._address(href, element)
        if address is None:
            return words
        short = address.removeprefix("mailto:")
        if plain_text(element) in (address, short) and _ALONE.fullmatch(address):
            return f"{lead}<{short}>{behind}"
        return f"{lead}[{core}]({address}){behind}"

    def _address(self, href: str, element: etree._Element) -> str | None:
        """Where a link may lead; None where it may not, which becomes a remark."""
        if href.startswith(f"#{PREFIX}"):
            target = self.targets.get(href.removeprefix(f"#{PREFIX}"))
            if target is None:
                self._lose_link(element, "a place in the text that is not there")
                return None
            return f"#{target}"
        href = href.partition('"')[0].strip()  # behind it, mammoth leaves Word's own options
        if not _may_lead_to(href):
            self._lose_link(element, f"“{href[:200]}”, which is no address on the web")
            return None
        return _TO_ENCODE.sub(_percent_encode, href)

    def _lose_link(self, element: etree._Element, where: str) -> None:
        words = excerpt(plain_text(element)) or "a picture"
        self.remarks.lose(f"The link on “{words}” was left out, since it leads to {where}.")


def is_number_mark(element: etree._Element) -> bool:
    """Whether `element` says which number an item has in Word."""
    name: str = element.get("id", "")
    return element.tag == "a" and name.startswith(f"{PREFIX}{NUMBER_MARK}")


def _may_lead_to(address: str) -> bool:
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        return False
    return scheme in SCHEMES and bool(address.partition(":")[2].strip("/"))


def _percent_encode(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def _mark_up(tag: str, core: str, before: str) -> str:
    """`core` between the marks of `tag`, or its HTML tags where the marks would touch others of
    their kind.
    """
    if tag in ("strong", "em") and core.endswith(BREAK):
        return _mark_up(tag, core.removesuffix(BREAK).rstrip(), before) + BREAK
    mark = _MARKS.get(tag)
    if _can_be_marked(tag, core, before):
        return f"{mark}{core}{mark}"
    name = "del" if tag == "s" else tag
    return f"<{name}>{core}</{name}>"


def _can_be_marked(tag: str, core: str, before: str) -> bool:
    """Whether Markdown takes the marks of `tag` around `core`, behind `before`, for what they
    are.
    """
    mark = _MARKS.get(tag)
    if mark is None or before.endswith(mark[0]):
        return False
    if tag == "sub":
        return _SIMPLE.fullmatch(core) is not None
    if tag == "strong" and _ITALIC.fullmatch(core):
        return True
    return not core.startswith((mark[0], "\\")) and not core.endswith((mark[0], "\\"))
