"""References: links between the documents of the package, and the pictures that they show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from lxml import etree

from prepress.epub.parts import XHTML, Document
from prepress.errors import SourceError
from prepress.images.derivatives import screen_size
from prepress.text.xhtml import add_class

if TYPE_CHECKING:
    from prepress.images.pictures import Picture


@dataclass(frozen=True)
class PackageMap:
    """Where in the package each id stands, and under what name each picture lies."""

    documents: Mapping[str, str]
    pictures: Mapping[str, tuple[str, Picture]]

    @classmethod
    def of(
        cls, documents: Iterable[Document], pictures: Iterable[Picture], names: Mapping[str, str]
    ) -> PackageMap:
        """The package of `documents`; `names` maps each picture's `url` to its name."""
        places = {
            element.get("id"): document.name
            for document in documents
            for element in document.tree.iter("*")
            if element.get("id")
        }
        return cls(places, {picture.url: (names[picture.url], picture) for picture in pictures})


def resolve(document: Document, package: PackageMap) -> None:
    """Point the links and pictures of `document`, as the galley has them, to where they lie in the
    package.

    The galley's own all resolve; SourceError is for one that a layout brings.
    """
    for link in document.tree.iter(f"{{{XHTML}}}a"):
        href = link.get("href", "")
        if href.startswith("#"):
            link.set("href", _address(href[1:], document, package))
        elif href.lower().startswith("sms:"):
            _write_number(link, href)
    for image in document.tree.iter(f"{{{XHTML}}}img"):
        source = image.get("src", "")
        if source not in package.pictures:
            raise SourceError(
                f"A layout shows “{source}”, which is not a picture of the text.",
                'Keep it to paper with {% if medium == "paper" %}, or show it in a chapter.',
                document.name,
            )
        name, picture = package.pictures[source]
        image.set("src", name)
        if picture.media_type == "image/svg+xml":
            # Readers that unpack the book give pictures other addresses, so a stylesheet cannot go
            # by the suffix.
            add_class(image, "drawing")
        if "width" not in image.attrib and "height" not in image.attrib:
            for side, length in zip(("width", "height"), screen_size(picture), strict=True):
                image.set(side, str(length))


def _write_number(link: etree._Element, href: str) -> None:
    """The number for text messages as words: EPUBCheck takes `sms:` (RFC 5724) for no scheme
    (HTM-025).

    It is no telephone number either, so that `tel:` would lead people astray.
    """
    del link.attrib["href"]
    number = re.split("[?;&]", href[len("sms:") :])[0]
    words = "".join(link.itertext())
    if re.sub(r"\W", "", number) in re.sub(r"\W", "", words):
        return
    last = link[-1] if len(link) else None
    if last is None:
        link.text = f"{link.text or ''} ({number})"
    else:
        last.tail = f"{last.tail or ''} ({number})"


def fragment(identifier: str) -> str:
    """`identifier` as an address may hold it behind `#`: letters of any language stay (RFC
    3987).
    """
    return "".join(
        part if part.isalnum() else quote(part, safe="-._~!$&'()*+,;=:@/?") for part in identifier
    )


def _address(identifier: str, document: Document, package: PackageMap) -> str:
    known = identifier if identifier in package.documents else unquote(identifier)
    if known not in package.documents:
        raise SourceError(
            f"A layout links to “#{identifier}”, which the EPUB does not have.",
            'Keep the link to paper with {% if medium == "paper" %}, or give it a target.',
            document.name,
        )
    target = package.documents[known]
    return f"{'' if target == document.name else target}#{fragment(known)}"
