"""The galley: the text once set, one well-formed tree per chapter, shared by every edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.files.digests import Digest
    from prepress.findings import Finding
    from prepress.galley.notices import SetNotice
    from prepress.galley.source_map.source_map import SourceMap
    from prepress.images.pictures import Picture
    from prepress.manuscript.manuscript import Manuscript

#: The attribute of a link in an index that names the marks of the text for which it stands: an id,
#: or two with dots between them for a range, and a star before what is most important.
INDEX_MARKS = "data-marks"


@dataclass(frozen=True)
class Heading:
    """A heading of the text: `id` is unique in the whole galley, `text` is plain, `level` is 1 to
    6. One that is not `listed` stands in no list of contents. One `of_callout` is its title.
    """

    id: str
    level: int
    text: str
    listed: bool = True
    of_callout: bool = False


@dataclass(frozen=True)
class ListedCaption:
    """A figure or table as a list of them names it: its id and the words of its caption."""

    id: str
    text: str


@dataclass(frozen=True)
class SetChapter:
    """A chapter once set. `id` is unique in the galley and anchors the chapter; `stem` is a safe,
    unique file name.

    `markup` is a well-formed XHTML fragment without a root of its own, and so is `notes`, the list
    of the chapter's notes (empty where it has none). In them every `id` is unique in the galley,
    every internal link is `#id` (whatever chapter holds it), every `src` is the `url` of a Picture.

    In a book, `role` says what the chapter is, such as its preface, `matter` whether it stands in
    `front` of the `body` or at its `back`, and `part` is the id of the part page that it stands
    below; `figures` and `tables` are those that lists of them name. In what is no book, these are
    empty.
    """

    id: str
    stem: str
    file: str
    title: str
    markup: str
    notes: str
    headings: tuple[Heading, ...]
    role: str = ""
    matter: str = ""
    part: str = ""
    figures: tuple[ListedCaption, ...] = ()
    tables: tuple[ListedCaption, ...] = ()


@dataclass(frozen=True)
class ChapterSource:
    """Where a chapter was written: `map` knows the place of each element as it was read.

    `origins` says of each element of the chapter's markup, in its order, which of those it was made
    of, and `note_origins` the same of its notes.
    """

    map: SourceMap
    origins: tuple[int, ...]
    note_origins: tuple[int, ...]


@dataclass(frozen=True)
class Galley:
    """The set text of a manuscript, with the pictures it uses and what was found while setting it.

    `revision` identifies what it says, in whatever edition. The clinic's `logo` is one of the
    pictures too. Were there pictures at the `absent` paths, seen from the project's root, they
    would win over those that it has, and were the `unusable` files there mended, they would be set.
    `notices` are what the clinic has it say in other languages. `sources` are there of the chapters
    that were written, by their ids; layouts do not see them.
    """

    manuscript: Manuscript
    chapters: tuple[SetChapter, ...]
    pictures: tuple[Picture, ...]
    findings: tuple[Finding, ...]
    cover: Picture | None = None
    revision: str = ""
    logo: Picture | None = None
    absent: tuple[str, ...] = ()
    unusable: Mapping[str, Digest] = field(default_factory=dict)
    notices: tuple[SetNotice, ...] = ()
    sources: Mapping[str, ChapterSource] = field(default_factory=dict, compare=False, repr=False)
