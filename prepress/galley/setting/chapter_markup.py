"""Chapter markup: a chapter's Markdown as safe, well-formed XHTML, with what was found in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import filterfalse
from posixpath import dirname, relpath
from typing import TYPE_CHECKING
from urllib.parse import quote

from prepress.errors import Place, SourceError
from prepress.findings import Finding
from prepress.galley.markup.attributes import AT_THE_END
from prepress.galley.markup.conversion import convert
from prepress.galley.markup.placeholder_marks import mark_placeholders
from prepress.galley.markup.sanitising import CONTROLS, sanitise
from prepress.galley.markup.wiki_links import PAGE, page_name
from prepress.galley.setting.callout_titles import is_name_of_kind
from prepress.galley.setting.foreign_forms import foreign_forms
from prepress.galley.setting.kept_markup import (
    NOTHING_KEPT,
    KeptMarkup,
    ReadText,
    file_name,
    key_of,
    to_bytes,
)
from prepress.galley.setting.sanitising_report import sanitising_findings
from prepress.galley.setting.unmatched_notes import unmatched_notes
from prepress.galley.source_map.source_map import SourceMap

if TYPE_CHECKING:
    from prepress.galley.markup.callouts import MisplacedFence
    from prepress.manuscript.manuscript import Chapter
    from prepress.manuscript.placeholders import Placeholder

#: What may be a link to a heading by its words, `[words][]` or `[words]`: no call of a note, no
#: open box of a task, no link that has an address.
_REFERENCE = re.compile(r"\[(?![\^!]|[ ]\])[^\[\]]+\](?!\([^()\s]*\)|\(<|\([^()\s]+\s+[\"'])|\]\[")


@dataclass(frozen=True)
class Markup:
    """A chapter as a well-formed XHTML fragment, and what was found while reading it.

    Marks stand in it for its `placeholders`; its `source` knows where everything is written. All
    that it was read from is known by its `key`.
    """

    html: str
    findings: tuple[Finding, ...]
    placeholders: tuple[Placeholder, ...]
    source: SourceMap
    key: str = ""


@lru_cache(maxsize=2)
def read_chapters(
    chapters: tuple[Chapter, ...], lang: str, kept: KeptMarkup = NOTHING_KEPT
) -> tuple[Markup, ...]:
    """The chapters' markup: the slow part, and the same for every clinic. Those that are `kept` as
    they are written now are not read again.
    """
    targets = heading_targets(chapters, lang)
    links = {folder: links_from(folder, targets) for folder in {dirname(c.file) for c in chapters}}
    return tuple(
        to_markup(chapter, lang, links[dirname(chapter.file)], kept) for chapter in chapters
    )


def files_of(markups: Iterable[Markup]) -> dict[str, bytes]:
    """What is kept of chapters: the content of each file by its name."""
    return {file_name(each.key): to_bytes(ReadText(each.html, each.findings)) for each in markups}


def to_markup(
    chapter: Chapter, lang: str, links: Mapping[str, str], kept: KeptMarkup = NOTHING_KEPT
) -> Markup:
    """Read the chapter's Markdown, unless it is `kept`. `links` maps a heading's folded words to
    the link to it, as `links_from` does.

    Raises SourceError where the text is nested more deeply than can be read.
    """
    text, placeholders = mark_placeholders(chapter)
    key = key_of(chapter, lang, links)
    read = kept.find(key)
    if read:
        source = SourceMap(chapter, lang, links, read.html)
        return Markup(read.html, read.findings, placeholders, source, key)
    try:
        conversion = convert(text, lang, links)
        fragment = sanitise(conversion.html)
    except RecursionError as error:
        what = "Quotes, lists or boxes are nested too deeply to be read."
        raise SourceError(what, "Take some of the levels out.", Place(chapter.file)) from error
    source = SourceMap(chapter, lang, links, fragment)
    findings = [
        *_controls(chapter),
        *_misplaced_fences(chapter, conversion.misplaced_fences),
        *unmatched_notes(chapter),
        *sanitising_findings(conversion.html, source),
        *foreign_forms(source),
    ]
    return Markup(fragment, tuple(findings), placeholders, source, key)


def heading_targets(chapters: Sequence[Chapter], lang: str) -> dict[str, tuple[str, str]]:
    """Where `[Words of a heading][]` leads: the folded words of every heading of the book, then of
    every callout's title, each with its file and id; none where no chapter has such a link.

    The first of several headings with the same words wins, as in Pandoc.
    """
    targets: dict[str, tuple[str, str]] = {}
    if not any(_REFERENCE.search(chapter.text) for chapter in chapters):
        return targets
    sources = [SourceMap(chapter, lang) for chapter in chapters]
    has_pages = any("[[" in chapter.text for chapter in chapters)
    for source in sources:
        file = source.chapter.file
        if has_pages:
            targets.setdefault(PAGE + page_name(file), (file, ""))
        for words, anchor in _named_headings(source):
            targets.setdefault(_folded(words), (file, anchor))
    for source in sources:
        for title in filterfalse(is_name_of_kind, source.callout_titles):
            targets.setdefault(_folded(title), (source.chapter.file, title))
    return targets


def _named_headings(source: SourceMap) -> Iterator[tuple[str, str]]:
    """The words of each heading, the chapter's title first, and its id or its words again."""
    if source.chapter.title_heading:
        anchor, words = source.chapter.title_heading
        yield words, anchor or words
    for heading in source.headings:
        words, anchor = _words_and_anchor(heading.words)
        if words:
            yield words, anchor or words


def _folded(words: str) -> str:
    return " ".join(words.lower().split())


def links_from(folder: str, targets: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """The `targets` that `heading_targets` has found, each as a link in a chapter of `folder` is
    written.
    """
    paths = {file: quote(relpath(file, folder or ".")) for file, _ in targets.values()}
    return {
        words: f"{paths[file]}#{anchor}" if anchor else paths[file]
        for words, (file, anchor) in targets.items()
    }


def _words_and_anchor(heading: str) -> tuple[str, str]:
    attributes = AT_THE_END.search(heading)
    if not attributes:
        return heading, ""
    anchor = re.search(r"#(?P<id>[^\s}]+)", attributes["list"])
    return heading[: attributes.start()], anchor["id"] if anchor else ""


def _controls(chapter: Chapter) -> list[Finding]:
    return [
        Finding(
            "S-004",
            Place(chapter.file, number),
            f"There is a control character (U+{ord(found[0]):04X}).",
            "Delete it.",
        )
        for number, line in enumerate(chapter.text.split("\n"), chapter.first_line)
        if (found := CONTROLS.search(line))
    ]


def _misplaced_fences(chapter: Chapter, fences: Sequence[MisplacedFence]) -> list[Finding]:
    return [
        Finding(
            "S-002", Place(chapter.file, chapter.first_line + fence.line), fence.what, fence.hint
        )
        for fence in fences
    ]
