"""Chapter edits: what the changes of a Word file do to the Markdown of one chapter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import groupby
from typing import TYPE_CHECKING

from prepress.errors import Place
from prepress.word.word_runs import CLOSING, OPENING
from prepress.word_edits.inline_changes import word_edits
from prepress.word_edits.line_changes import filled_cell, insertion, new_kind, new_row, removal
from prepress.word_edits.text_edits import TextEdit, UntakenEditError
from prepress.word_edits.token_places import BlockPlaces, ChapterPlaces, chapter_places

if TYPE_CHECKING:
    from prepress.manuscript.manuscript import Chapter
    from prepress.word.word_blocks_read import WordBlock
    from prepress.word_edits.block_matching import BlockChange

_CHANGED_SINCE = "The Markdown was changed here since the Word file was made."


@dataclass(frozen=True)
class TakenEdit:
    """Something that was done in Word: where it is in the Markdown, `what` it is in a few words,
    and the edits that do the same there; none where it could not be done, for the reason `why`.

    `replaced` are the blocks that it changes, with what they become, None for nothing; `inserted`
    are new ones, with the block behind which they stand, None for the first place.
    """

    place: Place
    what: str
    edits: tuple[TextEdit, ...] = ()
    why: str = ""
    replaced: tuple[tuple[WordBlock, WordBlock | None], ...] = ()
    inserted: tuple[tuple[WordBlock | None, WordBlock], ...] = ()


@dataclass(frozen=True)
class ChapterBlocks:
    """A chapter, and the blocks that the Word edition makes of it now, by the numbers that they
    have in the Word file; None for those that it no longer makes.
    """

    chapter: Chapter
    blocks: dict[int, WordBlock | None]

    @cached_property
    def places(self) -> ChapterPlaces:
        """Where the blocks stand in the chapter's text."""
        body, notes = self._parted
        return chapter_places(
            self.chapter.text,
            [self._markdown(each) for each in body],
            [self._markdown(each) for each in notes],
        )

    @cached_property
    def _parted(self) -> tuple[list[int], list[int]]:
        """The numbers of the blocks of the text, and of those of notes and captions, which may be
        written elsewhere.
        """
        known = sorted((at, block) for at, block in self.blocks.items() if block is not None)
        later = [at for at, block in known if block.note or block.kind == "caption"]
        return [at for at, _ in known if at not in later], later

    def _markdown(self, number: int) -> str:
        block = self.blocks[number]
        return block.markdown if block else ""

    def place_of(self, number: int | None) -> Place:
        """The line of the chapter's file on which a block stands; its first one where nobody
        knows.
        """
        known = self.block_places(number).known if number in self.blocks else []
        if not known:
            return Place(self.chapter.file)
        line = self.places.line_number(self.places.tokens[known[0]].start)
        return Place(self.chapter.file, self.chapter.first_line + line)

    def block_places(self, number: int | None) -> BlockPlaces:
        """Where the tokens of a block stand."""
        order = [*self._parted[0], *self._parted[1]]
        return self.places.blocks[order.index(number)] if number in order else BlockPlaces((), ())

    def beside(self, number: int) -> list[int]:
        """The numbers of the blocks that begin on the same line."""
        place = self.place_of(number)
        known = [at for at, block in self.blocks.items() if block]
        return [at for at in known if place.line and self.place_of(at) == place]

    def row_of(self, number: int) -> list[int]:
        """The numbers of the blocks in the table's row that a block stands in."""
        block = self.blocks[number]
        return [at for at, each in self.blocks.items() if each and block and each.row == block.row]

    def table_of(self, number: int) -> list[int]:
        """The numbers of the blocks in the table that a block stands in."""
        block = self.blocks[number]
        known = [(at, each) for at, each in self.blocks.items() if each and each.table]
        return [at for at, each in known if block and each.table == block.table]


def taken_edits(chapter: ChapterBlocks, changes: Sequence[BlockChange]) -> list[TakenEdit]:
    """What each of the `changes` does to the chapter."""
    removed = {each.before for each in changes if each.now is None}
    found = list(_new_blocks(chapter, [each for each in changes if each.before is None]))
    rows: set[int] = set()
    for change in changes:
        if change.before is None or change.before in rows:
            continue
        row = _whole_row(chapter, change, removed)
        rows |= set(row)
        found.append(_taken(chapter, change, row))
    return found


def _whole_row(chapter: ChapterBlocks, change: BlockChange, removed: set[int | None]) -> list[int]:
    """The blocks of a table, or of a row of it, or a picture with its caption, where all were
    removed.
    """
    assert change.before is not None, "new ones are taken by themselves"
    block = chapter.blocks[change.before]
    if change.now is not None or block is None:
        return []
    together: list[list[int]] = []
    if block.row is not None:
        together = [chapter.table_of(change.before), chapter.row_of(change.before)]
    if block.kind in ("picture", "caption"):
        together = [chapter.beside(change.before)]
    return next((each for each in together if set(each) <= removed), [])


