"""The rules of Atom and OPDS 1.2 that a catalogue of ours must keep, each with its clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

A, D = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/terms/}"
KIND = "application/atom+xml;profile=opds-catalog;kind=acquisition"
ACQUISITION = "http://opds-spec.org/acquisition"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_PERSON = {f"{A}name", f"{A}uri", f"{A}email"}


def _one(parent: etree._Element, name: str) -> bool:
    found = parent.findall(f"{A}{name}")
    return len(found) == 1 and bool((found[0].text or "").strip())


def _links(parent: etree._Element, relation: str) -> list[etree._Element]:
    return [link for link in parent.findall(f"{A}link") if link.get("rel", "alternate") == relation]


def _entries(feed: etree._Element) -> list[etree._Element]:
    return list(feed.findall(f"{A}entry"))


def _all(check: Callable[[etree._Element], bool]) -> Callable[[etree._Element], bool]:
    return lambda feed: bool(_entries(feed)) and all(map(check, _entries(feed)))


def _acquisitions(entry: etree._Element) -> list[etree._Element]:
    return [
        link for link in entry.findall(f"{A}link") if link.get("rel", "").startswith(ACQUISITION)
    ]


def _constructs(feed: etree._Element) -> list[etree._Element]:
    return [feed, *_entries(feed)]


#: What must hold, by the clause that says so.
RULES: dict[str, Callable[[etree._Element], bool]] = {
    "RFC 4287, 4.1.1: the document element is a feed": lambda feed: feed.tag == f"{A}feed",
    "RFC 4287, 4.1.1: a feed has exactly one id, title and updated": lambda feed: all(
        _one(feed, name) for name in ("id", "title", "updated")
    ),
    "RFC 4287, 4.1.2: so has every entry": _all(
        lambda entry: all(_one(entry, name) for name in ("id", "title", "updated"))
    ),
    "RFC 4287, 4.1.1: a feed has an author, unless all entries have": lambda feed: (
        feed.find(f"{A}author") is not None
        or _all(lambda entry: entry.find(f"{A}author") is not None)(feed)
    ),
    "RFC 4287, 3.2: a person has a name and nothing that is unknown": lambda feed: all(
        _one(person, "name") and {child.tag for child in person} <= _PERSON
        for person in feed.iter(f"{A}author")
    ),
    "RFC 4287, 3.3: a date is a date-time of RFC 3339": lambda feed: all(
        _MOMENT.fullmatch(each.text or "") for each in feed.iter(f"{A}updated")
    ),
    "RFC 4287, 4.2.6: an id is an IRI": lambda feed: all(
        _IRI.fullmatch(each.text or "") for each in feed.iter(f"{A}id")
    ),
    "RFC 4287, 4.1.1: no two entries share id and updated": lambda feed: (
        len({(entry.findtext(f"{A}id"), entry.findtext(f"{A}updated")) for entry in _entries(feed)})
        == len(_entries(feed))
    ),
    "RFC 4287, 4.1.2: an entry without content has an alternate link": _all(
        lambda entry: entry.find(f"{A}content") is not None or bool(_links(entry, "alternate"))
    ),
    "RFC 4287, 4.1.1: no two alternate links share type and language": lambda feed: all(
        len({link.get("type") for link in _links(each, "alternate")})
        == len(_links(each, "alternate"))
        for each in _constructs(feed)
    ),
    "RFC 4287, 4.1.2: an entry has at most one summary and one rights": _all(
        lambda entry: (
            len(entry.findall(f"{A}summary")) <= 1 and len(entry.findall(f"{A}rights")) <= 1
        )
    ),
    "RFC 4287, 4.2.2.1: a category has a term": lambda feed: all(
        category.get("term") for category in feed.iter(f"{A}category")
    ),
    "RFC 4287, 4.2.7: a link has an address": lambda feed: all(
        link.get("href") for link in feed.iter(f"{A}link")
    ),
    "OPDS 1.2, 2: a feed links to itself by its own type": lambda feed: (
        [link.get("type") for link in _links(feed, "self")] == [KIND]
    ),
    "OPDS 1.2, 2: a feed links to the catalogue's root": lambda feed: (
        [link.get("type") for link in _links(feed, "start")] == [KIND]
    ),
    "OPDS 1.2, 2.2: every entry of an acquisition feed has an acquisition link": _all(
        lambda entry: bool(_acquisitions(entry))
    ),
    "OPDS 1.2, 5.4: an acquisition link has a type": _all(
        lambda entry: all("/" in link.get("type", "") for link in _acquisitions(entry))
    ),
    "OPDS 1.2, 5.4.1: what is free is open access": _all(
        lambda entry: all(
            link.get("rel") == f"{ACQUISITION}/open-access" for link in _acquisitions(entry)
        )
    ),
    "OPDS 1.2, 5.2: an image is a GIF, JPEG or PNG, and the thumbnail is one": _all(
        lambda entry: all(
            [
                link.get("type") in ("image/gif", "image/jpeg", "image/png")
                for link in _links(entry, relation)
            ]
            == [True]
            for relation in ("http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail")
        )
    ),
    "OPDS 1.2, 5.1.1: an entry names its language and its identifier": _all(
        lambda entry: all(
            len(entry.findall(f"{D}{name}")) == 1 for name in ("language", "identifier")
        )
    ),
    "OPDS 1.2, 5.1.1: the day of issue is at most one date": _all(
        lambda entry: (
            all(
                re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", each.text or "")
                for each in entry.findall(f"{D}issued")
            )
            and len(entry.findall(f"{D}issued")) <= 1
        )
    ),
}


def broken_rules(feed: etree._Element) -> Iterator[str]:
    """The rules that `feed` breaks."""
    for rule, holds in RULES.items():
        if not holds(feed):
            yield rule
