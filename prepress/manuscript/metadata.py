"""Metadata: what a publication says of itself in book.yaml or its front matter, as typed values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from prepress.editions import Edition, usual_editions
from prepress.manuscript.limits import Limits

if TYPE_CHECKING:
    from prepress.manuscript.look import Look
    from prepress.manuscript.medical_codes import MedicalCode

_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}
)


@dataclass(frozen=True)
class Contact:
    """Whom a reader can turn to; every value is one line of plain text. Only the clinic can give a
    missing name.
    """

    name: str = ""
    phone: str | None = None
    web: str | None = None
    crisis: str | None = None
    address: str | None = None


@dataclass(frozen=True)
class Notice:
    """What every text of a clinic says in the language `lang` (BCP 47), in Markdown."""

    lang: str
    text: str


@dataclass(frozen=True)
class Accessibility:
    """What the author claims of the publication's accessibility, in schema.org's words; an empty
    value claims nothing.

    Each item of `access_mode_sufficient` is a set with commas between its words, such as
    `textual,visual`.
    """

    access_mode: tuple[str, ...] = ()
    access_mode_sufficient: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    summary: str | None = None
    conforms_to: str | None = None
    certified_by: str | None = None


@dataclass(frozen=True)
class Metadata:
    """The typed metadata of one publication; key names follow Pandoc's, with `-` written `_` here.

    `unreviewed` says what no clinician has reviewed yet: the `text`, where its author says so, or a
    `translation` of one that was reviewed; nothing is said of other texts.
    `isbn` is that of the printed book, in 13 digits; `blurb` is Markdown.
    `references` holds sources as CSL-JSON, as one text. `look` says the clinic's too where that was
    read with it; `notices` are the clinic's alone. `lines` says on which line of its file each key
    stands.
    """

    title: str
    lang: str
    subtitle: str | None = None
    author: tuple[str, ...] = ()
    date: dt.date | None = None
    dir: str = "ltr"
    description: str | None = None
    summary: str | None = None
    codes: tuple[MedicalCode, ...] = ()
    keywords: tuple[str, ...] = ()
    rights: str | None = None
    publisher: str | None = None
    identifier: str | None = None
    isbn: str | None = None
    blurb: str | None = None
    cover_image: str | None = None
    chapters: tuple[str, ...] = ()
    layout: str = "handout"
    editions: tuple[Edition, ...] = field(default_factory=usual_editions)
    reviewed: dt.date | None = None
    reviewer: str | None = None
    review_by: dt.date | None = None
    contact: Contact | None = None
    accessibility: Accessibility | None = None
    max_grade: float | None = None
    terms: tuple[str, ...] = ()
    plain_language: bool = False
    translator: tuple[str, ...] = ()
    machine_translation: bool = False
    bibliography: tuple[str, ...] = ()
    csl: str | None = None
    references: str = ""
    nocite: str = ""
    link_citations: bool = True
    status: str | None = None
    toc: bool | None = None
    toc_depth: int | None = None
    lof: bool = False
    lot: bool = False
    notes: str = "chapter"
    edition: str | None = None
    printing: str | None = None
    credits: tuple[str, ...] = ()
    number_sections: bool = False
    unreviewed: Literal["", "text", "translation"] = ""
    base_url: str | None = None
    web_address: str | None = None
    look: Look | None = None
    notices: tuple[Notice, ...] = ()
    limits: Limits = field(default_factory=Limits)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)


def usual_direction(lang: str) -> str:
    """In which direction a text in `lang` (BCP 47) runs: `ltr` or `rtl`."""
    return "rtl" if lang.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
