"""The source map of a chapter: its headings, links, pictures, notes and all else that the galley is
set from, each with its line and column.

Nothing is read before somebody asks: a text in which nothing is wrong is never traced, nor is the
parser imported by a process that only prints.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from prepress.errors import Place
from prepress.galley.markup.author_remarks import without_remarks
from prepress.galley.markup.placeholder_marks import PLACEHOLDER_MARK, mark_placeholders
from prepress.text.fences import outside_fences
from prepress.text.xhtml import HEADINGS, has_class, is_callout_title, plain_text

if TYPE_CHECKING:
    from prepress.galley.source_map.trace import Trace, TracedElement
    from prepress.manuscript.manuscript import Chapter
    from prepress.manuscript.placeholders import Placeholder

#: What begins on a line behind the marks of quotes and lists: a heading's signs, if it has any, and
#: its words.
_HEADING = re.compile(
    r"(?P<before>[\s>]*(?:(?:[-*+]|\d{1,9}[.)]|\[\^[^\]]+\]:)[ \t]+)*)(?:#{1,6}[ \t]+)?"
    r"(?P<words>.+?)(?:[ \t]+#+)?[ \t]*$"
)
_DEFINITION = re.compile(r"[ ]{0,3}\[\^(?P<label>[^\]\s]+)\]:[ \t]*")
_CALL = re.compile(r"\[\^(?P<label>[^\]\s]+)\](?!:)")
_CALLOUT = re.compile(r"[ \t>]*(?::{3,}[ \t]*[^\s:]|>[ \t]*\[![A-Za-z]+\])")
#: A tag of raw HTML, but no address in angle brackets.
_RAW_TAG = re.compile(r"<[/!?A-Za-z](?![\w+.-]*:|[^<> ]*@)")
#: How a tag begins, and all of it.
_TAG = re.compile(r"<[A-Za-z][\w-]*(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>?")
_COMMENT_OR_CODE = re.compile(
    r"(?P<code>(?<!`)(?P<run>`+)(?!`)(?:(?!(?P=run))[^\n])+(?P=run))|<!--.*?-->", re.DOTALL
)
_LIST = re.compile(r"\{[^{}\n]*\}")


@dataclass(frozen=True, order=True)
class Spot:
    """A place in a chapter's file: line and column, both from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class WrittenHeading:
    """A heading: its `level` from 1 to 6, its `words` as they are written with their attributes,
    and whether it stands in a note.
    """

    spot: Spot
    level: int
    words: str
    in_note: bool


@dataclass(frozen=True)
class WrittenPicture:
    """A picture: its `address`, and its description, None where it has none; empty for an
    ornament.
    """

    spot: Spot
    address: str
    alt: str | None


@dataclass(frozen=True)
class WrittenLink:
    """A link and its `address`."""

    spot: Spot
    address: str


@dataclass(frozen=True)
class WrittenNote:
    """The call or the definition of the note `label`."""

    spot: Spot
    label: str


