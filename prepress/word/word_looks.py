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
    **{tag: ("is_bold", True) for tag in ("strong", "b")},
    **{tag: ("is_italic", True) for tag in ("em", "i", "cite", "dfn", "var")},
    **{tag: ("is_struck", True) for tag in ("del", "s", "strike")},
    **{tag: ("is_underlined", True) for tag in ("ins", "u")},
    **{tag: ("style", CODE) for tag in ("code", "kbd", "samp", "tt")},
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
        if element.tag == "a" and element.get("href"):
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
        found = w(
            "rPr",
            w("rStyle", val=style_id(style)) if style else None,
            *((w("b"), w("bCs")) if self.is_bold else ()),
            *((w("i"), w("iCs")) if self.is_italic else ()),
            w("strike") if self.is_struck else None,
            w("highlight", val="yellow") if self.is_marked else None,
            w("u", val="single") if self.is_underlined else None,
            w("vertAlign", val=self.place) if self.place else None,
            w("rtl") if self.is_rtl else None,
            w("lang", **{"bidi" if self.is_rtl else "val": self.lang}) if self.lang else None,
        )
        return found if len(found) else None


def is_made(element: Any) -> bool:
    """Whether the words of an element are none that its author wrote there."""
    return not _MADE.isdisjoint((element.get("class") or "").split())


def is_blank(element: Any) -> bool:
    """Whether this is a line or gap that readers write on."""
    return has_class(element, "span", "blank") or has_class(element, "span", "writing-line")
