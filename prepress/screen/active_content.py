"""Active content: what a layout would have a reading system or a browser run or fetch, which no
edition of ours does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prepress.errors import Place, SourceError
from prepress.text.files import read_text

if TYPE_CHECKING:
    from lxml import etree

    from prepress.layouts.layouts import Layouts

#: Elements that run, hold or fetch something else than what the book has.
_ELEMENTS = frozenset(
    {
        "animate", "animatemotion", "animatetransform", "applet", "audio", "base", "embed",
        "foreignobject", "form", "frame", "iframe", "object", "portal", "script", "set", "video",
    }
)  # fmt: skip
#: Attributes that hold addresses, beside those of links, which readers follow themselves.
_ADDRESSES = frozenset({"action", "background", "formaction", "href", "poster", "src", "srcset"})
_RUNS = re.compile(r"[\x00-\x20]*(?:java|vb)script:", re.IGNORECASE)
_OUTWARD = re.compile(r"[\x00-\x20]*(?:[a-z][a-z0-9+.-]*:|//)(?!image/)", re.IGNORECASE)
_FETCHES = re.compile(r"@import|url\(\s*[\"']?\s*(?!data:|#|[\"')])", re.IGNORECASE)
_LAYOUTS = ("*.xhtml", "*.html")
#: Elements that fetch what their attributes name.
_FETCHING = frozenset({"image", "input", "link", "meta", "source", "style", "track", "use"})
_SUSPECTS = tuple(
    f"{{*}}{spelt}"
    for tag in sorted(_ELEMENTS | _FETCHING | {"foreignObject"})
    for spelt in (tag, tag.upper())
)
#: The links of a head that only those follow who want to.
_FOLLOWED = frozenset({"alternate", "canonical", "next", "prev"})
#: What stands in a document whose attributes run or fetch something.
_HANDLER = re.compile(r"on[a-z]+\s*=\s*[\"']")
_HINTS = ("script:", "srcdoc", "@import", "url(", "&#")
#: What declares an entity, which may stand for a file (EPUB 3.3, 3.9, forbids that); what is packed
#: declares none.
_ENTITY = "<!ENTITY"


def refuse_active_content(text: str, tree: etree._Element, layouts: Layouts, document: str) -> None:
    """Raise SourceError, which names the layout, where the `tree` of a `document`, which is `text`,
    holds a script, a frame, an event's handler, an entity or what is fetched from elsewhere.
    """
    for written in _active_content(text, tree):
        place = _place_of(written, layouts) or Place(document)
        raise SourceError(
            f"A layout puts “{written}” into the EPUB or a page, which run and fetch nothing.",
            'Take it out, or keep it to paper with {% if medium == "paper" %}.',
            place,
        )


def _active_content(text: str, tree: etree._Element) -> Iterator[str]:
    """How what is active in a document is written."""
    if _ENTITY in text:
        yield _ENTITY
    lower = text.lower()
    is_doubtful = _HANDLER.search(lower) or any(hint in lower for hint in _HINTS)
    for element in tree.iter("*") if is_doubtful else tree.iter(*_SUSPECTS):
        yield from _active_in(element)


def _active_in(element: etree._Element) -> Iterator[str]:
    """How what is active in an element is written."""
    tag = _local(element.tag)
    if tag.lower() in _ELEMENTS:
        yield f"<{tag}"
    if tag == "link" and element.get("rel") in _FOLLOWED:
        return
    if tag == "meta" and "http-equiv" in element.attrib:
        yield "http-equiv"
    if tag == "style" and _FETCHES.search(element.text or ""):
        yield "<style"
    for name, value in element.attrib.items():
        if _is_active(tag, _local(name).lower(), str(value)):
            yield _local(name)


def _is_active(tag: str, name: str, value: str) -> bool:
    """Whether an attribute runs or fetches something."""
    if name.startswith("on") or name == "srcdoc":
        return True
    if name == "style":
        return _FETCHES.search(value) is not None
    if name not in _ADDRESSES:
        return False
    return _RUNS.match(value) is not None or (
        tag not in ("a", "img") and _OUTWARD.match(value) is not None
    )


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]


def _place_of(written: str, layouts: Layouts) -> Place | None:
    """The layout that has `written` in it, and its line; a project's own are looked at first."""
    sign = re.compile(rf"(?<![\w-]){re.escape(written)}(?![\w-])", re.IGNORECASE)
    for folder in layouts.folders:
        for file in (each for pattern in _LAYOUTS for each in sorted(folder.glob(pattern))):
            text = read_text(file, str(file))
            if found := sign.search(text):
                return Place(str(file), text.count("\n", 0, found.start()) + 1)
    return None
