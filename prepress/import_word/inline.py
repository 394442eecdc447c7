"""Inline: words, emphasis, links and calls of notes as Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml import etree

from prepress.galley.markup.sanitising import SCHEMES
from prepress.import_word.album import Album
from prepress.import_word.conversion import PREFIX
from prepress.import_word.escaping import escape
from prepress.import_word.remarks import Remarks, excerpt
from prepress.import_word.simplification import NUMBER_MARK
from prepress.text.xhtml import plain_text

_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "s": "~~", "del": "~~"}
_NOTE = re.compile(rf"#{PREFIX}(?P<note>(?:footnote|endnote)-.+)")
_TO_ENCODE = re.compile(r"[\s()<>\\\"^`{|}\[\]]")
_ALONE = re.compile(r"(?:https?|mailto):[^\s<>\"\\^`{|}]+")
_SIMPLE = re.compile(r"[\w+−]+")
_ITALIC = re.compile(r"\*[^*\\]+\*")
#: A line break within a paragraph.
BREAK = "\\\n"


@dataclass
class Pen:
    """What writing needs to know: the pictures, what to tell, which bookmarks are led to, the
    numbers of the notes.
    """

    album: Album
    remarks: Remarks
    targets: dict[str, str]
    notes: dict[str, int] = field(default_factory=dict)
    near: str = ""

    def inline(self, element: etree._Element) -> str:
        """What `element` holds, as Markdown of one paragraph; a line's beginning is still to be
        escaped.
        """
        return self.written([element.text or "", *element])

    def written(self, nodes: list[str | etree._Element]) -> str:
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
            return self._single(element)
        if tag == "sup" and (call := self._call(element)):
            return call
        inner = self.inline(element)
        core = inner.strip(" ")
        if tag not in (*_MARKS, "sub", "sup") or not core or core == BREAK:
            return inner
        lead, behind = (" " * inner.startswith(" ")), (" " * inner.endswith(" "))
        return f"{lead}{_marked(tag, core, lead or before)}{behind}"

    def _single(self, element: etree._Element) -> str:
        """A line break, a picture, a box to tick or a link."""
        if element.tag == "br":
            return BREAK
        if element.tag == "img":
            return self.album.shown(element.get("src", ""), element.get("alt"), self.near)
        if element.tag == "input":
            return "☑ " if element.get("checked") else "☐ "
        return self._link(element)

    def _call(self, element: etree._Element) -> str:
        """The call of a note where `element` is one."""
        link = element.find("a")
        found = _NOTE.fullmatch(link.get("href", "")) if link is not None else None
        if not found:
            return ""
        number = self.notes.setdefault(found["note"], len(self.notes) + 1)
        return f"[^{number}]"

    def _link(self, element: etree._Element) -> str:
        href, words = element.get("href"), self.inline(element)
        if href is None:
            name = element.get("id", "").removeprefix(PREFIX)
            return f'<span id="{self.targets[name]}"></span>' if name in self.targets else ""
        if not words.strip():
            return words
        lead, core, behind = re.fullmatch(r"( *)(.*?)( *)", words, re.DOTALL).groups()  # type: ignore[union-attr]
        address = self._address(href, element)
        if address is None:
            return words
        if plain_text(element) in (address, address.removeprefix("mailto:")) and _ALONE.fullmatch(
            address
        ):
            return f"{lead}<{address.removeprefix('mailto:')}>{behind}"
        return f"{lead}[{core}]({address}){behind}"

    def _address(self, href: str, element: etree._Element) -> str | None:
        """Where a link may lead; None where it may not, which is told."""
        if href.startswith(f"#{PREFIX}"):
            target = self.targets.get(href.removeprefix(f"#{PREFIX}"))
            if target is None:
                self._lose_link(element, "a place in the text that is not there")
            return None if target is None else f"#{target}"
        href = href.partition('"')[
            0
        ].strip()  # behind it mammoth leaves the options of Word's field
        try:
            scheme = urlsplit(href).scheme.lower()
        except ValueError:
            scheme = ""
        if scheme not in SCHEMES or not href.partition(":")[2].strip("/"):
            self._lose_link(element, f"“{href[:200]}”, which is no address on the web")
            return None
        return _TO_ENCODE.sub(
            lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), href
        )

    def _lose_link(self, element: etree._Element, where: str) -> None:
        words = excerpt(plain_text(element)) or "a picture"
        self.remarks.lose(f"The link on “{words}” was left out, since it leads to {where}.")


def is_number_mark(element: etree._Element) -> bool:
    """Whether `element` says which number an item has in Word."""
    name: str = element.get("id", "")
    return element.tag == "a" and name.startswith(f"{PREFIX}{NUMBER_MARK}")


def _marked(tag: str, core: str, before: str) -> str:
    """`core` between the marks of `tag`, or its HTML tags where the marks would touch others of
    their kind.
    """
    if tag in ("strong", "em") and core.endswith(BREAK):
        return _marked(tag, core.removesuffix(BREAK).rstrip(), before) + BREAK
    if tag == "sub" and _SIMPLE.fullmatch(core) and not before.endswith("~"):
        return f"~{core}~"
    mark = _MARKS.get(tag)
    if mark is None:
        return f"<{tag}>{core}</{tag}>"
    if tag == "strong" and _ITALIC.fullmatch(core) and not before.endswith("*"):
        return f"**{core}**"
    touching = core.startswith(mark[0]) or core.endswith(mark[0]) or before.endswith(mark[0])
    if touching or core.startswith("\\") or core.endswith("\\"):
        tag = {"s": "del"}.get(tag, tag)
        return f"<{tag}>{core}</{tag}>"
    return f"{mark}{core}{mark}"
