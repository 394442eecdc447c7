"""Word blocks read back: the paragraphs and cells of a Word document, each by the number that the
Word edition gave it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from prepress.files.digests import digest_of
from prepress.import_word.wordml import W
from prepress.word.word_names import block_numbers
from prepress.word.word_runs import RunPiece, RunReader, markdown_of
from prepress.word.word_text import WordText, list_place

_FRONT = ("title", "subtitle", "author")


@dataclass(frozen=True)
class WordBlock:
    """A paragraph as it reads when all changes are accepted: what it is and says, the `numbers` of
    the blocks that it holds, its row and column in a table and the number of that, the note that it
    stands in, whether it stands in a callout, and the ids of the comments on it.
    """

    kind: str
    markdown: str
    numbers: tuple[int, ...] = ()
    row: int | None = None
    column: int = 0
    table: int = 0
    note: str = ""
    is_boxed: bool = False
    comments: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """What changes with all that is taken back."""
        return digest_of(f"{self.kind}\n{self.markdown}")[:20]


@dataclass(frozen=True)
class _Around:
    row: int | None = None
    column: int = 0
    table: int = 0
    note: str = ""


def read_blocks(text: WordText) -> tuple[WordBlock, ...]:
    """The blocks of a Word text in their order, those of notes behind them; empty ones are left
    out unless they are known.
    """
    reader = _BlockReader(text)
    body = text.document.find(f"{W}body")
    found = list(reader.blocks(body)) if body is not None else []
    return (*found, *reader.note_blocks())


class _BlockReader:
    """Goes through the text; counts the rows of tables."""

    def __init__(self, text: WordText) -> None:
        self._text = text
        self._rows = self._tables = 0
        calls = {each.get(f"{W}id", ""): _call_of(each) for each in _notes(text)}
        self._runs = RunReader(text.style_names, text.document_links or {}, calls)
        self._in_notes = RunReader(text.style_names, text.footnote_links or {}, calls)

    def blocks(self, element: Any, around: _Around = _Around()) -> Iterator[WordBlock]:
        """What stands in a part of the document."""
        waiting: list[Any] = []
        for child in element:
            if child.tag == f"{W}p":
                waiting.append(child)
                if child.find(f"{W}pPr/{W}rPr/{W}del") is None:
                    yield from self._block(waiting, around)
                    waiting = []
            elif child.tag == f"{W}tbl":
                self._tables += 1
                yield from self.blocks(child, replace(around, table=self._tables))
            elif child.tag == f"{W}tr":
                yield from self._row(child, around)
            elif isinstance(child.tag, str) and not child.tag.endswith("Pr"):
                yield from self.blocks(child, around)
        yield from self._block(waiting, around) if waiting else ()

    def note_blocks(self) -> Iterator[WordBlock]:
        """What stands in the notes."""
        for note in _notes(self._text):
            yield from self.blocks(note, _Around(note=note.get(f"{W}id", "")))

    def _row(self, row: Any, around: _Around) -> Iterator[WordBlock]:
        if row.find(f"{W}trPr/{W}del") is not None:
            return
        self._rows += 1
        number = self._rows
        for column, cell in enumerate(row.iterfind(f"{W}tc")):
            yield from self.blocks(cell, replace(around, row=number, column=column))

    def _block(self, paragraphs: list[Any], around: _Around) -> Iterator[WordBlock]:
        """The paragraphs as one: the marks at the ends of all but the last were deleted."""
        kind = self._kind(paragraphs[-1], around)
        reader = self._in_notes if around.note else self._runs
        pieces: list[RunPiece] = [
            piece for paragraph in paragraphs for piece in reader.pieces(paragraph)
        ]
        markdown = markdown_of(pieces, is_code=kind == "code block")
        numbers = [each for paragraph in paragraphs for each in block_numbers(paragraph)]
        comments = tuple(
            each.get(f"{W}id", "")
            for paragraph in paragraphs
            for each in paragraph.iter(f"{W}commentReference")
        )
        if not markdown and not comments:
            return
        yield WordBlock(
            kind,
            markdown,
            tuple(numbers),
            around.row,
            around.column,
            around.table,
            around.note,
            is_boxed=self._style(paragraphs[-1]).startswith("callout"),
            comments=comments,
        )

    def _style(self, paragraph: Any) -> str:
        identity = _style_of(paragraph)
        return self._text.style_names.get(identity, identity.lower())

    def _kind(self, paragraph: Any, around: _Around) -> str:
        """What a paragraph is: `heading 2`, `item 0 bullet`, `cell`, `note`, or its style."""
        name = self._style(paragraph)
        if name in _FRONT:
            return "front"
        if around.row is not None:
            return "cell"
        if around.note:
            return "note"
        if re.fullmatch(r"heading [1-9]", name):
            return name
        numbering = paragraph.find(f"{W}pPr/{W}numPr")
        place = list_place(numbering) if numbering is not None else None
        place = place or self._text.numbered_styles.get(_style_of(paragraph))
        if place and place[0] != "0":
            kind = self._text.list_formats.get(place, "bullet")
            return f"item {place[1]} {'bullet' if kind == 'bullet' else 'number'}"
        return "body" if name in ("", "normal", "body text", "list paragraph") else name


def _style_of(paragraph: Any) -> str:
    """The id of a paragraph's style."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def _notes(text: WordText) -> list[Any]:
    if text.footnotes is None:
        return []
    called = {
        call.get(f"{W}id")
        for call in text.document.iter(f"{W}footnoteReference")
        if next(call.iterancestors(f"{W}del", f"{W}moveFrom"), None) is None
    }
    return [
        each for each in text.footnotes.iterfind(f"{W}footnote") if each.get(f"{W}id") in called
    ]


def _call_of(note: Any) -> str:
    """What a call of the note stands as: the same for all that were written here."""
    is_known = any(block_numbers(paragraph) for paragraph in note.iter(f"{W}p"))
    return "note" if is_known else f"[^word-{note.get(f'{W}id', '')}]"
