"""OPDS: the site's catalogue for reading apps, written as a feed and read again to know what was
published before.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from prepress.epub.package import NAMESPACE
from prepress.layouts.form_names import EPUB, HTML, PDF
from prepress.site.offers import Offer, OfferedFile

#: The catalogue's name in the site.
CATALOGUE = "catalogue.atom"
#: Its media type (OPDS 1.2, 2.2 and 10).
MEDIA_TYPE = "application/atom+xml;profile=opds-catalog;kind=acquisition"
INDEX = "index.html"
_ATOM, _DCTERMS, _SCHEMA = (
    "http://www.w3.org/2005/Atom",
    "http://purl.org/dc/terms/",
    "http://schema.org/",
)
_A, _D, _S = f"{{{_ATOM}}}", f"{{{_DCTERMS}}}", f"{{{_SCHEMA}}}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ACQUISITION = "http://opds-spec.org/acquisition/open-access"
_IMAGE = "http://opds-spec.org/image"
_PAGE = "alternate"
_INVALID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def catalogue_of(offers: Sequence[Offer], title: str, publisher: str, lang: str) -> bytes:
    """An acquisition feed of OPDS 1.2 with all `offers`, whole entries in their order.

    It has what RFC 4287 demands of a feed (4.1.1): an id that stays, a title, an author, and when
    it last changed.
    """
    feed = etree.Element(
        f"{_A}feed", {_LANG: lang}, nsmap={None: _ATOM, "dcterms": _DCTERMS, "schema": _SCHEMA}
    )
    _add(feed, f"{_A}id", f"urn:uuid:{uuid.uuid5(NAMESPACE, f'catalogue of {publisher}')}")
    _add(feed, f"{_A}title", title)
    _add(feed, f"{_A}updated", max(offer.updated for offer in offers))
    _add(etree.SubElement(feed, f"{_A}author"), f"{_A}name", publisher or title)
    for relation, address, kind in (
        ("self", CATALOGUE, MEDIA_TYPE),
        ("start", CATALOGUE, MEDIA_TYPE),
        ("alternate", INDEX, "text/html"),
    ):
        etree.SubElement(feed, f"{_A}link", rel=relation, href=address, type=kind)
    for offer in offers:
        _enter(feed, offer)
    etree.indent(feed)
    written: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def offers_in(catalogue: Path) -> tuple[Offer, ...]:
    """The offers of a catalogue that was written here; none where there is none, or it is not as we
    write it.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        feed = etree.fromstring(catalogue.read_bytes(), parser)
        return tuple(_offer(entry) for entry in feed.iter(f"{_A}entry"))
    except (OSError, etree.XMLSyntaxError, ValueError, KeyError, IndexError):
        return ()


def _enter(feed: etree._Element, offer: Offer) -> None:
    """An entry (RFC 4287, 4.1.2; OPDS 1.2, 5): without content, so with a link to a page about
    it.
    """
    entry = etree.SubElement(feed, f"{_A}entry", {_LANG: offer.lang})
    _add(entry, f"{_A}id", offer.iri)
    _add(entry, f"{_A}title", offer.title)
    _add(entry, f"{_S}alternativeHeadline", offer.subtitle)
    _add(entry, f"{_A}updated", offer.updated)
    for author in offer.authors:
        _add(etree.SubElement(entry, f"{_A}author"), f"{_A}name", author)
    _add(entry, f"{_D}language", offer.lang)
    _add(entry, f"{_D}issued", offer.date.isoformat() if offer.date else None)
    _add(entry, f"{_D}identifier", offer.identifier)
    _add(entry, f"{_D}publisher", offer.publisher)
    _add(entry, f"{_A}rights", offer.rights)
    for word in offer.keywords:
        etree.SubElement(
            entry, f"{_A}category", term=_INVALID.sub("", word), label=_INVALID.sub("", word)
        )
    _add(entry, f"{_A}summary", offer.description)
    etree.SubElement(
        entry, f"{_A}link", rel=_PAGE, href=f"{INDEX}#{offer.anchor}", type="text/html"
    )
    for relation, file in (
        (_ACQUISITION, offer.epub),
        (_ACQUISITION, offer.pdf),
        *((_PAGE if each.media_type == HTML else _ACQUISITION, each) for each in offer.others),
        (_IMAGE, offer.cover),
        (f"{_IMAGE}/thumbnail", offer.cover),
    ):
        _link(entry, relation, file)


def _link(entry: etree._Element, relation: str, file: OfferedFile) -> None:
    said = {"rel": relation, "href": file.address, "type": file.media_type}
    title = {"title": file.label} if file.label else {}
    etree.SubElement(entry, f"{_A}link", {**said, "length": str(file.size), **title})


def _offer(entry: etree._Element) -> Offer:
    files = _files(entry)
    epub = next(file for relation, file in files if _is_main(relation, file, EPUB))
    issued = entry.findtext(f"{_D}issued")
    return Offer(
        name=epub.name.removesuffix(".epub"),
        identifier=_text(entry, f"{_D}identifier"),
        title=_text(entry, f"{_A}title"),
        lang=_text(entry, f"{_D}language") or "en",
        updated=_text(entry, f"{_A}updated"),
        epub=epub,
        pdf=next(file for relation, file in files if _is_main(relation, file, PDF)),
        cover=next(file for relation, file in files if relation == _IMAGE),
        others=tuple(file for _, file in files if file.label),
        subtitle=entry.findtext(f"{_S}alternativeHeadline"),
        description=entry.findtext(f"{_A}summary"),
        date=dt.date.fromisoformat(issued) if issued else None,
        authors=tuple(name.text or "" for name in entry.iterfind(f"{_A}author/{_A}name")),
        publisher=entry.findtext(f"{_D}publisher"),
        keywords=tuple(category.get("term", "") for category in entry.iterfind(f"{_A}category")),
        rights=entry.findtext(f"{_A}rights"),
    )


def _is_main(relation: str, file: OfferedFile, media_type: str) -> bool:
    return relation == _ACQUISITION and file.media_type == media_type and not file.label


def _files(entry: etree._Element) -> list[tuple[str, OfferedFile]]:
    """The files of an entry with their relations; ValueError for one elsewhere."""
    files = [
        (
            link.get("rel", ""),
            OfferedFile(
                unquote(link.get("href", "")),
                link.get("type", ""),
                int(link.get("length", "")),
                link.get("title", ""),
            ),
        )
        for link in entry.iter(f"{_A}link")
        if link.get("length")
    ]
    if any("/" in file.name or file.name.startswith(".") for _, file in files):
        raise ValueError("a file outside the site")
    return files


def _text(entry: etree._Element, tag: str) -> str:
    return entry.findtext(tag) or ""


def _add(parent: etree._Element, tag: str, text: str | None) -> None:
    if text and text.strip():
        etree.SubElement(parent, tag).text = _INVALID.sub("", text)
