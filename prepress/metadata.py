"""Metadata: what a publication says of itself in book.yaml or its front matter, typed and strict."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from prepress.editions import EDITIONS, Edition


@dataclass(frozen=True)
class Contact:
    """Whom a reader can turn to; every value is one line of plain text."""

    name: str
    phone: str | None = None
    web: str | None = None
    crisis: str | None = None


@dataclass(frozen=True)
class Metadata:
    """The typed metadata of one publication; key names follow Pandoc's, with `-` written `_` here."""

    title: str
    lang: str
    subtitle: str | None = None
    author: tuple[str, ...] = ()
    date: dt.date | None = None
    dir: str = "ltr"
    description: str | None = None
    keywords: tuple[str, ...] = ()
    rights: str | None = None
    publisher: str | None = None
    identifier: str | None = None
    cover_image: str | None = None
    layout: str = "handout"
    editions: tuple[Edition, ...] = field(default_factory=lambda: tuple(EDITIONS.values()))
    reviewed: dt.date | None = None
    reviewer: str | None = None
    review_by: dt.date | None = None
    contact: Contact | None = None
