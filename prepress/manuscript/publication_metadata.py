"""Publication metadata: what a publication says of itself, in a file of its own or in front of its
text, and what it leaves to its text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from prepress.errors import Place, SourceError
from prepress.findings import Finding
from prepress.manuscript.chapter_metadata import (
    ROLE,
    FrontedChapter,
    has_own_order,
    in_their_order,
    titled,
    without_drafts,
)
from prepress.manuscript.foreign_keys import normal_key
from prepress.manuscript.metadata_blocks import parted, without_blocks_inside
from prepress.manuscript.metadata_keys import known_values, metadata_of, unknown_keys
from prepress.manuscript.roles import BOOK
from prepress.manuscript.title_and_language import (
    language_from_text,
    title_from_name,
    title_from_text,
    without_title,
)
from prepress.project.chapters import METADATA
from prepress.text.yaml_source import Value, mapping_of_text

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Chapter
    from prepress.manuscript.metadata import Metadata

#: Keys that speak of a whole publication, wherever they stand.
_OF_THE_WHOLE = frozenset(
    [
        "subtitle",
        "lang",
        "rights",
        "publisher",
        "identifier",
        "cover-image",
        "layout",
        "editions",
        "reviewed",
        "reviewer",
        "review-by",
        "contact",
        "accessibility",
        "max-grade",
        "terms",
        "plain-language",
        "translator",
        "edition",
        "printing",
        "credits",
    ]
)
#: Words that are marked as emphasis or code, which nobody means by a lone sign or one in a word.
_MARKED = re.compile(
    r"(?<![\w*_`])(?P<mark>\*{1,3}|_|`)(?![\s*_`])(?P<words>.+?)(?<!\s)(?P=mark)(?!\w)"
)
#: What a page of a site says of itself alone.
_OF_A_PAGE = frozenset({"title", "date", "description", "summary", "keywords"})


@dataclass(frozen=True)
class Said:
    """What is known of a publication beside its texts: the `name` of its file or folder, what
    messages call it, the language that its folder is called by, the one that is usual, and the
    project's own layouts.
    """

    name: str
    label: str
    lang: str | None
    usual_lang: str | None
    layouts: frozenset[str]


@dataclass(frozen=True)
class ReadMetadata:
    """The metadata, the chapters without it, what is wrong with it, and what was assumed; and
    whether the chapters ask for their places themselves.
    """

    metadata: Metadata
    chapters: tuple[Chapter, ...]
    findings: tuple[Finding, ...]
    assumed: tuple[str, ...]
    is_ordered: bool


def chapters_and_metadata(
    chapters: Sequence[Chapter], book: tuple[str, str] | None, said: Said
) -> ReadMetadata:
    """The metadata of a publication, from the file and text of its `book`, if it has one, and from
    what stands in front of its `chapters`.

    Raises SourceError for what is wrong there.
    """
    fronted = [_with_asked_role(FrontedChapter(*parted(chapter))) for chapter in chapters]
    place, written, fronted = _of_the_whole(fronted, book)
    findings = [*_unknown(written)]
    if book is None and "chapters" in written:
        findings.append(_orders_nothing(written["chapters"].place))
    values = known_values(written, said.layouts)
    for each in fronted:
        if each.front:
            known_values(each.front.values, said.layouts)
            findings += _unknown(each.front.values)
    fronted, drafts = without_drafts(fronted)
    findings += drafts
    is_ordered = has_own_order(fronted)
    texts = []
    for each in in_their_order(fronted):
        text, blocks = without_blocks_inside(titled(each))
        texts.append(text)
        findings += blocks
    otherwise, assumed = _otherwise(values, texts, said, has_book=book is not None)
    metadata = metadata_of(values, place, said.lang, otherwise)
    if "notes" in written and "notes" in values and metadata.layout != BOOK and not said.lang:
        findings.append(_places_no_notes(values["notes"].place))
    subtitle = metadata.subtitle and _plain(metadata.subtitle)
    metadata = replace(metadata, title=_plain(metadata.title), subtitle=subtitle)
    is_taken = "title" in otherwise
    texts = without_title(texts, metadata.title, is_taken=is_taken)
    return ReadMetadata(metadata, tuple(texts), tuple(findings), assumed, is_ordered)


def _with_asked_role(fronted: FrontedChapter) -> FrontedChapter:
    return replace(fronted, chapter=replace(fronted.chapter, asked_role=fronted.asked_role))


def _plain(written: str) -> str:
    """The words of a title, whose marks no reader of a list of books could make out."""
    return _MARKED.sub(lambda found: found["words"], written)


def _orders_nothing(place: Place) -> Finding:
    what = "This list of chapters is not followed: it stands in a text and not in book.yaml."
    hint = "Put it into a file book.yaml in the folder of the chapters, and build that folder."
    return Finding("M-004", place, what, hint)


def _places_no_notes(place: Place) -> Finding:
    what = "“notes” says nothing here: only a book has its notes elsewhere than behind its text."
    return Finding("M-002", place, what, "Write “layout: book” where this is one, or take it out.")


def _of_the_whole(
    fronted: list[FrontedChapter], book: tuple[str, str] | None
) -> tuple[Place, Mapping[str, Value], list[FrontedChapter]]:
    """Where the metadata of the whole stands, what it is, and the chapters with what is their own.

    Of a single chapter it is all that stands in front of it, besides what a book says. Of several
    it is what stands in front of the first, unless each has a title of its own, as in a site.
    """
    if book:
        values: dict[str, Value] = mapping_of_text(book[1], book[0])
        place = Place(book[0], 1)
        if len(fronted) == 1 and fronted[0].front:
            return place, {**fronted[0].front.values, **values}, [_bare(fronted[0])]
        return place, values, fronted
    first, *others = fronted
    if first.front is None:
        return Place(first.chapter.file, 1), {}, fronted
    values = dict(first.front.values)
    place = Place(first.chapter.file, first.front.line)
    is_page = any(other.words("title") for other in others) and not values.keys() & _OF_THE_WHOLE
    if is_page:
        return place, {name: values[name] for name in values if name not in _OF_A_PAGE}, fronted
    return place, values, [_bare(first), *others]


def _bare(fronted: FrontedChapter) -> FrontedChapter:
    return FrontedChapter(None, fronted.chapter)


def _otherwise(
    values: Mapping[str, Value],
    texts: Sequence[Chapter],
    said: Said,
    *,
    has_book: bool,
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The title and the language, where the metadata does not say them, and what is to be said of
    that.
    """
    otherwise: dict[str, str] = {}
    assumed: list[str] = []
    where = "book.yaml" if has_book or len(texts) > 1 else "its metadata"
    if _is_missing("title", values):
        heading = title_from_text(texts)
        if heading is None and said.lang:
            raise _no_title(said.name, texts[0].file)
        otherwise["title"] = heading or title_from_name(said.name)
        if not heading:
            assumed.append(
                f"{said.label}: title “{otherwise['title']}”, after its name; "
                f"“title:” in {where} gives it another."
            )
    if _is_missing("lang", values) and not said.lang:
        if said.usual_lang:
            otherwise["lang"] = said.usual_lang
        else:
            otherwise["lang"], why = language_from_text(texts)
            assumed.append(
                f"{said.label}: language “{otherwise['lang']}”, {why}; "
                f"“lang:” in {where} says it for certain."
            )
    return otherwise, tuple(assumed)


def _no_title(name: str, file: str) -> SourceError:
    """A translation takes no title from its folder, which is called by its language."""
    remedy = (
        f"Write title: … into a file book.yaml beside it; it takes the rest from its source. If "
        f"“{name}” is no language here, give the folder another name, and its files are chapters."
    )
    return SourceError("This translation has no title.", remedy, Place(file, 1))


def _is_missing(name: str, values: Mapping[str, Value]) -> bool:
    return name not in values or values[name].is_empty


def _unknown(values: Mapping[str, Value]) -> list[Finding]:
    """One warning for all keys that nobody knows. What a file is in a book is said of it alone."""
    unknown = {
        name: value
        for name, value in unknown_keys(values).items()
        if normal_key(name) != ROLE or PurePosixPath(value.place.file).name == METADATA
    }
    if not unknown:
        return []
    names = ", ".join(f"“{name}”" for name in unknown)
    what = f"Nobody knows the {'key' if len(unknown) == 1 else 'keys'} {names}."
    hint = "It says nothing here; take it out if it was meant for makebook."
    if len(unknown) > 1:
        hint = "They say nothing here; take out what was meant for makebook."
    return [Finding("M-002", next(iter(unknown.values())).place, what, hint)]