class SourceMap:
    """The map of `chapter`, a text in `lang`. `links` maps its book's headings to links to them.

    `fragment` is the XHTML that the chapter becomes, where somebody knows it.
    """

    def __init__(
        self,
        chapter: Chapter,
        lang: str = "",
        links: Mapping[str, str] | None = None,
        fragment: str | None = None,
    ) -> None:
        self.chapter = chapter
        self._lang = lang
        self._links = links or {}
        self._fragment = fragment

    # Where a thing is written

    def place(self, offset: int) -> Place:
        """The line on which the character `offset` of the text that the parser reads stands."""
        return Place(self.chapter.file, self.spot(offset).line)

    def spot(self, offset: int) -> Spot:
        """The same with its column in the file."""
        number = bisect_right(self._line_starts, offset) - 1
        start = self._line_starts[number]
        column = offset - start + 1
        for found in PLACEHOLDER_MARK.finditer(self._text, start, offset):
            if int(found[1]) < len(self.placeholders):
                column += len(self.placeholders[int(found[1])].written) - len(found[0])
        return Spot(self.chapter.first_line + number, column)

    def place_of(self, index: int, needle: str = "") -> Place:
        """Where the element `index` of the chapter is written, in the order of its tree, the root
        first.

        Where that is not known to the letter, its `needle` is looked for behind what is.
        """
        return self.place(self._offset_of(index, needle))

    def _offset_of(self, index: int, needle: str) -> int:
        if index >= len(self.trace.elements):
            return 0
        traced = self.trace.elements[index]
        found = self._text.find(needle, traced.offset) if needle else -1
        return traced.offset if traced.is_exact or found < 0 else found

    def place_behind(self, offset: int, needle: str) -> Place:
        """Where `needle` stands next behind `offset`, else that place itself."""
        return self.place(max(self._text.find(needle, offset), offset))

    def offset_of_attribute(self, name: str, list_at: int, tag_at: int) -> int:
        """Where the attribute `name` is written: in the list of attributes that begins at
        `list_at`, or in the tag at `tag_at`, either of which may be something else.
        """
        wanted = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE)
        around = (_LIST.match(self._text, list_at), _TAG.match(self._text, tag_at))
        found = (wanted.search(self._text, each.start() + 1, each.end()) for each in around if each)
        return next((each.start() for each in found if each), tag_at)

    # What there is

    @cached_property
    def headings(self) -> tuple[WrittenHeading, ...]:
        """The headings that the galley has, in the order of the text."""
        found = sorted(self._of(self._outline, *HEADINGS), key=lambda each: each.offset)
        return tuple(
            WrittenHeading(
                self._spot_of_heading(each),
                int(each.element.tag[1]),
                self._words_of(each),
                _is_in_note(each.element),
            )
            for each in found
        )

    @cached_property
    def pictures(self) -> tuple[WrittenPicture, ...]:
        """The pictures that the galley has, in its order, which puts notes at the end."""
        return tuple(
            WrittenPicture(
                self._spot_of(each),
                self._as_written(each.element.get("src", "")),
                each.element.get("alt"),
            )
            for each in self._of(self._outline, "img")
        )

    @cached_property
    def links(self) -> tuple[WrittenLink, ...]:
        """The links that the galley has, in its order, without those of notes."""
        return tuple(
            WrittenLink(self._spot_of(each), self._as_written(each.element.get("href", "")))
            for each in self._of(self.trace, "a")
            if "href" in each.element.attrib and not each.element.get("role", "").startswith("doc-")
        )

    @cached_property
    def calls(self) -> tuple[WrittenNote, ...]:
        """The calls of notes that the galley has, and of those that nobody has written."""
        known = {note.label for note in self.definitions}
        read = {
            each.offset
            for each in self._of(self._outline, "a")
            if each.is_exact and has_class(each.element, "a", "note-call")
        }
        found = [(at, _CALL.match(self._text, at)) for at in self._outline.offsets.values()]
        return tuple(
            WrittenNote(self.spot(at), call["label"])
            for at, call in found
            if call and (at in read or call["label"] not in known)
        )

    @cached_property
    def definitions(self) -> tuple[WrittenNote, ...]:
        """The notes that are written, whether or not one is called."""
        found = (
            (number, _DEFINITION.match(line)) for number, line in self.text_lines if "[^" in line
        )
        return tuple(
            WrittenNote(Spot(self.chapter.first_line + number, each.start() + 1), each["label"])
            for number, each in found
            if each
        )

    @cached_property
    def callouts(self) -> tuple[Spot, ...]:
        """Where the boxes that are set apart begin."""
        return tuple(
            Spot(self.chapter.first_line + number, len(line) - len(line.lstrip()) + 1)
            for number, line in self.text_lines
            if _CALLOUT.match(line)
        )

    @cached_property
    def callout_titles(self) -> tuple[str, ...]:
        """What stands at the head of callouts, in the order of the text, without those of links and
        of notes.
        """
        titles = [each.element for each in self._of(self._outline, "p") if _is_title(each.element)]
        return tuple(self._as_written(plain_text(each)) for each in titles)

    @cached_property
    def fences(self) -> tuple[Spot, ...]:
        """Where fences of code begin."""
        spots, was_text = [], True
        for number, (line, is_text) in enumerate(
            outside_fences(self._lines), self.chapter.first_line
        ):
            if was_text and not is_text:
                spots.append(Spot(number, len(line) - len(line.lstrip()) + 1))
            was_text = is_text
        return tuple(spots)

    @cached_property
    def raw_tags(self) -> tuple[Spot, ...]:
        """Where the tags of raw HTML begin that the galley has elements of."""
        offsets = {each.offset for each in self.trace.elements if each.is_exact}
        return tuple(map(self.spot, sorted(at for at in offsets if _is_tag(self._text, at))))

    @cached_property
    def attribute_lists(self) -> tuple[Spot, ...]:
        """Where the lists of attributes begin."""
        offsets = sorted(self.trace.offsets.values())
        return tuple(self.spot(at) for at in offsets if self._text.startswith("{", at))

    @property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """The placeholders, each with its line."""
        return self._with_marks[1]

    @cached_property
    def text_lines(self) -> tuple[tuple[int, str], ...]:
        """The lines that are neither code in fences nor in a comment, with their numbers from 0."""
        lines = enumerate(outside_fences(self.text_without_comments.split("\n")))
        return tuple((number, line) for number, (line, is_text) in lines if is_text)

    @cached_property
    def text_without_comments(self) -> str:
        """The chapter's text, line for line, with nothing in the places of its comments."""
        text = without_remarks(self.chapter.text, keep_lines=True)
        if "<!--" not in text:
            return text
        parts, done, at = [], 0, 0
        while found := _COMMENT_OR_CODE.search(text, at):
            number = text.count("\n", 0, found.start())
            at = found.end()
            if number in self._fence_lines:
                at = text.find("\n", found.start()) + 1 or len(text)
            elif not found["code"]:
                parts += [text[done : found.start()], "\n" * found[0].count("\n")]
                done = at
        return "".join([*parts, text[done:]])

    @cached_property
    def _fence_lines(self) -> frozenset[int]:
        """The numbers, from 0, of the lines of code fences."""
        lines = enumerate(outside_fences(self._lines))
        return frozenset(number for number, (_, is_text) in lines if not is_text)

    # How it is found out

    @cached_property
    def trace(self) -> Trace:
        """All elements of the chapter.

        Raises RecursionError where the text is nested too deeply.
        """
        from prepress.galley.source_map.trace import trace_text

        return trace_text(self._text, self._lang, self._links, self._fragment)

    @cached_property
    def _outline(self) -> Trace:
        """The headings, pictures and notes; other elements only where raw HTML may bring some."""
        from prepress.galley.source_map.trace import NOTHING, trace_outline

        is_plain = "trace" not in self.__dict__ and not _RAW_TAG.search(self._text)
        try:
            return trace_outline(self._text, self._lang) if is_plain else self.trace
        except RecursionError:
            return NOTHING

    def __getstate__(self) -> dict[str, object]:
        """What is not quickly found out again, for another process."""
        kept = ("chapter", "_lang", "_links")
        return {**{name: self.__dict__[name] for name in kept}, "_fragment": None}

    @cached_property
    def _with_marks(self) -> tuple[str, tuple[Placeholder, ...]]:
        return mark_placeholders(self.chapter)

    @property
    def _text(self) -> str:
        """The text as the parser reads it."""
        return self._with_marks[0]

    @cached_property
    def _lines(self) -> Sequence[str]:
        return self.chapter.text.split("\n")

    @cached_property
    def _line_starts(self) -> Sequence[int]:
        return [0, *(found.end() for found in re.finditer("\n", self._text))]

    def _of(self, trace: Trace, *tags: str) -> Iterator[TracedElement]:
        return (each for each in trace.elements if each.element.tag in tags)

    def _as_written(self, text: str) -> str:
        """`text` with its placeholders as the author wrote them."""

        def placeholder(mark: re.Match[str]) -> str:
            number = int(mark[1])
            known = number < len(self.placeholders)
            return self.placeholders[number].written if known else mark[0]

        return PLACEHOLDER_MARK.sub(placeholder, text)

    def _spot_of(self, traced: TracedElement) -> Spot:
        needle = traced.element.get("src") or traced.element.get("href") or ""
        found = -1 if traced.is_exact else self._text.find(needle, traced.offset)
        return self.spot(max(found, traced.offset))

    def _spot_of_heading(self, heading: TracedElement) -> Spot:
        """Where the tag of a heading stands, or its signs, or its words."""
        spot = self.spot(heading.offset)
        if self._text.startswith("<h", heading.offset):
            return spot
        found = _HEADING.match(self._lines[spot.line - self.chapter.first_line])
        return Spot(spot.line, found.end("before") + 1) if found else spot

    def _words_of(self, heading: TracedElement) -> str:
        """The words as they are written; of a raw heading, those that it shows."""
        if _is_tag(self._text, heading.offset):
            return self._as_written(plain_text(heading.element))
        line = self._lines[self.spot(heading.offset).line - self.chapter.first_line]
        found = _HEADING.match(line)
        return found["words"] if found else line.strip()


def _is_tag(text: str, offset: int) -> bool:
    return text.startswith("<", offset) and bool(_TAG.match(text, offset))


def _is_in_note(element: etree._Element) -> bool:
    return any(has_class(each, "section", "notes") for each in element.iterancestors())


def _is_title(element: etree._Element) -> bool:
    """Whether this is a callout's title that may become a heading."""
    is_link = has_class(element.getparent(), "aside", "callout-qr")
    return is_callout_title(element) and not is_link and not _is_in_note(element)
