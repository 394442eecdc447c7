"""Picture stopgaps: what stands for a picture that cannot be set, and for a description that nobody
has written.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from prepress.text.xhtml import plain_text, take_out

if TYPE_CHECKING:
    from lxml import etree

#: The class of the box in a picture's place, for stylesheets.
BOX = "missing-picture"
#: What a box takes over from its picture.
_KEPT = ("dir", "id", "lang", "title")


def put_box(image: etree._Element, source: str) -> None:
    """Put a box with the picture's description in its place, or with its file's name where there is
    none or the caption says the same; an ornament just goes.
    """
    alt = image.get("alt")
    if alt == "":
        take_out(image)
        return
    words = " ".join((alt or "").split())
    if words in ("", _caption(image)):
        words = _file_name(source)
    kept = {name: value for name in _KEPT if (value := image.get(name))}
    tail = image.tail
    image.attrib.clear()
    image.attrib.update({"class": BOX, **kept})
    image.tag, image.text, image.tail = "span", words, tail


def stopgap_description(image: etree._Element, source: str) -> str:
    """What a screen reader may say of a picture that nobody has described: its caption, else the
    words of its file's name, for it must not be passed over like an ornament.
    """
    words = re.sub(r"[\W_]+", " ", PurePosixPath(_file_name(source)).stem).strip()
    return _caption(image) or words or _file_name(source)


def _caption(image: etree._Element) -> str:
    figure = next(image.iterancestors("figure"), None)
    caption = None if figure is None else figure.find(".//figcaption")
    return "" if caption is None else plain_text(caption)


def _file_name(source: str) -> str:
    """The last part of a picture's address, whose data, if it holds them, nobody can read."""
    if source.lower().startswith("data:"):
        return "data"
    try:
        path = urlsplit(source).path
    except ValueError:
        path = source
    name = PurePosixPath(unquote(path)).name
    return " ".join(name.split()) or "?"
