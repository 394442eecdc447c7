"""Offers: what the site says of one publication, and the files that it hands out."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from prepress.epub.package import NAMESPACE
from prepress.layouts.form_names import HTML


@dataclass(frozen=True)
class OfferedFile:
    """A file of the site: its name there, its media type, its size in bytes; `label` is what
    readers call it, where it is neither the EPUB nor the PDF to print.
    """

    name: str
    media_type: str
    size: int
    label: str = ""

    @property
    def address(self) -> str:
        """Its address from any other file of the site."""
        return quote(self.name)


@dataclass(frozen=True)
class Offer:
    """One publication as the site shows it; `updated` is when it last changed, as
    `2026-11-23T00:00:00Z`.

    `others` are its other editions. `identifier` is the EPUB's own; `date` is that of the text,
    where it has one.
    """

    name: str
    identifier: str
    title: str
    lang: str
    updated: str
    epub: OfferedFile
    pdf: OfferedFile
    cover: OfferedFile
    subtitle: str | None = None
    description: str | None = None
    date: dt.date | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    keywords: tuple[str, ...] = ()
    rights: str | None = None
    others: tuple[OfferedFile, ...] = ()

    @property
    def files(self) -> tuple[OfferedFile, ...]:
        """Every file that belongs to it, but for what lies in the folder of its pages."""
        return self.epub, self.pdf, *self.others, self.cover

    @property
    def page(self) -> OfferedFile | None:
        """The web page, where there is one."""
        return next((each for each in self.others if each.media_type == HTML), None)

    @property
    def iri(self) -> str:
        """The identifier as an IRI, as Atom asks for (RFC 4287, 4.2.6); made from it where it is
        none.
        """
        if re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", self.identifier):
            return self.identifier
        return f"urn:uuid:{uuid.uuid5(NAMESPACE, self.identifier)}"

    @property
    def anchor(self) -> str:
        """Its id on the index page, which outlasts a change of its title."""
        return f"p-{uuid.uuid5(NAMESPACE, self.iri).hex[:8]}"

    def is_there(self, site: Path) -> bool:
        """Whether all its files lie in the folder `site` as they were published."""
        return all(
            (site / each.name).is_file() and (site / each.name).stat().st_size == each.size
            for each in self.files
        )
