"""Word looks: what the words of a run look like, by the elements of the galley around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from prepress.text.xhtml import has_class
from prepress.word.word_names import CODE, FORMULA, MADE, style_id, w

#: What the galley's elements make of the words in them.
_OF_TAGS: Mapping[str, tuple[str, object]] = {
    **dict.fromkeys(("strong", "b"), ("is_bold", True)),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), ("is_italic", True)),
    **dict.fromkeys(("del", "s", "strike"), ("is_struck", True)),
    **dict.fromkeys(("ins", "u"), ("is_underlined", True)),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), ("style", CODE)),
    "mark": ("is_marked", True),
    "sub": ("place", "subscript"),
    "sup": ("place", "superscript"),
    "math": ("style", FORMULA),
}
#: The classes of what no author wrote in its place.
_MADE = frozenset(
    {
        "numeral", "caption-number", "part-label", "cross-references", "citation", "index-places",
        "index-see", "task", "note-call", "section-number", "equation-number",
    }
)  # fmt: skip


@dataclass(frozen=True)
class WordLooks:
    """How words look and what language they are in; `link` is where they lead, an address or `#`
    and an id.
    """

    is_bold: bool = False
    is_italic: bool = False
    is_struck: bool = False
    is_underlined: bool = False
    is_marked: bool = False
    place: str = ""
    style: str = ""
    link: str = ""
    lang: str = ""
    is_rtl: bool = False

    def within(self, element: Any) -> WordLooks:
        """The same in an `element` of the galley."""
        name, value = _OF_TAGS.get(element.tag, ("lang", self.lang))
        looks = replace(self, **{name: value})  # type: ignore[arg-type]
        if is_made(element):
            looks = replace(looks, style=MADE)
        if element.tag == "a" and element.get("href") and not has_class(element, "a", "note-call"):
            looks = replace(looks, link=element.get("href"))
        if element.get("dir"):
            looks = replace(looks, is_rtl=element.get("dir") == "rtl")
        return replace(looks, lang=element.get("lang") or looks.lang)

    @property
    def properties(self) -> etree._Element | None:
        """The properties of a run, in the order of Word's schema (ISO/IEC 29500-1, 17.3.2.28);
        None where there are none.
        """
        style = self.style or ("Hyperlink" if self.link else "")
        lang = {"bidi" if self.is_rtl else "val": self.lang}
        wanted = (
            (style, w("rStyle", val=style_id(style))),
            (self.is_bold, w("b")),
            (self.is_bold, w("bCs")),
            (self.is_italic, w("i")),
            (self.is_italic, w("iCs")),
            (self.is_struck, w("strike")),
            (self.is_marked, w("highlight", val="yellow")),
            (self.is_underlined, w("u", val="single")),
            (self.place, w("vertAlign", val=self.place)),
            (self.is_rtl, w("rtl")),
            (self.lang, w("lang", **lang)),
        )
        found = [element for holds, element in wanted if holds]
        return w("rPr", *found) if found else None


def is_made(element: Any) -> bool:
    """Whether the words of an element are none that its author wrote there."""
    return not _MADE.isdisjoint((element.get("class") or "").split())


def is_blank(element: Any) -> bool:
    """Whether this is a line or gap that readers write on."""
    return has_class(element, "span", "blank") or has_class(element, "span", "writing-line")
