"""SVG drawings: pictures that neither run nor fetch anything."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.parsers import expat

import tinycss2  # type: ignore[import-untyped]
from lxml import etree

from prepress.images.drawn_elements import MOST_ELEMENTS, drawn_elements
from prepress.images.rasters import PictureError, read_raster

#: The attributes by which an element of an SVG names something else.
HREFS = ("href", "{http://www.w3.org/1999/xlink}href", "src")

_SVG = "{http://www.w3.org/2000/svg}"
_XHTML = "http://www.w3.org/1999/xhtml"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ACTIVE = ("script", "handler", "foreignobject", "iframe", "object", "embed", "audio", "video")
_EMBEDDED = re.compile(r"data:image/(?:png|jpe?g|gif|webp)(?:;[^,;]*)*,", re.IGNORECASE)
_EMBEDDED_FONT = re.compile(
    r"data:(?:font/|application/(?:x-)?font|application/octet-stream)", re.IGNORECASE
)
_LINK = re.compile(r"#|https?:|mailto:|tel:", re.IGNORECASE)
_MAY_FETCH = re.compile(r"\\|url|src|image|import|cross-fade", re.IGNORECASE)
_FETCHING = (
    "url",
    "src",
    "image",
    "image-set",
    "-webkit-image-set",
    "cross-fade",
    "-webkit-cross-fade",
)
_NUMBER = r"[+]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
_LONGEST_PX = 1_000_000
_PX_PER = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
}


def data_address_content(address: str) -> bytes | None:
    """The picture inside a `data:` address of an SVG, None for an address of another kind.

    Raises ValueError where its base64 is broken.
    """
    head = _EMBEDDED.match(address)
    if head is None:
        return None
    body = unquote_to_bytes(address[head.end() :])
    if not head[0].lower().endswith(";base64,"):
        return body
    letters = b"".join(body.split())
    return base64.b64decode(letters + b"=" * (-len(letters) % 4), validate=True)


def read_vector(data: bytes) -> etree._Element:
    """The root of the SVG `data`; nothing outside it is read.

    Raises etree.XMLSyntaxError for broken XML, ValueError or LookupError for an encoding that
    nobody knows.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    return etree.fromstring(data, parser)


def safe_drawing(data: bytes, name: str) -> etree._Element:
    """The root of the SVG `data`, which neither runs nor fetches anything: patients get it and open
    it offline.

    Raises PictureError where it does, or is damaged.
    """
    try:
        _refuse_declarations(data, name)
        root = read_vector(data)
    except (etree.XMLSyntaxError, expat.ExpatError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None) or 1
        raise PictureError(
            "I-002",
            f"“{name}” is damaged at its line {line}.",
            "Open it in a drawing program and save it again.",
        ) from error
    if root.tag != f"{_SVG}svg":
        hint = "Save it as SVG, PNG or JPEG."
        if root.tag == "svg":
            hint = 'Write <svg xmlns="http://www.w3.org/2000/svg">.'
        raise PictureError("I-002", f"“{name}” is not an SVG picture.", hint)
    for part in _active_parts(root, name):
        raise _refusal(part, name)
    if drawn_elements(root) > MOST_ELEMENTS:
        raise PictureError(
            "I-004",
            f"“{name}” draws more than {MOST_ELEMENTS} elements, some of them again and again.",
            "Save it as PNG, or draw it with fewer.",
        )
    return root


def _refusal(part: str, name: str) -> PictureError:
    what = f"“{name}” holds {part[:80]}, which a picture in a handout must not."
    return PictureError(
        "I-002", what, "Save it as a plain SVG, with its pictures embedded and without scripts."
    )


def _refuse_declarations(data: bytes, name: str) -> None:
    """Refuse a document type of its own: it declares entities, which grow without end, and
    attributes unseen.
    """

    def refuse(_root: str, _system: str | None, _public: str | None, internal: bool) -> None:
        if internal:
            raise _refusal("<!DOCTYPE […]>", name)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(data, True)


