"""Layout views: what a layout may know of a publication, as plain values without paths.

Anybody may write a layout. So one gets nothing of the machinery itself, where a manuscript knows
folders and a picture its file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from prepress.editions import Edition
    from prepress.images.pictures import Picture
    from prepress.layouts.words import Words
    from prepress.manuscript.clinic import Clinic
    from prepress.manuscript.metadata import Accessibility, Contact, Metadata

#: An edition's `name`, its `page` (`width_mm`, `height_mm`; none on a screen), and its options.
EditionView = Mapping[str, object]

_View = TypeVar("_View")


@dataclass(frozen=True)
class MetadataView:
    """What a publication says of itself; see Metadata."""

    title: str
    lang: str
    subtitle: str | None
    author: tuple[str, ...]
    date: dt.date | None
    dir: str
    description: str | None
    keywords: tuple[str, ...]
    rights: str | None
    publisher: str | None
    identifier: str | None
    isbn: str | None
    cover_image: str | None
    layout: str
    editions: tuple[EditionView, ...]
    reviewed: dt.date | None
    reviewer: str | None
    review_by: dt.date | None
    contact: Contact | None
    accessibility: Accessibility | None
    max_grade: float | None
    terms: tuple[str, ...]
    plain_language: bool
    translator: tuple[str, ...]
    machine_translation: bool
    status: str | None
    toc: bool | None
    toc_depth: int | None
    lof: bool
    lot: bool
    notes: str
    web_address: str | None
    edition: str | None
    printing: str | None
    credits: tuple[str, ...]
    unreviewed: bool

    @classmethod
    def of(cls, metadata: Metadata) -> MetadataView:
        """The view of `metadata`."""
        return view(cls, metadata, editions=tuple(map(edition_view, metadata.editions)))


@dataclass(frozen=True)
class ClinicView:
    """What the clinic says of itself; see Clinic.

    `logo` is what it wrote, not where the file lies.
    """

    name: str | None
    phone: str | None
    web: str | None
    crisis: str | None
    address: str | None
    logo: str | None
    primary: str | None
    accent: str | None

    @classmethod
    def of(cls, clinic: Clinic) -> ClinicView:
        """The view of `clinic`."""
        return view(cls, clinic)


@dataclass(frozen=True)
class PictureView:
    """A picture: the `url` by which a page finds it, and its size in px as it is shown."""

    url: str
    media_type: str
    width: float
    height: float

    @classmethod
    def of(cls, picture: Picture) -> PictureView:
        """The view of `picture`."""
        return view(cls, picture)


@dataclass(frozen=True)
class WordsView:
    """The interface's words by their keys; see Words. `dates` are the text's days written out."""

    lang: str
    text_lang: str
    dir: str
    foreign: bool
    catalogue: Mapping[str, str]
    dates: Mapping[dt.date, str]

    @classmethod
    def of(cls, words: Words, days: Iterable[dt.date | None] = ()) -> WordsView:
        """The view of `words`, with these `days` written out."""
        dates = {day: words.date(day) for day in days if day}
        catalogue = MappingProxyType({**words.catalogue})
        return view(cls, words, catalogue=catalogue, dates=MappingProxyType(dates))

    def __getitem__(self, key: str) -> str:
        return self.catalogue[key]

    def date(self, day: dt.date) -> str:
        """`day` as `dates` has it, for layouts that are written so.

        Raises ValueError for any other day.
        """
        if day not in self.dates:
            raise ValueError(f"“{day}” is no day of this text")
        return self.dates[day]


def edition_view(edition: Edition) -> EditionView:
    """The view of `edition`; what another edition alone has is undefined in it."""
    known: dict[str, object] = {"name": edition.name}
    if hasattr(edition, "page"):
        known["page"] = _read_only(asdict(edition.page).items())
    options = asdict(replace(edition, places={}), dict_factory=_read_only)
    return MappingProxyType(known | {each: options[each] for each in options if each != "places"})


def days_of(metadata: Metadata) -> tuple[dt.date | None, ...]:
    """The days that layouts can write out."""
    return metadata.date, metadata.reviewed, metadata.review_by


def view(kind: type[_View], source: object, /, **others: object) -> _View:
    """The view of this `kind`: what `source` calls by the same names, and the `others`."""
    names = [each.name for each in fields(kind)]  # type: ignore[arg-type]
    known = {name: getattr(source, name) for name in names if name not in others}
    return kind(**known | others)


def _read_only(items: Iterable[tuple[str, Any]]) -> Any:
    return MappingProxyType(dict(items))