def _taken(chapter: ChapterBlocks, change: BlockChange, row: Sequence[int]) -> TakenEdit:
    number = change.before
    assert number is not None, "new ones are taken by themselves"
    before, now = chapter.blocks[number], change.now
    place, what = chapter.place_of(number), _what(before, now, row)
    if before is None:
        words = _excerpt(now.markdown) if now else "a paragraph that was taken out"
        return TakenEdit(place, f"changed: “{words}”", why=_CHANGED_SINCE)
    if change.is_moved:
        why = "It was moved; move it in the Markdown."
        words = now.markdown if now else ""
        what = "moved" if words == before.markdown else "moved and changed"
        return TakenEdit(place, f"{what}: “{_excerpt(words)}”", why=why)
    gone = [chapter.blocks[each] for each in row]
    replaced = tuple((each, None) for each in gone if each) or ((before, now),)
    try:
        edits = tuple(_edits(chapter, number, before, now, row))
        return TakenEdit(place, what, edits, replaced=replaced)
    except UntakenEditError as reason:
        return TakenEdit(place, what, why=str(reason))


def _edits(
    chapter: ChapterBlocks,
    number: int,
    before: WordBlock,
    now: WordBlock | None,
    row: Sequence[int],
) -> Iterator[TextEdit]:
    places, block = chapter.places, chapter.block_places(number)
    if row:
        gone = [each for at in row if (each := chapter.blocks[at])]
        yield removal(places, [chapter.block_places(each) for each in row], gone)
    elif now is None and before.row is None:
        yield removal(places, [block], [before])
    else:
        if now is not None and now.kind != before.kind:
            yield from new_kind(places, block, before, now)
        yield from word_edits(places, block, now.markdown if now else "")


def _new_blocks(chapter: ChapterBlocks, changes: Sequence[BlockChange]) -> Iterator[TakenEdit]:
    """The new blocks, those behind one block together, and the cells of a new row."""
    for after, group in groupby(changes, key=lambda each: each.after):
        for _, part in groupby(group, key=_home):
            found = list(part)
            blocks = [each.now for each in found if each.now is not None]
            if blocks[0].note:
                yield from map(partial(_new_note, chapter), blocks)
            else:
                yield _new_part(chapter, after, blocks, found[0].beside)


def _home(change: BlockChange) -> tuple[object, ...]:
    """What new blocks share that are put in together: a row, but each cell of one that was there by
    itself, and a note.
    """
    block = change.now
    column = block.column if block and change.beside is not None else None
    return (block.row, column, block.note) if block else ()


def _new_note(chapter: ChapterBlocks, block: WordBlock) -> TakenEdit:
    """A new note, which goes to the end of the chapter."""
    text = chapter.chapter.text
    at = len(text.rstrip())
    what = f"note put in: “{_excerpt(block.markdown)}”"
    written = f"\n\n[^word-{block.note}]: {block.markdown}"
    place = Place(chapter.chapter.file, chapter.chapter.first_line + text.count("\n", 0, at))
    last = [each for each in chapter.blocks.values() if each][-1:]
    inserted = ((last[0] if last else None, block),)
    return TakenEdit(place, what, (TextEdit(at, at, written),), inserted=inserted)


def _new_part(
    chapter: ChapterBlocks, after: int | None, part: Sequence[WordBlock], beside: int | None
) -> TakenEdit:
    what = f"put in: “{_excerpt(' '.join(each.markdown for each in part))}”"
    place = chapter.place_of(after)
    block = chapter.blocks.get(after) if after is not None else None
    part = _as_meant(block, part)
    try:
        if after is not None and block is None:
            raise UntakenEditError(_CHANGED_SINCE)
        edit = _part_edit(chapter, after, part, beside)
        return TakenEdit(place, what, (edit,), inserted=tuple((block, each) for each in part))
    except UntakenEditError as reason:
        return TakenEdit(place, what, why=str(reason))


def _as_meant(before: WordBlock | None, part: Sequence[WordBlock]) -> Sequence[WordBlock]:
    """What is written behind the title of a callout belongs to the callout."""
    if before and before.kind == "callout title" and part[0].kind == "body":
        return [replace(each, kind="callout", is_boxed=True) for each in part]
    return part


def _part_edit(
    chapter: ChapterBlocks, after: int | None, part: Sequence[WordBlock], beside: int | None
) -> TextEdit:
    block = chapter.blocks.get(after) if after is not None else None
    if beside is not None:
        row = [chapter.block_places(each) for each in chapter.row_of(beside)]
        words = "<br>".join(each.markdown for each in part)
        return filled_cell(chapter.places, row, part[0].column, words)
    if part[0].row is not None:
        return _row_edit(chapter, after, block, part)
    where = (block, chapter.block_places(after)) if block else None
    return insertion(chapter.places, where, part)


def _row_edit(
    chapter: ChapterBlocks, after: int | None, block: WordBlock | None, cells: Sequence[WordBlock]
) -> TextEdit:
    if after is None or block is None or block.row is None:
        raise UntakenEditError("A new table cannot be put in.")
    columns = 1 + max(each.column for each in chapter.blocks.values() if each and each.row)
    words = [
        "<br>".join(each.markdown for each in cells if each.column == at) for at in range(columns)
    ]
    above = [chapter.block_places(each) for each in chapter.row_of(after)]
    return new_row(chapter.places, above, words)


def _what(before: WordBlock | None, now: WordBlock | None, row: Sequence[int]) -> str:
    """What was done, in a few words."""
    if before is None or now is None:
        kind = "row taken out" if row else "taken out"
        return f"{kind}: “{_excerpt(before.markdown if before else '')}”"
    return f"changed: “{_excerpt(now.markdown)}”"


def _excerpt(markdown: str) -> str:
    """The beginning of a block, by which its author finds it."""
    words = " ".join(markdown.replace(OPENING, "").replace(CLOSING, "").split())
    return words if len(words) <= 60 else f"{words[:59].rstrip()}…"