def _active_parts(root: etree._Element, name: str) -> Iterator[str]:
    """The parts of an SVG that could run something or fetch something."""
    for node in (*root.itersiblings(preceding=True), *root.iter()):
        if node.tag is etree.PI and node.target.lower() == "xml-stylesheet":
            yield "<?xml-stylesheet?>"
        if not isinstance(node.tag, str):
            continue
        tag = etree.QName(node)
        if tag.localname.lower() in _ACTIVE or tag.namespace == _XHTML:
            yield f"<{tag.localname}>"
        for key, value in node.attrib.items():
            yield from _active_parts_of_attribute(tag.localname, key, value, name)
        if tag.localname == "style":
            yield from _fetched_addresses("".join(node.itertext()))


def _active_parts_of_attribute(tag: str, key: str, value: str, name: str) -> Iterator[str]:
    if key.lower().startswith("on") or key == _XML_BASE or _animates_active(key, value):
        yield f"{etree.QName(key).localname}="
    elif key in HREFS:
        yield from _foreign_address(value, tag, name)
    elif "}" not in key:
        yield from _fetched_addresses(value)


def _animates_active(key: str, value: str) -> bool:
    if key != "attributeName":
        return False
    animated = value.strip().rpartition(":")[2].lower()
    return animated in ("href", "src", "base") or animated.startswith("on")


def _foreign_address(address: str, tag: str, name: str) -> Iterator[str]:
    """The `address` itself where it leads out of the picture; readers follow that of an `a` only
    when asked.

    Raises PictureError for a damaged picture inside.
    """
    if address.startswith("#") or (tag == "a" and _LINK.match(address)):
        return
    try:
        picture = data_address_content(address)
    except ValueError:
        picture = b""
    if picture is None:
        yield f"“{address}”"
    else:
        read_raster(picture, f"A picture inside “{name}”")


def _fetched_addresses(css: str) -> Iterator[str]:
    """The addresses outside the picture that styles would fetch; a backslash may hide their
    names.
    """
    if _MAY_FETCH.search(css):
        for address in _addresses(tinycss2.parse_component_value_list(css), within=False):
            if not address.startswith("#") and not _EMBEDDED_FONT.match(address):
                yield f"“{address}”"


def _addresses(nodes: Iterable[Any], *, within: bool) -> Iterator[str]:
    """The addresses in CSS; `within` a function that fetches, every string is one, and so is a
    variable.
    """
    for node in nodes:
        if node.type == "url" or (within and node.type == "string"):
            yield node.value
        elif node.type == "at-keyword" and node.lower_value == "import":
            yield "@import"
        elif within and node.type == "function" and node.lower_name in ("var", "attr", "env"):
            yield f"{node.lower_name}()"
        elif node.type == "function":
            yield from _addresses(node.arguments, within=node.lower_name in _FETCHING)
        elif getattr(node, "content", None):
            yield from _addresses(node.content, within=within)


def drawing_size(root: etree._Element) -> tuple[float, float]:
    """The size in px from `width` and `height`, else from the view box, else the 300 × 150 of SVG
    2, 8.2.
    """
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    sides = re.split(r"[\s,]+", root.get("viewBox", "").strip())[2:]
    box = [_length(side) for side in sides]
    if len(box) != 2 or not all(box) or (width and height):
        return width or 300.0, height or 150.0
    scale = 1.0
    if width:
        scale = width / box[0]
    elif height:
        scale = height / box[1]
    return box[0] * scale, box[1] * scale


def _length(text: str) -> float:
    """A length in px, 0 where it is none, is relative or is beyond all reason."""
    length = re.fullmatch(rf"({_NUMBER})\s*([a-z]*)", text.strip())
    value = float(length[1]) * _PX_PER.get(length[2], 0) if length else 0.0
    return value if value < _LONGEST_PX else 0.0
