"""Markdown in, XHTML out: what the tests of markup have in common."""

from __future__ import annotations

from lxml import etree

from prepress.galley.setting.chapter_markup import Markup, to_markup
from prepress.manuscript.manuscript import Chapter


def marked_up(text: str, lang: str = "en") -> Markup:
    """The markup of a chapter with this text."""
    return to_markup(Chapter("1.md", text), lang, {})


def tree(text: str, lang: str = "en") -> etree._Element:
    """The markup of a chapter with this text, which XML can read, below one root."""
    return etree.fromstring(f"<div>{marked_up(text, lang).html}</div>")


def words(element: etree._Element) -> str:
    """The text of an element with single spaces."""
    return " ".join("".join(element.itertext()).split())


def outline(element: etree._Element) -> str:
    """The lists in `element` in short: `ol(one ul(two) three)`."""
    parts = []
    for child in element:
        own = (child.text or "").strip() if child.tag in ("li", "p") else ""
        inner = outline(child)
        if child.tag in ("ul", "ol"):
            start = child.get("start", "")
            parts.append(f"{child.tag}{start}({inner})")
        else:
            parts.append(" ".join(part for part in (own, inner) if part))
    return " ".join(part for part in parts if part)
