"""Stores: a finished EPUB held against what those who sell it ask for.

Amazon KDP, help page “Cover Image Guidelines” (1,600 × 2,560 px at best, 1,000 × 625 at least, JPEG
or TIFF). Apple, “Apple Books Asset Guide” (covers of 1,400 px on the shorter side at least, no
remote parts). Rakuten Kobo, “Kobo EPUB Guidelines” (JPEG or PNG, 5 MB at most). Google Play Books
and the others ask for less.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import PIL.Image
from lxml import etree

from prepress.errors import Place
from prepress.findings import Finding
from prepress.readers.epub import open_epub

if TYPE_CHECKING:
    from prepress.checks import CheckedEdition

_SHORTEST_SIDE, _BEST_SIZE = 1400, (1600, 2560)
_LARGEST_BYTES = 5 * 1000 * 1000
_PICTURES = frozenset({"image/jpeg", "image/png"})
#: Keys that stores ask for, each with what it is for.
_WANTED = {
    "author": "who wrote it",
    "description": "what the page in the store says of it",
    "publisher": "who publishes it",
    "rights": "who may copy it",
    "identifier": "its ISBN, or what else it is known by",
}
_REMOTE = ("http:", "https:", "ftp:", "//")
_LOADING = frozenset({"src", "poster", "data"})
_LOADED_BY_HREF = frozenset({"link", "image", "use", "script"})
_URL = re.compile(r"""url\(\s*["']?([^"')]+)""")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def store_findings(checked: CheckedEdition) -> tuple[Finding, ...]:
    """What stores refuse or ask for."""
    return (*_cover(checked), *_remote_parts(checked), *_metadata(checked))


def _cover(checked: CheckedEdition) -> Iterator[Finding]:
    galley = checked.galley
    metadata, file = galley.manuscript.metadata, galley.manuscript.metadata_file
    line = metadata.lines.get("cover-image")
    place = Place(file, line) if line else _place_of_profile(checked)
    with open_epub(checked.data, checked.file) as epub:
        cover = epub.cover
        data = epub.data(cover.name) if cover else b""
    if cover is None:
        what = "The EPUB has no cover, without which no store takes it."
        yield Finding("Y-020", place, what, "Write cover-image: with a picture.")
        return
    best = " × ".join(f"{side:,}" for side in _BEST_SIZE)
    hint = f"Take a JPEG or PNG of {best} pixels for cover-image:."
    if cover.media_type not in _PICTURES:
        what = f"The cover is of the kind {cover.media_type}, and stores take JPEG and PNG."
        yield Finding("Y-020", place, what, hint)
        return
    with PIL.Image.open(io.BytesIO(data)) as image:
        size = image.size
    if min(size) < _SHORTEST_SIDE:
        what = (
            f"The cover has {size[0]:,} × {size[1]:,} pixels, where stores ask for "
            f"{_SHORTEST_SIDE:,} on the shorter side."
        )
        yield Finding("Y-020", place, what, hint)
    if len(data) > _LARGEST_BYTES:
        what = f"The cover is a file of {len(data) / 1e6:.1f} MB, where stores take 5."
        yield Finding("Y-020", place, what, "Save it as a JPEG of a lower quality.")


def _remote_parts(checked: CheckedEdition) -> Iterator[Finding]:
    hint = "Put the file into the project; see whether a layout of your own asks for it."
    with open_epub(checked.data, checked.file) as epub:
        found = [
            (item.name, address)
            for item in epub.items
            for address in _addresses(item.media_type, epub.data(item.name))
        ]
    for name, address in dict.fromkeys(found):
        what = f"“{name}” takes a part from the network: {address}"
        yield Finding("Y-021", Place(checked.file), what, hint)


def _addresses(media_type: str, data: bytes) -> Iterator[str]:
    """What a file loads from the network; links do not count."""
    if media_type == "text/css":
        for address in _URL.findall(data.decode("utf-8", "replace")):
            if address.lower().startswith(_REMOTE):
                yield address
    elif media_type in ("application/xhtml+xml", "image/svg+xml"):
        for element in etree.fromstring(data, _PARSER).iter("*"):
            for name, value in element.attrib.items():
                local = name.rpartition("}")[2]
                loads = local in _LOADING or (local == "href" and _tag(element) in _LOADED_BY_HREF)
                if loads and str(value).strip().lower().startswith(_REMOTE):
                    yield str(value)


def _tag(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _metadata(checked: CheckedEdition) -> Iterator[Finding]:
    manuscript = checked.galley.manuscript
    metadata = manuscript.metadata
    for key, meaning in _WANTED.items():
        if not getattr(metadata, key):
            what = f"The metadata do not say {key}: {meaning}."
            yield Finding("Y-022", _place_of_profile(checked), what, f"Write {key}: in book.yaml.")


def _place_of_profile(checked: CheckedEdition) -> Place:
    manuscript = checked.galley.manuscript
    return checked.edition.place_of("profile", manuscript.metadata, manuscript.metadata_file)
