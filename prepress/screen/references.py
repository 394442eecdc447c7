"""References: links between the documents of an edition, and the pictures that they show."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from prepress.errors import SourceError
from prepress.images.derivatives import screen_size
from prepress.screen.parts import XHTML, Document
from prepress.text.xhtml import add_class

if TYPE_CHECKING:
    from prepress.images.pictures import Picture


@dataclass(frozen=True)
class PackageMap:
    """In which document each id stands, and where each picture lies: under its name, or with all of
    it in a `data:` address.
    """

    documents: Mapping[str, str]
    pictures: Mapping[str, tuple[str, Picture]]

    @classmethod
    def of(
        cls, documents: Iterable[Document], pictures: Iterable[Picture], names: Mapping[str, str]
    ) -> PackageMap:
        """That of `documents`; `names` says of each picture's `url` where it lies."""
        places = {
            element.get("id"): document.name
            for document in documents
            for element in document.tree.iter("*")
            if element.get("id")
        }
        return cls(places, {picture.url: (names[picture.url], picture) for picture in pictures})


def resolve(document: Document, package: PackageMap) -> None:
    """Point the links and pictures of `document`, as the galley has them, to where they lie.

    The galley's own all resolve; SourceError is for one that a layout brings.
    """
    for link in document.tree.iter(f"{{{XHTML}}}a"):
        href = link.get("href", "")
        if href.startswith("#"):
            link.set("href", _address(href[1:], document, package))
    for image in document.tree.iter(f"{{{XHTML}}}img"):
        source = image.get("src", "")
        if source not in package.pictures:
            raise SourceError(
                f"A layout shows “{source}”, which is not a picture of the text.",
                'Keep it to paper with {% if medium == "paper" %}, or show it in a chapter.',
                document.name,
            )
        name, picture = package.pictures[source]
        image.set("src", address_from(document.name, name))
        if picture.media_type == "image/svg+xml":
            # Readers that unpack the book give pictures other addresses, so a stylesheet cannot go
            # by the suffix.
            add_class(image, "drawing")
        if "width" not in image.attrib and "height" not in image.attrib:
            for side, length in zip(("width", "height"), screen_size(picture), strict=True):
                image.set(side, str(length))


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
            f"A layout links to “#{identifier}”, which no document has.",
            'Keep the link to paper with {% if medium == "paper" %}, or give it a target.',
            document.name,
        )
    target = package.documents[known]
    address = "" if target == document.name else address_from(document.name, target)
    return f"{address}#{fragment(known)}"


def address_from(document: str, name: str) -> str:
    """The address of the file `name` in a `document`, as both are called from one folder."""
    if name.startswith("data:"):
        return name
    return quote(posixpath.relpath(name, posixpath.dirname(document) or "."))
